/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-question.h"

#include <glib/gi18n-lib.h>

static AdwDialog *
new_question (const char *heading,
              const char *body,
              const char *verb)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *question = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (question, "cancel", _("_Cancel"), "confirm", verb, NULL);
  adw_alert_dialog_set_response_appearance (question, "confirm", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "cancel");
  adw_alert_dialog_set_close_response (question, "cancel");
  return dialog;
}

/**
 * sluice_question_ask:
 * @over: the widget that wants to know; it may go before the answer comes
 * @heading: the question
 * @body: what happens then
 * @verb: what the button says that does it
 * @confirmed: (scope async): called with @over when the person wants it
 *
 * Asks before something that cannot be undone. Anything but that button leaves it.
 */
void
sluice_question_ask (GtkWidget  *over,
                     const char *heading,
                     const char *body,
                     const char *verb,
                     GCallback   confirmed)
{
  AdwDialog *dialog = new_question (heading, body, verb);

  g_signal_connect_object (dialog, "response::confirm", confirmed, over, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, over);
}

/**
 * sluice_question_ask_with:
 * @over: the widget that wants to know; it may go before the answer comes
 * @heading: the question
 * @body: what happens then
 * @verb: what the button says that does it
 * @confirmed: called with @data when the person wants it
 * @data: what is needed for it, however long the widget is there
 * @destroy: frees @data, whatever the answer
 *
 * As sluice_question_ask(), for what outlives the widget.
 */
void
sluice_question_ask_with (GtkWidget      *over,
                          const char     *heading,
                          const char     *body,
                          const char     *verb,
                          GCallback       confirmed,
                          gpointer        data,
                          GClosureNotify  destroy)
{
  AdwDialog *dialog = new_question (heading, body, verb);

  g_signal_connect_data (dialog, "response::confirm", confirmed, data, destroy, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, over);
}
