/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-view.h"

#include "sluice-insight-list.h"
#include "sluice-part-list.h"
#include "sluice-print-choice.h"
#include "sluice-record-sheet.h"
#include "sluice-resolution-choice.h"
#include "sluice-split-bar.h"
#include "sluice-upload-choice.h"
#include "sluice-upload-redact.h"
#include "sluice-upload-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceUploadView
{
  AdwBin parent_instance;

  gboolean narrow;

  /* Owned. */
  SluiceUpload      *upload;
  SluiceUploadQueue *queue;
  GSettings         *settings;
  GSignalGroup      *signals; /* of the upload */

  /* template children */
  GtkLabel *name;
  GtkLabel *status;
  GtkLabel *notice;
  GtkWidget *remove;
  GtkWidget *busy;
  GtkProgressBar *progress;
  GtkWidget *pause;
  GtkWidget *resume;
  GtkWidget *retry;
  SluiceSplitBar *bar;
  GtkWidget *decision;
  SluiceUploadChoice *choice;
  SluiceResolutionChoice *resolution;
  GtkWidget *redaction;
  AdwSwitchRow *redacted;
  SluicePrintChoice *print;
  GtkButton *send;
  SluiceInsightList *insights;
  GtkOrientable *columns;
  GtkWidget *leaves;
  GtkLabel *leaves_title;
  SluiceRecordSheet *sheet;
  GtkImage *stays_icon;
  GtkLabel *stays_title;
  SluicePartList *parts;
};

G_DEFINE_FINAL_TYPE (SluiceUploadView, sluice_upload_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_UPLOAD = 1,
  PROP_NARROW,
} SluiceUploadViewProperty;

#define PROP_LAST PROP_NARROW

static GParamSpec *properties[PROP_LAST + 1];

static SluiceUploadState
get_state (SluiceUploadView *self)
{
  return sluice_upload_get_state (self->upload);
}

static gboolean
is_busy (SluiceUploadView *self)
{
  return get_state (self) == SLUICE_UPLOAD_READING || get_state (self) == SLUICE_UPLOAD_SENDING;
}

/* While it is being chosen, by what is chosen; else by what was decided, and in the end by what came of it. */
static gboolean
goes_to_printer (SluiceUploadView *self)
{
  g_autofree char *printer_id = sluice_print_choice_dup_printer_id (self->print);

  if (get_state (self) == SLUICE_UPLOAD_WAITING)
    return printer_id != NULL;
  return sluice_upload_get_printed (self->upload) ||
         (sluice_upload_is_under_way (self->upload) && sluice_upload_get_printer_id (self->upload) != NULL);
}

static const char *
get_stays_icon (gboolean product,
                gboolean printed)
{
  if (product)
    return "send-to-symbolic";
  return printed ? "printer-symbolic" : "changes-prevent-symbolic";
}

/* What stays is said for what has been decided as well as for what is being chosen. */
static void
show_columns (SluiceUploadView *self)
{
  const char *mode = sluice_upload_choice_get_mode (self->choice);
  SluiceUploadState state = get_state (self);
  gboolean over = state == SLUICE_UPLOAD_SENT || state == SLUICE_UPLOAD_KEPT;
  gboolean product = over ? sluice_upload_get_product_sent (self->upload) : g_strcmp0 (mode, "all") == 0;
  gboolean process = over ? sluice_upload_get_bytes_sent (self->upload) > 0 : g_strcmp0 (mode, "nothing") != 0;
  gboolean printed = goes_to_printer (self);

  gtk_widget_set_visible (self->leaves, process);
  gtk_widget_set_visible (GTK_WIDGET (self->insights), process && sluice_upload_get_split (self->upload) != NULL);
  gtk_label_set_label (self->leaves_title, over ? _("Left This Computer") : _("Leaves This Computer"));
  gtk_image_set_from_icon_name (self->stays_icon, get_stays_icon (product, printed));
  if (product)
    gtk_label_set_label (self->stays_title, over ? _("Left, Too") : _("Leaves, Too"));
  else if (printed)
    gtk_label_set_label (self->stays_title, over ? _("Went to Your Printer Only") : _("Goes to Your Printer Only"));
  else
    gtk_label_set_label (self->stays_title, over ? _("Stayed Here") : _("Stays Here"));
}

/* While it is being chosen, with what the other choice would tell; else as it left. */
static void
show_record (SluiceUploadView *self)
{
  SluiceProcessRecord *record = sluice_upload_get_record (self->upload);
  gboolean waiting = get_state (self) == SLUICE_UPLOAD_WAITING;
  gboolean product = waiting ? g_strcmp0 (sluice_upload_choice_get_mode (self->choice), "all") == 0
                             : sluice_upload_get_product_sent (self->upload);
  SluiceProcessRecord *other = waiting && !product ? sluice_resolution_choice_get_other (self->resolution) : NULL;

  sluice_record_sheet_set_record (self->sheet, record, other);
  sluice_insight_list_set_records (self->insights, record, other, product);
}

