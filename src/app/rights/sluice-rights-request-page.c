/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-request-page.h"

#include "sluice-browser.h"
#include "sluice-question.h"
#include "sluice-rights-answer-dialog.h"
#include "sluice-rights-letter.h"
#include "sluice-rights-words.h"
#include "sluice-save.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SluiceRightsRequestPage
{
  AdwNavigationPage parent_instance;

  /* Owned. */
  SluiceRights        *rights;
  SluiceRightsRequest *request;
  char                *text; /* the letter */

  /* template children */
  AdwPreferencesGroup *state;
  GtkWidget *mail;
  GtkWidget *sent;
  GtkWidget *answer;
  GtkWidget *extend;
  GtkWidget *open;
  AdwActionRow *recipient;
  AdwActionRow *dates;
  AdwActionRow *note;
  GtkWidget *letter_group;
  GtkLabel *letter;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (SluiceRightsRequestPage, sluice_rights_request_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_fact (AdwActionRow *row,
           const char   *text)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), *text != '\0');
}

static char *
dup_recipient (SluiceRightsRequest *request)
{
  const char *address = sluice_rights_request_get_address (request);

  if (*address == '\0')
    return g_strdup (sluice_rights_request_get_recipient (request));
  /* Translators: a name and an e-mail address */
  return g_strdup_printf (_("%s, %s"), sluice_rights_request_get_recipient (request), address);
}

static char *
dup_dates (SluiceRightsRequest *request)
{
  g_autofree char *sent = sluice_rights_describe_day (sluice_rights_request_get_sent (request));
  g_autofree char *due = sluice_rights_describe_day (sluice_rights_request_get_due (request));

  if (sluice_rights_request_get_sent (request) == 0)
    return g_strdup ("");
  if (sluice_rights_request_get_extended (request))
    /* Translators: two days */
    return g_strdup_printf (_("%s, answer due by %s (they asked for two months more)"), sent, due);
  /* Translators: two days */
  return g_strdup_printf (_("%s, answer due by %s"), sent, due);
}

static void
show_facts (SluiceRightsRequestPage *self)
{
  g_autofree char *recipient = dup_recipient (self->request);
  g_autofree char *dates = dup_dates (self->request);

  show_fact (self->recipient, recipient);
  show_fact (self->dates, dates);
  show_fact (self->note, sluice_rights_request_get_note (self->request));
}

static void
show_actions (SluiceRightsRequestPage *self,
              SluiceRightsState        state)
{
  const gboolean draft = state == SLUICE_RIGHTS_DRAFT;
  const gboolean waits = state == SLUICE_RIGHTS_WAITING || state == SLUICE_RIGHTS_OVERDUE;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->mail),
                                 draft ? _("Open in _E-mail Program") : _("Remind Them by _E-mail"));
  if (draft)
    gtk_widget_add_css_class (self->mail, "suggested-action");
  else
    gtk_widget_remove_css_class (self->mail, "suggested-action");
  gtk_widget_set_visible (self->mail, draft || state == SLUICE_RIGHTS_OVERDUE);
  gtk_widget_set_visible (self->sent, draft);
  gtk_widget_set_visible (self->answer, waits);
  gtk_widget_set_visible (self->extend, waits && !sluice_rights_request_get_extended (self->request));
  gtk_widget_set_visible (self->open, sluice_rights_request_get_file (self->request) != NULL);
  gtk_widget_set_visible (self->close, waits);
  gtk_widget_set_visible (self->letter_group, draft || waits);
}

static void
show_request (SluiceRightsRequestPage *self)
{
  const SluiceRightsDay today = sluice_rights_get_today (self->rights);
  g_autofree char *state = sluice_rights_describe_state (self->request, today);
  g_autofree char *next = sluice_rights_describe_next (self->request, today);

  g_free (self->text);
  self->text = sluice_rights_letter_dup_text (self->request, today);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 sluice_rights_get_title (sluice_rights_request_get_right (self->request)));
  adw_preferences_group_set_title (self->state, state);
  adw_preferences_group_set_description (self->state, next);
  gtk_label_set_label (self->letter, self->text);
  show_facts (self);
  show_actions (self, sluice_rights_request_get_state (self->request, today));
}

