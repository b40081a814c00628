/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-pages.h"

#include "sluice-consent-words-app.h"

#include <glib/gi18n-lib.h>

struct _SluiceConsentDialogPages
{
  AdwBin parent_instance;

  /* template children */
  GtkWidget *homepage;
  GtkWidget *homepage_mark;
  GtkWidget *notice;
  GtkWidget *notice_mark;
};

G_DEFINE_FINAL_TYPE (SluiceConsentDialogPages, sluice_consent_dialog_pages, ADW_TYPE_BIN)

/* The whole address is there to read before it is opened; what is not https is only there to read. */
static void
show_page (GtkWidget  *row,
           GtkWidget  *mark,
           const char *address)
{
  gboolean can_open = sluice_consent_is_web_page (address);
  gboolean is_there = address != NULL && *address != '\0';

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), is_there ? address : _("They name none"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_open);
  gtk_widget_set_visible (mark, can_open);
  if (can_open)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", address);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), can_open ? "consent.open" : NULL);
}

static void
sluice_consent_dialog_pages_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_DIALOG_PAGES);

  G_OBJECT_CLASS (sluice_consent_dialog_pages_parent_class)->dispose (object);
}

static void
sluice_consent_dialog_pages_class_init (SluiceConsentDialogPagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_consent_dialog_pages_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-dialog-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogPages, homepage);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogPages, homepage_mark);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogPages, notice);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogPages, notice_mark);
}

static void
sluice_consent_dialog_pages_init (SluiceConsentDialogPages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_consent_dialog_pages_set_party: shows the pages of @party, once. */
void
sluice_consent_dialog_pages_set_party (SluiceConsentDialogPages *self,
                                       SluiceConsentParty       *party)
{
  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_PAGES (self));
  g_return_if_fail (SLUICE_IS_CONSENT_PARTY (party));

  show_page (self->homepage, self->homepage_mark, sluice_consent_party_get_homepage (party));
  show_page (self->notice, self->notice_mark, sluice_consent_party_get_notice_url (party));
}
