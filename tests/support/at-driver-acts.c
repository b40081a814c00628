/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"

/*
 * What a person does to a program.
 *
 * What GTK 4.18 and libadwaita 1.7 really offer, which decides how each thing
 * is worked here:
 *
 *   GtkButton, GtkToggleButton  role button, toggle button; action "click"
 *   AdwToggleGroup              one radio button each; action "click"; checked
 *   GtkSwitch                   role check box; action "toggle"
 *   AdwSwitchRow                role check box, focusable, no action of its
 *                               own; the switch in it has the same name
 *   GtkEntry                    role text; EditableText writes, but Text reads
 *                               nothing back; action "activate"
 *   AdwEntryRow                 a list item named "Title Title"; the text in it
 *                               is named "Title" and is the one to type into
 *   GtkListBoxRow               role list item, no name: what it holds names
 *                               it; its list has Selection, which selects, and
 *                               does nothing in a list that selects nothing
 *   AdwActionRow                a list item with the title as its name; no
 *                               action: the mouse activates it
 *   GtkListView's rows          list items, named by the factory; no action:
 *                               the mouse
 *   AdwAlertDialog              role alert inside the window's own tree
 *
 * Actions that belong to the widget's class ("clipboard.copy", "window.close")
 * are listed too, so that the number of actions says nothing: only those of
 * press_actions are what a click does. GrabFocus is there and always answers no. A page of a stack that is not visible
 * keeps its place in the tree but no children.
 */

static const char * const press_actions[] = { "click", "toggle", "press", "activate", NULL };

typedef struct
{
  AtspiRole        role;
  const char      *name;
  AtspiAccessible *found;
  int              x; /* in the window, pixels */
  int              y;
} Target;

static gboolean
is_ready (AtDriver *self,
          gpointer  data)
{
  Target *target = data;

  g_clear_object (&target->found);
  target->found = at_tree_find (at_driver_get_root (self), target->role, target->name);
  if (target->found == NULL && target->role == ATSPI_ROLE_LIST_ITEM)
    target->found = at_tree_find_row (at_driver_get_root (self), target->name);
  return target->found != NULL && at_element_has_state (target->found, ATSPI_STATE_SENSITIVE);
}

/* (transfer full) (nullable): once it shows and answers to the person. */
static AtspiAccessible *
wait_ready (AtDriver    *self,
            AtspiRole    role,
            const char  *name,
            GError     **error)
{
  Target target = { .role = role, .name = name };
  g_autofree char *what = g_strdup_printf ("“%s” to be there and sensitive", name);

  if (at_driver_wait (self, is_ready, &target, what, error))
    return target.found;
  g_clear_object (&target.found);
  return NULL;
}

static gboolean
refuse (GError     **error,
        const char  *name,
        const char  *what)
{
  g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_REFUSED, "“%s” %s.", name, what);
  return FALSE;
}

/* The number of the action that a click does, or -1. */
static int
find_press_action (AtspiAction *action)
{
  int n_actions = atspi_action_get_n_actions (action, NULL);

  for (int i = 0; i < n_actions; i++)
    {
      g_autofree char *name = atspi_action_get_action_name (action, i, NULL);

      if (name != NULL && g_strv_contains (press_actions, name))
        return i;
    }
  return -1;
}

/* The element's middle; rolls the page towards it while it is out of view. */
static gboolean
is_in_view (AtDriver *self,
            gpointer  data)
{
  Target *target = data;
  g_autoptr(AtspiComponent) component = atspi_accessible_get_component_iface (target->found);
  g_autofree AtspiRect *at = component != NULL
    ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;
  int width, height;

  if (at == NULL || !at_display_get_size (at_driver_get_display (self), at_driver_get_pid (self), &width, &height))
    return FALSE;
  target->x = at->x + at->width / 2;
  target->y = at->y + at->height / 2;
  if (target->y >= 0 && target->y < height)
    return target->x >= 0 && target->x < width;
  at_display_click (at_driver_get_display (self), at_driver_get_pid (self), width / 2, height / 2,
                    target->y < 0 ? AT_WHEEL_UP : AT_WHEEL_DOWN);
  return FALSE;
}

