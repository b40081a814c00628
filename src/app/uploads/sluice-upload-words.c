/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/* The words of the setting "upload-mode". */
#define MODE_PROCESS "process"
#define MODE_ALL "all"

static double
get_progress (SluiceUpload *upload)
{
  double progress = 0;

  g_object_get (upload, "progress", &progress, NULL);
  return progress;
}

/**
 * sluice_upload_dup_result:
 * @bytes_sent: bytes of bodies that left
 * @product_sent: whether product data was among them
 * @product_bytes: bytes of the file that are product data, unpacked as they are shown
 *
 * Returns: (transfer full): what was sent and what stayed, in one sentence each
 */
char *
sluice_upload_dup_result (guint64  bytes_sent,
                          gboolean product_sent,
                          guint64  product_bytes)
{
  g_autofree char *sent = sluice_format_exact_bytes (bytes_sent);
  g_autofree char *stayed = sluice_format_bytes (product_bytes);

  if (product_sent)
    /* Translators: bytes that were sent: "1,234 bytes" */
    return g_strdup_printf (_("Sent %s of product and process data. A copy stayed on this computer."), sent);
  if (bytes_sent == 0)
    /* Translators: bytes of product data: "1.2 MB" */
    return g_strdup_printf (_("Nothing was sent. %s of product data stayed on this computer."), stayed);

  /* Translators: "Sent 1,234 bytes of process data. 1.2 MB of product data stayed on this computer." */
  return g_strdup_printf (_("Sent %s of process data. %s of product data stayed on this computer."), sent, stayed);
}

/* What went to a cloud, and what to a printer at home. */
static char *
describe_end (SluiceUpload *upload)
{
  SluiceSplit *split = sluice_upload_get_split (upload);
  const char *message = sluice_upload_get_message (upload);
  const guint64 bytes = sluice_upload_get_bytes_sent (upload);
  g_autofree char *sent = sluice_format_exact_bytes (bytes);

  if (sluice_upload_get_product_sent (upload) && sluice_upload_get_redacted (upload) && !sluice_upload_get_printed (upload))
    /* Translators: bytes that were sent: "1,234 bytes" */
    return g_strdup_printf (_("Sent %s of a redacted copy and process data. Copy and file are in your vault."), sent);
  if (!sluice_upload_get_printed (upload))
    return sluice_upload_dup_result (bytes, sluice_upload_get_product_sent (upload),
                                     split != NULL ? sluice_split_get_unpacked_product_bytes (split) : 0);
  if (message != NULL)
    return g_strdup (message);
  if (bytes == 0)
    return g_strdup (_("The printer got the whole file. Nothing was sent to a cloud."));
  if (sluice_upload_get_product_sent (upload))
    /* Translators: bytes that were sent: "1,234 bytes" */
    return g_strdup_printf (_("The printer got the whole file. Sent %s of product and process data to the cloud, too."), sent);
  /* Translators: bytes that were sent: "1,234 bytes" */
  return g_strdup_printf (_("The printer got the whole file. Sent %s of process data to the cloud."), sent);
}

static char *
describe_stop (SluiceUpload *upload)
{
  g_autofree char *sent = sluice_format_exact_bytes (sluice_upload_get_bytes_sent (upload));

  if (sluice_upload_get_message (upload) != NULL)
    return g_strdup (sluice_upload_get_message (upload));
  if (sluice_upload_get_bytes_sent (upload) == 0)
    return g_strdup (_("Stopped. Nothing was sent."));
  /* Translators: bytes that were sent: "1,234 bytes" */
  return g_strdup_printf (_("Stopped. %s had been sent."), sent);
}

static char *
describe_wait (SluiceUpload *upload)
{
  const char *message = sluice_upload_get_message (upload);
  gint64 retry_at = sluice_upload_get_retry_at (upload);
  g_autoptr(GDateTime) time = retry_at != 0 ? g_date_time_new_from_unix_local (retry_at) : NULL;
  g_autofree char *clock = time != NULL ? sluice_format_clock (time) : NULL;

  if (message != NULL && clock != NULL)
    /* Translators: why it failed, a whole sentence, and a time of day: "The cloud cannot be reached. Tried again at 14:32." */
    return g_strdup_printf (_("%s Tried again at %s."), message, clock);
  if (message != NULL)
    return g_strdup (message);
  return g_strdup (sluice_upload_is_decided (upload) ? _("Decided. Waits for its turn to be sent.")
                                                     : _("Waits for its turn to be read. Nothing has been sent."));
}

