/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog.h"

#include "sluice-browser.h"
#include "sluice-consent-dialog-choice.h"
#include "sluice-consent-dialog-facts.h"
#include "sluice-consent-dialog-pages.h"
#include "sluice-consent-dialog-party.h"
#include "sluice-consent-error.h"
#include "sluice-consent-link.h"
#include "sluice-consent-look.h"
#include "sluice-consent-sample-page.h"
#include "sluice-consent-words-app.h"
#include "sluice-consent-words.h"
#include "sluice-ticker.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

/* Who listens to the screen hears once that the time runs out, and not every second. */
#define LAST_MINUTE_SECONDS 60

struct _SluiceConsentDialog
{
  AdwDialog parent_instance;

  gboolean sending;
  gboolean sharing; /* what is being sent */
  gboolean over;    /* nothing is left to decide */
  gboolean warned;  /* that the time runs out */
  gboolean looked;  /* whether it is over, once the time was */

  /* Owned. */
  SluiceConsents       *consents;
  SluiceConsentRequest *request;
  SluiceTicker         *ticker;

  /* template children */
  AdwNavigationView *navigation;
  AdwBanner *banner;
  GtkStack *stack;
  SluiceConsentDialogParty *party;
  SluiceConsentDialogFacts *facts;
  SluiceConsentDialogChoice *choice;
  SluiceConsentDialogPages *pages;
  AdwStatusPage *done;
  GtkLabel *problem;
  GtkLabel *time_left;
  GtkWidget *waits;
  GtkButton *deny;
  GtkButton *share;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (SluiceConsentDialog, sluice_consent_dialog, ADW_TYPE_DIALOG)

static const char *
get_name (SluiceConsentDialog *self)
{
  return sluice_consent_party_get_name (sluice_consent_request_get_party (self->request));
}

static void
announce (SluiceConsentDialog *self,
          const char          *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_problem (SluiceConsentDialog *self,
              const char          *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (text != NULL)
    announce (self, text);
}

/* A spinner in place of the word, and the word back. */
static void
show_busy (GtkButton  *button,
           gboolean    busy,
           const char *label)
{
  if (busy)
    {
      gtk_button_set_child (button, adw_spinner_new ());
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Sending your answer"), -1);
      return;
    }

  gtk_button_set_label (button, label);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* Share has no colour of its own as long as there is nothing to share: nothing pushes a person there. */
static void
show_buttons (SluiceConsentDialog *self)
{
  guint n_given = sluice_consent_dialog_choice_get_n_given (self->choice);
  gboolean can_choose = sluice_consent_dialog_choice_get_n_items (self->choice) > 0;
  gboolean can_share = n_given > 0 || (!can_choose && sluice_consent_dialog_choice_get_n_public (self->choice) > 0);
  g_autofree char *label = sluice_consent_dup_share_label (n_given, can_choose || !can_share);
  gboolean is_open = !self->sending && !self->over;

  show_busy (self->share, self->sending && self->sharing, label);
  show_busy (self->deny, self->sending && !self->sharing, _("_Deny"));
  if (n_given > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->share), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->share), "suggested-action");

  gtk_widget_set_sensitive (GTK_WIDGET (self->share), is_open && can_share);
  gtk_widget_set_sensitive (GTK_WIDGET (self->deny), is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->share), !self->over);
  gtk_widget_set_visible (GTK_WIDGET (self->deny), !self->over);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left),
                          !self->over && sluice_consent_request_get_expires (self->request) > 0);
  gtk_widget_set_visible (self->waits, !self->over);
  gtk_widget_set_visible (self->close, self->over);
  sluice_consent_dialog_choice_set_locked (self->choice, !is_open);
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->sending);
}