static gboolean
click_with_mouse (AtDriver         *self,
                  AtspiAccessible  *element,
                  const char       *name,
                  GError          **error)
{
  Target target = { .name = name, .found = element };
  g_autofree char *what = g_strdup_printf ("“%s” to come into view", name);

  return at_driver_wait (self, is_in_view, &target, what, error) &&
         (at_display_click (at_driver_get_display (self), at_driver_get_pid (self), target.x, target.y, AT_CLICK) ||
          refuse (error, name, "has no window to click in"));
}

/**
 * at_driver_activate:
 * @role: a role, or %AT_ANY_ROLE
 * @name: the whole name; of a list item, also that of something in it
 *
 * Waits for the element to be there and sensitive, then does what a click on
 * it does.
 *
 * Returns: %FALSE with @error when it never is, or cannot be clicked
 */
gboolean
at_driver_activate (AtDriver    *self,
                    AtspiRole    role,
                    const char  *name,
                    GError     **error)
{
  g_autoptr(AtspiAccessible) element = wait_ready (self, role, name, error);
  g_autoptr(AtspiAction) action = NULL;
  int number;

  if (element == NULL)
    return FALSE;
  action = atspi_accessible_get_action_iface (element);
  number = action != NULL ? find_press_action (action) : -1;
  if (number < 0)
    return click_with_mouse (self, element, name, error);
  return atspi_action_do_action (action, number, NULL) || refuse (error, name, "did not take the click");
}

static gboolean
is_selected (AtDriver *self,
             gpointer  data)
{
  return at_element_has_state (data, ATSPI_STATE_SELECTED);
}

/**
 * at_driver_select_row:
 * @name: the row's name, or that of something in it
 *
 * Selects a row of a list, as in a sidebar, and waits until it is selected.
 */
gboolean
at_driver_select_row (AtDriver    *self,
                      const char  *name,
                      GError     **error)
{
  g_autoptr(AtspiAccessible) row = wait_ready (self, ATSPI_ROLE_LIST_ITEM, name, error);
  g_autoptr(AtspiAccessible) list = NULL;
  g_autoptr(AtspiSelection) selection = NULL;

  if (row == NULL)
    return FALSE;
  list = at_element_get_parent (row, ATSPI_ROLE_LIST);
  selection = list != NULL ? atspi_accessible_get_selection_iface (list) : NULL;
  if (selection == NULL ||
      !atspi_selection_select_child (selection, atspi_accessible_get_index_in_parent (row, NULL), NULL))
    return refuse (error, name, "is in no list that can select it");
  return at_driver_wait (self, is_selected, row, "the row to be selected", error);
}

static gboolean
is_editable (AtDriver *self,
             gpointer  data)
{
  const AtspiRole roles[] = { ATSPI_ROLE_TEXT, ATSPI_ROLE_PASSWORD_TEXT, ATSPI_ROLE_ENTRY };
  Target *target = data;

  g_clear_object (&target->found);
  for (guint i = 0; i < G_N_ELEMENTS (roles) && target->found == NULL; i++)
    target->found = at_tree_find (at_driver_get_root (self), roles[i], target->name);
  return target->found != NULL && at_element_has_state (target->found, ATSPI_STATE_EDITABLE);
}

/**
 * at_driver_type:
 * @name: the whole name of an entry
 * @text: what is to stand in it
 *
 * Replaces the text of an entry.
 */
gboolean
at_driver_type (AtDriver    *self,
                const char  *name,
                const char  *text,
                GError     **error)
{
  Target target = { .name = name };
  g_autofree char *what = g_strdup_printf ("an entry “%s” to type into", name);
  g_autoptr(AtspiAccessible) entry = NULL;
  g_autoptr(AtspiEditableText) editable = NULL;
  gboolean found = at_driver_wait (self, is_editable, &target, what, error);

  entry = target.found;
  if (!found)
    return FALSE;
  editable = atspi_accessible_get_editable_text_iface (entry);
  return (editable != NULL && atspi_editable_text_set_text_contents (editable, text, NULL)) ||
         refuse (error, name, "did not take the text");
}

/**
 * at_driver_press:
 * @keys: as for at_display_press()
 *
 * Presses keys on the keyboard, for whatever has the focus.
 */
gboolean
at_driver_press (AtDriver    *self,
                 const char  *keys,
                 GError     **error)
{
  return at_display_press (at_driver_get_display (self), keys) ||
         refuse (error, keys, "is not on the keyboard");
}
