/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestAvahiMood:
 * @TEST_AVAHI_WILLING: as avahi-daemon
 * @TEST_AVAHI_HASTY: says what a browser found before it says what the browser is called
 * @TEST_AVAHI_REFUSES: as a bus whose policy does not let everybody ask
 * @TEST_AVAHI_BREAKS: makes browsers, which fail
 */
typedef enum
{
  TEST_AVAHI_WILLING,
  TEST_AVAHI_HASTY,
  TEST_AVAHI_REFUSES,
  TEST_AVAHI_BREAKS,
} TestAvahiMood;

/**
 * TestAvahi:
 *
 * Plays org.freedesktop.Avahi on a bus, as the introspection of avahi-daemon describes it: browsers and resolvers, each an
 * object that tells only who made it. A service is what ServiceResolver's Found says, of type (iissssisqaayu).
 */
typedef struct _TestAvahi TestAvahi;

TestAvahi *test_avahi_new        (const char    *bus,
                                  TestAvahiMood  mood);
void       test_avahi_free       (TestAvahi     *self);
void       test_avahi_add        (TestAvahi     *self,
                                  GVariant      *service);
void       test_avahi_change     (TestAvahi     *self,
                                  guint          index,
                                  GVariant      *service);
void       test_avahi_remove     (TestAvahi     *self,
                                  guint          index);
guint      test_avahi_count      (TestAvahi     *self);
guint      test_avahi_count_made (TestAvahi     *self);

GVariant  *test_avahi_service    (int                 interface,
                                  int                 protocol,
                                  const char         *name,
                                  const char         *type,
                                  const char         *host,
                                  const char         *address,
                                  guint16             port,
                                  const char * const *txt);

GDBusConnection *test_avahi_connect (const char *bus);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAvahi, test_avahi_free)

G_END_DECLS
