/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-attempts.h"

#include <gio/gio.h>
#include <string.h>

/*
 * Slows guessing down: after some free tries each further one has to wait twice
 * as long as the one before. Kept in memory only; a restart costs an attacker
 * more than it gives. Keys are fingerprints and addresses.
 */
#define FIRST_WAIT 30
#define LONGEST_WAIT (15 * 60)
#define FORGET_AFTER (60 * 60)
#define MAX_REMEMBERED 100000

typedef struct
{
  guint  n_failures;
  gint64 until; /* not before */
  gint64 last;
} Record;

struct _CloudAttempts
{
  GHashTable *records;
};

CloudAttempts *
cloud_attempts_new (void)
{
  CloudAttempts *self = g_new0 (CloudAttempts, 1);

  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
cloud_attempts_free (CloudAttempts *self)
{
  g_hash_table_unref (self->records);
  g_free (self);
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer now)
{
  return ((Record *) value)->last + FORGET_AFTER < *(gint64 *) now;
}

/** cloud_attempts_get_wait: seconds until @key may try again; 0 for at once. */
gint64
cloud_attempts_get_wait (CloudAttempts *self,
                         const char    *key,
                         gint64         now)
{
  Record *record = g_hash_table_lookup (self->records, key);

  return record != NULL && record->until > now ? record->until - now : 0;
}

/** cloud_attempts_fail: one more wrong try of @key; the first @n_free in an hour cost nothing. */
void
cloud_attempts_fail (CloudAttempts *self,
                     const char    *key,
                     guint          n_free,
                     gint64         now)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL)
    {
      if (g_hash_table_size (self->records) >= MAX_REMEMBERED)
        g_hash_table_foreach_remove (self->records, is_old, &now);
      record = g_new0 (Record, 1);
      g_hash_table_insert (self->records, g_strdup (key), record);
    }
  if (record->last + FORGET_AFTER < now)
    record->n_failures = 0;

  record->last = now;
  record->n_failures++;
  if (record->n_failures >= n_free)
    record->until = now + MIN ((gint64) FIRST_WAIT << MIN (record->n_failures - n_free, 10), LONGEST_WAIT);
}

void
cloud_attempts_forget (CloudAttempts *self,
                       const char    *key)
{
  g_hash_table_remove (self->records, key);
}

/**
 * cloud_attempts_key_of:
 * @address: (nullable): where a peer is, as numbers
 *
 * What one connection gets of IPv6 are 64 bits of addresses to choose from: they
 * are all one. An IPv4 address that is written as IPv6 is what it was.
 *
 * Returns: (transfer full): who that is, for counting
 */
char *
cloud_attempts_key_of (const char *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  g_autoptr(GInetAddress) parsed = address != NULL ? g_inet_address_new_from_string (address) : NULL;
  const guint8 *bytes = parsed != NULL ? g_inet_address_to_bytes (parsed) : NULL;
  g_autoptr(GString) key = NULL;

  if (bytes == NULL)
    return g_strdup ("unknown");
  if (g_inet_address_get_family (parsed) == G_SOCKET_FAMILY_IPV4)
    return g_inet_address_to_string (parsed);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_strdup_printf ("%u.%u.%u.%u", bytes[12], bytes[13], bytes[14], bytes[15]);

  key = g_string_new (NULL);
  for (guint i = 0; i < 8; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  return g_string_free_and_steal (g_steal_pointer (&key));
}
