/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestCloud:
 *
 * A real sluice-cloud in a process of its own, on a throw-away state folder. It
 * ends with the test, however that ends.
 */
typedef struct _TestCloud TestCloud;

TestCloud  *test_cloud_start            (const char * const *arguments);
TestCloud  *test_cloud_start_in         (const char         *state_folder,
                                         const char * const *arguments);
void        test_cloud_free             (TestCloud          *self);

const char *test_cloud_get_url          (TestCloud          *self);
const char *test_cloud_get_ca_file      (TestCloud          *self);
const char *test_cloud_get_spki_sha256  (TestCloud          *self);
const char *test_cloud_get_state_folder (TestCloud          *self);
const char *test_cloud_get_identifier   (TestCloud          *self);
guint16     test_cloud_get_port         (TestCloud          *self);
char       *test_cloud_dup_owner_secret (TestCloud          *self);

void        test_cloud_stop             (TestCloud          *self);
void        test_cloud_kill             (TestCloud          *self);
void        test_cloud_close_stdin      (TestCloud          *self);
int         test_cloud_wait             (TestCloud          *self);

char       *test_cloud_get_program      (void);
void        test_cloud_prepare_state    (const char         *state_folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCloud, test_cloud_free)

G_END_DECLS
