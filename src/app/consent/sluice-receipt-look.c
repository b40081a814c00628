/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt-look.h"

#include "sluice-consent-words.h"
#include "sluice-format.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *text;
  const char *icon_name;
  const char *css_class;
} verdicts[] = {
  [SLUICE_RECEIPT_GENUINE] = {
    N_("Genuine"), N_("A cloud that this computer knows wrote it, and nobody has changed it since."),
    "security-high-symbolic", "success",
  },
  [SLUICE_RECEIPT_UNKNOWN] = {
    N_("By a cloud that this computer does not know"),
    N_("It was not changed since it was signed, but anybody can have signed it."), "dialog-question-symbolic", "warning",
  },
  [SLUICE_RECEIPT_ALTERED] = {
    N_("Altered"), N_("It was changed since it was signed, or never was signed. What it says proves nothing."),
    "dialog-warning-symbolic", "error",
  },
};

static const char *
get_name (SluiceReceipt *receipt)
{
  return sluice_consent_party_get_name (sluice_receipt_get_party (receipt));
}

/** sluice_receipt_look_dup_title: (transfer full): "Shared with Partner". */
char *
sluice_receipt_look_dup_title (SluiceReceipt *receipt)
{
  const char *name = get_name (receipt);

  switch (sluice_receipt_get_decision (receipt))
    {
    case SLUICE_DECISION_APPROVE:
      return g_strdup_printf (_("Shared with %s"), name);
    case SLUICE_DECISION_DENY:
      return g_strdup_printf (_("Denied to %s"), name);
    case SLUICE_DECISION_NARROW:
      return g_strdup_printf (_("Partly taken back from %s"), name);
    case SLUICE_DECISION_REVOKE:
      return g_strdup_printf (_("Taken back from %s"), name);
    case SLUICE_DECISION_EXPIRED:
      return g_strdup_printf (_("No answer to %s"), name);
    case SLUICE_DECISION_OTHER:
    default:
      return g_strdup_printf (_("A decision about %s"), name);
    }
}

/* (transfer full) (nullable): NULL for nothing */
static char *
dup_titles (const char * const *categories)
{
  return *categories != NULL ? sluice_consent_titles_dup_text (categories) : NULL;
}

/** sluice_receipt_look_dup_subtitle: (transfer full): which data, and when. */
char *
sluice_receipt_look_dup_subtitle (SluiceReceipt *receipt)
{
  g_autofree char *moment = sluice_format_moment (sluice_receipt_get_issued (receipt));
  g_autofree char *given = dup_titles (sluice_receipt_get_given (receipt));
  g_autofree char *refused = dup_titles (sluice_receipt_get_refused (receipt));
  const SluiceDecision decision = sluice_receipt_get_decision (receipt);
  const char *titles = decision == SLUICE_DECISION_APPROVE ? given : refused;

  /* Translators: %1$s are kinds of data, which nobody got; %2$s is a day and a time */
  if (titles != NULL && decision == SLUICE_DECISION_EXPIRED)
    return g_strdup_printf (_("Asked for: %1$s\n%2$s"), titles, moment);
  return titles != NULL ? g_strdup_printf ("%s\n%s", titles, moment) : g_steal_pointer (&moment);
}

/** sluice_receipt_look_get_icon_name: the name of a symbolic icon for the decision. */
const char *
sluice_receipt_look_get_icon_name (SluiceReceipt *receipt)
{
  switch (sluice_receipt_get_decision (receipt))
    {
    case SLUICE_DECISION_APPROVE:
      return "object-select-symbolic";
    case SLUICE_DECISION_DENY:
      return "action-unavailable-symbolic";
    case SLUICE_DECISION_NARROW:
      return "edit-cut-symbolic";
    case SLUICE_DECISION_REVOKE:
      return "edit-undo-symbolic";
    case SLUICE_DECISION_EXPIRED:
      return "appointment-missed-symbolic";
    case SLUICE_DECISION_OTHER:
    default:
      return "dialog-question-symbolic";
    }
}

static void
free_row (gpointer data)
{
  SluiceReceiptRow *row = data;

  g_free (row->label);
  g_free (row->value);
  g_free (row);
}

/* @value: (transfer full) (nullable): what the receipt does not say has no row */
static void
add_row (GPtrArray  *rows,
         const char *label,
         char       *value)
{
  SluiceReceiptRow *row;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }

  row = g_new0 (SluiceReceiptRow, 1);
  row->label = g_strdup (label);
  row->value = value;
  g_ptr_array_add (rows, row);
}

static void
add_party (GPtrArray     *rows,
           SluiceReceipt *receipt)
{
  SluiceConsentParty *party = sluice_receipt_get_party (receipt);

  add_row (rows, _("Who"), g_strdup (sluice_consent_party_get_name (party)));
  add_row (rows, _("Home page"), g_strdup (sluice_consent_party_get_homepage (party)));
  add_row (rows, _("Privacy notice"), g_strdup (sluice_consent_party_get_notice_url (party)));
}

/** sluice_receipt_look_list_rows: (transfer full) (element-type SluiceReceiptRow): all that it says to a person. */
GPtrArray *
sluice_receipt_look_list_rows (SluiceReceipt *receipt)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  gint64 expires = sluice_receipt_get_expires (receipt);

  add_row (rows, _("Decision"), sluice_receipt_look_dup_title (receipt));
  add_row (rows, _("When"), sluice_format_moment (sluice_receipt_get_issued (receipt)));
  add_party (rows, receipt);
  add_row (rows, _("May see from then on"), dup_titles (sluice_receipt_get_given (receipt)));
  add_row (rows, _("May not see"), dup_titles (sluice_receipt_get_refused (receipt)));
  add_row (rows, _("What for, in their words"), g_strdup (sluice_receipt_get_purpose (receipt)));
  if (sluice_receipt_get_decision (receipt) == SLUICE_DECISION_APPROVE)
    add_row (rows, _("How long"), sluice_consent_duration_dup_text (sluice_receipt_get_duration (receipt)));
  add_row (rows, _("Ends"), expires > 0 ? sluice_format_moment (expires) : NULL);
  add_row (rows, _("Written by"), g_strdup (sluice_receipt_get_issuer (receipt)));
  add_row (rows, _("Receipt"), g_strdup (sluice_receipt_get_id (receipt)));
  add_row (rows, _("Key of the signature"), g_strdup (sluice_receipt_get_key_id (receipt)));
  return rows;
}

/** sluice_receipt_look_dup_file_name: (transfer full): what a copy is called at first: it names nobody. */
char *
sluice_receipt_look_dup_file_name (SluiceReceipt *receipt)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (sluice_receipt_get_issued (receipt));
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H-%M") : g_strdup ("");

  /* Translators: name of a file; %s is a day and a time: "2026-11-23 14-05" */
  return g_strdup_printf (_("Receipt %s.json"), day);
}

const char *
sluice_receipt_verdict_get_title (SluiceReceiptVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);
  return _(verdicts[verdict].title);
}

const char *
sluice_receipt_verdict_get_text (SluiceReceiptVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);
  return _(verdicts[verdict].text);
}

const char *
sluice_receipt_verdict_get_icon_name (SluiceReceiptVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);
  return verdicts[verdict].icon_name;
}

const char *
sluice_receipt_verdict_get_css_class (SluiceReceiptVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);
  return verdicts[verdict].css_class;
}