static char *
describe_sending (SluiceUpload *upload)
{
  const guint64 total_bytes = sluice_upload_get_bytes_total (upload);
  const double left = sluice_upload_get_seconds_left (upload);
  g_autofree char *done = sluice_format_bytes (sluice_upload_get_bytes_done (upload));
  g_autofree char *total = sluice_format_bytes (total_bytes);
  g_autofree char *time = left >= 0 ? sluice_format_time_left ((gint64) (left + 0.5)) : NULL;

  if (total_bytes == 0)
    return g_strdup (_("Sending"));
  if (time == NULL)
    /* Translators: bytes: "Sending, 12 MB of 250 MB" */
    return g_strdup_printf (_("Sending, %s of %s"), done, total);
  /* Translators: bytes, then a time: "Sending, 12 MB of 250 MB, about 3 min left" */
  return g_strdup_printf (_("Sending, %s of %s, %s"), done, total, time);
}

static char *
describe_pause (SluiceUpload *upload)
{
  g_autofree char *sent = sluice_format_exact_bytes (sluice_upload_get_bytes_sent (upload));

  if (sluice_upload_get_bytes_sent (upload) == 0)
    return g_strdup (_("Paused. Nothing has been sent."));
  /* Translators: bytes that were sent: "1,234 bytes" */
  return g_strdup_printf (_("Paused. %s have been sent."), sent);
}

/**
 * sluice_upload_dup_status:
 * @upload: an upload
 *
 * Returns: (transfer full): how it is, in a sentence
 */
char *
sluice_upload_dup_status (SluiceUpload *upload)
{
  g_autofree char *percent = sluice_format_percent (get_progress (upload));
  const char *message = sluice_upload_get_message (upload);

  switch (sluice_upload_get_state (upload))
    {
    case SLUICE_UPLOAD_QUEUED:
      return describe_wait (upload);
    case SLUICE_UPLOAD_PAUSED:
      return describe_pause (upload);
    case SLUICE_UPLOAD_READING:
      /* Translators: a progress: "Reading, 42 %" */
      return g_strdup_printf (_("Reading, %s"), percent);
    case SLUICE_UPLOAD_WAITING:
      return g_strdup (message != NULL ? message : _("Waits for your decision. Nothing has been sent."));
    case SLUICE_UPLOAD_SENDING:
      return describe_sending (upload);
    case SLUICE_UPLOAD_SENT:
    case SLUICE_UPLOAD_KEPT:
      return describe_end (upload);
    case SLUICE_UPLOAD_CANCELLED:
      return describe_stop (upload);
    case SLUICE_UPLOAD_FAILED:
    default:
      return g_strdup (message != NULL ? message : _("Something went wrong. The file itself was not changed."));
    }
}

/** sluice_upload_is_under_way: whether something is done for it, or will be without the person doing more. */
gboolean
sluice_upload_is_under_way (SluiceUpload *upload)
{
  SluiceUploadState state = sluice_upload_get_state (upload);

  return state == SLUICE_UPLOAD_QUEUED || state == SLUICE_UPLOAD_READING || state == SLUICE_UPLOAD_SENDING ||
         state == SLUICE_UPLOAD_PAUSED;
}

/** sluice_upload_can_pause: whether there is something to hold back. */
gboolean
sluice_upload_can_pause (SluiceUpload *upload)
{
  return sluice_upload_is_decided (upload) && sluice_upload_is_under_way (upload) &&
         sluice_upload_get_state (upload) != SLUICE_UPLOAD_PAUSED;
}

/** sluice_upload_can_retry: whether it would help to try again now. */
gboolean
sluice_upload_can_retry (SluiceUpload *upload)
{
  SluiceUploadState state = sluice_upload_get_state (upload);

  return state == SLUICE_UPLOAD_FAILED || state == SLUICE_UPLOAD_CANCELLED ||
         sluice_upload_get_retry_at (upload) != 0;
}

