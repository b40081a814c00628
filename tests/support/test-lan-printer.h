/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestLanMood:
 * @TEST_LAN_WILLING: prints
 * @TEST_LAN_IDLE: takes the file, and does not print
 * @TEST_LAN_BUSY: refuses
 * @TEST_LAN_SILENT: takes the file, and closes the connection without a word
 * @TEST_LAN_HANGS: takes the file, and does not answer
 */
typedef enum
{
  TEST_LAN_WILLING,
  TEST_LAN_IDLE,
  TEST_LAN_BUSY,
  TEST_LAN_SILENT,
  TEST_LAN_HANGS,
} TestLanMood;

/** TEST_LAN_KEY: what a printer with a key wants. */
#define TEST_LAN_KEY "0123456789ABCDEF0123456789ABCDEF"

/**
 * TestLanPrinter:
 *
 * A printer on loopback, without encryption, that speaks one of the wires of print servers, made from what their makers
 * publish: “ultimaker”, “octoprint”, “moonraker” or “prusalink”. It looks closely at what it gets.
 */
typedef struct _TestLanPrinter TestLanPrinter;

TestLanPrinter *test_lan_printer_new        (const char     *kind,
                                             gboolean        wants_key);
void            test_lan_printer_free       (TestLanPrinter *self);
void            test_lan_printer_set_mood   (TestLanPrinter *self,
                                             TestLanMood     mood);
const char     *test_lan_printer_get_uri    (TestLanPrinter *self);
int             test_lan_printer_get_prints (TestLanPrinter *self);
GBytes         *test_lan_printer_dup_file   (TestLanPrinter *self,
                                             char          **out_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLanPrinter, test_lan_printer_free)

G_END_DECLS
