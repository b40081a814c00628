/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-record-sheet.h"

#include "sluice-exact-bytes.h"
#include "sluice-process-sender.h"
#include "sluice-record-rows.h"

struct _SluiceRecordSheet
{
  AdwBin parent_instance;

  /* Owned. */
  GPtrArray *rows; /* borrowed widgets, to take them out again */

  /* template children */
  AdwPreferencesGroup *machine;
  AdwPreferencesGroup *materials;
  AdwPreferencesGroup *time;
  AdwPreferencesGroup *settings;
  SluiceExactBytes *bytes;
};

G_DEFINE_FINAL_TYPE (SluiceRecordSheet, sluice_record_sheet, ADW_TYPE_BIN)

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

/* What becomes of it is said in words; the picture is for who looks. */
static void
mark (GtkWidget          *row,
      SluiceRecordChange  change)
{
  GtkWidget *image;

  if (change == SLUICE_RECORD_SAME)
    return;
  image = g_object_new (GTK_TYPE_IMAGE,
                        "icon-name", change == SLUICE_RECORD_ROUNDER ? "zoom-out-symbolic" : "view-conceal-symbolic",
                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                        NULL);
  gtk_widget_add_css_class (image, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
}

static void
add_row (SluiceRecordSheet     *self,
         const SluiceRecordRow *row,
         gboolean               coarse)
{
  AdwPreferencesGroup *group = get_group (self, row->group);
  g_autofree char *title = g_markup_escape_text (row->title, -1);
  g_autofree char *text = sluice_record_row_dup_markup (row, coarse);
  GtkWidget *widget = g_object_new (ADW_TYPE_ACTION_ROW,
                                    "title", title,
                                    "subtitle", text,
                                    "subtitle-lines", 0,
                                    "subtitle-selectable", TRUE,
                                    NULL);

  gtk_widget_add_css_class (widget, "property");
  mark (widget, row->change);
  adw_preferences_group_add (group, widget);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, widget);
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

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (sluice_record_sheet_parent_class)->finalize (object);
}

static void
sluice_record_sheet_class_init (SluiceRecordSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_record_sheet_dispose;
  object_class->finalize = sluice_record_sheet_finalize;

  g_type_ensure (SLUICE_TYPE_EXACT_BYTES);
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
 * @other: (nullable): the same print in the other resolution; %NULL shows no difference
 *
 * Shows @record, or nothing, and what is different in @other.
 */
void
sluice_record_sheet_set_record (SluiceRecordSheet   *self,
                                SluiceProcessRecord *record,
                                SluiceProcessRecord *other)
{
  gboolean coarse = record != NULL && record->resolution == SLUICE_PROCESS_RESOLUTION_COARSE;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GBytes) body = NULL;

  g_return_if_fail (SLUICE_IS_RECORD_SHEET (self));

  clear (self);
  if (record == NULL)
    {
      sluice_exact_bytes_set_bytes (self->bytes, NULL);
      return;
    }

  if (other != NULL)
    rows = coarse ? sluice_record_rows_compare (other, record) : sluice_record_rows_compare (record, other);
  else
    rows = sluice_record_rows_new (record);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i), coarse && other != NULL);

  /* As it is sent, not as it would be pretty: these are the bytes. */
  body = sluice_process_sender_write (record);
  sluice_exact_bytes_set_bytes (self->bytes, body);
}
