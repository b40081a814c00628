/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-badge.h"

#include "sluice-consent-words.h"

/* letters */
#define SHORT_WORD 11

struct _SluiceBadge
{
  GtkWidget parent_instance;

  const char *css_class; /* of what is shown; static, as all that is said of a kind or a class */

  /* template children */
  GtkImage *icon;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (SluiceBadge, sluice_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_KIND = 1,
} SluiceBadgeProperty;

#define PROP_LAST PROP_KIND

static GParamSpec *properties[PROP_LAST + 1];

static void
show_look (SluiceBadge *self,
           const char  *css_class,
           const char  *icon_name,
           const char  *title,
           const char  *explanation)
{
  GtkWidget *widget = GTK_WIDGET (self);

  /* A row that is used again mostly shows the same, and to show it anew is half of what a row costs. */
  if (self->css_class == css_class)
    return;
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (widget, self->css_class);
  self->css_class = css_class;
  gtk_widget_add_css_class (widget, css_class);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, title);
  /* A short word is not cut: what stands beside it can go on in another line. A long one may have to be. */
  gtk_label_set_ellipsize (self->title, g_utf8_strlen (title, -1) <= SHORT_WORD ? PANGO_ELLIPSIZE_NONE
                                                                                : PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (widget, explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation,
                                  -1);
}

static void
sluice_badge_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SluiceBadge *self = SLUICE_BADGE (object);

  switch ((SluiceBadgeProperty) prop_id)
    {
    case PROP_KIND:
      sluice_badge_set_kind (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_badge_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_BADGE);

  G_OBJECT_CLASS (sluice_badge_parent_class)->dispose (object);
}

static void
sluice_badge_class_init (SluiceBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sluice_badge_set_property;
  object_class->dispose = sluice_badge_dispose;

  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, SLUICE_TYPE_KIND, SLUICE_KIND_NONE,
                                             G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "databadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/shared/sluice-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceBadge, title);
}

static void
sluice_badge_init (SluiceBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sluice_badge_set_kind (self, SLUICE_KIND_NONE);
}

/** sluice_badge_new: (transfer floating): a badge of no content, until it is told another kind or a class. */
GtkWidget *
sluice_badge_new (void)
{
  return g_object_new (SLUICE_TYPE_BADGE, NULL);
}

/** sluice_badge_set_kind: it shows what data of @kind is. */
void
sluice_badge_set_kind (SluiceBadge *self,
                       SluiceKind   kind)
{
  g_return_if_fail (SLUICE_IS_BADGE (self));
  g_return_if_fail (kind <= SLUICE_KIND_LAST);

  show_look (self, sluice_kind_get_css_class (kind), sluice_kind_get_icon_name (kind), sluice_kind_get_title (kind),
             sluice_kind_get_explanation (kind));
}

/** sluice_badge_set_class: it shows who may see data of @klass. */
void
sluice_badge_set_class (SluiceBadge     *self,
                        SluiceDataClass  klass)
{
  g_return_if_fail (SLUICE_IS_BADGE (self));
  g_return_if_fail (klass <= SLUICE_DATA_CLASS_UNTIL_CONSENT);

  show_look (self, sluice_class_get_css_class (klass), sluice_class_get_icon_name (klass),
             sluice_consent_class_get_text (klass), sluice_class_get_explanation (klass));
}
