/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-tree.h"

/*
 * Looking through what a program tells assistive technologies. An element may
 * go away between two questions; then it answers with nothing, and is taken
 * as not there.
 */

/* Deeper than any window of ours; a tree that goes on is a loop. */
#define MAX_DEPTH 100

typedef gboolean (*Visitor) (AtspiAccessible *element,
                             int              depth,
                             gpointer         data);

typedef struct
{
  AtspiRole   role;
  const char *text;
} Wanted;

/**
 * at_element_has_state:
 *
 * Returns: whether @self is in @state now
 */
gboolean
at_element_has_state (AtspiAccessible *self,
                      AtspiStateType   state)
{
  g_autoptr(AtspiStateSet) states = atspi_accessible_get_state_set (self);

  return states != NULL && atspi_state_set_contains (states, state);
}

/* The name, or "" when the element has none or is gone. */
static char *
dup_name (AtspiAccessible *element)
{
  char *name = atspi_accessible_get_name (element, NULL);

  return name != NULL ? name : g_strdup ("");
}

/**
 * at_element_dup_text:
 *
 * What a person reads there: the text of a label or an entry, else the name.
 *
 * Returns: (transfer full): may be empty, never %NULL
 */
char *
at_element_dup_text (AtspiAccessible *self)
{
  g_autoptr(AtspiText) text = atspi_accessible_get_text_iface (self);
  g_autofree char *contents = text != NULL ? atspi_text_get_text (text, 0, -1, NULL) : NULL;

  if (contents != NULL && *contents != '\0')
    return g_steal_pointer (&contents);
  return dup_name (self);
}

