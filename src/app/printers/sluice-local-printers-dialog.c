/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-printers-dialog.h"

#include "sluice-found-printers.h"
#include "sluice-question.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

#define N_KINDS (SLUICE_PRINTER_KIND_PRUSALINK + 1)

struct _SluiceLocalPrintersDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceContext *context;
  DexFuture     *adding; /* while it is under way */
  GPtrArray     *rows;   /* borrowed widgets */

  /* template children */
  AdwNavigationView *pages;
  GtkStack *stack;
  AdwPreferencesGroup *printers;
  AdwPreferencesGroup *found;
  AdwComboRow *kind;
  AdwEntryRow *address;
  AdwEntryRow *name;
  AdwEntryRow *key;
  GtkLabel *problem;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (SluiceLocalPrintersDialog, sluice_local_printers_dialog, ADW_TYPE_DIALOG)

/* (transfer full): without the spaces that came with it from somewhere else */
static char *
dup_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static SluicePrinterKind
get_kind (SluiceLocalPrintersDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->kind), SLUICE_PRINTER_KIND_PRUSALINK);
}

static gboolean
can_add (SluiceLocalPrintersDialog *self)
{
  g_autofree char *address = dup_text (self->address);
  g_autofree char *key = dup_text (self->key);

  return self->adding == NULL && *address != '\0' && (*key != '\0' || !sluice_printer_kind_needs_key (get_kind (self)));
}

/* @text: (nullable) */
static void
show_problem (SluiceLocalPrintersDialog *self,
              const char                *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_state (SluiceLocalPrintersDialog *self)
{
  const gboolean free = self->adding == NULL;

  gtk_widget_set_sensitive (self->add, can_add (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind), free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->key), free);
}

static void
changed_cb (SluiceLocalPrintersDialog *self)
{
  show_problem (self, NULL);
  show_state (self);
}

/* Where printing needs no key, most have none: it is not asked for, but can be given. */
static void
kind_chosen_cb (SluiceLocalPrintersDialog *self)
{
  const SluicePrinterKind kind = get_kind (self);

  gtk_widget_set_visible (GTK_WIDGET (self->key), kind != SLUICE_PRINTER_KIND_ULTIMAKER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key),
                                 sluice_printer_kind_needs_key (kind) ? _("Its API key") : _("Its API key, if it wants one"));
  changed_cb (self);
}

/* What it says of itself is filled in, and can be changed. */
static void
chosen_cb (SluiceLocalPrintersDialog *self,
           SluiceFoundPrinter        *printer)
{
  const SluicePrinterKind kind = sluice_found_printer_get_kind (printer);

  adw_combo_row_set_selected (self->kind, kind);
  gtk_editable_set_text (GTK_EDITABLE (self->address), sluice_found_printer_get_address (printer));
  gtk_editable_set_text (GTK_EDITABLE (self->name), sluice_found_printer_get_name (printer));
  gtk_widget_grab_focus (sluice_printer_kind_needs_key (kind) ? GTK_WIDGET (self->key) : GTK_WIDGET (self->add));
}

static void
begin_cb (SluiceLocalPrintersDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->address), "");
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->key), "");
  adw_navigation_view_push_by_tag (self->pages, "add");
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static DexFuture *
added_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluiceLocalPrintersDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->adding == NULL)
    return dex_ref (future);

  dex_clear (&self->adding);
  show_state (self);
  if (dex_future_get_value (future, &error) != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->key), "");
      adw_navigation_view_pop (self->pages);
    }
  else
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    }
  return dex_ref (future);
}

static void
add_cb (SluiceLocalPrintersDialog *self)
{
  g_autofree char *address = dup_text (self->address);
  g_autofree char *name = dup_text (self->name);
  const SluicePrinterKind kind = get_kind (self);
  char *key;

  if (!can_add (self))
    return;

  key = dup_text (self->key);
  show_problem (self, NULL);
  self->adding = dex_future_finally (sluice_context_add_printer (self->context, name, address, kind,
                                                                 *key != '\0' && kind != SLUICE_PRINTER_KIND_ULTIMAKER
                                                                   ? key : NULL),
                                     added_cb, sluice_weak_new (self), sluice_weak_free);
  sluice_secret_free (key);
  show_state (self);
}

