/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-error.h"

#include "sluice-base-error.h"

G_DEFINE_QUARK (sluice-vault-error-quark, sluice_vault_error)

static SluiceVaultError
code_for_base (int base_code)
{
  switch ((SluiceBaseError) base_code)
    {
    case SLUICE_BASE_ERROR_CORRUPT:
      return SLUICE_VAULT_ERROR_DAMAGED;
    case SLUICE_BASE_ERROR_KEY:
      return SLUICE_VAULT_ERROR_KEY;
    case SLUICE_BASE_ERROR_NO_SPACE:
      return SLUICE_VAULT_ERROR_NO_SPACE;
    case SLUICE_BASE_ERROR_EXISTS:
      return SLUICE_VAULT_ERROR_EXISTS;
    case SLUICE_BASE_ERROR_STORAGE:
    case SLUICE_BASE_ERROR_FORMAT:
    case SLUICE_BASE_ERROR_TOO_NEW:
    default:
      return SLUICE_VAULT_ERROR_IO;
    }
}

/**
 * sluice_vault_error_take:
 * @error: (out) (optional): where the error goes
 * @cause: (transfer full): what base said
 *
 * Says the same as @cause, with a code of this room. An error that is not
 * base's (a cancellation) stays what it is.
 */
void
sluice_vault_error_take (GError **error,
                         GError  *cause)
{
  if (cause->domain == SLUICE_BASE_ERROR)
    {
      cause->code = code_for_base (cause->code);
      cause->domain = SLUICE_VAULT_ERROR;
    }

  g_propagate_error (error, cause);
}

/**
 * sluice_vault_error_set_from_errno:
 * @error: (out) (optional): where the error goes
 * @saved_errno: what `errno` was when the call failed
 * @doing: (nullable): what failed, as a translated sentence
 */
void
sluice_vault_error_set_from_errno (GError    **error,
                                   int         saved_errno,
                                   const char *doing)
{
  GError *cause = NULL;

  sluice_base_error_set_from_errno (&cause, saved_errno, doing);
  sluice_vault_error_take (error, cause);
}
