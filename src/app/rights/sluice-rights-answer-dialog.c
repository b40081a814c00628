/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-answer-dialog.h"

#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceRightsAnswerDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceRights        *rights;
  SluiceRightsRequest *request;
  GFile               *chosen; /* nullable */

  /* template children */
  GtkEditable *note;
  AdwActionRow *file;
  GtkWidget *keep;
};

G_DEFINE_FINAL_TYPE (SluiceRightsAnswerDialog, sluice_rights_answer_dialog, ADW_TYPE_DIALOG)

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluiceRightsAnswerDialog) self = g_weak_ref_get (weak);
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (self != NULL && file != NULL)
    sluice_rights_answer_dialog_set_file (self, file);
  sluice_weak_free (weak);
}

static void
choose_cb (SluiceRightsAnswerDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Their Answer"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        sluice_weak_new (self));
}

static DexFuture *
kept_cb (DexFuture *future,
         gpointer   weak)
{
  g_autoptr(SluiceRightsAnswerDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);

  gtk_widget_set_sensitive (self->keep, TRUE);
  if (dex_future_get_value (future, &error) != NULL)
    adw_dialog_close (ADW_DIALOG (self));
  else
    sluice_tell_failure (GTK_WIDGET (self), _("The Answer Was Not Filed"), error);
  return dex_ref (future);
}

static void
keep_cb (SluiceRightsAnswerDialog *self)
{
  gtk_widget_set_sensitive (self->keep, FALSE);
  dex_future_disown (dex_future_finally (
    sluice_rights_file_answer (self->rights, self->request, gtk_editable_get_text (self->note), self->chosen), kept_cb,
    sluice_weak_new (self), sluice_weak_free));
}

static void
sluice_rights_answer_dialog_dispose (GObject *object)
{
  SluiceRightsAnswerDialog *self = SLUICE_RIGHTS_ANSWER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RIGHTS_ANSWER_DIALOG);
  g_clear_object (&self->rights);
  g_clear_object (&self->request);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (sluice_rights_answer_dialog_parent_class)->dispose (object);
}

static void
sluice_rights_answer_dialog_class_init (SluiceRightsAnswerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_rights_answer_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/rights/sluice-rights-answer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsAnswerDialog, note);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsAnswerDialog, file);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsAnswerDialog, keep);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
sluice_rights_answer_dialog_init (SluiceRightsAnswerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_rights_answer_dialog_new:
 * @rights: what it is one of
 * @request: what was answered
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_rights_answer_dialog_new (SluiceRights        *rights,
                                 SluiceRightsRequest *request)
{
  SluiceRightsAnswerDialog *self;

  g_return_val_if_fail (SLUICE_IS_RIGHTS (rights), NULL);
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (request), NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS_ANSWER_DIALOG, NULL);
  self->rights = g_object_ref (rights);
  self->request = g_object_ref (request);
  return ADW_DIALOG (self);
}

/** sluice_rights_answer_dialog_set_file: @file: what they answered, which is copied when the person says so. */
void
sluice_rights_answer_dialog_set_file (SluiceRightsAnswerDialog *self,
                                      GFile                    *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  g_return_if_fail (SLUICE_IS_RIGHTS_ANSWER_DIALOG (self));

  g_set_object (&self->chosen, file);
  adw_action_row_set_subtitle (self->file, shown);
}
