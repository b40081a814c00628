/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-private.h"

#include "sluice-browser.h"
#include "sluice-consent-look.h"
#include "sluice-consent-sample-page.h"
#include "sluice-consent-words-app.h"
#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

/* Who listens to the screen hears once that the time runs out, and not every second. */
#define LAST_MINUTE_SECONDS 60

G_DEFINE_FINAL_TYPE (SluiceConsentDialog, sluice_consent_dialog, ADW_TYPE_DIALOG)

void
sluice_consent_dialog_announce (SluiceConsentDialog *self,
                                const char          *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* @text: (nullable) */
void
sluice_consent_dialog_show_problem (SluiceConsentDialog *self,
                                    const char          *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (text != NULL)
    sluice_consent_dialog_announce (self, text);
}

/* Nothing closes by itself: the person reads why, and closes it. */
void
sluice_consent_dialog_finish (SluiceConsentDialog *self)
{
  self->over = TRUE;
  sluice_ticker_stop (self->ticker);
  adw_navigation_view_pop_to_tag (self->navigation, "asking");
  sluice_consent_dialog_show_buttons (self);
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->close);
  gtk_widget_grab_focus (self->close);
}

/* A page that comes back brings the focus it had with it, onto a button that may be gone. */
static void
shown_cb (SluiceConsentDialog *self)
{
  if (self->over)
    gtk_widget_grab_focus (self->close);
}

/* There is nothing to answer any more: @why. */
void
sluice_consent_dialog_end (SluiceConsentDialog *self,
                           const char          *why)
{
  sluice_consent_dialog_show_problem (self, NULL);
  sluice_consent_dialog_finish (self);
  adw_banner_set_title (self->banner, why);
  adw_banner_set_revealed (self->banner, TRUE);
  sluice_consent_dialog_announce (self, why);
}

static void
state_changed_cb (SluiceConsentDialog *self)
{
  SluiceConsentState state = sluice_consent_request_get_state (self->request);

  /* While an answer is on its way the change is our own, or its failure tells. */
  if (state != SLUICE_CONSENT_PENDING && !self->sending && !self->over)
    sluice_consent_dialog_end (self, sluice_consent_state_get_text (state));
}

static void
show_time (SluiceConsentDialog *self)
{
  gint64 expires = sluice_consent_request_get_expires (self->request);
  gint64 now = sluice_ticker_get_now (self->ticker);
  gint64 left = expires - now / G_USEC_PER_SEC;
  g_autofree char *text = sluice_consent_describe_time_left (now, expires);

  sluice_consent_dialog_facts_show_age (self->facts, now);
  /* A cloud that does not say when it is over. */
  if (expires == 0)
    return;

  gtk_label_set_label (self->time_left, text);
  if (left <= LAST_MINUTE_SECONDS && !self->warned)
    {
      self->warned = TRUE;
      sluice_consent_dialog_announce (self, text);
    }
  /* Two clocks differ: the cloud says when it is over. */
  if (left <= 0 && !self->looked)
    {
      self->looked = TRUE;
      sluice_consents_refresh (self->consents);
    }
}

static void
browser_failed (GtkWidget *self)
{
  sluice_consent_dialog_show_problem (SLUICE_CONSENT_DIALOG (self),
                                      _("The browser did not open. That changes nothing of your answer."));
}

/* Only their pages come this way, and only by https: see sluice-consent-dialog-party.c. */
static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *target)
{
  if (sluice_consent_is_web_page (g_variant_get_string (target, NULL)))
    g_signal_emit_by_name (widget, "open-uri", g_variant_get_string (target, NULL));
}

static void
deny_cb (SluiceConsentDialog *self)
{
  sluice_consent_dialog_send (self, FALSE);
}

static void
share_cb (SluiceConsentDialog *self)
{
  sluice_consent_dialog_send (self, TRUE);
}

static void
close_cb (SluiceConsentDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* From a row of what is asked for: see sluice-consent-item-row.c. */
static void
see_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *target)
{
  SluiceConsentDialog *self = SLUICE_CONSENT_DIALOG (widget);
  const SluiceDataCategory *category = sluice_data_category_find (g_variant_get_string (target, NULL));

  if (category != NULL)
    adw_navigation_view_push (self->navigation,
                              sluice_consent_sample_page_new (self->consents, self->request, category));
}

