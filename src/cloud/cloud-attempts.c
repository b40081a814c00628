/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-attempts.h"

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
