/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-review.h"

#include "sluice-consent-dialog.h"
#include "sluice-consent-words.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

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
    sluice_tell_in_dialog (over, _("Nothing to Decide"), sluice_consent_state_get_text (state));
  else if (is_answering (over))
    sluice_tell (over, _("Another request waits under Apps & Consent"));
  else
    present (over, ADW_DIALOG (sluice_consent_dialog_new (consents, request)));
}
