/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-insight-list.h"

#include "sluice-insight-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceInsightList
{
  AdwBin parent_instance;

  gboolean narrow;

  /* Owned. */
  GPtrArray *rows; /* borrowed widgets, to take them out again */

  /* template children */
  GtkOrientable *columns;
  AdwPreferencesGroup *object;
  AdwPreferencesGroup *workshop;
  AdwPreferencesGroup *kept;
};

G_DEFINE_FINAL_TYPE (SluiceInsightList, sluice_insight_list, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
} SluiceInsightListProperty;

#define PROP_LAST PROP_NARROW

static GParamSpec *properties[PROP_LAST + 1];

static void
clear (SluiceInsightList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->object), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->workshop), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->kept), FALSE);
}

static void
add_row (SluiceInsightList   *self,
         AdwPreferencesGroup *group,
         const char          *text,
         SluiceTelling        telling,
         gboolean             coarse_hides)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", text, NULL);

  if (coarse_hides)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Coarse keeps this back"));
  if (telling == SLUICE_TELLS_MUCH)
    {
      const char *meaning = _("Can tell which of your objects it is");
      GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (mark, meaning);
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, row);
}

static void
add_insights (SluiceInsightList   *self,
              SluiceProcessRecord *record,
              guint                found,
              guint                coarse_found)
{
  for (guint insight = 0; insight < SLUICE_N_INSIGHTS; insight++)
    {
      SluiceInsightSubject subject = sluice_insight_get_subject (insight);
      g_autofree char *text = NULL;

      if ((found & SLUICE_INSIGHT_BIT (insight)) == 0)
        continue;
      text = sluice_insight_dup_text (insight, record);
      add_row (self, subject == SLUICE_INSIGHT_ABOUT_OBJECT ? self->object : self->workshop, text,
               sluice_insight_get_telling (insight), (coarse_found & SLUICE_INSIGHT_BIT (insight)) == 0);
    }
}

static void
add_kept (SluiceInsightList   *self,
          SluiceProcessRecord *full,
          guint                found)
{
  for (guint insight = 0; insight < SLUICE_N_INSIGHTS; insight++)
    {
      g_autofree char *text = NULL;

      if ((found & SLUICE_INSIGHT_BIT (insight)) == 0)
        continue;
      text = sluice_insight_dup_text (insight, full);
      add_row (self, self->kept, text, SLUICE_TELLS_NOTHING, FALSE);
    }
}

static void
set_narrow (SluiceInsightList *self,
            gboolean           narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (self->columns, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
sluice_insight_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((SluiceInsightListProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, SLUICE_INSIGHT_LIST (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_insight_list_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((SluiceInsightListProperty) prop_id)
    {
    case PROP_NARROW:
      set_narrow (SLUICE_INSIGHT_LIST (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_insight_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_INSIGHT_LIST);

  G_OBJECT_CLASS (sluice_insight_list_parent_class)->dispose (object);
}

static void
sluice_insight_list_finalize (GObject *object)
{
  g_ptr_array_unref (SLUICE_INSIGHT_LIST (object)->rows);

  G_OBJECT_CLASS (sluice_insight_list_parent_class)->finalize (object);
}

static void
sluice_insight_list_class_init (SluiceInsightListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_insight_list_get_property;
  object_class->set_property = sluice_insight_list_set_property;
  object_class->dispose = sluice_insight_list_dispose;
  object_class->finalize = sluice_insight_list_finalize;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-insight-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceInsightList, columns);
  gtk_widget_class_bind_template_child (widget_class, SluiceInsightList, object);
  gtk_widget_class_bind_template_child (widget_class, SluiceInsightList, workshop);
  gtk_widget_class_bind_template_child (widget_class, SluiceInsightList, kept);
}

static void
sluice_insight_list_init (SluiceInsightList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_group_set_title (self->object, sluice_insight_get_heading (SLUICE_INSIGHT_ABOUT_OBJECT));
  adw_preferences_group_set_title (self->workshop, sluice_insight_get_heading (SLUICE_INSIGHT_ABOUT_WORKSHOP));
}

/**
 * sluice_insight_list_set_records:
 * @self: the list
 * @record: (nullable): what would leave
 * @other: (nullable): the same print in the other resolution; %NULL shows no difference
 * @product: whether the object itself leaves as well
 *
 * Shows what could be learned from @record, and what is kept back by it, or would be by @other.
 */
void
sluice_insight_list_set_records (SluiceInsightList   *self,
                                 SluiceProcessRecord *record,
                                 SluiceProcessRecord *other,
                                 gboolean             product)
{
  guint found;
  guint other_found;

  g_return_if_fail (SLUICE_IS_INSIGHT_LIST (self));

  clear (self);
  if (record == NULL)
    return;

  found = sluice_insight_find (record);
  other_found = other != NULL && !product ? sluice_insight_find (other) : found;
  if (product)
    add_row (self, self->object, _("Everything: whoever gets the file can look at the object, measure it and print it."),
             SLUICE_TELLS_MUCH, FALSE);
  if (record->resolution == SLUICE_PROCESS_RESOLUTION_COARSE)
    {
      add_insights (self, record, found, found);
      add_kept (self, other, other_found & ~found);
    }
  else
    {
      add_insights (self, record, found, other_found);
    }
}
