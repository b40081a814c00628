/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-class-badge.h"

#include "sluice-consent-words.h"

struct _SluiceClassBadge
{
  GtkWidget parent_instance;

  SluiceDataClass klass;

  /* template children */
  GtkImage *icon;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (SluiceClassBadge, sluice_class_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_KLASS = 1,
} SluiceClassBadgeProperty;

#define PROP_LAST PROP_KLASS

static GParamSpec *properties[PROP_LAST + 1];

static void
show_class (SluiceClassBadge *self)
{
  const char *title = sluice_consent_class_get_text (self->klass);
  const char *explanation = sluice_class_get_explanation (self->klass);

  gtk_image_set_from_icon_name (self->icon, sluice_class_get_icon_name (self->klass));
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation,
                                  -1);
}

static void
sluice_class_badge_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceClassBadge *self = SLUICE_CLASS_BADGE (object);

  switch ((SluiceClassBadgeProperty) prop_id)
    {
    case PROP_KLASS:
      g_value_set_enum (value, self->klass);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_class_badge_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SluiceClassBadge *self = SLUICE_CLASS_BADGE (object);

  switch ((SluiceClassBadgeProperty) prop_id)
    {
    case PROP_KLASS:
      sluice_class_badge_set_klass (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_class_badge_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CLASS_BADGE);

  G_OBJECT_CLASS (sluice_class_badge_parent_class)->dispose (object);
}

static void
sluice_class_badge_class_init (SluiceClassBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_class_badge_get_property;
  object_class->set_property = sluice_class_badge_set_property;
  object_class->dispose = sluice_class_badge_dispose;

  properties[PROP_KLASS] =
    g_param_spec_enum ("klass", NULL, NULL, SLUICE_TYPE_DATA_CLASS, SLUICE_DATA_CLASS_PRIVATE,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "classbadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/shared/sluice-class-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceClassBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceClassBadge, title);
}

static void
sluice_class_badge_init (SluiceClassBadge *self)
{
  self->klass = SLUICE_DATA_CLASS_PRIVATE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), sluice_class_get_css_class (self->klass));
  show_class (self);
}

/**
 * sluice_class_badge_new:
 * @klass: what to show
 *
 * Icon and word, never colour alone; the tooltip explains it in one sentence.
 *
 * Returns: (transfer floating): a badge
 */
GtkWidget *
sluice_class_badge_new (SluiceDataClass klass)
{
  return g_object_new (SLUICE_TYPE_CLASS_BADGE, "klass", klass, NULL);
}

SluiceDataClass
sluice_class_badge_get_klass (SluiceClassBadge *self)
{
  g_return_val_if_fail (SLUICE_IS_CLASS_BADGE (self), SLUICE_DATA_CLASS_PRIVATE);

  return self->klass;
}

void
sluice_class_badge_set_klass (SluiceClassBadge *self,
                              SluiceDataClass   klass)
{
  g_return_if_fail (SLUICE_IS_CLASS_BADGE (self));
  g_return_if_fail (klass <= SLUICE_DATA_CLASS_UNTIL_CONSENT);

  if (self->klass == klass)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), sluice_class_get_css_class (self->klass));
  self->klass = klass;
  gtk_widget_add_css_class (GTK_WIDGET (self), sluice_class_get_css_class (klass));
  show_class (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KLASS]);
}
