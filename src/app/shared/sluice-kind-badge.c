/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-kind-badge.h"

struct _SluiceKindBadge
{
  GtkWidget parent_instance;

  SluiceKind kind;

  /* template children */
  GtkImage *icon;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (SluiceKindBadge, sluice_kind_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_KIND = 1,
} SluiceKindBadgeProperty;

#define PROP_LAST PROP_KIND

static GParamSpec *properties[PROP_LAST + 1];

static void
show_kind (SluiceKindBadge *self)
{
  const char *title = sluice_kind_get_title (self->kind);
  const char *explanation = sluice_kind_get_explanation (self->kind);

  gtk_image_set_from_icon_name (self->icon, sluice_kind_get_icon_name (self->kind));
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation,
                                  -1);
}

static void
sluice_kind_badge_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceKindBadge *self = SLUICE_KIND_BADGE (object);

  switch ((SluiceKindBadgeProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_kind_badge_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SluiceKindBadge *self = SLUICE_KIND_BADGE (object);

  switch ((SluiceKindBadgeProperty) prop_id)
    {
    case PROP_KIND:
      sluice_kind_badge_set_kind (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_kind_badge_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_KIND_BADGE);

  G_OBJECT_CLASS (sluice_kind_badge_parent_class)->dispose (object);
}

static void
sluice_kind_badge_class_init (SluiceKindBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_kind_badge_get_property;
  object_class->set_property = sluice_kind_badge_set_property;
  object_class->dispose = sluice_kind_badge_dispose;

  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, SLUICE_TYPE_KIND, SLUICE_KIND_NONE,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "kindbadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/shared/sluice-kind-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceKindBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceKindBadge, title);
}

static void
sluice_kind_badge_init (SluiceKindBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), sluice_kind_get_css_class (self->kind));
  show_kind (self);
}

/**
 * sluice_kind_badge_new:
 * @kind: what to show
 *
 * Icon and word, never colour alone; the tooltip explains it in one sentence.
 *
 * Returns: (transfer floating): a badge
 */
GtkWidget *
sluice_kind_badge_new (SluiceKind kind)
{
  return g_object_new (SLUICE_TYPE_KIND_BADGE, "kind", kind, NULL);
}

SluiceKind
sluice_kind_badge_get_kind (SluiceKindBadge *self)
{
  g_return_val_if_fail (SLUICE_IS_KIND_BADGE (self), SLUICE_KIND_NONE);

  return self->kind;
}

void
sluice_kind_badge_set_kind (SluiceKindBadge *self,
                            SluiceKind       kind)
{
  g_return_if_fail (SLUICE_IS_KIND_BADGE (self));
  g_return_if_fail (kind <= SLUICE_KIND_LAST);

  if (self->kind == kind)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), sluice_kind_get_css_class (self->kind));
  self->kind = kind;
  gtk_widget_add_css_class (GTK_WIDGET (self), sluice_kind_get_css_class (kind));
  show_kind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}
