/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-phrase-dialog.h"

#include "sluice-recovery-sheet.h"
#include "sluice-sheet-printer.h"
#include "sluice-weak.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

#define ROWS (SLUICE_RECOVERY_PHRASE_WORDS / 2)

struct _SluicePhraseDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceContext        *context;
  SluiceRecoveryPhrase *phrase;
  char                 *sheet; /* wiped */

  /* template children */
  GtkLabel *replaces;
  GtkWidget *words;
  GtkLabel *first;
  GtkLabel *second;
  GtkLabel *problem;
  GtkWidget *done;
};

G_DEFINE_FINAL_TYPE (SluicePhraseDialog, sluice_phrase_dialog, ADW_TYPE_DIALOG)

enum
{
  MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_problem (SluicePhraseDialog *self,
              const char         *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_words (SluicePhraseDialog *self,
            GtkLabel           *label,
            guint               from)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = from; i < from + ROWS; i++)
    g_string_append_printf (words, "%s%2u. %s", i > from ? "\n" : "", i + 1,
                            sluice_recovery_phrase_get_word (self->phrase, i));
  gtk_label_set_label (label, words->str);
}

/* They cannot be selected, and so do not get into a clipboard; a screen reader has them as one text. */
static void
show_phrase (SluicePhraseDialog *self)
{
  g_autofree char *both = NULL;

  show_words (self, self->first, 0);
  show_words (self, self->second, ROWS);
  both = g_strconcat (gtk_label_get_label (self->first), "\n", gtk_label_get_label (self->second), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
}

static DexFuture *
set_cb (DexFuture *future,
        gpointer   weak)
{
  g_autoptr(SluicePhraseDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);

  gtk_widget_set_sensitive (self->done, TRUE);
  if (dex_future_get_value (future, &error) == NULL)
    {
      show_problem (self, error->message);
      return dex_ref (future);
    }

  g_signal_emit (self, signals[MADE], 0);
  adw_dialog_close (ADW_DIALOG (self));
  return dex_ref (future);
}

static void
done_cb (SluicePhraseDialog *self)
{
  gtk_widget_set_sensitive (self->done, FALSE);
  dex_future_disown (dex_future_finally (sluice_context_set_recovery_phrase (self->context, self->phrase), set_cb,
                                         sluice_weak_new (self), sluice_weak_free));
}

static void
print_cb (SluicePhraseDialog *self)
{
  g_autoptr(GError) error = NULL;

  if (!sluice_sheet_print (self->sheet, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &error))
    show_problem (self, error->message);
}

typedef struct
{
  char *path;
  char *sheet;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->path);
  sluice_secret_free (saving->sheet);
  g_free (saving);
}

static DexFuture *
save_work (GCancellable *cancellable,
           gpointer      data)
{
  Saving *saving = data;
  GError *error = NULL;

  return sluice_recovery_sheet_write (saving->path, saving->sheet, &error) ? dex_future_new_true ()
                                                                           : dex_future_new_for_error (error);
}

static DexFuture *
saved_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluicePhraseDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self != NULL && dex_future_get_value (future, &error) == NULL)
    show_problem (self, error->message);
  else if (self != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  return dex_ref (future);
}

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluicePhraseDialog) self = g_weak_ref_get (weak);
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  Saving *saving;

  /* An error here is the person closing the dialog. */
  if (self != NULL && file != NULL && g_file_peek_path (file) != NULL)
    {
      saving = g_new0 (Saving, 1);
      saving->path = g_file_get_path (file);
      saving->sheet = g_strdup (self->sheet);
      dex_future_disown (dex_future_finally (sluice_worker_run (save_work, saving, saving_free), saved_cb,
                                             sluice_weak_new (self), sluice_weak_free));
    }
  sluice_weak_free (weak);
}

static void
save_cb (SluicePhraseDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Save the Sheet"));
  gtk_file_dialog_set_initial_name (dialog, _("Sluice recovery phrase.txt"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        sluice_weak_new (self));
}

static void
sluice_phrase_dialog_dispose (GObject *object)
{
  SluicePhraseDialog *self = SLUICE_PHRASE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PHRASE_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->phrase, sluice_recovery_phrase_unref);
  g_clear_pointer (&self->sheet, sluice_secret_free);

  G_OBJECT_CLASS (sluice_phrase_dialog_parent_class)->dispose (object);
}

static void
sluice_phrase_dialog_class_init (SluicePhraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_phrase_dialog_dispose;

  signals[MADE] = g_signal_new ("made", SLUICE_TYPE_PHRASE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-phrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, replaces);
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, words);
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, first);
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, second);
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluicePhraseDialog, done);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
sluice_phrase_dialog_init (SluicePhraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_phrase_dialog_new:
 * @context: whose vault; it is open
 * @replaces: whether there is a phrase that stops working
 *
 * Returns: (transfer floating): a dialog with a phrase that is nowhere else
 */
AdwDialog *
sluice_phrase_dialog_new (SluiceContext *context,
                          gboolean       replaces)
{
  SluicePhraseDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (sluice_context_get_vault (context) != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_PHRASE_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->phrase = sluice_recovery_phrase_new_random ();
  self->sheet = sluice_recovery_sheet_dup_text (self->phrase,
                                                sluice_vault_get_short_id (sluice_context_get_vault (context)),
                                                sluice_clock_now_seconds (sluice_context_get_clock (context)));
  show_phrase (self);
  gtk_label_set_label (self->replaces, _("The phrase that was made before works until you say that this one is "
                                         "written down, and then no more."));
  gtk_widget_set_visible (GTK_WIDGET (self->replaces), replaces);
  return ADW_DIALOG (self);
}
