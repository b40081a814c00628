/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include "sluice-base-error.h"
#include "sluice-consent-error.h"
#include "sluice-consent-words.h"
#include "sluice-new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The person's own copies of receipts. None of this needs a cloud, a keyring or a network. */

static const char *
get_decision_name (SluiceDecision decision)
{
  switch (decision)
    {
    case SLUICE_DECISION_APPROVE:
      return "approve";
    case SLUICE_DECISION_DENY:
      return "deny";
    case SLUICE_DECISION_NARROW:
      return "narrow";
    case SLUICE_DECISION_REVOKE:
      return "revoke";
    case SLUICE_DECISION_EXPIRED:
      return "expired";
    case SLUICE_DECISION_OTHER:
    default:
      return "other";
    }
}

static const char *
get_verdict_name (SluiceReceiptVerdict verdict)
{
  switch (verdict)
    {
    case SLUICE_RECEIPT_GENUINE:
      return "genuine";
    case SLUICE_RECEIPT_UNKNOWN:
      return "unknown";
    case SLUICE_RECEIPT_ALTERED:
    default:
      return "altered";
    }
}

static const char *
get_verdict_text (SluiceReceiptVerdict verdict)
{
  switch (verdict)
    {
    case SLUICE_RECEIPT_GENUINE:
      return _("Genuine: it is as a cloud that this computer knows wrote and signed it.");
    case SLUICE_RECEIPT_UNKNOWN:
      return _("Unknown: it was not changed since it was signed, but not by a cloud that this computer knows; anybody "
               "can have signed it.");
    case SLUICE_RECEIPT_ALTERED:
    default:
      return _("Altered: it was changed since it was signed, or never was signed. What it says proves nothing.");
    }
}

/* @verdict: as sluice_consents_check_receipt() */
static JsonObject *
describe_receipt (SluiceReceipt        *receipt,
                  SluiceReceiptVerdict  verdict)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", sluice_receipt_get_id (receipt));
  json_object_set_string_member (object, "verdict", get_verdict_name (verdict));
  json_object_set_string_member (object, "decision", get_decision_name (sluice_receipt_get_decision (receipt)));
  consent_set_time (object, "issued_at_s", sluice_receipt_get_issued (receipt));
  json_object_set_object_member (object, "client", consent_describe_party (sluice_receipt_get_party (receipt)));
  json_object_set_array_member (object, "items", consent_describe_ids (sluice_receipt_get_given (receipt)));
  json_object_set_array_member (object, "refused", consent_describe_ids (sluice_receipt_get_refused (receipt)));
  json_object_set_string_member (object, "purpose", sluice_receipt_get_purpose (receipt));
  json_object_set_string_member (object, "duration", sluice_receipt_get_duration (receipt));
  consent_set_time (object, "expires_at_s", sluice_receipt_get_expires (receipt));
  json_object_set_string_member (object, "issuer", sluice_receipt_get_issuer (receipt));
  json_object_set_string_member (object, "key_id", sluice_receipt_get_key_id (receipt));
  return object;
}

