/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-item-row.h"

#include "sluice-badge.h"
#include "sluice-consent-words-app.h"

#include <glib/gi18n-lib.h>

/*
 * The switch takes the focus and not the row: a row that is a switch itself has
 * no room for a second thing to press, which a screen reader would not find.
 */
struct _SluiceConsentItemRow
{
  AdwPreferencesRow parent_instance;

  /* Owned. */
  SluiceConsentItem *item;

  /* template children */
  GtkLabel *heading;
  GtkLabel *description;
  GtkSwitch *given;
  SluiceBadge *class_badge;
  SluiceBadge *kind_badge;
  GtkWidget *new_mark;
  GtkWidget *before_mark;
  GtkWidget *see;
};

G_DEFINE_FINAL_TYPE (SluiceConsentItemRow, sluice_consent_item_row, ADW_TYPE_PREFERENCES_ROW)

typedef enum
{
  PROP_ACTIVE = 1,
} SluiceConsentItemRowProperty;

#define PROP_LAST PROP_ACTIVE

static GParamSpec *properties[PROP_LAST + 1];

static void
active_changed_cb (SluiceConsentItemRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
name_for_screen_readers (SluiceConsentItemRow *self)
{
  g_autofree char *name = sluice_consent_item_dup_name (self->item);
  g_autofree char *description = sluice_consent_item_dup_description (self->item);
  const char *title = _(sluice_consent_item_get_category (self->item)->title);
  /* Translators: %s is a kind of data, such as "Print history" */
  g_autofree char *see = g_strdup_printf (_("See what that is: %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->given), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  /* The button has named itself by the label in it, which is the same in every row. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->see), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->see), GTK_ACCESSIBLE_PROPERTY_LABEL, see, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
}

static void
show_item (SluiceConsentItemRow *self)
{
  const SluiceDataCategory *category = sluice_consent_item_get_category (self->item);
  gboolean can_give = sluice_consent_item_row_can_give (self);

  gtk_label_set_label (self->heading, _(category->title));
  gtk_label_set_label (self->description, _(category->description));
  sluice_badge_set_class (self->class_badge, category->klass);
  sluice_badge_set_kind (self->kind_badge, sluice_kind_of_data (category->kind));
  gtk_widget_set_visible (self->new_mark, sluice_consent_item_get_is_new (self->item));
  gtk_widget_set_visible (self->before_mark, sluice_consent_item_get_granted_before (self->item));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->see), "s", category->id);
  gtk_widget_set_visible (GTK_WIDGET (self->given), can_give);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), can_give);
  name_for_screen_readers (self);
}

static void
sluice_consent_item_row_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SluiceConsentItemRow *self = SLUICE_CONSENT_ITEM_ROW (object);

  switch ((SluiceConsentItemRowProperty) prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, sluice_consent_item_row_get_active (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_consent_item_row_dispose (GObject *object)
{
  SluiceConsentItemRow *self = SLUICE_CONSENT_ITEM_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_ITEM_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (sluice_consent_item_row_parent_class)->dispose (object);
}

static void
sluice_consent_item_row_class_init (SluiceConsentItemRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_consent_item_row_get_property;
  object_class->dispose = sluice_consent_item_row_dispose;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, heading);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, description);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, given);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, class_badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, kind_badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, new_mark);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, before_mark);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentItemRow, see);
  gtk_widget_class_bind_template_callback (widget_class, active_changed_cb);
}

/* Who comes to the switch sees what it is for. */
static void
focus_entered_cb (SluiceConsentItemRow *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), GTK_WIDGET (self), NULL);
}

static void
sluice_consent_item_row_init (SluiceConsentItemRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * sluice_consent_item_row_new:
 * @item: what is asked for
 *
 * Returns: (transfer floating): a row; its switch is off, and only data that is private until consent has one
 */
GtkWidget *
sluice_consent_item_row_new (SluiceConsentItem *item)
{
  SluiceConsentItemRow *self;

  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM (item), NULL);

  self = g_object_new (SLUICE_TYPE_CONSENT_ITEM_ROW, NULL);
  self->item = g_object_ref (item);
  show_item (self);
  return GTK_WIDGET (self);
}

SluiceConsentItem *
sluice_consent_item_row_get_item (SluiceConsentItemRow *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM_ROW (self), NULL);

  return self->item;
}

/** sluice_consent_item_row_can_give: whether it has a switch: the class comes from the catalogue, not from who asks. */
gboolean
sluice_consent_item_row_can_give (SluiceConsentItemRow *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM_ROW (self), FALSE);

  return sluice_consent_item_get_category (self->item)->klass == SLUICE_DATA_CLASS_UNTIL_CONSENT;
}

/** sluice_consent_item_row_get_active: whether the person gives it. Never for what is not the person's to give. */
gboolean
sluice_consent_item_row_get_active (SluiceConsentItemRow *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM_ROW (self), FALSE);

  return sluice_consent_item_row_can_give (self) && gtk_switch_get_active (self->given);
}

/** sluice_consent_item_row_toggle: the row was clicked beside its switch. */
void
sluice_consent_item_row_toggle (SluiceConsentItemRow *self)
{
  g_return_if_fail (SLUICE_IS_CONSENT_ITEM_ROW (self));

  gtk_widget_activate (GTK_WIDGET (self->given));
}

/** sluice_consent_item_row_set_locked: whether it can not be changed now; what it is can be seen all the same. */
void
sluice_consent_item_row_set_locked (SluiceConsentItemRow *self,
                                    gboolean              locked)
{
  g_return_if_fail (SLUICE_IS_CONSENT_ITEM_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->given), !locked);
}
