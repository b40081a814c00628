/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-review.h"

#include "sluice-consent-dialog.h"
#include "sluice-consent-words.h"
#include "sluice-question.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>

/* A dialog is beside the window's content, not in it. */
static GtkWidget *
find_overlay (GtkWidget *over)
{
  GtkRoot *root = gtk_widget_get_root (over);
  GtkWidget *content = NULL;

  if (ADW_IS_APPLICATION_WINDOW (root))
    content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (root));
  else if (ADW_IS_WINDOW (root))
    content = adw_window_get_content (ADW_WINDOW (root));
  return ADW_IS_TOAST_OVERLAY (content) ? content : NULL;
}

/**
 * sluice_review_tell:
 * @over: a widget of the window
 * @text: what was done
 *
 * Says it for a moment, where the window says such things.
 */
void
sluice_review_tell (GtkWidget  *over,
                    const char *text)
{
  GtkWidget *overlay = find_overlay (over);
  AdwToast *toast;

  if (overlay == NULL)
    return;

  toast = adw_toast_new (text);
  /* It may have a name that somebody gave themselves in it. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* Also one that something else is shown over. */
static gboolean
is_answering (GtkWidget *over)
{
  GtkRoot *root = gtk_widget_get_root (over);
  g_autoptr(GListModel) dialogs = NULL;

  if (ADW_IS_APPLICATION_WINDOW (root))
    dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (root));
  else if (ADW_IS_WINDOW (root))
    dialogs = adw_window_get_dialogs (ADW_WINDOW (root));
  for (guint i = 0; dialogs != NULL && i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr(AdwDialog) dialog = g_list_model_get_item (dialogs, i);

      if (SLUICE_IS_CONSENT_DIALOG (dialog))
        return TRUE;
    }
  return FALSE;
}

/* The row that was asked over is gone with its question: the focus goes on in its page and not in the sidebar. */
static void
closed_cb (GtkWidget *page,
           AdwDialog *dialog)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (gtk_widget_get_mapped (page) && (focus == NULL || !gtk_widget_is_ancestor (focus, page)))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
present (GtkWidget *over,
         AdwDialog *dialog)
{
  GtkWidget *page = gtk_widget_get_ancestor (over, ADW_TYPE_NAVIGATION_PAGE);

  if (page != NULL)
    g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), page, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, over);
}

/**
 * sluice_review_present:
 * @over: the widget that it is shown over
 * @consents: where the answer goes
 * @request: what is asked
 *
 * Shows the question. One that does not wait any more is not shown: it is said
 * why. Nor is a second one put over the first, under the hand of who is about to
 * answer: it waits in the list.
 */
void
sluice_review_present (GtkWidget            *over,
                       SluiceConsents       *consents,
                       SluiceConsentRequest *request)
{
  SluiceConsentState state;

  g_return_if_fail (GTK_IS_WIDGET (over));
  g_return_if_fail (SLUICE_IS_CONSENTS (consents));
  g_return_if_fail (SLUICE_IS_CONSENT_REQUEST (request));

  state = sluice_consent_request_get_state (request);
  if (state != SLUICE_CONSENT_PENDING)
    sluice_question_tell (over, _("Nothing to Decide"), sluice_consent_state_get_text (state));
  else if (is_answering (over))
    sluice_review_tell (over, _("Another request waits under Apps & Consent"));
  else
    present (over, ADW_DIALOG (sluice_consent_dialog_new (consents, request)));
}

/**
 * sluice_review_fail:
 * @over: the widget that it is shown over
 * @heading: what did not happen
 * @error: why
 *
 * Says what went wrong, and stays until it was read. What was cancelled did not go wrong.
 */
void
sluice_review_fail (GtkWidget    *over,
                    const char   *heading,
                    const GError *error)
{
  if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sluice_question_tell (over, heading, error->message);
}
