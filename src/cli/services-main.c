/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>

/* The rest of sluicectl, and what it says of itself; main.c says why there are two programs. */

static const SluicectlCommand * const groups[] = {
  sluicectl_print_commands,
  sluicectl_upload_commands,
  sluicectl_printer_commands,
  sluicectl_vault_commands,
  sluicectl_service_commands,
  sluicectl_account_commands,
  sluicectl_consent_commands,
  sluicectl_data_commands,
  NULL
};

static void
print_help (void)
{
  g_print ("%s\n\n", _("usage: sluicectl COMMAND [ARGUMENTS]"));
  for (guint i = 0; groups[i] != NULL; i++)
    for (const SluicectlCommand *command = groups[i]; command->name != NULL; command++)
      g_print ("  %-10s %s\n", command->name, _(command->summary));
}

int
main (int   argc,
      char *argv[])
{
  const SluicectlCommand *command;

  sluicectl_init ();
  if (argc < 2)
    return sluicectl_usage ("COMMAND [ARGUMENTS]");
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return SLUICECTL_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("sluicectl %s\n", PACKAGE_VERSION);
      return SLUICECTL_OK;
    }

  command = sluicectl_find_command (groups, argv[1]);
  if (command != NULL)
    return sluicectl_end (command->run (argc - 1, argv + 1));

  g_printerr ("%s\n", _("sluicectl: there is no such command; “sluicectl --help” lists them"));
  return SLUICECTL_USAGE;
}
