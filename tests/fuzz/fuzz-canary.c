/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-canary-place.h"
#include "fuzz-run.h"

#include "sluice-redactor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Plants canaries in real files: the input says in which one, which canaries
 * and where. None of them may be in the record, nor in anything that is said.
 */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t length);

static GPtrArray *seeds; /* FuzzDocument */
static FuzzCanary canaries[FUZZ_MOST_CANARIES];

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* In the order of their names, so that an input means the same everywhere. */
static void
load_seeds (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);

  seeds = g_ptr_array_new ();
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *contents = NULL;
      gsize length;

      g_file_get_contents (names->pdata[i], &contents, &length, &error);
      g_assert_no_error (error);
      g_ptr_array_add (seeds, fuzz_document_read ((const guint8 *) contents, length));
    }
  g_assert_cmpuint (seeds->len, >, 0);
}

/* Blocks that are packed bit by bit are unpacked nowhere here: plain G-code stands in for them. */
static void
unpack_blocks (FuzzDocument *document)
{
  static const char gcode[] = "M73 P0 R22\nG28\nM109 S220 ; set nozzle\nM117 Job\nM104 S215\n;LAYER_CHANGE\n;Z:0.2\n"
                              "G1 X1 Y1 E.5\nM106 S244.8\n; printing object cube.stl id:0 copy 0\n;LAYER_CHANGE\n";

  for (guint i = 0; document->container == FUZZ_CONTAINER_BGCODE && i < document->parts->len; i++)
    {
      FuzzPart *part = document->parts->pdata[i];

      if (part->name->len == 0)
        continue;
      g_string_truncate (part->name, 0);
      g_string_assign (part->data, gcode);
      part->values[0] = 0;
      part->quirks = FUZZ_QUIRK_HEATSHRINK;
    }
}

/* What comes of the seeds as they are. */
static void
learn_words (void)
{
  for (guint i = 0; i < seeds->len; i++)
    {
      g_autoptr(GString) file = fuzz_document_write (seeds->pdata[i]);
      g_autoptr(GString) said = g_string_new (NULL);
      g_autoptr(GString) records = g_string_new (NULL);
      g_autoptr(SluiceSplit) split = fuzz_run_split ((const guint8 *) file->str, file->len, said);

      if (split != NULL)
        fuzz_run_tell (split, records, said);
      fuzz_canary_learn (records->str);
      fuzz_canary_learn (said->str);
    }
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  const char *folder = g_getenv ("SLUICE_FUZZ_SEEDS");

  fuzz_run_init ();
  fuzz_canary_check_lists ();
  load_seeds (folder != NULL ? folder : FUZZ_SEEDS);
  for (guint i = 0; i < seeds->len; i++)
    unpack_blocks (seeds->pdata[i]);
  learn_words ();
  for (guint i = 0; i < FUZZ_MOST_CANARIES; i++)
    fuzz_canary_init (&canaries[i]);
  return 0;
}

static void
report (const char    *what,
        const GString *text,
        guint          n_canaries,
        const GString *file)
{
  const char *save = g_getenv ("SLUICE_FUZZ_SAVE");

  fprintf (stderr, "\nA canary got out (%s):\n%s\n\nPlanted:\n", what, text->str);
  for (guint i = 0; i < n_canaries; i++)
    fprintf (stderr, "  %s\n", canaries[i].text->str);
  if (save != NULL)
    g_file_set_contents (save, file->str, file->len, NULL);
  abort ();
}

static void
search (const GString *text,
        guint          n_canaries,
        const GString *file)
{
  g_autofree char *lower = g_ascii_strdown (text->str, text->len);
  GString view = { lower, text->len, text->len };
  const char *stray = fuzz_canary_stray (lower);

  if (strlen (lower) != text->len)
    report ("a NUL", text, n_canaries, file);
  if (stray != NULL)
    report (stray, text, n_canaries, file);
  if (!fuzz_canary_suspect (text->str))
    return;
  for (guint i = 0; i < n_canaries; i++)
    {
      const char *form = fuzz_canary_seen (&canaries[i], canaries[i].letters->len > 0 ? text : &view);

      if (form != NULL)
        report (form, text, n_canaries, file);
    }
}

/* A record is made of few letters: no escape of any kind is among them. */
static void
check_letters (const GString *record,
               guint          n_canaries,
               const GString *file)
{
  for (gsize i = 0; i < record->len; i++)
    if (!g_ascii_isalnum (record->str[i]) && strchr (" \"{}[]():,.+-_/\n", record->str[i]) == NULL)
      report (record->str + i, record, n_canaries, file);
}

static gboolean
keep_cb (const char  *data,
         gsize        length,
         gpointer     out,
         GError     **error)
{
  g_string_append_len (out, data, length);
  return TRUE;
}

/*
 * A redacted copy keeps the motion, and so its numbers; of words nothing is
 * left. All parts are tried, whatever they are: it is lines that are decided about.
 */
static void
check_redacted (const FuzzDocument *document,
                guint               n_canaries,
                FuzzChoice         *choice,
                const GString      *file)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < document->parts->len; i++)
    {
      const FuzzPart *part = document->parts->pdata[i];
      SluiceRedactor *redactor = sluice_redactor_new (keep_cb, out);
      gsize step = 1 + fuzz_choose (choice, 2000);

      for (gsize at = 0; at < part->data->len; at += step)
        sluice_redactor_feed (redactor, (const guint8 *) part->data->str + at, MIN (step, part->data->len - at), NULL);
      sluice_redactor_finish (redactor, NULL);
      sluice_redactor_free (redactor);
    }
  if (fuzz_canary_stray (out->str) != NULL)
    report ("into a redacted copy", out, n_canaries, file);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        length)
{
  g_autoptr(FuzzDocument) document = NULL;
  g_autoptr(GString) file = NULL;
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GString) records = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;
  FuzzChoice choice;
  guint n_canaries;

  fuzz_choice_init (&choice, data, length);
  document = fuzz_document_copy (seeds->pdata[fuzz_choose (&choice, seeds->len)]);
  n_canaries = 1 + fuzz_choose (&choice, FUZZ_MOST_CANARIES);
  for (guint i = 0; i < n_canaries; i++)
    {
      FuzzPart *part = document->parts->pdata[fuzz_choose (&choice, document->parts->len)];

      fuzz_canary_make (&canaries[i], &choice);
      fuzz_place_in_document (document, part, &canaries[i], &choice);
    }

  file = fuzz_document_write (document);
  if (file->len == 0)
    return 0;
  split = fuzz_run_split ((const guint8 *) file->str, file->len, said);
  if (split != NULL)
    {
      fuzz_run_check (split, file->len);
      fuzz_run_tell (split, records, said);
      check_letters (records, n_canaries, file);
      search (records, n_canaries, file);
      fuzz_run_validate (records);
    }
  search (said, n_canaries, file);
  check_redacted (document, n_canaries, &choice, file);
  return 0;
}
