/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-history.h"

#include "sluice-database.h"
#include "sluice-fiber.h"
#include "sluice-log.h"

#define KEY_PURPOSE "sluice-history/1"

/* A job that begins within so long of another one of its name, at the same printer, is the same. */
#define SAME_SECONDS (10 * 60)

/* What was seen longer ago makes room; years for most. */
#define MOST_PRINTS 20000

struct _SluicePrintHistory
{
  GObject parent_instance;

  /* Owned. */
  SluiceDatabase *database;
  SluiceClock    *clock;
  SluiceKey      *key;    /* nullable: nothing is kept before there is one */
  GListStore     *prints; /* newest first */
  DexFuture      *loading; /* nullable: once for each key */

};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluicePrintHistory, sluice_print_history, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* A row's place in time, and everything else sealed. */
static const char * const migrations[] = {
  "CREATE TABLE prints (id TEXT PRIMARY KEY, started INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;"
  "CREATE INDEX prints_started ON prints (started);",
  NULL
};

/* What the database's thread is given. */
typedef struct
{
  SluiceKey *key;
  char      *id;      /* nullable */
  gint64     started;
  GVariant  *entry;   /* nullable */
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->key, sluice_key_unref);
  g_free (work->id);
  g_clear_pointer (&work->entry, g_variant_unref);
  g_free (work);
}

static GType
sluice_print_history_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_PAST_PRINT;
}

static guint
sluice_print_history_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_PRINT_HISTORY (model)->prints));
}

static gpointer
sluice_print_history_get_item (GListModel *model,
                               guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_PRINT_HISTORY (model)->prints), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_print_history_get_item_type;
  iface->get_n_items = sluice_print_history_get_n_items;
  iface->get_item = sluice_print_history_get_item;
}

static void
sluice_print_history_dispose (GObject *object)
{
  SluicePrintHistory *self = SLUICE_PRINT_HISTORY (object);

  dex_clear (&self->loading);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_object (&self->prints);
  g_clear_pointer (&self->key, sluice_key_unref);

  G_OBJECT_CLASS (sluice_print_history_parent_class)->dispose (object);
}

static void
sluice_print_history_class_init (SluicePrintHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_print_history_dispose;
}

static void
sluice_print_history_init (SluicePrintHistory *self)
{
  self->prints = g_list_store_new (SLUICE_TYPE_PAST_PRINT);
  g_signal_connect_object (self->prints, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_print_history_new:
 * @path: the database's file, made when there is something to write
 * @clock: the time
 *
 * Returns: (transfer full): a history that is empty, and kept once it has a key
 */
SluicePrintHistory *
sluice_print_history_new (const char  *path,
                          SluiceClock *clock)
{
  SluicePrintHistory *self = g_object_new (SLUICE_TYPE_PRINT_HISTORY, NULL);

  self->database = sluice_database_new (path, migrations);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * sluice_print_history_set_key:
 * @self: a history
 * @key: (nullable): what the key to it is derived from
 *
 * What another key has sealed is not shown, and stays.
 */
void
sluice_print_history_set_key (SluicePrintHistory *self,
                              SluiceKey          *key)
{
  g_return_if_fail (SLUICE_IS_PRINT_HISTORY (self));

  /* What was seen before there was a key is to be kept with the first. */
  if (self->key != NULL)
    g_list_store_remove_all (self->prints);
  dex_clear (&self->loading);
  g_clear_pointer (&self->key, sluice_key_unref);
  if (key != NULL)
    self->key = sluice_key_derive (key, KEY_PURPOSE);
}

/** sluice_print_history_is_kept: whether what is seen now is written down. */
gboolean
sluice_print_history_is_kept (SluicePrintHistory *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_HISTORY (self), FALSE);
  return self->key != NULL;
}

/* Where a sealed row belongs: moved to another one it does not open. */
static char *
dup_place (const char *id)
{
  return g_strconcat ("prints/", id, NULL);
}

static SluicePastPrint *
open_row (Work            *work,
          SluiceStatement *row)
{
  const char *id = sluice_statement_text (row, 0);
  g_autofree char *place = dup_place (id);
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 1);
  g_autoptr(GBytes) plain = sluice_key_open (work->key, sealed, place, NULL);
  g_autoptr(GVariant) entry = NULL;

  if (plain == NULL)
    return NULL;
  entry = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, plain, FALSE));
  return sluice_past_print_new_from_entry (id, entry);
}