static gboolean
can_redact (SluiceUploadView *self)
{
  SluiceSplit *split = sluice_upload_get_split (self->upload);

  return split != NULL && sluice_upload_can_redact (sluice_split_get_format (split));
}

static void
show_redaction (SluiceUploadView *self)
{
  const char *mode = sluice_upload_choice_get_mode (self->choice);

  gtk_widget_set_visible (self->redaction, g_strcmp0 (mode, "all") == 0 && can_redact (self));
}

/* What is not offered is not chosen. */
static gboolean
is_redacting (SluiceUploadView *self)
{
  return gtk_widget_get_visible (self->redaction) && adw_switch_row_get_active (self->redacted);
}

static void
show_choice (SluiceUploadView *self)
{
  const char *mode = sluice_upload_choice_get_mode (self->choice);

  g_autofree char *printer_id = sluice_print_choice_dup_printer_id (self->print);

  gtk_button_set_label (self->send, printer_id != NULL ? sluice_upload_get_print_label (mode)
                                                       : sluice_upload_get_send_label (mode));
  sluice_print_choice_allow_group (self->print, g_strcmp0 (mode, "nothing") != 0);
  /* Beside the object itself there is nothing to be coarse about. */
  gtk_widget_set_visible (GTK_WIDGET (self->resolution), g_strcmp0 (mode, "process") == 0);
  if (self->upload != NULL)
    {
      show_redaction (self);
      show_columns (self);
      show_record (self);
    }
}

static void
show_split (SluiceUploadView *self)
{
  SluiceSplit *split = sluice_upload_get_split (self->upload);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), split != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), split != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), split != NULL && sluice_split_get_notice (split) != NULL);
  sluice_print_choice_update (self->print);
  show_redaction (self);
  sluice_part_list_set_parts (self->parts, split != NULL ? sluice_split_get_parts (split) : NULL);
  if (split == NULL)
    return;

  gtk_label_set_label (self->notice, sluice_split_get_notice (split));
  /* Unpacked: in a package the compressed bytes cannot be told apart. */
  sluice_split_bar_set_bytes (self->bar, sluice_split_get_unpacked_process_bytes (split),
                              sluice_split_get_unpacked_product_bytes (split),
                              sluice_split_get_unpacked_structure_bytes (split));
  show_record (self);
}

static void
show_progress (SluiceUploadView *self)
{
  g_autofree char *text = sluice_upload_dup_status (self->upload);
  double progress = 0;

  g_object_get (self->upload, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_label_set_label (self->status, text);
}

static void
show_state (SluiceUploadView *self)
{
  SluiceUploadState state = get_state (self);

  show_progress (self);
  if (sluice_upload_get_split (self->upload) != NULL)
    show_record (self);
  gtk_widget_set_visible (self->busy, sluice_upload_is_under_way (self->upload));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_busy (self));
  gtk_widget_set_visible (self->pause, sluice_upload_can_pause (self->upload));
  gtk_widget_set_visible (self->resume, state == SLUICE_UPLOAD_PAUSED);
  gtk_widget_set_visible (self->remove, !sluice_upload_is_under_way (self->upload));
  gtk_widget_set_visible (self->retry, sluice_upload_can_retry (self->upload));
  gtk_widget_set_visible (self->decision, state == SLUICE_UPLOAD_WAITING);
  show_columns (self);
}

/* Said aloud only when it happens, not when an older file is looked at again. */
static void
state_changed_cb (SluiceUploadView *self)
{
  show_state (self);
  if (!is_busy (self) && get_state (self) != SLUICE_UPLOAD_QUEUED)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->status),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
print_chosen_cb (SluiceUploadView *self)
{
  g_autofree char *group_id = sluice_print_choice_dup_group_id (self->print);

  sluice_upload_choice_set_group (self->choice, group_id);
  show_choice (self);
}

static void
send_cb (SluiceUploadView *self)
{
  g_autofree char *group_id = sluice_print_choice_dup_group_id (self->print);
  g_autofree char *printer_id = sluice_print_choice_dup_printer_id (self->print);

  sluice_upload_choice_confirm (self->choice);
  sluice_upload_queue_send (self->queue, self->upload,
                            &(SluiceUploadWish) { group_id, printer_id, is_redacting (self) });
}

static void
cancel_cb (SluiceUploadView *self)
{
  sluice_upload_queue_cancel (self->queue, self->upload);
}

static void
pause_cb (SluiceUploadView *self)
{
  sluice_upload_queue_pause (self->queue, self->upload);
}

static void
resume_cb (SluiceUploadView *self)
{
  sluice_upload_queue_resume (self->queue, self->upload);
}

static void
remove_cb (SluiceUploadView *self)
{
  sluice_upload_queue_remove (self->queue, self->upload);
}

