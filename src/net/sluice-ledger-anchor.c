/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-anchor.h"

#include "sluice-base-error.h"
#include "sluice-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
get_path (const char *database_path)
{
  return g_strconcat (database_path, ".head", NULL);
}

gboolean
sluice_ledger_anchor_exists (const char *database_path)
{
  g_autofree char *path = get_path (database_path);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* %FALSE, with SLUICE_BASE_ERROR_CORRUPT, when there is none or it is not ours. */
gboolean
sluice_ledger_anchor_load (const char          *database_path,
                           SluiceLedgerAnchor  *out_anchor,
                           GError             **error)
{
  g_autofree char *path = get_path (database_path);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  const char *hash = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    {
      bytes = g_bytes_new_static (text, length);
      object = sluice_json_parse_object (bytes, 4096, NULL);
    }
  if (object != NULL)
    hash = sluice_json_get_string (object, "hash");

  if (hash == NULL || strlen (hash) != sizeof out_anchor->hash - 1 ||
      !sluice_json_get_int (object, "seq", &out_anchor->seq) ||
      !sluice_json_get_int (object, "count", &out_anchor->count))
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT,
                           _("The note of where the ledger ends is missing or damaged: entries at its end may be gone."));
      return FALSE;
    }

  g_strlcpy (out_anchor->hash, hash, sizeof out_anchor->hash);
  return TRUE;
}

/* Replaces the file as a whole: a crash leaves the old note or the new one. */
gboolean
sluice_ledger_anchor_store (const SluiceLedgerAnchor  *self,
                            const char                *database_path,
                            GError                   **error)
{
  g_autofree char *path = get_path (database_path);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) failure = NULL;

  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_int_member (object, "count", self->count);
  json_object_set_string_member (object, "hash", self->hash);
  bytes = sluice_json_object_to_bytes (object, FALSE);

  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    return TRUE;

  g_set_error (error, SLUICE_BASE_ERROR,
               failure->code == G_FILE_ERROR_NOSPC ? SLUICE_BASE_ERROR_NO_SPACE : SLUICE_BASE_ERROR_STORAGE,
               _("The ledger cannot be written: %s"), failure->message);
  return FALSE;
}
