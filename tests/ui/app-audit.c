/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-audit.h"

#include "sluice-app-resources.h"

#include <adwaita.h>
#include <string.h>

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_label (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  return NULL;
}

static gboolean
is_nonempty (const char *text)
{
  return text != NULL && *text != '\0';
}

/* As GTK computes it: a label or a relation, else the content, else the tooltip. */
static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (is_nonempty (gtk_widget_get_tooltip_text (widget)))
    return TRUE;
  /* The button inside a menu button or a drop-down is named by what it is part of. */
  if (GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) || GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)))
    return has_name (gtk_widget_get_parent (widget));
  return app_find (widget, GTK_TYPE_LABEL, NULL) != NULL;
}

/* Containers pass the focus on to what is in them. */
static gboolean
takes_focus (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_WINDOW (widget) && !GTK_IS_LABEL (widget);
}

/** app_audit_names: see the header. */
void
app_audit_names (GtkWidget *root)
{
  if (takes_focus (root) && !has_name (root))
    g_error ("no accessible name: %s “%s” in %s", G_OBJECT_TYPE_NAME (root), gtk_widget_get_name (root),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root)));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    app_audit_names (child);
}

/** app_find: see the header. */
GtkWidget *
app_find (GtkWidget  *root,
          GType       type,
          const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (text != NULL ? g_strcmp0 (get_text (root), text) == 0
                    : type != GTK_TYPE_LABEL || is_nonempty (get_text (root))))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/** app_shows: see the header. */
gboolean
app_shows (GtkWidget  *root,
           const char *fragment)
{
  const char *text = GTK_IS_LABEL (root) || GTK_IS_INSCRIPTION (root) ? get_text (root) : NULL;

  if (!gtk_widget_get_visible (root))
    return FALSE;
  if (text != NULL && strstr (text, fragment) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (app_shows (child, fragment))
      return TRUE;

  return FALSE;
}

/** app_prepare: see the header. */
void
app_prepare (void)
{
  GtkCssProvider *provider;

  adw_init ();
  sluice_app_register_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/sluice_desktop/Sluice/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}
