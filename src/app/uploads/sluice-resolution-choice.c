/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-resolution-choice.h"

#include "sluice-record-rows.h"
#include "sluice-upload-resolution.h"

#include <glib/gi18n-lib.h>

struct _SluiceResolutionChoice
{
  AdwBin parent_instance;

  gboolean showing; /* it is being shown, and nobody has chosen */

  /* Owned. */
  GSettings           *settings;
  SluiceUpload        *upload;
  SluiceProcessRecord *other; /* NULL while there is no record */
  GSignalGroup        *signals; /* of the upload */

  /* template children */
  AdwToggleGroup *resolution;
  AdwToggle *full;
  GtkLabel *meaning;
  GtkLabel *difference;
};

G_DEFINE_FINAL_TYPE (SluiceResolutionChoice, sluice_resolution_choice, ADW_TYPE_BIN)

static gboolean
is_coarse (SluiceResolutionChoice *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->resolution), "coarse") == 0;
}

/* The one that would not leave. Its number is another one with each look, and is not shown. */
static SluiceProcessRecord *
make_other (SluiceResolutionChoice *self)
{
  SluiceSplit *split = self->upload != NULL ? sluice_upload_get_split (self->upload) : NULL;

  if (split == NULL)
    return NULL;
  if (is_coarse (self))
    return sluice_process_record_ref (sluice_split_get_record (split));
  return sluice_process_record_coarsen (sluice_split_get_record (split));
}

static void
show_difference (SluiceResolutionChoice *self)
{
  SluiceProcessRecord *record = self->upload != NULL ? sluice_upload_get_record (self->upload) : NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->other, sluice_process_record_unref);
  self->other = make_other (self);
  if (self->other == NULL)
    return;

  rows = is_coarse (self) ? sluice_record_rows_compare (self->other, record)
                          : sluice_record_rows_compare (record, self->other);
  text = sluice_record_rows_sum_up (rows);
  gtk_label_set_label (self->difference, text);
}

static void
show (SluiceResolutionChoice *self)
{
  gboolean coarse = FALSE;

  if (self->upload == NULL || self->settings == NULL)
    return;

  g_object_get (self->upload, "coarse", &coarse, NULL);
  self->showing = TRUE;
  adw_toggle_group_set_active_name (self->resolution, coarse ? "coarse" : "full");
  self->showing = FALSE;
  adw_toggle_set_enabled (self->full, sluice_upload_may_be (self->settings, SLUICE_PROCESS_RESOLUTION_FULL));
  if (!adw_toggle_get_enabled (self->full))
    gtk_label_set_label (self->meaning, _("Your administrator does not let full process data leave."));
  else
    gtk_label_set_label (self->meaning,
                         coarse ? _("Of the object, it tells only whether it is small, medium or large.")
                                : _("It tells all that is known of how the file is printed. With designs of yours at hand, it "
                                    "can be told which one this is."));
  show_difference (self);
}

static void
chosen_cb (SluiceResolutionChoice *self)
{
  if (self->showing || self->upload == NULL || self->settings == NULL)
    return;

  sluice_upload_choose (self->upload, self->settings,
                        is_coarse (self) ? SLUICE_PROCESS_RESOLUTION_COARSE : SLUICE_PROCESS_RESOLUTION_FULL);
  show (self);
}

static void
sluice_resolution_choice_dispose (GObject *object)
{
  SluiceResolutionChoice *self = SLUICE_RESOLUTION_CHOICE (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RESOLUTION_CHOICE);
  g_clear_object (&self->signals);
  g_clear_object (&self->upload);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->other, sluice_process_record_unref);

  G_OBJECT_CLASS (sluice_resolution_choice_parent_class)->dispose (object);
}

static void
sluice_resolution_choice_class_init (SluiceResolutionChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_resolution_choice_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-resolution-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceResolutionChoice, resolution);
  gtk_widget_class_bind_template_child (widget_class, SluiceResolutionChoice, full);
  gtk_widget_class_bind_template_child (widget_class, SluiceResolutionChoice, meaning);
  gtk_widget_class_bind_template_child (widget_class, SluiceResolutionChoice, difference);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
sluice_resolution_choice_init (SluiceResolutionChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (SLUICE_TYPE_UPLOAD);
  g_signal_group_connect_swapped (self->signals, "notify::coarse", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->signals, "notify::split", G_CALLBACK (show), self);
}

/** sluice_resolution_choice_set_settings: @settings: with the key `resolution`; once. */
void
sluice_resolution_choice_set_settings (SluiceResolutionChoice *self,
                                       GSettings              *settings)
{
  g_return_if_fail (SLUICE_IS_RESOLUTION_CHOICE (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "writable-changed::resolution", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

/** sluice_resolution_choice_set_upload: @upload: (nullable): what it is about. */
void
sluice_resolution_choice_set_upload (SluiceResolutionChoice *self,
                                     SluiceUpload           *upload)
{
  g_return_if_fail (SLUICE_IS_RESOLUTION_CHOICE (self));

  if (!g_set_object (&self->upload, upload))
    return;
  g_signal_group_set_target (self->signals, upload);
  show (self);
}

/** sluice_resolution_choice_get_other: (transfer none) (nullable): the record in the resolution that is not chosen. */
SluiceProcessRecord *
sluice_resolution_choice_get_other (SluiceResolutionChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_RESOLUTION_CHOICE (self), NULL);

  return self->other;
}
