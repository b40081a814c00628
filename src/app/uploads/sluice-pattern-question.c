/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pattern-question.h"

#include <glib/gi18n-lib.h>

#define KEEP "keep"

typedef struct
{
  SluicePatternFunc chosen;
} Question;

/* (transfer full) */
static char *
dup_pattern (AdwAlertDialog *dialog)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog)))));
}

static void
text_changed_cb (AdwAlertDialog *dialog)
{
  g_autofree char *pattern = dup_pattern (dialog);

  adw_alert_dialog_set_response_enabled (dialog, KEEP, *pattern != '\0');
}

static void
response_cb (AdwAlertDialog *dialog,
             const char     *response,
             GtkWidget      *over)
{
  const Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autofree char *pattern = dup_pattern (dialog);

  if (g_str_equal (response, KEEP) && *pattern != '\0')
    question->chosen (over, pattern);
}

/**
 * sluice_pattern_question_ask:
 * @over: what is asked for; nobody is told if it is gone by the answer
 * @proposal: a pattern to begin with, or an empty text
 * @chosen: told the pattern, without spaces around it; not called if the person thinks better of it
 *
 * Asks for which names of files a rule shall hold.
 */
void
sluice_pattern_question_ask (GtkWidget         *over,
                             const char        *proposal,
                             SluicePatternFunc  chosen)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Files of Which Name?"),
                                            _("* stands for any letters, ? for one. Capitals or not makes no difference."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *entry = gtk_entry_new ();
  Question *question = g_new (Question, 1);

  question->chosen = chosen;
  g_object_set_data_full (G_OBJECT (dialog), "question", question, g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), proposal);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Names of files"), -1);
  adw_alert_dialog_set_extra_child (alert, entry);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), KEEP, _("_Make a Rule"), NULL);
  adw_alert_dialog_set_response_appearance (alert, KEEP, ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, KEEP);
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (text_changed_cb), dialog, G_CONNECT_SWAPPED);
  text_changed_cb (alert);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), over, 0);
  adw_dialog_present (dialog, over);
}