static DexFuture *
load (SluiceDatabase *database,
      gpointer        data)
{
  g_autoptr(GPtrArray) prints = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr(SluiceStatement) row = NULL;

  if (!sluice_database_exec (database, &error,
                             "DELETE FROM prints WHERE id NOT IN (SELECT id FROM prints ORDER BY started DESC LIMIT ?)",
                             "i", (gint64) MOST_PRINTS))
    return dex_future_new_for_error (error);

  row = sluice_database_query (database, &error, "SELECT id, sealed FROM prints ORDER BY started DESC, id", "");
  while (row != NULL && sluice_statement_step (row, &error))
    {
      SluicePastPrint *print = open_row (data, row);

      if (print != NULL)
        g_ptr_array_add (prints, print);
    }
  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&prints));
}

static DexFuture *
put (SluiceDatabase *database,
     gpointer        data)
{
  Work *work = data;
  g_autofree char *place = dup_place (work->id);
  g_autoptr(GBytes) plain = g_variant_get_data_as_bytes (work->entry);
  g_autoptr(GBytes) sealed = sluice_key_seal (work->key, plain, place);
  GError *error = NULL;

  if (!sluice_database_exec (database, &error,
                             "INSERT INTO prints (id, started, sealed) VALUES (?, ?, ?)"
                             " ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed", "sib",
                             work->id, work->started, sealed))
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a print is not kept in the history", error);
      return dex_future_new_for_error (error);
    }
  return dex_future_new_true ();
}

static void
keep (SluicePrintHistory *self,
      SluicePastPrint    *print)
{
  Work *work;

  if (self->key == NULL)
    return;

  work = g_new0 (Work, 1);
  work->key = sluice_key_ref (self->key);
  work->id = g_strdup (sluice_past_print_get_id (print));
  work->started = sluice_past_print_get_started (print);
  work->entry = g_variant_ref_sink (sluice_past_print_to_entry (print));
  dex_future_disown (sluice_database_run (self->database, put, work, (GDestroyNotify) work_free));
}

static gboolean
is_same_job (SluicePastPrint *a,
             SluicePastPrint *b)
{
  const gint64 apart = sluice_past_print_get_started (a) - sluice_past_print_get_started (b);

  if (g_strcmp0 (sluice_past_print_get_text (a, "printer-id"), sluice_past_print_get_text (b, "printer-id")) != 0)
    return FALSE;
  if (g_strcmp0 (sluice_past_print_get_text (a, "job-id"), sluice_past_print_get_text (b, "job-id")) == 0)
    return TRUE;
  return g_strcmp0 (sluice_past_print_get_text (a, "name"), sluice_past_print_get_text (b, "name")) == 0 &&
         ABS (apart) < SAME_SECONDS;
}

static SluicePastPrint *
find_same (GPtrArray       *prints,
           SluicePastPrint *print)
{
  for (guint i = 0; i < prints->len; i++)
    if (sluice_past_print_get_result (g_ptr_array_index (prints, i)) == SLUICE_PAST_RUNNING &&
        is_same_job (g_ptr_array_index (prints, i), print))
      return g_ptr_array_index (prints, i);
  return NULL;
}

/* GCompareDataFunc: newest first. */
static int
compare_prints (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  const gint64 first = sluice_past_print_get_started ((SluicePastPrint *) a);
  const gint64 second = sluice_past_print_get_started ((SluicePastPrint *) b);

  return first < second ? 1 : first > second ? -1 : 0;
}

/* What was seen before the list could be read: some of it is in it. */
static void
merge (SluicePrintHistory *self,
       GPtrArray          *kept)
{
  guint n_seen = g_list_model_get_n_items (G_LIST_MODEL (self->prints));

  for (guint i = n_seen; i > 0; i--)
    {
      g_autoptr(SluicePastPrint) print = g_list_model_get_item (G_LIST_MODEL (self->prints), i - 1);
      SluicePastPrint *same = find_same (kept, print);

      if (same == NULL)
        {
          keep (self, print);
          continue;
        }
      if (sluice_past_print_get_result (print) != SLUICE_PAST_RUNNING)
        {
          sluice_past_print_end (same, sluice_past_print_get_result (print), sluice_past_print_get_ended (print));
          keep (self, same);
        }
      g_list_store_remove (self->prints, i - 1);
      n_seen--;
    }
  g_list_store_splice (self->prints, n_seen, 0, kept->pdata, kept->len);
  if (n_seen > 0)
    g_list_store_sort (self->prints, compare_prints, NULL);
}

