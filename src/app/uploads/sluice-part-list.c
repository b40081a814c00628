/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-part-list.h"

#include "sluice-format.h"
#include "sluice-print-part.h"

#include <glib/gi18n-lib.h>

struct _SluicePartList
{
  AdwBin parent_instance;

  GtkListBox *list; /* borrowed: the child */
};

G_DEFINE_FINAL_TYPE (SluicePartList, sluice_part_list, ADW_TYPE_BIN)

static gboolean
is_product (gpointer item,
            gpointer unused)
{
  return sluice_print_part_get_kind (item) == SLUICE_PART_KIND_PRODUCT;
}

static char *
describe_place (SluicePrintPart *part)
{
  const char *member = sluice_print_part_get_member (part);
  guint64 line = sluice_print_part_get_line (part);

  if (line == 0)
    return g_strdup (member);
  if (member == NULL)
    /* Translators: where in a file something was found first */
    return g_strdup_printf (_("First on line %u"), (guint) line);
  /* Translators: where in a package something was found first: "In model.gcode, first on line 12" */
  return g_strdup_printf (_("In %s, first on line %u"), member, (guint) line);
}

/* What the file would have told elsewhere, and where it stands. */
static char *
describe (SluicePrintPart *part)
{
  const char *warning = sluice_print_part_get_warning (part);
  g_autofree char *place = describe_place (part);

  if (warning == NULL)
    return g_steal_pointer (&place);
  return place != NULL ? g_strconcat (warning, "\n", place, NULL) : g_strdup (warning);
}

static GtkWidget *
create_mark (void)
{
  const char *meaning = _("Can tell who you are or what you make");
  GtkWidget *mark = gtk_image_new_from_icon_name ("avatar-default-symbolic");

  gtk_widget_set_tooltip_text (mark, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  return mark;
}

static GtkWidget *
create_part_cb (gpointer item,
                gpointer unused)
{
  g_autofree char *title = sluice_print_part_dup_title (item);
  g_autofree char *bytes = sluice_format_bytes (sluice_print_part_get_bytes (item));
  g_autofree char *text = describe (item);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, NULL);
  GtkWidget *figure = gtk_label_new (bytes);

  if (text != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (sluice_print_part_is_sensitive (item))
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), create_mark ());
  gtk_widget_add_css_class (figure, "numeric");
  gtk_widget_add_css_class (figure, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  return row;
}

static void
sluice_part_list_class_init (SluicePartListClass *klass)
{
}

static void
sluice_part_list_init (SluicePartList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Product data that was found"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * sluice_part_list_set_parts:
 * @self: the list
 * @parts: (nullable): of #SluicePrintPart; only those of product data are shown
 *
 * Shows what was found in a file.
 */
void
sluice_part_list_set_parts (SluicePartList *self,
                            GListModel     *parts)
{
  g_autoptr(GtkFilterListModel) product = NULL;

  g_return_if_fail (SLUICE_IS_PART_LIST (self));

  if (parts != NULL)
    product = gtk_filter_list_model_new (g_object_ref (parts),
                                         GTK_FILTER (gtk_custom_filter_new (is_product, NULL, NULL)));
  gtk_list_box_bind_model (self->list, product != NULL ? G_LIST_MODEL (product) : NULL, create_part_cb, NULL, NULL);
}
