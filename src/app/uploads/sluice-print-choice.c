/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-choice.h"

#include "sluice-printer-group.h"

#include <glib/gi18n-lib.h>

struct _SluicePrintChoice
{
  AdwBin parent_instance;

  /* Owned. */
  GListModel          *groups;
  SluiceLocalPrinters *printers;
  SluiceUpload        *upload;
  GPtrArray           *suitable;      /* of the printers, those that print the file */
  GtkStringList       *group_names;   /* after “Do not print” */
  GtkStringList       *printer_names; /* after “Do not print” */

  /* template children */
  AdwComboRow *group;
  AdwComboRow *printer;
  GtkLabel *meaning;
};

G_DEFINE_FINAL_TYPE (SluicePrintChoice, sluice_print_choice, ADW_TYPE_BIN)

static guint signal_changed;

/* (transfer none) (nullable) */
static SluiceLocalPrinter *
get_printer (SluicePrintChoice *self)
{
  const guint selected = adw_combo_row_get_selected (self->printer);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION || selected > self->suitable->len)
    return NULL;
  return self->suitable->pdata[selected - 1];
}

static void
group_chosen_cb (SluicePrintChoice *self)
{
  g_signal_emit (self, signal_changed, 0);
}

/* Said where it matters, and only then. */
static void
printer_chosen_cb (SluicePrintChoice *self)
{
  SluiceLocalPrinter *printer = get_printer (self);
  const char *words = "";

  if (printer != NULL)
    words = sluice_local_printer_is_encrypted (printer)
      ? _("The whole file leaves this computer and stays in your network.")
      : _("The whole file leaves this computer, stays in your network, and is not encrypted.");
  gtk_label_set_label (self->meaning, words);
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), printer != NULL);
  g_signal_emit (self, signal_changed, 0);
}

static void
groups_changed_cb (SluicePrintChoice *self,
                   guint              position,
                   guint              removed,
                   guint              added,
                   GListModel        *groups)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, position + i);
      const char *name = sluice_printer_group_get_name (group);

      g_strv_builder_add (names, name != NULL ? name : "");
    }

  list = g_strv_builder_end (names);
  gtk_string_list_splice (self->group_names, position + 1, removed, (const char * const *) list);
}

static gboolean
is_suitable (SluicePrintChoice  *self,
             SluiceLocalPrinter *printer)
{
  SluiceSplit *split = self->upload != NULL ? sluice_upload_get_split (self->upload) : NULL;

  return split != NULL &&
         sluice_local_printer_takes (printer, sluice_split_get_format (split), sluice_upload_get_name (self->upload));
}

/* Few, and seldom another one: made anew. What was chosen stays chosen, if it is still there. */
static void
show_printers (SluicePrintChoice *self)
{
  g_autoptr(GPtrArray) suitable = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  SluiceLocalPrinter *chosen = get_printer (self);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->printers)); i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->printers), i);

      if (!is_suitable (self, printer))
        continue;
      g_ptr_array_add (names, (gpointer) sluice_local_printer_get_name (printer));
      g_ptr_array_add (suitable, g_object_ref (printer));
      if (printer == chosen)
        selected = suitable->len;
    }

  adw_combo_row_set_selected (self->printer, 0);
  gtk_string_list_splice (self->printer_names, 1, self->suitable->len, (const char * const *) names->pdata);
  g_ptr_array_unref (self->suitable);
  self->suitable = g_steal_pointer (&suitable);
  adw_combo_row_set_selected (self->printer, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->printer), self->suitable->len > 0);
}

static void
sluice_print_choice_dispose (GObject *object)
{
  SluicePrintChoice *self = SLUICE_PRINT_CHOICE (object);

  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINT_CHOICE);
  g_clear_object (&self->groups);
  g_clear_object (&self->printers);
  g_clear_object (&self->upload);
  g_clear_pointer (&self->suitable, g_ptr_array_unref);
  g_clear_object (&self->group_names);
  g_clear_object (&self->printer_names);

  G_OBJECT_CLASS (sluice_print_choice_parent_class)->dispose (object);
}

