/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-exporting.h"

#include "sluice-activity-words.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceLedgerExporting
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceLedger *ledger;
  DexFuture    *exporting; /* while it is under way; letting go of it cancels */

  /* template children */
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (SluiceLedgerExporting, sluice_ledger_exporting, ADW_TYPE_BIN)

typedef enum
{
  PROP_IS_BUSY = 1,
} SluiceLedgerExportingProperty;

static GParamSpec *properties[PROP_IS_BUSY + 1];

static void
show_progress (SluiceLedgerExporting *self,
               gint64                 n_done,
               gint64                 n_all)
{
  g_autofree char *text = sluice_activity_describe_export (n_done, n_all);

  gtk_progress_bar_set_fraction (self->progress, n_all > 0 ? (double) n_done / (double) n_all : 0);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
progress_cb (gint64   n_done,
             gint64   n_all,
             gpointer weak)
{
  g_autoptr(SluiceLedgerExporting) self = g_weak_ref_get (weak);

  if (self != NULL && self->exporting != NULL)
    show_progress (self, n_done, n_all);
}

static void
end (SluiceLedgerExporting *self)
{
  dex_clear (&self->exporting);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static DexFuture *
exported_cb (DexFuture *future,
             gpointer   weak)
{
  g_autoptr(SluiceLedgerExporting) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *count = dex_future_get_value (future, &error);

  if (self == NULL || self->exporting == NULL)
    return dex_ref (future);

  end (self);
  if (count != NULL)
    {
      g_autofree char *text = sluice_activity_describe_exported (g_value_get_int64 (count));

      sluice_tell (GTK_WIDGET (self), text);
    }
  else
    sluice_tell_failure (GTK_WIDGET (self), _("The List Was Not Exported"), error);
  return dex_ref (future);
}

static void
stop_cb (SluiceLedgerExporting *self)
{
  if (self->exporting != NULL)
    end (self);
}

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluiceLedgerExporting) self = g_weak_ref_get (weak);
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (self != NULL && file != NULL && g_file_peek_path (file) == NULL)
    sluice_tell (GTK_WIDGET (self), _("Only a place on this computer can be chosen"));
  else if (self != NULL && file != NULL)
    sluice_ledger_exporting_begin (self, self->ledger, g_file_peek_path (file));
  sluice_weak_free (weak);
}

static void
sluice_ledger_exporting_get_property (GObject    *object,
                                      guint       property_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  switch ((SluiceLedgerExportingProperty) property_id)
    {
    case PROP_IS_BUSY:
      g_value_set_boolean (value, SLUICE_LEDGER_EXPORTING (object)->exporting != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
sluice_ledger_exporting_dispose (GObject *object)
{
  SluiceLedgerExporting *self = SLUICE_LEDGER_EXPORTING (object);

  dex_clear (&self->exporting);
  g_clear_object (&self->ledger);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_LEDGER_EXPORTING);

  G_OBJECT_CLASS (sluice_ledger_exporting_parent_class)->dispose (object);
}

static void
sluice_ledger_exporting_class_init (SluiceLedgerExportingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_ledger_exporting_dispose;
  object_class->get_property = sluice_ledger_exporting_get_property;
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-ledger-exporting.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceLedgerExporting, progress);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
sluice_ledger_exporting_init (SluiceLedgerExporting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_ledger_exporting_ask: asks where to, and exports there. */
void
sluice_ledger_exporting_ask (SluiceLedgerExporting *self,
                             SluiceLedger          *ledger)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (SLUICE_IS_LEDGER_EXPORTING (self));

  g_set_object (&self->ledger, ledger);
  gtk_file_dialog_set_title (dialog, _("Export What Left This Computer"));
  gtk_file_dialog_set_initial_name (dialog, _("Sluice activity.jsonl"));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb, sluice_weak_new (self));
}

/**
 * sluice_ledger_exporting_begin:
 * @self: a bar
 * @ledger: what is exported
 * @path: the file; one that is there is replaced once all is written
 *
 * Exports, one at a time, and says what came of it.
 */
void
sluice_ledger_exporting_begin (SluiceLedgerExporting *self,
                               SluiceLedger          *ledger,
                               const char            *path)
{
  g_return_if_fail (SLUICE_IS_LEDGER_EXPORTING (self));
  g_return_if_fail (path != NULL);

  if (self->exporting != NULL)
    return;

  show_progress (self, 0, 0);
  self->exporting = dex_future_finally (sluice_ledger_export (ledger, path, progress_cb, sluice_weak_new (self),
                                                              sluice_weak_free),
                                        exported_cb, sluice_weak_new (self), sluice_weak_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}
