/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TestPortalAnswer:
 * @TEST_PORTAL_GIVES: the same key each time
 * @TEST_PORTAL_GIVES_ANOTHER: as after the desktop's keyring was made anew
 * @TEST_PORTAL_REFUSES: the person said no
 * @TEST_PORTAL_FAILS: it could not
 * @TEST_PORTAL_IS_SILENT: no answer
 */
typedef enum
{
  TEST_PORTAL_GIVES,
  TEST_PORTAL_GIVES_ANOTHER,
  TEST_PORTAL_REFUSES,
  TEST_PORTAL_FAILS,
  TEST_PORTAL_IS_SILENT,
} TestPortalAnswer;

/* The desktop's Secret portal, for whoever thinks to be in a sandbox. On the session bus until the process ends. */
void test_portal_start (TestPortalAnswer answer);

G_END_DECLS
