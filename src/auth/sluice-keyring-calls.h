/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* libsecret's calls as futures. A future that nobody waits for any more cancels its call, and dismisses its prompt. */
DexFuture *sluice_keyring_call_service            (void) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_default_collection (SecretService      *service) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_search             (const SecretSchema *schema,
                                                   GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_retrieve           (SecretRetrievable  *item) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_store              (const SecretSchema *schema,
                                                   GHashTable         *attributes,
                                                   const char         *label,
                                                   const char         *secret) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_clear              (const SecretSchema *schema,
                                                   GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_keyring_call_unlock             (SecretService      *service,
                                                   GList              *objects) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
