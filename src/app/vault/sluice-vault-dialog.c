/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-dialog.h"

#include "sluice-phrase-dialog.h"
#include "sluice-vault-cleanup-page.h"
#include "sluice-vault-export.h"
#include "sluice-vault-files-page.h"
#include "sluice-vault-words.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

#define GIGABYTE 1e9

struct _SluiceVaultDialog
{
  AdwPreferencesDialog parent_instance;

  gboolean has_phrase;

  /* Owned. */
  SluiceContext *context;
  SluiceVault   *vault;
  DexFuture     *exporting; /* while it is under way; letting go of it cancels */
  DexFuture     *checking;  /* the same */

  /* template children */
  GtkLabel *use_text;
  GtkLevelBar *use_bar;
  AdwSpinRow *limit;
  AdwActionRow *files;
  AdwActionRow *phrase;
  GtkButton *make_phrase;
  AdwActionRow *check;
  GtkButton *check_button;
  AdwActionRow *export;
  GtkButton *export_button;
};

G_DEFINE_FINAL_TYPE (SluiceVaultDialog, sluice_vault_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
tell (SluiceVaultDialog *self,
      const char        *text)
{
  AdwToast *toast = adw_toast_new (text);

  /* A toast may have names of files in it. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
show_use (SluiceVaultDialog *self)
{
  const gint64 used = sluice_vault_get_used (self->vault);
  const gint64 quota = sluice_vault_get_quota (self->vault);
  const guint n_files = g_list_model_get_n_items (sluice_vault_get_model (self->vault));
  g_autofree char *use = sluice_vault_describe_use (used, quota);
  g_autofree char *count = sluice_vault_describe_count (n_files);

  gtk_label_set_label (self->use_text, use);
  gtk_widget_set_visible (GTK_WIDGET (self->use_bar), quota > 0);
  gtk_level_bar_set_value (self->use_bar, quota > 0 ? CLAMP ((double) used / (double) quota, 0, 1) : 0);
  adw_action_row_set_subtitle (self->files, count);
}

static DexFuture *
phrase_found_cb (DexFuture *future,
                 gpointer   weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gint64 made_at = value != NULL ? g_value_get_int64 (value) : 0;
  g_autofree char *text = sluice_vault_describe_phrase (made_at);

  if (self == NULL)
    return dex_ref (future);

  self->has_phrase = made_at != 0;
  adw_action_row_set_subtitle (self->phrase, error != NULL ? error->message : text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make_phrase), TRUE);
  gtk_button_set_label (self->make_phrase, self->has_phrase ? _("_Make Another…") : _("_Make…"));
  return dex_ref (future);
}

static void
show_phrase (SluiceVaultDialog *self)
{
  dex_future_disown (dex_future_finally (sluice_context_find_recovery_phrase (self->context), phrase_found_cb,
                                         sluice_weak_new (self), sluice_weak_free));
}

static void
phrase_made_cb (SluiceVaultDialog *self)
{
  tell (self, _("The recovery phrase works"));
  show_phrase (self);
}

static void
make_phrase_cb (SluiceVaultDialog *self)
{
  AdwDialog *dialog = sluice_phrase_dialog_new (self->context, self->has_phrase);

  g_signal_connect_object (dialog, "made", G_CALLBACK (phrase_made_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
show_files_cb (SluiceVaultDialog *self)
{
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), sluice_vault_files_page_new (self->vault));
}

static void
show_cleanup_cb (SluiceVaultDialog *self)
{
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self),
                                       sluice_vault_cleanup_page_new (self->vault,
                                                                      sluice_context_get_clock (self->context)));
}

static void
show_progress (AdwActionRow *row,
               gint64        done,
               gint64        total)
{
  g_autofree char *text = sluice_vault_describe_progress (done, total);

  adw_action_row_set_subtitle (row, text);
}

static void
show_checking (SluiceVaultDialog *self,
               gboolean           busy)
{
  gtk_button_set_label (self->check_button, busy ? _("_Cancel") : _("_Check"));
  if (!busy)
    adw_action_row_set_subtitle (self->check, _("Decrypt each, and compare it with what was put in"));
}

static void
check_progress_cb (gint64   done,
                   gint64   total,
                   gpointer weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);

  if (self != NULL && self->checking != NULL)
    show_progress (self->check, done, total);
}

static DexFuture *
checked_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->checking == NULL)
    return dex_ref (future);

  dex_clear (&self->checking);
  show_checking (self, FALSE);
  text = value != NULL ? sluice_vault_describe_check (g_value_get_int (value)) : g_strdup (error->message);
  adw_action_row_set_subtitle (self->check, text);
  return dex_ref (future);
}

/* The same button begins and cancels. */
static void
check_cb (SluiceVaultDialog *self)
{
  const gboolean begins = self->checking == NULL;

  dex_clear (&self->checking);
  show_checking (self, begins);
  if (begins)
    self->checking = dex_future_finally (sluice_vault_verify (self->vault, NULL, check_progress_cb,
                                                              sluice_weak_new (self), sluice_weak_free),
                                         checked_cb, sluice_weak_new (self), sluice_weak_free);
}

static void
show_exporting (SluiceVaultDialog *self,
                gboolean           busy)
{
  gtk_button_set_label (self->export_button, busy ? _("_Cancel") : _("_Export…"));
  if (!busy)
    adw_action_row_set_subtitle (self->export, _("All files, not encrypted, into a folder"));
}

static void
export_progress_cb (gint64   done,
                    gint64   total,
                    gpointer weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);

  if (self != NULL && self->exporting != NULL)
    show_progress (self->export, done, total);
}

static DexFuture *
exported_cb (DexFuture *future,
             gpointer   weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->exporting == NULL)
    return dex_ref (future);

  dex_clear (&self->exporting);
  show_exporting (self, FALSE);
  text = value != NULL ? sluice_vault_describe_export (g_value_get_object (value)) : g_strdup (error->message);
  adw_action_row_set_subtitle (self->export, text);
  return dex_ref (future);
}

