/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-poll-counter.h"

struct _SluicePollCounter
{
  GHashTable *polls;  /* what is polled → Poll */
  gint64      period; /* microseconds between two entries about the same */
};

typedef struct
{
  SluiceLedgerRecord *pending; /* what was not written yet: count and bytes in */
  gint64              written; /* when the last entry about it was, in microseconds */
} Poll;

static void
poll_free (Poll *poll)
{
  sluice_ledger_record_free (poll->pending);
  g_free (poll);
}

SluicePollCounter *
sluice_poll_counter_new (gint64 period)
{
  SluicePollCounter *self = g_new0 (SluicePollCounter, 1);

  self->polls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) poll_free);
  self->period = period;
  return self;
}

void
sluice_poll_counter_free (SluicePollCounter *self)
{
  g_hash_table_unref (self->polls);
  g_free (self);
}

static char *
make_key (const SluiceLedgerRecord *record)
{
  return g_strdup_printf ("%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, record->place_id, record->host, record->method,
                          record->route, record->status, record->http_status);
}

/* What was counted and is due at @now; what was silent for a whole period is forgotten, so that the table stays small. */
static void
take_due (SluicePollCounter *self,
          gint64             now,
          GPtrArray         *due)
{
  GHashTableIter iter;
  Poll *poll;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &poll))
    {
      /* A clock that was set back is no reason to keep silent until it has caught up. */
      if (now >= poll->written && now - poll->written < self->period)
        continue;

      if (poll->pending->count == 0)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }

      g_ptr_array_add (due, sluice_ledger_record_copy (poll->pending));
      poll->pending->count = 0;
      poll->pending->bytes_in = 0;
      poll->written = now;
    }
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_ledger_record_free);
}

/* Returns: (transfer full) (element-type SluiceLedgerRecord): what is to be written now. */
GPtrArray *
sluice_poll_counter_add (SluicePollCounter        *self,
                         const SluiceLedgerRecord *record,
                         gint64                    now)
{
  g_autofree char *key = make_key (record);
  GPtrArray *due = new_list ();
  Poll *poll;

  /* First, so that a poll that comes back after a long silence counts as new. */
  take_due (self, now, due);

  poll = g_hash_table_lookup (self->polls, key);
  if (poll != NULL)
    {
      poll->pending->count += record->count;
      poll->pending->bytes_in += record->bytes_in;
      return due;
    }

  poll = g_new0 (Poll, 1);
  poll->pending = sluice_ledger_record_copy (record);
  poll->pending->count = 0;
  poll->pending->bytes_in = 0;
  poll->written = now;
  g_hash_table_insert (self->polls, g_steal_pointer (&key), poll);
  g_ptr_array_add (due, sluice_ledger_record_copy (record));
  return due;
}

/* Returns: (transfer full) (element-type SluiceLedgerRecord): all that was counted; the counter is empty then. */
GPtrArray *
sluice_poll_counter_take (SluicePollCounter *self)
{
  GPtrArray *due = new_list ();

  take_due (self, G_MAXINT64, due);
  g_hash_table_remove_all (self->polls);
  return due;
}