static void
set_narrow (SluiceUploadView *self,
            gboolean          narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (self->columns, orientation);
  sluice_upload_choice_set_narrow (self->choice, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
sluice_upload_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceUploadView *self = SLUICE_UPLOAD_VIEW (object);

  switch ((SluiceUploadViewProperty) prop_id)
    {
    case PROP_UPLOAD:
      g_value_set_object (value, self->upload);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_upload_view_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SluiceUploadView *self = SLUICE_UPLOAD_VIEW (object);

  switch ((SluiceUploadViewProperty) prop_id)
    {
    case PROP_UPLOAD:
      sluice_upload_view_set_upload (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_upload_view_dispose (GObject *object)
{
  SluiceUploadView *self = SLUICE_UPLOAD_VIEW (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_UPLOAD_VIEW);
  g_clear_object (&self->signals);
  g_clear_object (&self->upload);
  g_clear_object (&self->queue);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sluice_upload_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, name);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, status);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, notice);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, remove);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, busy);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, progress);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, pause);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, resume);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, retry);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, decision);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, choice);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, resolution);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, redaction);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, redacted);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, print);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, send);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, insights);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, columns);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, leaves);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, leaves_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, sheet);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, stays_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, stays_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadView, parts);
  gtk_widget_class_bind_template_callback (widget_class, show_choice);
  gtk_widget_class_bind_template_callback (widget_class, print_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sluice_upload_view_class_init (SluiceUploadViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_upload_view_get_property;
  object_class->set_property = sluice_upload_view_set_property;
  object_class->dispose = sluice_upload_view_dispose;

  properties[PROP_UPLOAD] =
    g_param_spec_object ("upload", NULL, NULL, SLUICE_TYPE_UPLOAD,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SLUICE_TYPE_INSIGHT_LIST);
  g_type_ensure (SLUICE_TYPE_PART_LIST);
  g_type_ensure (SLUICE_TYPE_PRINT_CHOICE);
  g_type_ensure (SLUICE_TYPE_RECORD_SHEET);
  g_type_ensure (SLUICE_TYPE_RESOLUTION_CHOICE);
  g_type_ensure (SLUICE_TYPE_SPLIT_BAR);
  g_type_ensure (SLUICE_TYPE_UPLOAD_CHOICE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-upload-view.ui");
  bind_template (widget_class);
}

static void
sluice_upload_view_init (SluiceUploadView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (SLUICE_TYPE_UPLOAD);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::split", G_CALLBACK (show_split), self);
  g_signal_group_connect_swapped (self->signals, "notify::coarse", G_CALLBACK (show_record), self);
  g_signal_group_connect_swapped (self->signals, "notify::progress", G_CALLBACK (show_progress), self);
  g_signal_group_connect_swapped (self->signals, "notify::message", G_CALLBACK (show_state), self);
  g_signal_group_connect_swapped (self->signals, "notify::retry-at", G_CALLBACK (show_state), self);
}

/**
 * sluice_upload_view_set_services:
 * @self: the view
 * @queue: whose uploads are shown
 * @groups: of #SluicePrinterGroup, to print on
 * @printers: in the local network, to print on
 * @settings: with the key `resolution`
 *
 * Sets what the view works with; once.
 */
void
sluice_upload_view_set_services (SluiceUploadView  *self,
                                 SluiceUploadQueue *queue,
                                 GListModel        *groups,
                                 SluiceLocalPrinters *printers,
                                 GSettings         *settings)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_VIEW (self));
  g_return_if_fail (self->queue == NULL);

  self->queue = g_object_ref (queue);
  self->settings = g_object_ref (settings);
  sluice_print_choice_set_services (self->print, groups, printers);
  sluice_upload_choice_set_queue (self->choice, queue);
  sluice_resolution_choice_set_settings (self->resolution, settings);
  show_choice (self);
}

SluiceUpload *
sluice_upload_view_get_upload (SluiceUploadView *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_VIEW (self), NULL);

  return self->upload;
}

/**
 * sluice_upload_view_set_upload:
 * @self: the view
 * @upload: (nullable): what to show
 *
 * Shows one file of the queue.
 */
void
sluice_upload_view_set_upload (SluiceUploadView *self,
                               SluiceUpload     *upload)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_VIEW (self));

  if (!g_set_object (&self->upload, upload))
    return;

  g_signal_group_set_target (self->signals, upload);
  if (upload != NULL)
    {
      gtk_label_set_label (self->name, sluice_upload_get_name (upload));
      /* What was chosen for one file is not for the next. */
      adw_switch_row_set_active (self->redacted, FALSE);
      sluice_print_choice_set_upload (self->print, upload);
      sluice_upload_choice_set_upload (self->choice, upload);
      sluice_resolution_choice_set_upload (self->resolution, upload);
      show_split (self);
      show_state (self);
      show_choice (self);
    }
  else
    {
      sluice_print_choice_set_upload (self->print, NULL);
      sluice_resolution_choice_set_upload (self->resolution, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPLOAD]);
}