/* Nothing closes by itself: the person reads why, and closes it. */
static void
finish (SluiceConsentDialog *self)
{
  self->over = TRUE;
  sluice_ticker_stop (self->ticker);
  adw_navigation_view_pop_to_tag (self->navigation, "asking");
  show_buttons (self);
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

static void
end (SluiceConsentDialog *self,
     const char          *why)
{
  show_problem (self, NULL);
  finish (self);
  adw_banner_set_title (self->banner, why);
  adw_banner_set_revealed (self->banner, TRUE);
  announce (self, why);
}

static void
state_changed_cb (SluiceConsentDialog *self)
{
  SluiceConsentState state = sluice_consent_request_get_state (self->request);

  /* While an answer is on its way the change is our own, or its failure tells. */
  if (state != SLUICE_CONSENT_PENDING && !self->sending && !self->over)
    end (self, sluice_consent_state_get_text (state));
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
      announce (self, text);
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
  show_problem (SLUICE_CONSENT_DIALOG (self), _("The browser did not open. That changes nothing of your answer."));
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

/* Returns: (transfer full): whether and how who asked by a link learns of it. */
static char *
leave (SluiceConsentDialog *self)
{
  const char *redirect = sluice_consent_request_get_redirect (self->request);

  if (sluice_consent_request_get_origin (self->request) != SLUICE_CONSENT_FROM_LINK || redirect == NULL)
    return g_strdup ("");
  if (!sluice_consent_link_may_leave (redirect))
    /* Translators: %s is a name */
    return g_strdup_printf (_("The way back to %s is not one that Sluice opens: go back yourself."), get_name (self));

  g_signal_emit_by_name (self, "open-uri", redirect);
  /* Translators: %s is a name */
  return g_strdup_printf (_("You are sent back to %s."), get_name (self));
}

/* Returns: (transfer full): what was shared, and until when */
static char *
dup_given_text (SluiceConsentDialog *self)
{
  g_auto(GStrv) given = sluice_consent_dialog_choice_dup_given (self->choice);
  g_autofree char *titles = sluice_consent_titles_dup_text ((const char * const *) given);
  g_autofree char *duration =
    sluice_consent_duration_dup_text (sluice_consent_dialog_choice_get_duration (self->choice));

  return g_strdup_printf ("%s\n%s", titles, duration);
}

static void
show_done (SluiceConsentDialog *self)
{
  guint n_given = sluice_consent_dialog_choice_get_n_given (self->choice);
  g_autofree char *shared = sluice_consent_describe_shared (n_given, get_name (self));
  /* Translators: %s is a name */
  g_autofree char *denied = g_strdup_printf (_("Nothing was shared with %s"), get_name (self));
  g_autofree char *given = self->sharing ? dup_given_text (self) : g_strdup ("");
  g_autofree char *way_back = leave (self);
  g_autofree char *text = g_strjoin ("\n", given, self->sharing ? _("You can take it back under Apps & Consent.")
                                                                : _("Your answer is kept under Apps & Consent."),
                                     way_back, NULL);
  g_autofree char *markup = g_markup_escape_text (g_strstrip (text), -1);

  adw_status_page_set_icon_name (self->done, self->sharing ? "object-select-symbolic" : "changes-prevent-symbolic");
  adw_status_page_set_title (self->done, self->sharing ? shared : denied);
  adw_status_page_set_description (self->done, markup);
  gtk_stack_set_visible_child_name (self->stack, "done");
  finish (self);
  announce (self, self->sharing ? shared : denied);
}

/* What is over cannot be tried again; all else can. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_EXPIRED) ||
         g_error_matches (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_WITHDRAWN) ||
         g_error_matches (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_ANSWERED) ||
         g_error_matches (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN);
}

static void
show_failure (SluiceConsentDialog *self,
              const GError        *error)
{
  SluiceConsentState state = sluice_consent_request_get_state (self->request);
  /* Translators: %s is one or two sentences that say what happened */
  g_autofree char *text = g_strdup_printf (_("%s As far as this computer knows, it still waits for your answer."),
                                           error->message);

  if (state != SLUICE_CONSENT_PENDING || is_final (error))
    {
      end (self, state != SLUICE_CONSENT_PENDING ? sluice_consent_state_get_text (state) : error->message);
      return;
    }

  show_problem (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->sharing ? self->share : self->deny));
}

static DexFuture *
sent_cb (DexFuture *future,
         gpointer   weak)
{
  g_autoptr(SluiceConsentDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  gboolean sent = dex_future_get_value (future, &error) != NULL;

  if (self == NULL)
    return dex_ref (future);

  self->sending = FALSE;
  show_buttons (self);
  if (sent)
    show_done (self);
  else
    show_failure (self, error);
  return dex_ref (future);
}

/* An answer that is on its way is not called back: the dialog stays until it is known how it went. */
static void
send (SluiceConsentDialog *self,
      gboolean             sharing)
{
  g_auto(GStrv) given = sluice_consent_dialog_choice_dup_given (self->choice);
  DexFuture *future;

  if (self->sending || self->over)
    return;

  self->sending = TRUE;
  self->sharing = sharing;
  show_problem (self, NULL);
  show_buttons (self);
  if (sharing)
    future = sluice_consents_approve (self->consents, self->request, (const char * const *) given,
                                      sluice_consent_dialog_choice_get_duration (self->choice));
  else
    future = sluice_consents_deny (self->consents, self->request);
  dex_future_disown (dex_future_finally (future, sent_cb, sluice_weak_new (self), sluice_weak_free));
}

static void
deny_cb (SluiceConsentDialog *self)
{
  send (self, FALSE);
}

static void
share_cb (SluiceConsentDialog *self)
{
  send (self, TRUE);
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
  gtk_widget_class_bind_template_callback (widget_class, show_buttons);
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
  show_buttons (self);
  show_time (self);
  g_signal_connect_object (self->ticker, "notify::now", G_CALLBACK (show_time), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return self;
}
