/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _SluiceSidebarRow
{
  GtkListBoxRow parent_instance;

  /* Owned. */
  AdwViewStackPage *page;
};

G_DEFINE_FINAL_TYPE (SluiceSidebarRow, sluice_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_PAGE = 1,
} SluiceSidebarRowProperty;

#define PROP_LAST PROP_PAGE

static GParamSpec *properties[PROP_LAST + 1];

static char *
get_figure (gpointer unused,
            guint    number)
{
  return g_strdup_printf ("%u", number);
}

/* The figure in the badge says nothing to who cannot see where it is. */
static void
describe (SluiceSidebarRow *self)
{
  guint n_waiting = adw_view_stack_page_get_badge_number (self->page);
  g_autofree char *description = g_strdup_printf (ngettext ("%u waits for you", "%u wait for you", n_waiting),
                                                  n_waiting);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, adw_view_stack_page_get_title (self->page),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, n_waiting > 0 ? description : "",
                                  -1);
}

static void
sluice_sidebar_row_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((SluiceSidebarRowProperty) prop_id)
    {
    case PROP_PAGE:
      g_value_set_object (value, SLUICE_SIDEBAR_ROW (object)->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_sidebar_row_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((SluiceSidebarRowProperty) prop_id)
    {
    case PROP_PAGE:
      SLUICE_SIDEBAR_ROW (object)->page = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_sidebar_row_constructed (GObject *object)
{
  SluiceSidebarRow *self = SLUICE_SIDEBAR_ROW (object);

  G_OBJECT_CLASS (sluice_sidebar_row_parent_class)->constructed (object);

  g_signal_connect_object (self->page, "notify::badge-number", G_CALLBACK (describe), self, G_CONNECT_SWAPPED);
  describe (self);
}

static void
sluice_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_SIDEBAR_ROW);
  g_clear_object (&SLUICE_SIDEBAR_ROW (object)->page);

  G_OBJECT_CLASS (sluice_sidebar_row_parent_class)->dispose (object);
}

static void
sluice_sidebar_row_class_init (SluiceSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sluice_sidebar_row_constructed;
  object_class->get_property = sluice_sidebar_row_get_property;
  object_class->set_property = sluice_sidebar_row_set_property;
  object_class->dispose = sluice_sidebar_row_dispose;

  properties[PROP_PAGE] =
    g_param_spec_object ("page", NULL, NULL, ADW_TYPE_VIEW_STACK_PAGE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/sluice-sidebar-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, get_figure);
}

static void
sluice_sidebar_row_init (SluiceSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_sidebar_row_new:
 * @page: the screen, with its title, icon and badge
 *
 * Returns: (transfer floating): a row that follows the page
 */
GtkWidget *
sluice_sidebar_row_new (AdwViewStackPage *page)
{
  g_return_val_if_fail (ADW_IS_VIEW_STACK_PAGE (page), NULL);

  return g_object_new (SLUICE_TYPE_SIDEBAR_ROW, "page", page, NULL);
}

AdwViewStackPage *
sluice_sidebar_row_get_page (SluiceSidebarRow *self)
{
  g_return_val_if_fail (SLUICE_IS_SIDEBAR_ROW (self), NULL);

  return self->page;
}