static DexFuture *
done_cb (DexFuture *future,
         gpointer   weak)
{
  g_autoptr(SluiceRightsRequestPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self != NULL && dex_future_get_value (future, &error) == NULL)
    sluice_tell_failure (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
  return dex_ref (future);
}

/* @future: (transfer full): what shows by the request's "changed" when it is done */
static void
follow (SluiceRightsRequestPage *self,
        DexFuture               *future)
{
  dex_future_disown (dex_future_finally (future, done_cb, sluice_weak_new (self), sluice_weak_free));
}

static void
mail_failed (GtkWidget *widget)
{
  sluice_tell_in_dialog (widget, _("No E-mail Program Opened"),
                         _("The request is kept. Save the letter as text and send it another way, or choose an e-mail "
                           "program in Settings and try again."));
}

static void
mail_cb (SluiceRightsRequestPage *self)
{
  g_autofree char *uri = sluice_rights_letter_dup_uri (self->request, sluice_rights_get_today (self->rights));

  g_signal_emit_by_name (self, "open-uri", uri);
}

static void
sent_cb (SluiceRightsRequestPage *self)
{
  follow (self, sluice_rights_mark_sent (self->rights, self->request));
}

static void
extend_cb (SluiceRightsRequestPage *self)
{
  follow (self, sluice_rights_extend (self->rights, self->request));
}

static void
answer_cb (SluiceRightsRequestPage *self)
{
  adw_dialog_present (sluice_rights_answer_dialog_new (self->rights, self->request), GTK_WIDGET (self));
}

static void
opened_cb (GObject      *launcher,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(GtkWidget) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (launcher), result, &error) && self != NULL &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    sluice_tell_failure (self, _("The Answer Cannot Be Opened"), error);
  sluice_weak_free (weak);
}

static void
open_cb (SluiceRightsRequestPage *self)
{
  g_autoptr(GFile) file = sluice_rights_dup_answer (self->rights, self->request);
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, opened_cb,
                            sluice_weak_new (self));
}

static void
closed_cb (SluiceRightsRequestPage *self)
{
  follow (self, sluice_rights_close (self->rights, self->request));
}

static void
close_cb (SluiceRightsRequestPage *self)
{
  sluice_question_ask (GTK_WIDGET (self), _("Close Without an Answer?"),
                       _("You are not reminded of it any more. They still have to answer."), _("_Close It"),
                       G_CALLBACK (closed_cb));
}

static DexFuture *
erased_cb (DexFuture *future,
           gpointer   weak)
{
  g_autoptr(SluiceRightsRequestPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);
  if (dex_future_get_value (future, &error) == NULL)
    sluice_tell_failure (GTK_WIDGET (self), _("The Request Was Not Deleted"), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  return dex_ref (future);
}

static void
erase_confirmed_cb (SluiceRightsRequestPage *self)
{
  dex_future_disown (dex_future_finally (sluice_rights_remove (self->rights, self->request), erased_cb,
                                         sluice_weak_new (self), sluice_weak_free));
}

static void
erase_cb (SluiceRightsRequestPage *self)
{
  sluice_question_ask (GTK_WIDGET (self), _("Delete the Request?"),
                       sluice_rights_request_get_file (self->request) != NULL
                         ? _("It is forgotten on this computer, and the copy of the answer is deleted. What was sent stays sent.")
                         : _("It is forgotten on this computer. What was sent stays sent."),
                       _("_Delete"), G_CALLBACK (erase_confirmed_cb));
}

static void
save_cb (SluiceRightsRequestPage *self)
{
  const SluiceSaving words = { _("Save the Letter"), _("Request.txt"), _("The letter is saved"),
                               _("The Letter Was Not Saved") };
  g_autoptr(GBytes) bytes = g_bytes_new (self->text, strlen (self->text));

  sluice_save (GTK_WIDGET (self), &words, bytes);
}

static void
sluice_rights_request_page_dispose (GObject *object)
{
  SluiceRightsRequestPage *self = SLUICE_RIGHTS_REQUEST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RIGHTS_REQUEST_PAGE);
  g_clear_object (&self->rights);
  g_clear_object (&self->request);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (sluice_rights_request_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, state);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, mail);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, sent);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, answer);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, extend);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, open);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, recipient);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, dates);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, note);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, letter_group);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, letter);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsRequestPage, close);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, extend_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
sluice_rights_request_page_class_init (SluiceRightsRequestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_rights_request_page_dispose;
  sluice_browser_install_signal (widget_class, mail_failed);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/rights/sluice-rights-request-page.ui");
  bind_template (widget_class);
}

static void
sluice_rights_request_page_init (SluiceRightsRequestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_rights_request_page_new:
 * @rights: what it is one of
 * @request: what is shown
 *
 * Returns: (transfer floating): a page
 */
AdwNavigationPage *
sluice_rights_request_page_new (SluiceRights        *rights,
                                SluiceRightsRequest *request)
{
  SluiceRightsRequestPage *self;

  g_return_val_if_fail (SLUICE_IS_RIGHTS (rights), NULL);
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (request), NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS_REQUEST_PAGE, NULL);
  self->rights = g_object_ref (rights);
  self->request = g_object_ref (request);
  g_signal_connect_object (request, "changed", G_CALLBACK (show_request), self, G_CONNECT_SWAPPED);
  /* With a new day, too. */
  g_signal_connect_object (rights, "items-changed", G_CALLBACK (show_request), self, G_CONNECT_SWAPPED);
  show_request (self);
  return ADW_NAVIGATION_PAGE (self);
}
