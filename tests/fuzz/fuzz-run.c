/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-run.h"

#include "sluice-json.h"
#include "sluice-print-error.h"

#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Gives bytes to the reader as a file, and holds what comes of it against what must hold for any file. */

typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         seen;
  guint64       done;
  guint         n_reports;
  gboolean      stops; /* in the middle */
  GCancellable *cancellable;
} Watch;

static cpu_set_t processors;
static char path[64];
static int fd = -1;
static GString *logged;
static GHashTable *told; /* records that were found right: most inputs give one that is known */

/* Records are small, and most inputs give one of a few thousand. */
#define MOST_TOLD 20000

static GLogWriterOutput
keep_log_cb (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    g_string_append_len (logged, fields[i].value, fields[i].length < 0 ? (gssize) strlen (fields[i].value)
                                                                        : fields[i].length);
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    {
      fprintf (stderr, "%s\n", logged->str);
      abort ();
    }
  return G_LOG_WRITER_HANDLED;
}

/*
 * The reader shares its work among processors. Each input does so always or
 * never: to start threads takes longer than to read so small a file.
 */
static void
set_threads (gboolean has_threads)
{
  static gboolean had_threads = TRUE;
  cpu_set_t one;

  if (has_threads == had_threads)
    return;
  had_threads = has_threads;
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  sched_setaffinity (0, sizeof one, has_threads ? &processors : &one);
}

/** fuzz_run_init: before all; logs are kept, and a warning is a finding. */
void
fuzz_run_init (void)
{
  if (fd >= 0)
    return;

  /* Blocks of 256 KiB again and again: not from the system each time. Sanitizers have their own allocator. */
  mallopt (M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 256 * 1024 * 1024);
  mallopt (M_TOP_PAD, 4 * 1024 * 1024);
  sched_getaffinity (0, sizeof processors, &processors);
  set_threads (FALSE);
  logged = g_string_new (NULL);
  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_log_set_writer_func (keep_log_cb, NULL, NULL);
  fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
}

static gboolean
watch_tap (const guint8 *data,
           gsize         length,
           gpointer      tap_data,
           GError      **error)
{
  Watch *watch = tap_data;

  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (watch->seen + length, <=, watch->length);
  g_assert_true (memcmp (watch->data + watch->seen, data, length) == 0);
  watch->seen += length;
  return TRUE;
}

static void
watch_progress (guint64  done,
                guint64  total,
                gpointer progress_data)
{
  Watch *watch = progress_data;

  g_assert_cmpuint (done, >=, watch->done);
  g_assert_cmpuint (done, <=, total);
  watch->done = done;
  if (watch->stops && watch->n_reports++ > 0)
    g_cancellable_cancel (watch->cancellable);
}

/**
 * fuzz_run_split:
 * @data: a file
 * @length: its bytes, at least one
 * @said: gets what the reader said of it: errors and logs
 *
 * Returns: (transfer full) (nullable): what is in it
 */
SluiceSplit *
fuzz_run_split (const guint8 *data,
                gsize         length,
                GString      *said)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .data = data, .length = length, .cancellable = cancellable };
  /* How it is read depends on the bytes alone, so that a finding comes again. */
  guint how = length + data[length / 2] + data[length - 1];
  gboolean is_tapped = how % 4 != 0;
  SluiceSplit *split;

  watch.stops = how % 32 == 1;
  set_threads (how % 64 == 2);
  g_assert_cmpint (pwrite (fd, data, length, 0), ==, length);
  g_assert_cmpint (ftruncate (fd, length), ==, 0);
  g_string_truncate (logged, 0);

  split = sluice_split_read (path, is_tapped ? watch_tap : NULL, &watch, is_tapped ? watch_progress : NULL, &watch,
                             cancellable, &error);
  g_assert_true ((split != NULL) != (error != NULL));
  if (split != NULL && is_tapped)
    g_assert_cmpuint (watch.seen, ==, length);
  if (error != NULL)
    {
      g_assert_true (error->domain == SLUICE_PRINT_ERROR || g_cancellable_is_cancelled (cancellable));
      g_string_append (said, error->message);
    }
  g_string_append_len (said, logged->str, logged->len);
  return split;
}

