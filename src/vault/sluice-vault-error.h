/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_VAULT_ERROR (sluice_vault_error_quark ())

/**
 * SluiceVaultError:
 * @SLUICE_VAULT_ERROR_NOT_FOUND: the vault does not have it
 * @SLUICE_VAULT_ERROR_EXISTS: something is there already; choose another place
 * @SLUICE_VAULT_ERROR_DAMAGED: the vault's copy is not what was put in; add the file again
 * @SLUICE_VAULT_ERROR_NO_SPACE: the disk is full; free room and try again
 * @SLUICE_VAULT_ERROR_KEY: the vault was made with another key; bring that key back
 * @SLUICE_VAULT_ERROR_UNSUITABLE: nothing a vault can keep; choose another file
 * @SLUICE_VAULT_ERROR_CHANGED: the file changed while it was read; try again
 * @SLUICE_VAULT_ERROR_KEY_LOST: there are files, and no key for them in the keyring; ask for the recovery phrase
 * @SLUICE_VAULT_ERROR_PHRASE: what was typed is no recovery phrase, or not this vault's; let the person compare it
 * @SLUICE_VAULT_ERROR_NO_PHRASE: no recovery phrase was made for this vault; offer to make one while there is the key
 * @SLUICE_VAULT_ERROR_QUOTA: the vault would be larger than the person wants; offer to clean up
 * @SLUICE_VAULT_ERROR_IO: the disk refused; see the message
 *
 * What went wrong with files kept at home.
 */
typedef enum
{
  SLUICE_VAULT_ERROR_NOT_FOUND,
  SLUICE_VAULT_ERROR_EXISTS,
  SLUICE_VAULT_ERROR_DAMAGED,
  SLUICE_VAULT_ERROR_NO_SPACE,
  SLUICE_VAULT_ERROR_KEY,
  SLUICE_VAULT_ERROR_UNSUITABLE,
  SLUICE_VAULT_ERROR_CHANGED,
  SLUICE_VAULT_ERROR_KEY_LOST,
  SLUICE_VAULT_ERROR_PHRASE,
  SLUICE_VAULT_ERROR_NO_PHRASE,
  SLUICE_VAULT_ERROR_QUOTA,
  SLUICE_VAULT_ERROR_IO,
} SluiceVaultError;

GQuark sluice_vault_error_quark          (void);

void   sluice_vault_error_take           (GError    **error,
                                          GError     *cause);
void   sluice_vault_error_set_from_errno (GError    **error,
                                          int         saved_errno,
                                          const char *doing);

G_END_DECLS
