/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (sluice-base-error-quark, sluice_base_error)

/**
 * sluice_base_error_set_from_errno:
 * @error: (out) (optional): where the error goes
 * @saved_errno: what `errno` was when the call failed
 * @doing: (nullable): what was being done, as a translated sentence; %NULL for a general one
 *
 * Turns a failed system call into an error that a person can act on.
 */
void
sluice_base_error_set_from_errno (GError    **error,
                                  int         saved_errno,
                                  const char *doing)
{
  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_NO_SPACE,
                         _("The disk is full. Nothing that was there before is lost; free some room and try again."));
  else if (doing != NULL)
    g_set_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE,
                 "%s (%s)", doing, g_strerror (saved_errno));
  else
    g_set_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE,
                 _("The disk refused: %s"), g_strerror (saved_errno));
}