static DexFuture *
removed_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceLocalPrintersDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self != NULL && dex_future_get_value (future, &error) == NULL)
    sluice_tell_failure (GTK_WIDGET (self), _("The Printer’s Key Is Still in the Keyring"), error);
  return dex_ref (future);
}

/* What is asked about, however long the dialog is there. */
typedef struct
{
  SluiceContext      *context;
  SluiceLocalPrinter *printer;
  GWeakRef           *dialog;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->context);
  g_object_unref (removal->printer);
  g_clear_pointer (&removal->dialog, sluice_weak_free);
  g_free (removal);
}

static void
remove_confirmed (Removal *removal)
{
  dex_future_disown (dex_future_finally (sluice_context_remove_printer (removal->context, removal->printer), removed_cb,
                                         g_steal_pointer (&removal->dialog), sluice_weak_free));
}

static void
remove_cb (GtkWidget                 *button,
           SluiceLocalPrintersDialog *self)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->context = g_object_ref (self->context);
  removal->printer = g_object_ref (g_object_get_data (G_OBJECT (button), "printer"));
  removal->dialog = sluice_weak_new (self);
  sluice_question_ask_with (GTK_WIDGET (self), _("Remove the Printer?"),
                            _("Sluice forgets its address and its key. Your files stay where they are."), _("_Remove"),
                            G_CALLBACK (remove_confirmed), removal, removal_free);
}

static GtkWidget *
make_row (SluiceLocalPrintersDialog *self,
          SluiceLocalPrinter        *printer)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *kind = sluice_printer_kind_get_title (sluice_local_printer_get_kind (printer));
  /* Translators: what a printer speaks, and its address: “OctoPrint, http://192.168.1.20” */
  g_autofree char *subtitle = g_strdup_printf (_("%s, %s"), kind, sluice_local_printer_get_address (printer));
  /* Translators: %s is the name of a printer */
  g_autofree char *label = g_strdup_printf (_("Remove %s"), sluice_local_printer_get_name (printer));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sluice_local_printer_get_name (printer));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  g_object_set_data_full (G_OBJECT (button), "printer", g_object_ref (printer), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_printers (SluiceLocalPrintersDialog *self)
{
  GListModel *printers = G_LIST_MODEL (sluice_context_get_local_printers (self->context));
  const guint n_printers = g_list_model_get_n_items (printers);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->printers, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_printers; i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (printers, i);
      GtkWidget *row = make_row (self, printer);

      adw_preferences_group_add (self->printers, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_stack_set_visible_child_name (self->stack, n_printers > 0 ? "printers" : "empty");
}

static void
sluice_local_printers_dialog_dispose (GObject *object)
{
  SluiceLocalPrintersDialog *self = SLUICE_LOCAL_PRINTERS_DIALOG (object);

  dex_clear (&self->adding);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_LOCAL_PRINTERS_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_local_printers_dialog_parent_class)->dispose (object);
}

static void
sluice_local_printers_dialog_class_init (SluiceLocalPrintersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_local_printers_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-local-printers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, printers);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, found);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, address);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, key);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceLocalPrintersDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
sluice_local_printers_dialog_init (SluiceLocalPrintersDialog *self)
{
  g_autoptr(GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr(SluicePrinterFinder) finder = sluice_printer_finder_new (NULL);
  GtkWidget *found;

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint kind = 0; kind < N_KINDS; kind++)
    gtk_string_list_append (kinds, sluice_printer_kind_get_title (kind));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  kind_chosen_cb (self);
  found = sluice_found_printers_new (finder);
  g_signal_connect_object (found, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->found, found);
}

/**
 * sluice_local_printers_dialog_new:
 * @context: the services
 *
 * Returns: (transfer floating): a dialog that is not shown yet
 */
AdwDialog *
sluice_local_printers_dialog_new (SluiceContext *context)
{
  SluiceLocalPrintersDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_LOCAL_PRINTERS_DIALOG, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (sluice_context_get_local_printers (context), "items-changed", G_CALLBACK (show_printers), self,
                           G_CONNECT_SWAPPED);
  show_printers (self);
  return ADW_DIALOG (self);
}
