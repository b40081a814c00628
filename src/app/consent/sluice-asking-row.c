/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-asking-row.h"

#include "sluice-consent-look.h"
#include "sluice-review.h"

#include <glib/gi18n-lib.h>

struct _SluiceAskingRow
{
  AdwActionRow parent_instance;

  /* Owned. */
  SluiceConsents       *consents;
  SluiceConsentRequest *request;
  SluiceTicker         *ticker;

  /* template children */
  AdwAvatar *avatar;
  GtkWidget *review;
};

G_DEFINE_FINAL_TYPE (SluiceAskingRow, sluice_asking_row, ADW_TYPE_ACTION_ROW)

static void
show_age (SluiceAskingRow *self)
{
  g_autofree char *who = sluice_consent_look_dup_who (sluice_consent_request_get_party (self->request));
  g_autofree char *asks = sluice_consent_look_dup_asks (self->request, sluice_ticker_get_now (self->ticker));
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", who, asks);

  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), subtitle) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
show_request (SluiceAskingRow *self)
{
  const char *name = sluice_consent_party_get_name (sluice_consent_request_get_party (self->request));
  /* Translators: %s is who asks */
  g_autofree char *description = g_strdup_printf (_("Review what %s asks for"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->review), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  show_age (self);
}

static void
review_cb (SluiceAskingRow *self)
{
  sluice_review_present (GTK_WIDGET (self), self->consents, self->request);
}

static void
sluice_asking_row_dispose (GObject *object)
{
  SluiceAskingRow *self = SLUICE_ASKING_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ASKING_ROW);
  g_clear_object (&self->ticker);
  g_clear_object (&self->request);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_asking_row_parent_class)->dispose (object);
}

static void
sluice_asking_row_class_init (SluiceAskingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_asking_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-asking-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceAskingRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SluiceAskingRow, review);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
}

static void
sluice_asking_row_init (SluiceAskingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_asking_row_new:
 * @consents: where the answer goes
 * @request: what is asked
 * @ticker: the time
 *
 * Returns: (transfer floating): a row with a button that opens the question
 */
GtkWidget *
sluice_asking_row_new (SluiceConsents       *consents,
                       SluiceConsentRequest *request,
                       SluiceTicker         *ticker)
{
  SluiceAskingRow *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (request), NULL);

  self = g_object_new (SLUICE_TYPE_ASKING_ROW, NULL);
  self->consents = g_object_ref (consents);
  self->request = g_object_ref (request);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_age), self, G_CONNECT_SWAPPED);
  show_request (self);
  return GTK_WIDGET (self);
}
