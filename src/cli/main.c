/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/*
 * sluicectl. What needs nothing but a file is done here. All else is handed to
 * sluicectl-services: to load what talks to clouds and keyrings takes longer
 * than to read a print file of 200 MB.
 */

#define SERVICES "sluicectl-services"

/* Beside this program, as in a build folder, or where it is installed. */
static char *
find_services (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, SERVICES, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_build_filename (LIBEXECDIR, SERVICES, NULL);
}

int
main (int   argc,
      char *argv[])
{
  static const SluicectlCommand * const groups[] = { sluicectl_print_commands, NULL };
  const SluicectlCommand *command = argc > 1 ? sluicectl_find_command (groups, argv[1]) : NULL;
  g_autofree char *services = NULL;

  sluicectl_init ();
  if (command != NULL)
    return sluicectl_end (command->run (argc - 1, argv + 1));

  services = find_services ();
  execv (services, argv);
  /* Translators: %s is the name of a program */
  g_printerr (_("sluicectl: %s cannot be started; install Sluice once more\n"), SERVICES);
  return SLUICECTL_FAILED;
}