static DexFuture *
load_fiber (DexFuture *stop,
            gpointer   data)
{
  SluicePrintHistory *self = data;
  g_autoptr(SluiceKey) key = sluice_key_ref (self->key);
  g_autoptr(GPtrArray) prints = NULL;
  g_autoptr(GError) error = NULL;
  Work *work = g_new0 (Work, 1);

  work->key = sluice_key_ref (key);
  prints = dex_await_boxed (sluice_database_run (self->database, load, work, (GDestroyNotify) work_free), &error);
  if (prints == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (key != self->key)
    return dex_future_new_true ();

  merge (self, prints);
  return dex_future_new_true ();
}

/**
 * sluice_print_history_load:
 * @self: a history with a key
 *
 * Returns: (transfer full): settles when what is kept is in the list; rejects with #SluiceBaseError
 */
DexFuture *
sluice_print_history_load (SluicePrintHistory *self)
{
  dex_return_error_if_fail (SLUICE_IS_PRINT_HISTORY (self));
  dex_return_error_if_fail (self->key != NULL);

  if (self->loading == NULL)
    self->loading = sluice_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->loading);
}

static DexFuture *
clear (SluiceDatabase *database,
       gpointer        unused)
{
  GError *error = NULL;

  if (!sluice_database_exec (database, &error, "DELETE FROM prints", "") || !sluice_database_scrub (database, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/** sluice_print_history_clear: settles when nothing of it is in the file any more; rejects with #SluiceBaseError */
DexFuture *
sluice_print_history_clear (SluicePrintHistory *self)
{
  dex_return_error_if_fail (SLUICE_IS_PRINT_HISTORY (self));

  g_list_store_remove_all (self->prints);
  return sluice_database_run (self->database, clear, NULL, NULL);
}

static DexFuture *
do_nothing (SluiceDatabase *database,
            gpointer        unused)
{
  return dex_future_new_true ();
}

/** sluice_print_history_finish: settles when what was seen so far is written down, if it is kept at all */
DexFuture *
sluice_print_history_finish (SluicePrintHistory *self)
{
  dex_return_error_if_fail (SLUICE_IS_PRINT_HISTORY (self));

  return self->key != NULL ? sluice_database_run (self->database, do_nothing, NULL, NULL) : dex_future_new_true ();
}

/* What goes on at that printer, as far as is known here. */
static SluicePastPrint *
find_running (SluicePrintHistory *self,
              SluicePrinter      *printer)
{
  const char *uuid = sluice_printer_get_uuid (printer);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->prints)); i++)
    {
      g_autoptr(SluicePastPrint) print = g_list_model_get_item (G_LIST_MODEL (self->prints), i);

      if (sluice_past_print_get_result (print) == SLUICE_PAST_RUNNING &&
          g_strcmp0 (sluice_past_print_get_text (print, "printer-id"), uuid) == 0)
        return g_steal_pointer (&print);
    }
  return NULL;
}

static void
describe (SluicePastPrint    *print,
          SluicePrinterEvent *event)
{
  SluicePrinter *printer = sluice_printer_event_get_printer (event);
  SluicePrintJob *job = sluice_printer_event_get_job (event);
  g_autofree char *materials = g_strjoinv (" · ", (char **) sluice_printer_get_materials (printer));

  if (job != NULL)
    {
      sluice_past_print_set_text (print, "name", sluice_print_job_get_local_name (job) ?: sluice_print_job_get_name (job));
      sluice_past_print_set_text (print, "job-id", sluice_print_job_get_uuid (job));
    }
  sluice_past_print_set_text (print, "printer", sluice_printer_get_name (printer));
  sluice_past_print_set_text (print, "printer-id", sluice_printer_get_uuid (printer));
  sluice_past_print_set_text (print, "model", sluice_printer_get_model (printer));
  sluice_past_print_set_text (print, "group", sluice_printer_group_get_name (sluice_printer_event_get_group (event)));
  sluice_past_print_set_text (print, "source",
                              sluice_observation_get_source (sluice_printer_get_observation (printer)));
  if (*materials != '\0')
    sluice_past_print_set_text (print, "material", materials);
}

