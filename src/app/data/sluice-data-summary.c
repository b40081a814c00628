/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-summary.h"

#include "sluice-badge.h"
#include "sluice-class.h"
#include "sluice-consent-words.h"
#include "sluice-share-bar.h"

#include <glib/gi18n-lib.h>

G_STATIC_ASSERT (SLUICE_DATA_CLASSES == SLUICE_SHARE_PARTS);

struct _SluiceDataSummary
{
  AdwBin parent_instance;

  GtkToggleButton *buttons[SLUICE_DATA_CLASSES]; /* children of the legend */
  GtkLabel        *figures[SLUICE_DATA_CLASSES]; /* in the buttons */

  /* template children */
  SluiceShareBar *bar;
  AdwWrapBox *legend;
};

G_DEFINE_FINAL_TYPE (SluiceDataSummary, sluice_data_summary, ADW_TYPE_BIN)

static guint signal_changed;

/* One at a time; none is all. */
static void
toggled_cb (SluiceDataSummary *self,
            GtkToggleButton   *button)
{
  if (gtk_toggle_button_get_active (button))
    for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
      if (self->buttons[i] != button)
        gtk_toggle_button_set_active (self->buttons[i], FALSE);
  g_signal_emit (self, signal_changed, 0);
}

static void
add_button (SluiceDataSummary *self,
            SluiceDataClass    klass)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *badge = sluice_badge_new ();
  GtkWidget *figure = gtk_label_new (NULL);

  sluice_badge_set_class (SLUICE_BADGE (badge), klass);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (figure, "numeric");
  /* With large letters in a narrow window it takes two lines. */
  gtk_label_set_wrap (GTK_LABEL (figure), TRUE);
  gtk_label_set_xalign (GTK_LABEL (figure), 0);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "legend");
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->legend, button);
  self->buttons[klass] = GTK_TOGGLE_BUTTON (button);
  self->figures[klass] = GTK_LABEL (figure);
}

static void
sluice_data_summary_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_SUMMARY);

  G_OBJECT_CLASS (sluice_data_summary_parent_class)->dispose (object);
}

static void
sluice_data_summary_class_init (SluiceDataSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_summary_dispose;

  g_type_ensure (SLUICE_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDataSummary, bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataSummary, legend);
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_DATA_SUMMARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sluice_data_summary_init (SluiceDataSummary *self)
{
  const char *looks[SLUICE_SHARE_PARTS];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    {
      looks[i] = sluice_class_get_css_class (i);
      add_button (self, i);
    }
  sluice_share_bar_set_looks (self->bar, looks);
}

/**
 * sluice_data_summary_set_sums:
 * @self: the summary
 * @sums: of #SluiceInventorySum
 *
 * Shows the things, not their bytes: one design weighs more than all that is known about a person.
 */
void
sluice_data_summary_set_sums (SluiceDataSummary *self,
                              GListModel        *sums)
{
  g_autofree char *description = NULL;
  SluiceDataSums by_class;

  g_return_if_fail (SLUICE_IS_DATA_SUMMARY (self));
  g_return_if_fail (G_IS_LIST_MODEL (sums));

  sluice_data_sum (sums, &by_class);
  description = sluice_data_describe_sums (&by_class);
  sluice_share_bar_set_amounts (self->bar, by_class.count, description);
  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    {
      g_autofree char *figure = sluice_data_describe_class (&by_class, i);
      /* Translators: the first %s is who may see data, such as "Public", the second "23 things, 1.2 MB" */
      g_autofree char *label = g_strdup_printf (_("%1$s: %2$s"), sluice_consent_class_get_text (i), figure);

      gtk_label_set_label (self->figures[i], figure);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

/** sluice_data_summary_show_all: whatever class it is of. */
void
sluice_data_summary_show_all (SluiceDataSummary *self)
{
  g_return_if_fail (SLUICE_IS_DATA_SUMMARY (self));

  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    gtk_toggle_button_set_active (self->buttons[i], FALSE);
}

/** sluice_data_summary_shows: whether what is of @klass is to be shown. */
gboolean
sluice_data_summary_shows (SluiceDataSummary *self,
                           SluiceDataClass    klass)
{
  gboolean any = FALSE;

  g_return_val_if_fail (SLUICE_IS_DATA_SUMMARY (self), TRUE);

  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    any = any || gtk_toggle_button_get_active (self->buttons[i]);
  return !any || gtk_toggle_button_get_active (self->buttons[klass]);
}
