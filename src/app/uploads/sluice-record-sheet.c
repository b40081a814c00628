/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-record-sheet.h"

#include "sluice-format.h"
#include "sluice-record-rows.h"

struct _SluiceRecordSheet
{
  AdwBin parent_instance;

  /* Owned. */
  char      *size;
  GPtrArray *rows; /* borrowed widgets, to take them out again */

  /* template children */
  AdwPreferencesGroup *machine;
  AdwPreferencesGroup *materials;
  AdwPreferencesGroup *time;
  AdwPreferencesGroup *settings;
  GtkTextView *bytes;
};

G_DEFINE_FINAL_TYPE (SluiceRecordSheet, sluice_record_sheet, ADW_TYPE_BIN)

typedef enum
{
  PROP_SIZE = 1,
} SluiceRecordSheetProperty;

#define PROP_LAST PROP_SIZE

static GParamSpec *properties[PROP_LAST + 1];

static AdwPreferencesGroup *
get_group (SluiceRecordSheet *self,
           SluiceRecordGroup  group)
{
  switch (group)
    {
    case SLUICE_RECORD_MACHINE:
      return self->machine;
    case SLUICE_RECORD_MATERIALS:
      return self->materials;
    case SLUICE_RECORD_TIME:
      return self->time;
    case SLUICE_RECORD_SETTINGS:
    default:
      return self->settings;
    }
}

static void
clear (SluiceRecordSheet *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);

  for (int group = SLUICE_RECORD_MACHINE; group <= SLUICE_RECORD_SETTINGS; group++)
    gtk_widget_set_visible (GTK_WIDGET (get_group (self, group)), FALSE);
}

static void
add_row (SluiceRecordSheet     *self,
         const SluiceRecordRow *row)
{
  AdwPreferencesGroup *group = get_group (self, row->group);
  GtkWidget *widget = g_object_new (ADW_TYPE_ACTION_ROW,
                                    "title", row->title,
                                    "subtitle", row->value,
                                    "use-markup", FALSE,
                                    "subtitle-selectable", TRUE,
                                    NULL);

  gtk_widget_add_css_class (widget, "property");
  adw_preferences_group_add (group, widget);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, widget);
}

static void
sluice_record_sheet_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((SluiceRecordSheetProperty) prop_id)
    {
    case PROP_SIZE:
      g_value_set_string (value, SLUICE_RECORD_SHEET (object)->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_record_sheet_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RECORD_SHEET);

  G_OBJECT_CLASS (sluice_record_sheet_parent_class)->dispose (object);
}

static void
sluice_record_sheet_finalize (GObject *object)
{
  SluiceRecordSheet *self = SLUICE_RECORD_SHEET (object);

  g_free (self->size);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (sluice_record_sheet_parent_class)->finalize (object);
}

static void
sluice_record_sheet_class_init (SluiceRecordSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_record_sheet_get_property;
  object_class->dispose = sluice_record_sheet_dispose;
  object_class->finalize = sluice_record_sheet_finalize;

  properties[PROP_SIZE] =
    g_param_spec_string ("size", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-record-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRecordSheet, machine);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecordSheet, materials);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecordSheet, time);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecordSheet, settings);
  gtk_widget_class_bind_template_child (widget_class, SluiceRecordSheet, bytes);
}

static void
sluice_record_sheet_init (SluiceRecordSheet *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_record_sheet_set_record:
 * @self: the sheet
 * @record: (nullable): what would leave
 *
 * Shows @record, or nothing.
 */
void
sluice_record_sheet_set_record (SluiceRecordSheet   *self,
                                SluiceProcessRecord *record)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GBytes) json = NULL;
  gsize length;
  const char *text;

  g_return_if_fail (SLUICE_IS_RECORD_SHEET (self));

  clear (self);
  g_clear_pointer (&self->size, g_free);
  if (record == NULL)
    return;

  rows = sluice_record_rows_new (record);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i));

  /* As it is sent, not as it would be pretty: these are the bytes. */
  json = sluice_process_record_to_json (record, FALSE);
  text = g_bytes_get_data (json, &length);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->bytes), text, (int) length);
  self->size = sluice_format_exact_bytes (length);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}
