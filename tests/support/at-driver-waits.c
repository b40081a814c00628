/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"

/* Waiting for things to show and to go: at_driver_wait() with something to look for. */

typedef struct
{
  AtspiRole        role;
  const char      *text;
  AtspiAccessible *found;
} Search;

static gboolean
is_found (AtDriver *self,
          gpointer  data)
{
  Search *search = data;

  g_clear_object (&search->found);
  search->found = at_tree_find (at_driver_get_root (self), search->role, search->text);
  return search->found != NULL;
}

static gboolean
is_gone (AtDriver *self,
         gpointer  data)
{
  return !is_found (self, data);
}

static gboolean
is_text_found (AtDriver *self,
               gpointer  data)
{
  Search *search = data;

  g_clear_object (&search->found);
  search->found = at_tree_find_text (at_driver_get_root (self), search->text);
  return search->found != NULL;
}

/**
 * at_driver_wait_for:
 * @role: a role, or %AT_ANY_ROLE
 * @name: (nullable): the whole name
 *
 * Returns: (transfer full) (nullable): the first such element that shows
 */
AtspiAccessible *
at_driver_wait_for (AtDriver     *self,
                    AtspiRole     role,
                    const char   *name,
                    GError      **error)
{
  Search search = { role, name };
  g_autofree char *what = g_strdup_printf ("“%s”", name != NULL ? name : "anything");

  if (!at_driver_wait (self, is_found, &search, what, error))
    return NULL;
  return search.found;
}

/**
 * at_driver_wait_gone:
 *
 * The opposite of at_driver_wait_for().
 */
gboolean
at_driver_wait_gone (AtDriver    *self,
                     AtspiRole    role,
                     const char  *name,
                     GError     **error)
{
  Search search = { role, name };
  g_autofree char *what = g_strdup_printf ("“%s” to go", name);
  gboolean gone = at_driver_wait (self, is_gone, &search, what, error);

  g_clear_object (&search.found);
  return gone;
}

/**
 * at_driver_wait_text:
 * @fragment: part of what a person would read anywhere in the window
 *
 * Returns: (transfer full) (nullable): the whole text that it is part of
 */
char *
at_driver_wait_text (AtDriver    *self,
                     const char  *fragment,
                     GError     **error)
{
  Search search = { AT_ANY_ROLE, fragment };
  g_autofree char *what = g_strdup_printf ("the text “%s”", fragment);
  g_autoptr(AtspiAccessible) found = NULL;

  if (!at_driver_wait (self, is_text_found, &search, what, error))
    return NULL;
  found = search.found;
  return at_element_dup_text (found);
}
