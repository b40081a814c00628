/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A browser or a resolver that Avahi keeps for us until we give it back. */
typedef struct _SluiceAvahiObject SluiceAvahiObject;

/* @error: why Avahi made none. Not called once the object is given back. */
typedef void (*SluiceAvahiFailed) (const GError *error,
                                   gpointer      data);

SluiceAvahiObject *sluice_avahi_object_new     (GDBusConnection   *connection,
                                                const char        *owner,
                                                const char        *class_name,
                                                GVariant          *arguments,
                                                SluiceAvahiFailed  failed,
                                                gpointer           data);
void               sluice_avahi_object_release (SluiceAvahiObject *self);
gboolean           sluice_avahi_object_is_at   (SluiceAvahiObject *self,
                                                const char        *path);

G_END_DECLS