static void
sluice_consent_dialog_map (GtkWidget *widget)
{
  SluiceConsentDialog *self = SLUICE_CONSENT_DIALOG (widget);

  GTK_WIDGET_CLASS (sluice_consent_dialog_parent_class)->map (widget);

  if (!self->over)
    sluice_ticker_start (self->ticker);
}

static void
sluice_consent_dialog_unmap (GtkWidget *widget)
{
  sluice_ticker_stop (SLUICE_CONSENT_DIALOG (widget)->ticker);

  GTK_WIDGET_CLASS (sluice_consent_dialog_parent_class)->unmap (widget);
}

static void
sluice_consent_dialog_dispose (GObject *object)
{
  SluiceConsentDialog *self = SLUICE_CONSENT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_DIALOG);
  g_clear_object (&self->consents);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (sluice_consent_dialog_parent_class)->dispose (object);
}

/* The ticker goes last: unmap comes within dispose, and stops it. */
static void
sluice_consent_dialog_finalize (GObject *object)
{
  g_clear_object (&SLUICE_CONSENT_DIALOG (object)->ticker);

  G_OBJECT_CLASS (sluice_consent_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, party);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, done);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, time_left);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, waits);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, deny);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, share);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialog, close);
}

static void
sluice_consent_dialog_class_init (SluiceConsentDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_consent_dialog_dispose;
  object_class->finalize = sluice_consent_dialog_finalize;
  widget_class->map = sluice_consent_dialog_map;
  widget_class->unmap = sluice_consent_dialog_unmap;

  sluice_browser_install_signal (widget_class, browser_failed);
  gtk_widget_class_install_action (widget_class, "consent.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "consent.see", "s", see_cb);

  g_type_ensure (SLUICE_TYPE_CONSENT_DIALOG_CHOICE);
  g_type_ensure (SLUICE_TYPE_CONSENT_DIALOG_FACTS);
  g_type_ensure (SLUICE_TYPE_CONSENT_DIALOG_PAGES);
  g_type_ensure (SLUICE_TYPE_CONSENT_DIALOG_PARTY);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, deny_cb);
  gtk_widget_class_bind_template_callback (widget_class, share_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, sluice_consent_dialog_show_buttons);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
sluice_consent_dialog_init (SluiceConsentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The focus is on a button that says nothing of who asks: the dialog itself does. */
static void
describe (SluiceConsentDialog *self)
{
  SluiceConsentParty *party = sluice_consent_request_get_party (self->request);
  g_autofree char *who = sluice_consent_look_dup_who (party);
  g_autofree char *description = g_strdup_printf ("%s, %s", sluice_consent_party_get_name (party), who);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/**
 * sluice_consent_dialog_new:
 * @consents: sends the answer
 * @request: what is asked; the dialog follows its state
 *
 * Nothing is switched on, and Deny has the focus.
 *
 * Returns: (transfer floating): a dialog to present
 */
SluiceConsentDialog *
sluice_consent_dialog_new (SluiceConsents       *consents,
                           SluiceConsentRequest *request)
{
  SluiceConsentDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (request), NULL);

  self = g_object_new (SLUICE_TYPE_CONSENT_DIALOG, NULL);
  self->consents = g_object_ref (consents);
  self->request = g_object_ref (request);
  self->ticker = sluice_ticker_new (sluice_consents_get_clock (consents));
  sluice_consent_dialog_party_set_party (self->party, sluice_consent_request_get_party (request));
  sluice_consent_dialog_facts_set_request (self->facts, request);
  sluice_consent_dialog_pages_set_party (self->pages, sluice_consent_request_get_party (request));
  sluice_consent_dialog_choice_set_request (self->choice, request);
  describe (self);
  sluice_consent_dialog_show_buttons (self);
  show_time (self);
  g_signal_connect_object (self->ticker, "notify::now", G_CALLBACK (show_time), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return self;
}
