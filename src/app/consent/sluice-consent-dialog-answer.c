/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-private.h"

#include "sluice-consent-error.h"
#include "sluice-consent-link.h"
#include "sluice-consent-words-app.h"
#include "sluice-consent-words.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

/* The dialog's answer: the two buttons, the way to the cloud, and what came of it. */

static const char *
get_name (SluiceConsentDialog *self)
{
  return sluice_consent_party_get_name (sluice_consent_request_get_party (self->request));
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
void
sluice_consent_dialog_show_buttons (SluiceConsentDialog *self)
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
  sluice_consent_dialog_finish (self);
  sluice_consent_dialog_announce (self, self->sharing ? shared : denied);
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
      sluice_consent_dialog_end (self, state != SLUICE_CONSENT_PENDING ? sluice_consent_state_get_text (state)
                                                                       : error->message);
      return;
    }

  sluice_consent_dialog_show_problem (self, text);
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
  sluice_consent_dialog_show_buttons (self);
  if (sent)
    show_done (self);
  else
    show_failure (self, error);
  return dex_ref (future);
}

/* An answer that is on its way is not called back: the dialog stays until it is known how it went. */
void
sluice_consent_dialog_send (SluiceConsentDialog *self,
                            gboolean             sharing)
{
  g_auto(GStrv) given = sluice_consent_dialog_choice_dup_given (self->choice);
  DexFuture *future;

  if (self->sending || self->over)
    return;

  self->sending = TRUE;
  self->sharing = sharing;
  sluice_consent_dialog_show_problem (self, NULL);
  sluice_consent_dialog_show_buttons (self);
  if (sharing)
    future = sluice_consents_approve (self->consents, self->request, (const char * const *) given,
                                      sluice_consent_dialog_choice_get_duration (self->choice));
  else
    future = sluice_consents_deny (self->consents, self->request);
  dex_future_disown (dex_future_finally (future, sent_cb, sluice_weak_new (self), sluice_weak_free));
}
