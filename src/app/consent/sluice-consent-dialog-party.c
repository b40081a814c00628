/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-party.h"

#include "sluice-consent-words-app.h"

struct _SluiceConsentDialogParty
{
  AdwBin parent_instance;

  /* template children */
  AdwAvatar *picture;
  GtkLabel *name;
  GtkLabel *domain;
  GtkWidget *verdict;
  GtkImage *verdict_icon;
  GtkLabel *verdict_title;
  GtkLabel *explanation;
};

G_DEFINE_FINAL_TYPE (SluiceConsentDialogParty, sluice_consent_dialog_party, ADW_TYPE_BIN)

static void
show_verdict (SluiceConsentDialogParty *self,
              gboolean                  is_verified)
{
  gtk_image_set_from_icon_name (self->verdict_icon,
                                is_verified ? "security-high-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_label (self->verdict_title, sluice_consent_get_verified_title (is_verified));
  gtk_label_set_label (self->explanation, sluice_consent_get_verified_explanation (is_verified));
  gtk_widget_add_css_class (self->verdict, is_verified ? "success" : "warning");
}

static void
sluice_consent_dialog_party_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_DIALOG_PARTY);

  G_OBJECT_CLASS (sluice_consent_dialog_party_parent_class)->dispose (object);
}

static void
sluice_consent_dialog_party_class_init (SluiceConsentDialogPartyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_consent_dialog_party_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-dialog-party.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, picture);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, name);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, domain);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, verdict);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, verdict_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogParty, explanation);
}

static void
sluice_consent_dialog_party_init (SluiceConsentDialogParty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_consent_dialog_party_set_party: shows @party, once. */
void
sluice_consent_dialog_party_set_party (SluiceConsentDialogParty *self,
                                       SluiceConsentParty       *party)
{
  const char *name;
  const char *domain;

  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_PARTY (self));
  g_return_if_fail (SLUICE_IS_CONSENT_PARTY (party));

  name = sluice_consent_party_get_name (party);
  domain = sluice_consent_party_get_domain (party);
  adw_avatar_set_text (self->picture, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->domain, domain);
  gtk_widget_set_visible (GTK_WIDGET (self->domain), domain != NULL && *domain != '\0');
  show_verdict (self, sluice_consent_party_is_verified (party));
}