static void
sluice_print_choice_class_init (SluicePrintChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_print_choice_dispose;
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_PRINT_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-print-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrintChoice, group);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintChoice, printer);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintChoice, meaning);
  gtk_widget_class_bind_template_callback (widget_class, group_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, printer_chosen_cb);
}

static void
sluice_print_choice_init (SluicePrintChoice *self)
{
  const char *first[] = { _("Do not print"), NULL };

  self->suitable = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->group_names = gtk_string_list_new (first);
  self->printer_names = gtk_string_list_new (first);
  adw_combo_row_set_model (self->group, G_LIST_MODEL (self->group_names));
  adw_combo_row_set_model (self->printer, G_LIST_MODEL (self->printer_names));
}

/**
 * sluice_print_choice_set_services:
 * @self: the choice
 * @groups: of #SluicePrinterGroup, of the place
 * @printers: in the local network
 *
 * Sets what there is to choose from; once.
 */
void
sluice_print_choice_set_services (SluicePrintChoice   *self,
                                  GListModel          *groups,
                                  SluiceLocalPrinters *printers)
{
  g_return_if_fail (SLUICE_IS_PRINT_CHOICE (self));
  g_return_if_fail (self->groups == NULL);

  self->groups = g_object_ref (groups);
  self->printers = g_object_ref (printers);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (printers, "items-changed", G_CALLBACK (show_printers), self, G_CONNECT_SWAPPED);
  groups_changed_cb (self, 0, 0, g_list_model_get_n_items (groups), groups);
  show_printers (self);
}

/** sluice_print_choice_set_upload: @upload: (nullable): what is to be printed. What was chosen for one is not for the next. */
void
sluice_print_choice_set_upload (SluicePrintChoice *self,
                                SluiceUpload      *upload)
{
  g_return_if_fail (SLUICE_IS_PRINT_CHOICE (self));
  g_return_if_fail (self->printers != NULL);

  if (!g_set_object (&self->upload, upload))
    return;
  adw_combo_row_set_selected (self->group, 0);
  adw_combo_row_set_selected (self->printer, 0);
  show_printers (self);
}

/** sluice_print_choice_update: the upload has been read. */
void
sluice_print_choice_update (SluicePrintChoice *self)
{
  g_return_if_fail (SLUICE_IS_PRINT_CHOICE (self));

  if (self->printers != NULL)
    show_printers (self);
}

/** sluice_print_choice_allow_group: whether a group can be chosen: a cloud that hears nothing cannot print. */
void
sluice_print_choice_allow_group (SluicePrintChoice *self,
                                 gboolean           allowed)
{
  g_return_if_fail (SLUICE_IS_PRINT_CHOICE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->group), allowed);
}

/** sluice_print_choice_dup_group_id: (transfer full) (nullable): the group that shall print. */
char *
sluice_print_choice_dup_group_id (SluicePrintChoice *self)
{
  g_autoptr(SluicePrinterGroup) group = NULL;
  guint selected;

  g_return_val_if_fail (SLUICE_IS_PRINT_CHOICE (self), NULL);

  selected = adw_combo_row_get_selected (self->group);
  if (self->groups != NULL && selected != 0 && selected != GTK_INVALID_LIST_POSITION)
    group = g_list_model_get_item (self->groups, selected - 1);
  return group != NULL ? g_strdup (sluice_printer_group_get_id (group)) : NULL;
}

/** sluice_print_choice_dup_printer_id: (transfer full) (nullable): the printer at home that shall print. */
char *
sluice_print_choice_dup_printer_id (SluicePrintChoice *self)
{
  SluiceLocalPrinter *printer;

  g_return_val_if_fail (SLUICE_IS_PRINT_CHOICE (self), NULL);

  printer = get_printer (self);
  return printer != NULL ? g_strdup (sluice_local_printer_get_id (printer)) : NULL;
}
