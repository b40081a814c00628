/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-application.h"
#include "sluice-close-up.h"
#include "sluice-log.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>
#include <locale.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr(SluiceApplication) application = NULL;

  sluice_close_up_dumps ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  sluice_log_init ("sluice");
  dex_init ();

  application = sluice_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
