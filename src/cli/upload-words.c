/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "upload-verbs.h"

#include "print-words.h"
#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>

static gsize
count_record (SluiceUpload *upload)
{
  g_autoptr(GBytes) json = sluice_process_record_to_json (sluice_upload_get_record (upload), FALSE);

  return g_bytes_get_size (json);
}

static void
decide (SluiceUploadQueue *queue,
        SluiceUpload      *upload,
        const char        *group_id,
        SluiceRuling      *ruling)
{
  sluice_upload_rules_decide (sluice_upload_queue_get_rules (queue), sluice_upload_queue_get_place_id (queue), group_id,
                              sluice_upload_get_id (upload), ruling);
}

/**
 * upload_show_plan:
 * @queue: the queue
 * @upload: of it, read and not decided on
 * @place: where it would go
 * @wish: what was asked for
 * @printer: (nullable): which printer at home would print it
 *
 * Says what is in the file, and what of it would leave.
 */
void
upload_show_plan (SluiceUploadQueue *queue,
                  SluiceUpload      *upload,
                  SluicePlace       *place,
                  const SluiceUploadWish *wish,
                  SluiceLocalPrinter *printer)
{
  g_autofree char *name = sluicectl_dup_printable (sluice_upload_get_name (upload));
  g_autofree char *where = sluicectl_dup_printable (sluice_place_get_name (place));
  g_auto(SluiceRuling) ruling = { 0 };

  decide (queue, upload, wish->group_id, &ruling);
  g_print ("%s\n", name);
  print_show_split (sluice_upload_get_split (upload));
  if (printer != NULL)
    {
      g_autofree char *printer_name = sluicectl_dup_printable (sluice_local_printer_get_name (printer));

      g_print (sluice_local_printer_is_encrypted (printer)
                 /* Translators: %s is the name of a printer */
                 ? _("Would be printed on %s: the whole file leaves this computer and stays in your network.\n")
                 /* Translators: %s is the name of a printer */
                 : _("Would be printed on %s: the whole file leaves this computer, stays in your network, and is not "
                     "encrypted.\n"),
               printer_name);
    }
  switch (ruling.mode)
    {
    case SLUICE_UPLOAD_MODE_ALL:
      /* Translators: %s is the name of a cloud */
      g_print (wish->redacted ? _("Would leave, to %s: a redacted copy of it, and its process record.\n")
                               /* Translators: %s is the name of a cloud */
                               : _("Would leave, to %s: all of it, and its process record.\n"),
               where);
      break;
    case SLUICE_UPLOAD_MODE_PROCESS:
      /* Translators: the first one is a number of bytes, the second the name of a cloud */
      g_print (_("Would leave, to %2$s: its process record, %1$" G_GSIZE_FORMAT " bytes; “sluicectl process” shows them.\n"),
               count_record (upload), where);
      break;
    case SLUICE_UPLOAD_MODE_NOTHING:
    default:
      g_print ("%s\n", _("Nothing would leave; it would be kept in your vault."));
    }
}

/** upload_show_outcome: says what came of @upload, which is at rest. */
void
upload_show_outcome (SluiceUpload *upload)
{
  g_autofree char *name = sluicectl_dup_printable (sluice_upload_get_name (upload));
  const char *message = sluice_upload_get_message (upload);

  if (sluice_upload_get_printed (upload))
    /* Translators: %s is the name of a file */
    g_print (_("%s: the printer got the whole file.\n"), name);
  if (sluice_upload_get_printed (upload) && message != NULL)
    g_print ("%s\n", message);
  switch ((int) sluice_upload_get_state (upload))
    {
    case SLUICE_UPLOAD_SENT:
      if (sluice_upload_get_product_sent (upload) && sluice_upload_get_redacted (upload))
        {
          /* Translators: the first one is the name of a file, the second a number of bytes */
          g_print (_("%s: sent, a redacted copy and process data, %" G_GUINT64_FORMAT " bytes; both are kept in your vault.\n"),
                   name, sluice_upload_get_bytes_sent (upload));
          break;
        }
      g_print (sluice_upload_get_product_sent (upload)
                 /* Translators: the first one is the name of a file, the second a number of bytes */
                 ? _("%s: sent, product and process data, %" G_GUINT64_FORMAT " bytes; kept in your vault.\n")
                 : _("%s: sent, process data only, %" G_GUINT64_FORMAT " bytes; the file is kept in your vault.\n"),
               name, sluice_upload_get_bytes_sent (upload));
      break;
    case SLUICE_UPLOAD_KEPT:
      /* Translators: %s is the name of a file */
      g_print (sluice_upload_get_printed (upload) ? _("%s: kept in your vault; nothing was sent to a cloud.\n")
                                                   : _("%s: kept in your vault; nothing was sent.\n"),
               name);
      break;
    default:
      g_printerr ("sluicectl: %s: %s\n", name, message != NULL ? message : _("It was not sent."));
    }
}

/** upload_describe: (transfer full): what there is to say of @upload, for programs. */
JsonObject *
upload_describe (SluiceUploadQueue *queue,
                 SluiceUpload      *upload,
                 SluicePlace       *place,
                 const char        *group_id)
{
  SluiceSplit *split = sluice_upload_get_split (upload);
  JsonObject *object = json_object_new ();
  g_auto(SluiceRuling) ruling = { 0 };

  decide (queue, upload, group_id, &ruling);
  json_object_set_string_member (object, "name", sluice_upload_get_name (upload));
  json_object_set_string_member (object, "place", sluice_place_get_id (place));
  json_object_set_string_member (object, "group", group_id);
  json_object_set_string_member (object, "mode", sluice_upload_mode_to_nick (ruling.mode));
  json_object_set_string_member (object, "because_of", sluicectl_get_nick (SLUICE_TYPE_RULE_SCOPE, ruling.scope));
  json_object_set_boolean_member (object, "locked", ruling.locked);
  json_object_set_string_member (object, "state",
                                 sluicectl_get_nick (SLUICE_TYPE_UPLOAD_STATE, sluice_upload_get_state (upload)));
  json_object_set_string_member (object, "message", sluice_upload_get_message (upload));
  json_object_set_int_member (object, "bytes_sent", sluice_upload_get_bytes_sent (upload));
  json_object_set_boolean_member (object, "product_sent", sluice_upload_get_product_sent (upload));
  json_object_set_boolean_member (object, "printed", sluice_upload_get_printed (upload));
  json_object_set_boolean_member (object, "redacted", sluice_upload_get_redacted (upload));
  if (split != NULL)
    {
      json_object_set_int_member (object, "record_bytes", count_record (upload));
      json_object_set_object_member (object, "file", print_describe_split (split));
    }
  return object;
}
