/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

G_BEGIN_DECLS

/* Enough of an id to tell files apart, and to type. */
#define VAULT_SHORT_ID 12

/** VaultOptions: what a person typed beside the verb; owned by GOption's caller. */
typedef struct
{
  char     *output;
  char     *sheet;
  char     *larger_than;
  char     *until_free;
  int       older_than; /* days; -1 when not given */
  gboolean  check;
  gboolean  make_new;
  gboolean  verify;
  gboolean  yes;
} VaultOptions;

/** VaultCall: what a verb works with. @vault: listed; %NULL for a verb that can do without its key. */
typedef struct
{
  SluiceContext       *context;
  SluiceVault         *vault;
  char               **arguments;
  const VaultOptions  *options;
} VaultCall;

/* Each does one verb of "sluicectl vault"; blocks. */
gboolean         vault_verb_phrase    (VaultCall    *call,
                                       GError      **error);
gboolean         vault_verb_recover   (VaultCall    *call,
                                       GError      **error);
gboolean         vault_verb_set_aside (VaultCall    *call,
                                       GError      **error);
gboolean         vault_verb_cleanup   (VaultCall    *call,
                                       GError      **error);
gboolean         vault_verb_export    (VaultCall    *call,
                                       GError      **error);
gboolean         vault_verb_quota     (VaultCall    *call,
                                       GError      **error);

/* What several verbs need. */
gboolean         vault_succeed        (DexFuture    *future,
                                       GError      **error);
SluiceVaultItem *vault_find_item      (SluiceVault  *vault,
                                       const char   *prefix,
                                       GError      **error);
void             vault_show_progress  (gint64        done,
                                       gint64        total,
                                       gpointer      data);

G_END_DECLS