/**
 * sluice_upload_get_send_label:
 * @mode: a value of the setting `upload-mode`
 *
 * Returns: what the button says that acts on it, with a mnemonic
 */
const char *
sluice_upload_get_send_label (const char *mode)
{
  if (g_strcmp0 (mode, MODE_ALL) == 0)
    return _("_Send product and process data");
  if (g_strcmp0 (mode, MODE_PROCESS) == 0)
    return _("_Send process data");
  return _("_Keep here");
}

/**
 * sluice_upload_get_print_label:
 * @mode: a value of the setting `upload-mode`
 *
 * Returns: what the button says that acts on it, and has the file printed at home, with a mnemonic
 */
const char *
sluice_upload_get_print_label (const char *mode)
{
  if (g_strcmp0 (mode, MODE_ALL) == 0)
    return _("_Print, and send all of it");
  if (g_strcmp0 (mode, MODE_PROCESS) == 0)
    return _("_Print, and send process data");
  return _("_Print, and send nothing");
}

/**
 * sluice_upload_get_reason:
 * @mode: a value of the setting `upload-mode`
 *
 * Returns: what that choice means, and why it is or is not the default
 */
const char *
sluice_upload_get_reason (const char *mode)
{
  if (g_strcmp0 (mode, MODE_ALL) == 0)
    return _("The whole file leaves, with everything that is in it. A copy stays in your vault.");
  if (g_strcmp0 (mode, MODE_PROCESS) == 0)
    return _("Process data is enough to watch and compare prints. This is the default, since the cloud has no need "
             "of the thing itself.");
  return _("The file is kept in your vault on this computer, and the cloud does not hear of it.");
}

/**
 * sluice_upload_dup_why:
 * @ruling: what the rules say of a file
 *
 * Returns: (transfer full): because of which of them
 */
char *
sluice_upload_dup_why (const SluiceRuling *ruling)
{
  if (ruling->locked)
    return g_strdup (_("Your administrator does not let more than this leave."));

  switch (ruling->scope)
    {
    case SLUICE_RULE_PLACE:
      return g_strdup (_("Because you set this for the place you are at."));
    case SLUICE_RULE_GROUP:
      return g_strdup (_("Because you set this for that group of printers."));
    case SLUICE_RULE_FILES:
      /* Translators: %s is a pattern for names of files, as “*secret*” */
      return g_strdup_printf (_("Because you set this for files named “%s”."), ruling->subject);
    case SLUICE_RULE_FILE:
      return g_strdup (_("Chosen for this file only."));
    case SLUICE_RULE_USUAL:
    default:
      return g_strdup (_("Your usual choice."));
    }
}

/**
 * sluice_upload_get_policy:
 * @mode: a value of the setting `upload-mode`
 *
 * Returns: what leaves this computer under it, in a sentence
 */
const char *
sluice_upload_get_policy (const char *mode)
{
  if (g_strcmp0 (mode, MODE_ALL) == 0)
    return _("Product and process data may leave when you send a file");
  if (g_strcmp0 (mode, MODE_PROCESS) == 0)
    return _("Only process data leaves when you send a file");
  return _("No print data leaves");
}

/**
 * sluice_split_describe:
 * @bytes: of process, product and structure
 *
 * Returns: (transfer full): what the bar shows, in words
 */
char *
sluice_split_describe (const guint64 bytes[SLUICE_SHARE_PARTS])
{
  g_autofree char *share = sluice_format_share (bytes[0], bytes[0] + bytes[1] + bytes[2]);
  g_autofree char *product = sluice_format_bytes (bytes[1]);
  g_autofree char *structure = sluice_format_bytes (bytes[2]);

  if (bytes[2] == 0)
    /* Translators: "4 KB of 246 MB is process data; 245 MB is product data." */
    return g_strdup_printf (_("%s is process data; %s is product data."), share, product);

  /* Translators: "4 KB of 246 MB is process data; 245 MB is product data and 2 KB is structure." */
  return g_strdup_printf (_("%s is process data; %s is product data and %s is structure."), share, product,
                          structure);
}
