/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestPrintFault:
 * @TEST_PRINT_FINE: prints at 50 %, with the nozzle at 210 °C
 * @TEST_PRINT_IDLE: nothing is printed
 * @TEST_PRINT_SLOW: the same as fine, a few bytes at a time
 * @TEST_PRINT_NO_KEY: 401
 * @TEST_PRINT_CONFLICT: 409
 * @TEST_PRINT_TOO_MANY: 429, come back in a second
 * @TEST_PRINT_FAILS: 500
 * @TEST_PRINT_HALF: half a JSON text
 * @TEST_PRINT_WRONG: JSON of other types
 * @TEST_PRINT_HUGE: more than anybody reads
 * @TEST_PRINT_DROPS: the connection breaks in the middle
 *
 * How a print server is.
 */
typedef enum
{
  TEST_PRINT_FINE,
  TEST_PRINT_IDLE,
  TEST_PRINT_SLOW,
  TEST_PRINT_NO_KEY,
  TEST_PRINT_CONFLICT,
  TEST_PRINT_TOO_MANY,
  TEST_PRINT_FAILS,
  TEST_PRINT_HALF,
  TEST_PRINT_WRONG,
  TEST_PRINT_HUGE,
  TEST_PRINT_DROPS,
} TestPrintFault;

/** TEST_PRINT_KEY: what one with a key wants. */
#define TEST_PRINT_KEY "FEDCBA9876543210FEDCBA9876543210"

/**
 * TestPrintServer:
 *
 * What print servers say of themselves to who watches them, made from what their makers publish: “ultimaker”,
 * “octoprint”, “moonraker” or “prusalink”. On loopback, without encryption.
 */
typedef struct _TestPrintServer TestPrintServer;

TestPrintServer *test_print_server_new          (const char      *kind,
                                                 gboolean         wants_key);
void             test_print_server_free         (TestPrintServer *self);
void             test_print_server_set_fault    (TestPrintServer *self,
                                                 TestPrintFault   fault);
void             test_print_server_set_digest   (TestPrintServer *self,
                                                 guint            n_uses);
const char      *test_print_server_get_uri      (TestPrintServer *self);
int              test_print_server_get_requests (TestPrintServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPrintServer, test_print_server_free)

G_END_DECLS