/* (transfer full): what @event tells of, as if it began now. */
static SluicePastPrint *
make_print (SluicePrinterEvent *event)
{
  SluicePrintJob *job = sluice_printer_event_get_job (event);
  const gint64 seen = sluice_printer_event_get_time (event) / G_USEC_PER_SEC;
  const gint64 elapsed = job != NULL ? MAX (sluice_print_job_get_time_elapsed (job), 0) : 0;
  g_autofree char *id = g_uuid_string_random ();
  SluicePastPrint *print = sluice_past_print_new (id, seen - elapsed);

  describe (print, event);
  return print;
}

static void
begin (SluicePrintHistory *self,
       SluicePrinterEvent *event)
{
  g_autoptr(SluicePastPrint) print = make_print (event);

  g_list_store_insert_sorted (self->prints, print, compare_prints, NULL);
  keep (self, print);
}

static void
end (SluicePrintHistory *self,
     SluicePrinterEvent *event,
     SluicePastResult    result)
{
  g_autoptr(SluicePastPrint) print = find_running (self, sluice_printer_event_get_printer (event));
  const gint64 seen = sluice_printer_event_get_time (event) / G_USEC_PER_SEC;

  SluicePrintJob *job = sluice_printer_event_get_job (event);

  if (print == NULL)
    return;
  /* The name may have become known meanwhile. */
  if (job != NULL && g_strcmp0 (sluice_print_job_get_uuid (job), sluice_past_print_get_text (print, "job-id")) == 0)
    describe (print, event);
  sluice_past_print_end (print, result, result == SLUICE_PAST_UNSEEN ? 0 : seen);
  keep (self, print);
}

static void
event_cb (SluicePrintHistory *self,
          SluicePrinterEvent *event)
{
  switch (sluice_printer_event_get_kind (event))
    {
    case SLUICE_PRINTER_EVENT_STARTED:
      begin (self, event);
      break;
    case SLUICE_PRINTER_EVENT_FINISHED:
      end (self, event, SLUICE_PAST_FINISHED);
      break;
    case SLUICE_PRINTER_EVENT_FAILED:
      end (self, event, SLUICE_PAST_FAILED);
      break;
    case SLUICE_PRINTER_EVENT_ABORTED:
      end (self, event, SLUICE_PAST_STOPPED);
      break;
    case SLUICE_PRINTER_EVENT_PAUSED:
    case SLUICE_PRINTER_EVENT_ATTENTION:
    case SLUICE_PRINTER_EVENT_BLOCKED:
    case SLUICE_PRINTER_EVENT_CLEAR_PLATE:
    case SLUICE_PRINTER_EVENT_OFFLINE:
    default:
      break;
    }
}

/* How what was seen before, perhaps by an earlier run, went on. */
static void
found_cb (SluicePrintHistory *self,
          SluicePrinterEvent *event)
{
  SluicePrintJob *job = sluice_printer_event_get_job (event);
  g_autoptr(SluicePastPrint) print = find_running (self, sluice_printer_event_get_printer (event));
  g_autoptr(SluicePastPrint) now = job != NULL ? make_print (event) : NULL;
  const gboolean is_same = print != NULL && now != NULL && is_same_job (print, now);
  const SluiceJobState state = job != NULL ? sluice_print_job_get_state (job) : SLUICE_JOB_UNKNOWN;
  const gboolean is_running = state == SLUICE_JOB_PREPARING || state == SLUICE_JOB_PRINTING || state == SLUICE_JOB_PAUSED;

  if (is_running && is_same)
    return;
  if (print != NULL)
    end (self, event, !is_same ? SLUICE_PAST_UNSEEN
                      : state == SLUICE_JOB_FAILED ? SLUICE_PAST_FAILED
                      : state == SLUICE_JOB_ABORTED ? SLUICE_PAST_STOPPED : SLUICE_PAST_FINISHED);
  if (is_running)
    begin (self, event);
}

/**
 * sluice_print_history_follow:
 * @self: a history
 * @events: what happens
 *
 * Writes down what happens from now on.
 */
void
sluice_print_history_follow (SluicePrintHistory  *self,
                             SluicePrinterEvents *events)
{
  g_return_if_fail (SLUICE_IS_PRINT_HISTORY (self));
  g_return_if_fail (SLUICE_IS_PRINTER_EVENTS (events));

  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (events, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
}
