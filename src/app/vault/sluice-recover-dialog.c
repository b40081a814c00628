/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-recover-dialog.h"

#include "sluice-question.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceRecoverDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceContext *context;

  /* template children */
  GtkTextView *words;
  GtkLabel *problem;
  GtkWidget *recover;
  GtkWidget *set_aside;
};

G_DEFINE_FINAL_TYPE (SluiceRecoverDialog, sluice_recover_dialog, ADW_TYPE_DIALOG)

enum
{
  RECOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_busy (SluiceRecoverDialog *self,
          gboolean             busy)
{
  gtk_widget_set_sensitive (self->recover, !busy);
  gtk_widget_set_sensitive (self->set_aside, !busy);
  gtk_text_view_set_editable (self->words, !busy);
}

static void
show_problem (SluiceRecoverDialog *self,
              const char          *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
done_cb (DexFuture *future,
         gpointer   weak)
{
  g_autoptr(SluiceRecoverDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);

  set_busy (self, FALSE);
  if (dex_future_get_value (future, &error) == NULL)
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->words));
      return dex_ref (future);
    }

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->words), "", 0);
  g_signal_emit (self, signals[RECOVERED], 0);
  adw_dialog_close (ADW_DIALOG (self));
  return dex_ref (future);
}

/* @future: (transfer full). It is done in any case, also when the dialog is closed meanwhile. */
static void
follow (SluiceRecoverDialog *self,
        DexFuture           *future)
{
  set_busy (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  dex_future_disown (dex_future_finally (future, done_cb, sluice_weak_new (self), sluice_weak_free));
}

static void
recover_cb (SluiceRecoverDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words);
  GtkTextIter start;
  GtkTextIter end;
  char *words;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  words = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  follow (self, sluice_context_recover_vault (self->context, words));
  sluice_secret_free (words);
}

static void
set_aside_confirmed_cb (SluiceRecoverDialog *self)
{
  follow (self, sluice_context_set_vault_aside (self->context));
}

static void
set_aside_cb (SluiceRecoverDialog *self)
{
  sluice_question_ask (GTK_WIDGET (self), _("Set the Vault Aside?"),
                       _("Without the key and without the phrase nobody can read the files in it. Its folder gets "
                         "another name, nothing is deleted, and the next file begins a new vault. If the old keyring "
                         "or the phrase turns up, the folder can be put back."),
                       _("_Set Aside"), G_CALLBACK (set_aside_confirmed_cb));
}

static void
sluice_recover_dialog_dispose (GObject *object)
{
  SluiceRecoverDialog *self = SLUICE_RECOVER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RECOVER_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_recover_dialog_parent_class)->dispose (object);
}

static void
sluice_recover_dialog_class_init (SluiceRecoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_recover_dialog_dispose;

  signals[RECOVERED] = g_signal_new ("recovered", SLUICE_TYPE_RECOVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-recover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRecoverDialog, words);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecoverDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecoverDialog, recover);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecoverDialog, set_aside);
  gtk_widget_class_bind_template_callback (widget_class, recover_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_aside_cb);
}

static void
sluice_recover_dialog_init (SluiceRecoverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_recover_dialog_new:
 * @context: whose vault's key is lost
 *
 * Returns: (transfer floating): a dialog that closes itself when the vault is open again
 */
AdwDialog *
sluice_recover_dialog_new (SluiceContext *context)
{
  SluiceRecoverDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_RECOVER_DIALOG, NULL);
  self->context = g_object_ref (context);
  return ADW_DIALOG (self);
}
