/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-facts.h"

#include "sluice-consent-words-app.h"

#include <glib/gi18n-lib.h>

struct _SluiceConsentDialogFacts
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceConsentRequest *request; /* NULL until there is one */

  /* template children */
  GtkWidget *code;
  GtkLabel *code_title;
  GtkLabel *code_text;
  GtkLabel *code_hint;
  AdwActionRow *purpose;
  AdwPreferencesGroup *changes;
};

G_DEFINE_FINAL_TYPE (SluiceConsentDialogFacts, sluice_consent_dialog_facts, ADW_TYPE_BIN)

static gboolean
is_from_device (SluiceConsentDialogFacts *self)
{
  return sluice_consent_request_get_origin (self->request) == SLUICE_CONSENT_FROM_DEVICE;
}

static void
show_code (SluiceConsentDialogFacts *self)
{
  const char *code = is_from_device (self) ? sluice_consent_request_get_user_code (self->request)
                                           : sluice_consent_request_get_binding_message (self->request);
  g_autofree char *name = NULL;

  gtk_widget_set_visible (self->code, code != NULL);
  if (code == NULL)
    return;

  gtk_label_set_label (self->code_title, is_from_device (self) ? _("Code of the device") : _("Code to compare"));
  gtk_label_set_label (self->code_text, code);
  name = g_strdup_printf ("%s: %s", gtk_label_get_label (self->code_title), code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_label (self->code_hint, _("The same has to stand where they asked you. If it does not, choose Deny."));
}

/* Their own words stand in quotation marks, and under their name. */
static void
show_purpose (SluiceConsentDialogFacts *self)
{
  const char *purpose = sluice_consent_request_get_purpose (self->request);
  g_autofree char *quoted = purpose != NULL ? sluice_consent_quote (purpose) : NULL;

  adw_action_row_set_subtitle (self->purpose, quoted != NULL ? quoted : _("Nothing on what they need it for"));
}

static void
show_changes (SluiceConsentDialogFacts *self)
{
  GListModel *changes = sluice_consent_request_get_changes (self->request);

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr(SluiceConsentChange) change = g_list_model_get_item (changes, i);
      g_autofree char *text = sluice_consent_change_dup_text (change);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_preferences_group_add (self->changes, row);
      gtk_widget_set_visible (GTK_WIDGET (self->changes), TRUE);
    }
}

static void
sluice_consent_dialog_facts_dispose (GObject *object)
{
  SluiceConsentDialogFacts *self = SLUICE_CONSENT_DIALOG_FACTS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_DIALOG_FACTS);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (sluice_consent_dialog_facts_parent_class)->dispose (object);
}

static void
sluice_consent_dialog_facts_class_init (SluiceConsentDialogFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_consent_dialog_facts_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-dialog-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, code);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, code_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, code_text);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, code_hint);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, purpose);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogFacts, changes);
}

static void
sluice_consent_dialog_facts_init (SluiceConsentDialogFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_consent_dialog_facts_set_request: shows @request, once. */
void
sluice_consent_dialog_facts_set_request (SluiceConsentDialogFacts *self,
                                         SluiceConsentRequest     *request)
{
  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_FACTS (self));
  g_return_if_fail (SLUICE_IS_CONSENT_REQUEST (request));

  self->request = g_object_ref (request);
  show_code (self);
  show_purpose (self);
  show_changes (self);
}

/**
 * sluice_consent_dialog_facts_show_age:
 * @self: with a request
 * @now: microseconds since the epoch
 *
 * What a device began is told with how long ago: somebody else's is often older than the person's own.
 */
void
sluice_consent_dialog_facts_show_age (SluiceConsentDialogFacts *self,
                                      gint64                    now)
{
  SluiceConsentParty *party;
  g_autofree char *start = NULL;

  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_FACTS (self));

  if (!is_from_device (self))
    return;

  party = sluice_consent_request_get_party (self->request);
  start = sluice_consent_describe_start (sluice_consent_party_get_name (party), now,
                                         sluice_consent_request_get_created (self->request));
  gtk_label_set_label (self->code_hint, start);
}