/** fuzz_run_check: every byte has an owner. */
void
fuzz_run_check (SluiceSplit *split,
                gsize        length)
{
  GListModel *parts = sluice_split_get_parts (split);
  guint64 sums[SLUICE_PART_KIND_STRUCTURE + 1] = { 0 };
  guint64 unpacked[SLUICE_PART_KIND_STRUCTURE + 1] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);

      sums[sluice_print_part_get_kind (part)] += sluice_print_part_get_file_bytes (part);
      unpacked[sluice_print_part_get_kind (part)] += sluice_print_part_get_bytes (part);
    }

  g_assert_cmpuint (sluice_split_get_size (split), ==, length);
  g_assert_cmpuint (sums[SLUICE_PART_KIND_PRODUCT], ==, sluice_split_get_product_bytes (split));
  g_assert_cmpuint (sums[SLUICE_PART_KIND_PROCESS], ==, sluice_split_get_process_bytes (split));
  g_assert_cmpuint (sums[SLUICE_PART_KIND_STRUCTURE], ==, sluice_split_get_structure_bytes (split));
  g_assert_cmpuint (unpacked[SLUICE_PART_KIND_PRODUCT], ==, sluice_split_get_unpacked_product_bytes (split));
  g_assert_cmpuint (unpacked[SLUICE_PART_KIND_PROCESS], ==, sluice_split_get_unpacked_process_bytes (split));
  g_assert_cmpuint (unpacked[SLUICE_PART_KIND_STRUCTURE], ==, sluice_split_get_unpacked_structure_bytes (split));
  if (!sluice_split_is_packed (split))
    g_assert_cmpuint (sluice_split_get_unpacked_size (split), ==, length);
}

/* One line of JSON. Its id is random: another one stands for it, so that records can be compared and searched. */
static void
tell_record (SluiceProcessRecord *record,
             GString             *out)
{
  static const char id[] = "00000000-0000-4000-8000-000000000000";
  g_autoptr(GBytes) json = sluice_process_record_to_json (record, FALSE);
  gsize before = out->len;
  char *found;

  g_string_append_len (out, g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_string_append_c (out, '\n');
  found = strstr (out->str + before, record->record_id);
  g_assert_nonnull (found);
  memcpy (found, id, strlen (id));
}

/**
 * fuzz_run_tell:
 * @split: what is in a file
 * @records: gets the record, full and coarse, one a line
 * @said: gets what people are told of the file
 */
void
fuzz_run_tell (SluiceSplit *split,
               GString     *records,
               GString     *said)
{
  SluiceProcessRecord *full = sluice_split_get_record (split);
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);
  GListModel *parts = sluice_split_get_parts (split);

  tell_record (full, records);
  tell_record (coarse, records);
  if (sluice_split_get_notice (split) != NULL)
    g_string_append (said, sluice_split_get_notice (split));
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);
      g_autofree char *title = sluice_print_part_dup_title (part);
      const char *member = sluice_print_part_get_member (part);

      g_string_append_printf (said, "\n%s %s %s", sluice_print_part_get_name (part), title, member ?: "");
    }
}

/** fuzz_run_validate: a record that leaves has to pass where it is kept; @records: one a line. */
void
fuzz_run_validate (const GString *records)
{
  g_auto(GStrv) lines = g_strsplit (records->str, "\n", -1);

  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) json = NULL;
      g_autoptr(JsonObject) object = NULL;

      if (g_hash_table_contains (told, lines[i]))
        continue;
      json = g_bytes_new (lines[i], strlen (lines[i]));
      object = sluice_json_parse_object (json, SLUICE_PROCESS_RECORD_MAX_BYTES, &error);
      g_assert_no_error (error);
      sluice_process_record_validate (object, &error);
      g_assert_no_error (error);
      if (g_hash_table_size (told) < MOST_TOLD && strlen (lines[i]) < 4096)
        g_hash_table_add (told, g_strdup (lines[i]));
    }
}