/* Returns: whether @out_verdict says what @receipt is worth */
static gboolean
await_verdict (ConsentCall           *call,
               SluiceReceipt         *receipt,
               SluiceReceiptVerdict  *out_verdict,
               GError               **error)
{
  g_autoptr(GError) failure = NULL;

  *out_verdict = dex_await_int (sluice_consents_check_receipt (call->consents, receipt), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
print_line (SluiceReceipt        *receipt,
            SluiceReceiptVerdict  verdict)
{
  g_autofree char *id = consent_dup_short_id (sluice_receipt_get_id (receipt));
  g_autofree char *time = consent_dup_time (sluice_receipt_get_issued (receipt));
  g_autofree char *text = sluice_receipt_dup_text (receipt);

  g_print ("%-*s  %16s  %s\n", CONSENT_SHORT_ID, id, time, text);
  if (verdict != SLUICE_RECEIPT_GENUINE)
    g_print ("  ! %s\n", get_verdict_text (verdict));
}

gboolean
consent_verb_list_receipts (ConsentCall  *call,
                            GError      **error)
{
  GListModel *receipts = sluice_consents_get_receipts (call->consents);
  g_autoptr(JsonArray) array = json_array_new ();

  if (!dex_await (sluice_consents_load_receipts (call->consents), error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (receipts); i++)
    {
      g_autoptr(SluiceReceipt) receipt = g_list_model_get_item (receipts, i);
      SluiceReceiptVerdict verdict;

      if (!await_verdict (call, receipt, &verdict, error))
        return FALSE;
      if (call->options->json)
        json_array_add_object_element (array, describe_receipt (receipt, verdict));
      else
        print_line (receipt, verdict);
    }

  if (call->options->json)
    sluicectl_print_array (array);
  else if (g_list_model_get_n_items (receipts) == 0)
    g_printerr ("%s\n", _("There is no receipt on this computer yet. Each decision about your data leaves one."));
  return TRUE;
}

/* ConsentGetId */
static const char *
get_id (gpointer item)
{
  return sluice_receipt_get_id (item);
}

static SluiceReceipt *
await_receipt (ConsentCall  *call,
               GError      **error)
{
  if (!dex_await (sluice_consents_load_receipts (call->consents), error))
    return NULL;

  return consent_find (sluice_consents_get_receipts (call->consents), call->arguments[0], get_id,
                       _("There is no receipt on this computer whose id begins so. “sluicectl receipt list” shows "
                         "them."), error);
}

static void
print_titles (const char         *label,
              const char * const *ids)
{
  g_autofree char *titles = sluice_consent_titles_dup_text (ids);

  consent_print_field (label, *titles != '\0' ? titles : _("nothing"));
}

static void
print_receipt (SluiceReceipt        *receipt,
               SluiceReceiptVerdict  verdict)
{
  g_autofree char *text = sluice_receipt_dup_text (receipt);
  g_autofree char *issued = consent_dup_time (sluice_receipt_get_issued (receipt));
  g_autofree char *expires = consent_dup_time (sluice_receipt_get_expires (receipt));
  g_autofree char *duration = sluice_consent_duration_dup_text (sluice_receipt_get_duration (receipt));

  consent_print_field (_("Verdict:"), get_verdict_text (verdict));
  consent_print_field (_("Receipt:"), sluice_receipt_get_id (receipt));
  consent_print_field (_("Decision:"), text);
  consent_print_field (_("When:"), issued);
  consent_print_party (sluice_receipt_get_party (receipt));
  print_titles (_("May see:"), sluice_receipt_get_given (receipt));
  print_titles (_("May not see:"), sluice_receipt_get_refused (receipt));
  if (sluice_receipt_get_purpose (receipt) != NULL)
    consent_print_field (_("They said:"), sluice_receipt_get_purpose (receipt));
  if (*sluice_receipt_get_given (receipt) != NULL)
    consent_print_field (_("For how long:"), duration);
  if (*expires != '\0')
    consent_print_field (_("Ends:"), expires);
  consent_print_field (_("Written by:"), sluice_receipt_get_issuer (receipt));
  consent_print_field (_("Key:"), sluice_receipt_get_key_id (receipt) ?: _("none that fits"));
}

static void
tell (ConsentCall          *call,
      SluiceReceipt        *receipt,
      SluiceReceiptVerdict  verdict)
{
  if (call->options->json)
    {
      g_autoptr(JsonObject) object = describe_receipt (receipt, verdict);

      sluicectl_print_object (object);
    }
  else
    {
      print_receipt (receipt, verdict);
    }
}

gboolean
consent_verb_show_receipt (ConsentCall  *call,
                           GError      **error)
{
  g_autoptr(SluiceReceipt) receipt = await_receipt (call, error);
  SluiceReceiptVerdict verdict;

  if (receipt == NULL || !await_verdict (call, receipt, &verdict, error))
    return FALSE;
  tell (call, receipt, verdict);
  return TRUE;
}

gboolean
consent_verb_save_receipt (ConsentCall  *call,
                           GError      **error)
{
  g_autoptr(SluiceReceipt) receipt = await_receipt (call, error);
  g_autoptr(SluiceNewFile) file = NULL;
  g_autofree char *printable = NULL;
  const char *bytes;
  gsize size;

  if (receipt == NULL)
    return FALSE;
  bytes = g_bytes_get_data (sluice_receipt_get_bytes (receipt), &size);
  file = sluice_new_file_begin (call->arguments[1], call->options->force, error);
  if (file == NULL || !sluice_new_file_write (file, bytes, size, error) || !sluice_new_file_commit (file, error))
    return FALSE;

  printable = sluicectl_dup_printable (call->arguments[1]);
  /* Translators: %s is a path */
  g_print (_("Written: %s\n"), printable);
  return TRUE;
}

/* @path: "-" for standard input. Returns: (transfer full) (nullable): no more than a receipt can have, and a byte */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  const gboolean is_input = g_str_equal (path, "-");
  g_autofd int fd = is_input ? dup (STDIN_FILENO) : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 block[4096];
  gssize length = fd;

  while (fd >= 0 && bytes->len <= SLUICE_RECEIPT_MAX_BYTES)
    {
      length = read (fd, block, sizeof block);
      if (length == 0)
        break;
      if (length > 0)
        g_byte_array_append (bytes, block, length);
      else if (errno != EINTR)
        break;
    }

  if (length >= 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  sluice_base_error_set_from_errno (error, errno, _("The file cannot be read"));
  return NULL;
}

/* "receipt verify": the verdict is what it ends with, so that a script can go by it. */
gboolean
consent_verb_verify (ConsentCall  *call,
                     GError      **error)
{
  g_autoptr(GBytes) bytes = read_file (call->arguments[0], error);
  g_autoptr(SluiceReceipt) receipt = bytes != NULL ? sluice_receipt_new (bytes, error) : NULL;
  SluiceReceiptVerdict verdict;

  if (receipt == NULL || !await_verdict (call, receipt, &verdict, error))
    return FALSE;

  tell (call, receipt, verdict);
  if (verdict == SLUICE_RECEIPT_UNKNOWN)
    call->status = SLUICECTL_UNKNOWN;
  else if (verdict == SLUICE_RECEIPT_ALTERED)
    call->status = SLUICECTL_FAILED;
  return TRUE;
}