static void
append_states (AtspiAccessible *element,
               GString         *line)
{
  const struct { AtspiStateType state; const char *word; } known[] = {
    { ATSPI_STATE_FOCUSABLE, "focusable" }, { ATSPI_STATE_FOCUSED, "focused" },
    { ATSPI_STATE_SELECTED, "selected" },   { ATSPI_STATE_CHECKED, "checked" },
    { ATSPI_STATE_PRESSED, "pressed" },     { ATSPI_STATE_EXPANDED, "expanded" },
    { ATSPI_STATE_EDITABLE, "editable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (at_element_has_state (element, known[i].state))
      g_string_append_printf (line, " %s", known[i].word);
  if (!at_element_has_state (element, ATSPI_STATE_SENSITIVE))
    g_string_append (line, " insensitive");
  if (!at_element_has_state (element, ATSPI_STATE_SHOWING))
    g_string_append (line, " hidden");
}

/**
 * at_element_describe:
 *
 * Returns: (transfer full): one line: role, name, text where it differs,
 *   description, states
 */
char *
at_element_describe (AtspiAccessible *self)
{
  g_autofree char *role = atspi_accessible_get_role_name (self, NULL);
  g_autofree char *name = dup_name (self);
  g_autofree char *text = at_element_dup_text (self);
  g_autofree char *description = atspi_accessible_get_description (self, NULL);
  GString *line = g_string_new (role != NULL ? role : "(gone)");

  g_string_append_printf (line, " “%s”", name);
  if (!g_str_equal (text, name))
    g_string_append_printf (line, " text “%s”", text);
  if (description != NULL && *description != '\0')
    g_string_append_printf (line, " described “%s”", description);
  append_states (self, line);
  return g_string_free_and_steal (line);
}

/**
 * at_element_get_parent:
 *
 * Returns: (transfer full) (nullable): the nearest element around @self that
 *   has @role
 */
AtspiAccessible *
at_element_get_parent (AtspiAccessible *self,
                       AtspiRole        role)
{
  g_autoptr(AtspiAccessible) at = atspi_accessible_get_parent (self, NULL);

  for (int depth = 0; at != NULL && depth < MAX_DEPTH; depth++)
    {
      AtspiAccessible *parent;

      if (role == AT_ANY_ROLE || atspi_accessible_get_role (at, NULL) == role)
        return g_steal_pointer (&at);
      parent = atspi_accessible_get_parent (at, NULL);
      g_object_unref (at);
      at = parent;
    }
  return NULL;
}

/* Depth first, until @visitor answers %TRUE: the element it did so for. */
static AtspiAccessible *
walk (AtspiAccessible *element,
      int              depth,
      Visitor          visitor,
      gpointer         data)
{
  int n_children;

  if (visitor (element, depth, data))
    return g_object_ref (element);
  if (depth == MAX_DEPTH)
    return NULL;

  n_children = atspi_accessible_get_child_count (element, NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr(AtspiAccessible) child = atspi_accessible_get_child_at_index (element, i, NULL);
      AtspiAccessible *found = child != NULL ? walk (child, depth + 1, visitor, data) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_wanted (AtspiAccessible *element,
           int              depth,
           gpointer         data)
{
  const Wanted *wanted = data;
  g_autofree char *name = NULL;

  if (wanted->role != AT_ANY_ROLE && atspi_accessible_get_role (element, NULL) != wanted->role)
    return FALSE;
  if (wanted->text != NULL)
    {
      name = dup_name (element);
      if (!g_str_equal (name, wanted->text))
        return FALSE;
    }
  return at_element_has_state (element, ATSPI_STATE_SHOWING);
}

/**
 * at_tree_find:
 * @root: where to begin
 * @role: a role, or %AT_ANY_ROLE
 * @name: (nullable): the whole name, as a screen reader would say it
 *
 * Returns: (transfer full) (nullable): the first such element that shows
 */
AtspiAccessible *
at_tree_find (AtspiAccessible *root,
              AtspiRole        role,
              const char      *name)
{
  return walk (root, 0, is_wanted, &(Wanted) { role, name });
}

static gboolean
is_row (AtspiAccessible *element,
        int              depth,
        gpointer         data)
{
  g_autoptr(AtspiAccessible) label = NULL;

  if (atspi_accessible_get_role (element, NULL) != ATSPI_ROLE_LIST_ITEM)
    return FALSE;
  label = at_tree_find (element, AT_ANY_ROLE, data);
  return label != NULL;
}

/**
 * at_tree_find_row:
 * @root: where to begin
 * @name: the name of a row, or of something in it
 *
 * A plain GtkListBoxRow has no name of its own: what it holds names it.
 *
 * Returns: (transfer full) (nullable): the first such row that shows
 */
AtspiAccessible *
at_tree_find_row (AtspiAccessible *root,
                  const char      *name)
{
  return walk (root, 0, is_row, (gpointer) name);
}

static gboolean
has_text (AtspiAccessible *element,
          int              depth,
          gpointer         data)
{
  g_autofree char *text = at_element_dup_text (element);

  return strstr (text, data) != NULL && at_element_has_state (element, ATSPI_STATE_SHOWING);
}

/**
 * at_tree_find_text:
 * @root: where to begin
 * @fragment: part of what a person would read
 *
 * Returns: (transfer full) (nullable): the first element that shows it
 */
AtspiAccessible *
at_tree_find_text (AtspiAccessible *root,
                   const char      *fragment)
{
  return walk (root, 0, has_text, (gpointer) fragment);
}

static gboolean
has_words (AtspiAccessible *element,
           int              depth,
           gpointer         data)
{
  g_autofree char *text = at_element_dup_text (element);

  return *text != '\0';
}

/* Lists and groups hand the focus on to what is in them. */
static gboolean
is_container (AtspiRole role)
{
  const AtspiRole roles[] = {
    ATSPI_ROLE_LIST, ATSPI_ROLE_LIST_BOX, ATSPI_ROLE_TABLE, ATSPI_ROLE_TREE_TABLE,
    ATSPI_ROLE_PANEL, ATSPI_ROLE_GROUPING, ATSPI_ROLE_SCROLL_PANE, ATSPI_ROLE_FRAME,
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i] == role)
      return TRUE;
  return FALSE;
}

static gboolean
note_unnamed (AtspiAccessible *element,
              int              depth,
              gpointer         data)
{
  AtspiRole role = atspi_accessible_get_role (element, NULL);
  g_autofree char *name = NULL;
  g_autoptr(AtspiAccessible) words = NULL;

  if (is_container (role) ||
      !at_element_has_state (element, ATSPI_STATE_FOCUSABLE) ||
      !at_element_has_state (element, ATSPI_STATE_SHOWING))
    return FALSE;

  name = dup_name (element);
  /* A row without a name is read out by what it holds. */
  if (*name == '\0' && role == ATSPI_ROLE_LIST_ITEM)
    words = walk (element, 0, has_words, NULL);
  if (*name == '\0' && words == NULL)
    g_strv_builder_take (data, at_element_describe (element));
  return FALSE;
}

/**
 * at_tree_find_unnamed:
 *
 * The audit: whatever can have the focus has to say what it is.
 *
 * Returns: (transfer full): a line for each element that does not; empty when
 *   all is well
 */
GStrv
at_tree_find_unnamed (AtspiAccessible *root)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr(AtspiAccessible) none = walk (root, 0, note_unnamed, lines);

  g_assert (none == NULL);
  return g_strv_builder_end (lines);
}

static gboolean
dump_line (AtspiAccessible *element,
           int              depth,
           gpointer         data)
{
  g_autofree char *line = at_element_describe (element);

  g_string_append_printf (data, "%*s%s\n", depth * 2, "", line);
  return FALSE;
}

/**
 * at_tree_dump:
 *
 * Returns: (transfer full): the whole tree, a line for each element
 */
char *
at_tree_dump (AtspiAccessible *root)
{
  GString *text = g_string_new (NULL);
  g_autoptr(AtspiAccessible) none = walk (root, 0, dump_line, text);

  g_assert (none == NULL);
  return g_string_free_and_steal (text);
}
