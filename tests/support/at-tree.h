/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <atspi/atspi.h>

G_BEGIN_DECLS

/** AT_ANY_ROLE: matches an element of every role. */
#define AT_ANY_ROLE ATSPI_ROLE_INVALID

gboolean         at_element_has_state  (AtspiAccessible *self,
                                        AtspiStateType   state);
char            *at_element_dup_text   (AtspiAccessible *self);
char            *at_element_describe   (AtspiAccessible *self);
AtspiAccessible *at_element_get_parent (AtspiAccessible *self,
                                        AtspiRole        role);

AtspiAccessible *at_tree_find          (AtspiAccessible *root,
                                        AtspiRole        role,
                                        const char      *name);
AtspiAccessible *at_tree_find_row      (AtspiAccessible *root,
                                        const char      *name);
AtspiAccessible *at_tree_find_text     (AtspiAccessible *root,
                                        const char      *fragment);
GStrv            at_tree_find_unnamed  (AtspiAccessible *root);
char            *at_tree_dump          (AtspiAccessible *root);

/* libatspi has none of its own. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiEditableText, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiSelection, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiText, g_object_unref)

G_END_DECLS
