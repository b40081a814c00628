/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-notice-dialog.h"

#include "sluice-background.h"
#include "sluice-notice-rules.h"
#include "sluice-notice-words.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

struct _SluiceNoticeDialog
{
  AdwPreferencesDialog parent_instance;

  gboolean showing; /* what is set is no choice of the person's */

  /* Owned. */
  GSettings  *settings;
  GListModel *fleet; /* of SluicePrinterGroup */
  DexFuture  *asking;

  /* template children */
  AdwSwitchRow *background;
  AdwSwitchRow *names;
  AdwPreferencesGroup *kinds;
  AdwPreferencesGroup *groups;
  AdwComboRow *digest;
  AdwExpanderRow *quiet;
  AdwSpinRow *from;
  AdwSpinRow *until;
};

G_DEFINE_FINAL_TYPE (SluiceNoticeDialog, sluice_notice_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* Minutes, in the order of the choice. */
static const int digests[] = { 0, 15, 60, 240 };

/* The order in which a person looks for them. */
static const SluicePrinterEventKind kinds[] = {
  SLUICE_PRINTER_EVENT_FINISHED, SLUICE_PRINTER_EVENT_FAILED,      SLUICE_PRINTER_EVENT_ABORTED,
  SLUICE_PRINTER_EVENT_PAUSED,   SLUICE_PRINTER_EVENT_ATTENTION,   SLUICE_PRINTER_EVENT_BLOCKED,
  SLUICE_PRINTER_EVENT_OFFLINE,  SLUICE_PRINTER_EVENT_CLEAR_PLATE, SLUICE_PRINTER_EVENT_STARTED,
};

static DexFuture *
asked_cb (DexFuture *future,
          gpointer   data)
{
  g_autoptr(SluiceNoticeDialog) self = g_weak_ref_get (data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_ref (future);

  /* Where nobody can be asked nobody forbids it; it is only not started with the session. */
  if (value != NULL && !g_value_get_boolean (value))
    {
      self->showing = TRUE;
      adw_switch_row_set_active (self->background, FALSE);
      self->showing = FALSE;
      adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                        adw_toast_new (_("Your desktop does not allow it")));
    }
  g_settings_set_boolean (self->settings, "run-in-background", adw_switch_row_get_active (self->background));
  return dex_ref (future);
}

static void
background_cb (SluiceNoticeDialog *self)
{
  const gboolean wanted = adw_switch_row_get_active (self->background);

  if (self->showing)
    return;
  if (!wanted)
    g_settings_set_boolean (self->settings, "run-in-background", FALSE);

  dex_clear (&self->asking);
  self->asking = sluice_background_ask (wanted);
  if (wanted)
    self->asking = dex_future_finally (self->asking, asked_cb, sluice_weak_new (self), sluice_weak_free);
}

static void
digest_cb (SluiceNoticeDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->digest);

  if (!self->showing && selected < G_N_ELEMENTS (digests))
    g_settings_set_int (self->settings, "notify-digest", digests[selected]);
}

static void
quiet_cb (SluiceNoticeDialog *self)
{
  if (!self->showing)
    g_settings_set (self->settings, "notify-quiet", "(bii)", adw_expander_row_get_enable_expansion (self->quiet),
                    (int) adw_spin_row_get_value (self->from), (int) adw_spin_row_get_value (self->until));
}

static gboolean
show_minute_cb (SluiceNoticeDialog *self,
                AdwSpinRow         *row)
{
  const int minute = (int) adw_spin_row_get_value (row);
  g_autofree char *text = g_strdup_printf ("%02d∶%02d", minute / 60, minute % 60);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (row))))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  return TRUE;
}

static int
read_minute_cb (SluiceNoticeDialog *self,
                double             *out_value,
                AdwSpinRow         *row)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))), ":.", ' ');
  g_auto(GStrv) parts = g_strsplit (text, "∶", 2);
  g_autofree char *plain = g_strjoinv (" ", parts);
  int hour = 0;
  int minute = 0;

  if (sscanf (plain, "%d %d", &hour, &minute) < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return GTK_INPUT_ERROR;
  *out_value = hour * 60 + minute;
  return TRUE;
}

