/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-mutate.h"
#include "fuzz-run.h"

#include "sluice-redactor.h"

/* Any bytes as a file: no crash, no hang, bounded memory, every byte owned, a record that holds to its schema. */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t length);
size_t LLVMFuzzerCustomMutator (guint8 *data, size_t length, size_t max_length, unsigned int seed);

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_run_init ();
  return 0;
}

static gboolean
count_cb (const char  *data,
          gsize        length,
          gpointer     sum,
          GError     **error)
{
  *(gsize *) sum += length;
  return TRUE;
}

/* Any bytes as G-code to be handed on: never more than there was, but for the numbers that names are given. */
static void
redact (const guint8 *data,
        gsize         length)
{
  gsize sum = 0;
  SluiceRedactor *redactor = sluice_redactor_new (count_cb, &sum);

  sluice_redactor_feed (redactor, data, length / 2, NULL);
  sluice_redactor_feed (redactor, data + length / 2, length - length / 2, NULL);
  sluice_redactor_finish (redactor, NULL);
  sluice_redactor_free (redactor);
  g_assert_cmpuint (sum, <=, 4 * length);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        length)
{
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GString) records = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;

  if (length == 0)
    return 0;

  split = fuzz_run_split (data, length, said);
  if (split != NULL)
    {
      fuzz_run_check (split, length);
      fuzz_run_tell (split, records, said);
      fuzz_run_validate (records);
    }
  g_assert_true (g_utf8_validate_len (said->str, said->len, NULL));
  redact (data, length);
  return 0;
}

size_t
LLVMFuzzerCustomMutator (guint8       *data,
                         size_t        length,
                         size_t        max_length,
                         unsigned int  seed)
{
  return fuzz_mutate (data, length, max_length, seed);
}
