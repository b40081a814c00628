/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>

/** sluicectl_fail: says on standard error what went wrong; returns the exit code for it. */
int
sluicectl_fail (const GError *error)
{
  g_printerr ("sluicectl: %s\n", error->message);
  return SLUICECTL_FAILED;
}

/** sluicectl_usage: says on standard error how @usage, a command and its arguments, is typed; returns the exit code. */
int
sluicectl_usage (const char *usage)
{
  /* Translators: %s is a command with its arguments */
  g_printerr (_("usage: sluicectl %s\n"), usage);
  return SLUICECTL_USAGE;
}