static void
kind_cb (SluiceNoticeDialog *self,
         GParamSpec         *pspec,
         AdwSwitchRow       *row)
{
  sluice_notice_rules_set_kind (self->settings, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind")),
                                adw_switch_row_get_active (row));
}

static void
group_cb (SluiceNoticeDialog *self,
          GParamSpec         *pspec,
          AdwSwitchRow       *row)
{
  sluice_notice_rules_set_silent (self->settings, g_object_get_data (G_OBJECT (row), "group"),
                                  !adw_switch_row_get_active (row));
}

static GtkWidget *
add_switch (AdwPreferencesGroup *group,
            const char          *title,
            gboolean             active)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), active);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_kinds (SluiceNoticeDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkWidget *row = add_switch (self->kinds, sluice_notice_get_kind_title (kinds[i]),
                                   sluice_notice_rules_has_kind (self->settings, kinds[i]));

      g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kinds[i]));
      g_signal_connect_object (row, "notify::active", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
add_groups (SluiceNoticeDialog *self)
{
  const guint n_groups = g_list_model_get_n_items (self->fleet);

  gtk_widget_set_visible (GTK_WIDGET (self->groups), n_groups > 0);
  for (guint i = 0; i < n_groups; i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (self->fleet, i);
      const char *id = sluice_printer_group_get_id (group);
      GtkWidget *row = add_switch (self->groups, sluice_printer_group_get_name (group),
                                   !sluice_notice_rules_is_silent (self->settings, id));

      g_object_set_data_full (G_OBJECT (row), "group", g_strdup (id), g_free);
      g_signal_connect_object (row, "notify::active", G_CALLBACK (group_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
show_times (SluiceNoticeDialog *self)
{
  const int digest = g_settings_get_int (self->settings, "notify-digest");
  gboolean quiet;
  int from;
  int until;

  g_settings_get (self->settings, "notify-quiet", "(bii)", &quiet, &from, &until);
  adw_spin_row_set_value (self->from, from);
  adw_spin_row_set_value (self->until, until);
  adw_expander_row_set_enable_expansion (self->quiet, quiet);
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    if (digest >= digests[i])
      adw_combo_row_set_selected (self->digest, i);
}

static void
sluice_notice_dialog_dispose (GObject *object)
{
  SluiceNoticeDialog *self = SLUICE_NOTICE_DIALOG (object);

  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_NOTICE_DIALOG);
  g_clear_object (&self->settings);
  g_clear_object (&self->fleet);

  G_OBJECT_CLASS (sluice_notice_dialog_parent_class)->dispose (object);
}

static void
sluice_notice_dialog_class_init (SluiceNoticeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_notice_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-notice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, background);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, names);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, kinds);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, digest);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, quiet);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, from);
  gtk_widget_class_bind_template_child (widget_class, SluiceNoticeDialog, until);
  gtk_widget_class_bind_template_callback (widget_class, background_cb);
  gtk_widget_class_bind_template_callback (widget_class, digest_cb);
  gtk_widget_class_bind_template_callback (widget_class, quiet_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_minute_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_minute_cb);
}

static void
sluice_notice_dialog_init (SluiceNoticeDialog *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_notice_dialog_new:
 * @settings: Sluice's
 * @groups: of #SluicePrinterGroup: those that there are now
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_notice_dialog_new (GSettings  *settings,
                          GListModel *groups)
{
  SluiceNoticeDialog *self = g_object_new (SLUICE_TYPE_NOTICE_DIALOG, NULL);

  self->settings = g_object_ref (settings);
  self->fleet = g_object_ref (groups);
  adw_switch_row_set_active (self->background, g_settings_get_boolean (settings, "run-in-background"));
  g_settings_bind (settings, "notify-names", self->names, "active", G_SETTINGS_BIND_DEFAULT);
  add_kinds (self);
  add_groups (self);
  show_times (self);
  self->showing = FALSE;
  return ADW_DIALOG (self);
}