static void
export_to (SluiceVaultDialog *self,
           const char        *folder)
{
  show_exporting (self, TRUE);
  self->exporting = dex_future_finally (sluice_vault_export_all (self->vault, folder, export_progress_cb,
                                                                 sluice_weak_new (self), sluice_weak_free),
                                        exported_cb, sluice_weak_new (self), sluice_weak_free);
}

static void
folder_chosen_cb (GObject      *dialog,
                  GAsyncResult *result,
                  gpointer      weak)
{
  g_autoptr(SluiceVaultDialog) self = g_weak_ref_get (weak);
  g_autoptr(GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (self != NULL && folder != NULL && g_file_peek_path (folder) == NULL)
    tell (self, _("Only a folder on this computer can be chosen"));
  else if (self != NULL && folder != NULL && self->exporting == NULL)
    export_to (self, g_file_peek_path (folder));
  sluice_weak_free (weak);
}

static void
export_cb (SluiceVaultDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = NULL;

  if (self->exporting != NULL)
    {
      dex_clear (&self->exporting);
      show_exporting (self, FALSE);
      return;
    }

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _("Export Everything Into"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, folder_chosen_cb,
                                 sluice_weak_new (self));
}

static gboolean
get_limit (GValue   *value,
           GVariant *variant,
           gpointer  data)
{
  g_value_set_double (value, (double) g_variant_get_int64 (variant) / GIGABYTE);
  return TRUE;
}

static GVariant *
set_limit (const GValue       *value,
           const GVariantType *type,
           gpointer            data)
{
  return g_variant_new_int64 ((gint64) (g_value_get_double (value) * GIGABYTE + 0.5));
}

static void
set_context (SluiceVaultDialog *self,
             SluiceContext     *context)
{
  self->context = g_object_ref (context);
  self->vault = g_object_ref (sluice_context_get_vault (context));
  g_settings_bind_with_mapping (sluice_context_get_settings (context), "vault-quota", self->limit, "value",
                                G_SETTINGS_BIND_DEFAULT, get_limit, set_limit, NULL, NULL);
  g_signal_connect_object (self->vault, "notify::used", G_CALLBACK (show_use), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vault, "notify::quota", G_CALLBACK (show_use), self, G_CONNECT_SWAPPED);
  show_use (self);
  show_phrase (self);
}

static void
sluice_vault_dialog_dispose (GObject *object)
{
  SluiceVaultDialog *self = SLUICE_VAULT_DIALOG (object);

  dex_clear (&self->exporting);
  dex_clear (&self->checking);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_VAULT_DIALOG);
  g_clear_object (&self->vault);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_vault_dialog_parent_class)->dispose (object);
}

static void
sluice_vault_dialog_class_init (SluiceVaultDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_vault_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-vault-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, use_text);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, use_bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, limit);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, files);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, phrase);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, make_phrase);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, check);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, check_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, export);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, show_files_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cleanup_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_phrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
sluice_vault_dialog_init (SluiceVaultDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_vault_dialog_new:
 * @context: whose vault; it is open
 *
 * Returns: (transfer floating): a dialog about it
 */
AdwDialog *
sluice_vault_dialog_new (SluiceContext *context)
{
  SluiceVaultDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (sluice_context_get_vault (context) != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_VAULT_DIALOG, NULL);
  set_context (self, context);
  return ADW_DIALOG (self);
}
