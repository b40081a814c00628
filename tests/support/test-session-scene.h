/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"
#include "test-net-doubles.h"
#include "test-server.h"

G_BEGIN_DECLS

/** TEST_SESSION_NOON: when it is: Monday, 23 November 2026, 12:00:00 UTC */
#define TEST_SESSION_NOON G_GINT64_CONSTANT (1795435200)

/**
 * TestSessionScene:
 * @server: whom @session talks to
 * @clock: stands still
 * @policy: lets everything out: the session is tested, not the gate
 * @authorizer: has “stale”, and “fresh” once it is told that it is
 * @session: with the server's own authority and key
 *
 * A session, a server of the test's, and all that stands between them.
 */
typedef struct
{
  TestServer     *server;
  char           *folder;
  SluiceClock    *clock;
  SluicePolicy   *policy;
  TestAuthorizer *authorizer;
  SluiceLedger   *ledger;
  SluiceGate     *gate;
  SluiceSession  *session;
} TestSessionScene;

TestSessionScene  *test_session_scene_new     (TestServerFlags     flags,
                                               TestServerHandler   handler);
void               test_session_scene_free    (TestSessionScene   *self);
SluiceSession     *test_session_scene_connect (TestSessionScene   *self,
                                               GTlsDatabase       *database,
                                               const char         *pin);
gboolean           test_session_scene_send    (TestSessionScene   *self,
                                               SluiceRequest      *request,
                                               GError            **error);
SluiceResponse    *test_session_scene_get     (TestSessionScene   *self,
                                               const char         *path,
                                               GError            **error);
SluiceLedgerEntry *test_session_scene_newest  (TestSessionScene   *self,
                                               guint               expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSessionScene, test_session_scene_free)

G_END_DECLS
