/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-cloud.h"

#include <libdex.h>

G_BEGIN_DECLS

/** TEST_VENDOR_CLIENT: what the cloud calls who signs in there as the vendor's own programs do. */
#define TEST_VENDOR_CLIENT "a-client"

/**
 * TestVendor:
 * @cloud: with a person, printers, prints and a library
 * @redirect: the redirect address of the client, letter by letter
 *
 * A real cloud, for whoever knows it by the vendor's API families only, and the person at a browser.
 */
typedef struct
{
  TestCloud *cloud;
  char      *redirect;
} TestVendor;

TestVendor *test_vendor_start  (void);
void        test_vendor_free   (TestVendor *self);
char       *test_vendor_decide (TestVendor *self,
                                const char *address,
                                const char *action);
DexFuture  *test_vendor_launch (const char *uri,
                                gpointer    self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestVendor, test_vendor_free)

G_END_DECLS
