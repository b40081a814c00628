/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tour-partner.h"
#include "tour-walk.h"

#include <glib/gstdio.h>
#include <locale.h>

/*
 * sluice-tour FOLDER: walks through Sluice as a person in their first minutes
 * does, and leaves the picture of every screen in FOLDER. It runs in a desktop
 * of its own, as ./dev tour starts it, with sluice on PATH.
 */

#define PRINT_FILE "13_UMS5_Turbine-Bracket.ufp"

/* A new screen is a line here. */
static const TourStep steps[] = {
  { TOUR_LOOK,  NULL,                "Try it here",      "welcome" },
  { TOUR_CLICK, "A Sluice cloud elsewhere", "Sluice does not see your password", "sign-in" },
  { TOUR_PRESS, "Escape",            "Try it here",      NULL },
  { TOUR_CLICK, "Try it here",       "Overview",         NULL },
  { TOUR_GO,    "Overview",          "Overview",         "overview" },
  { TOUR_CLICK, "Cloud: Home cloud", "Sluice is at one cloud at a time", "clouds" },
  { TOUR_PRESS, "Escape",            "Overview",         NULL },
  { TOUR_GO,    "Printers",          "S5 farm",          "printers" },
  { TOUR_GO,    "Uploads",           "Uploads",          "uploads" },
  { TOUR_OPEN,  NULL,                "Send process data", "split" },
  { TOUR_CLICK, "Printers in Your Network…", "Print Without a Cloud", "home-printers" },
  { TOUR_CLICK, "Add a Printer",     "such as 192.168.1.20", "home-printer" },
  { TOUR_PRESS, "Escape",            "Print Without a Cloud", NULL },
  { TOUR_PRESS, "Escape",            "Send process data", NULL },
  { TOUR_PRESS, "F10 Down Down Down Down Return", "Usual choice", "rules" },
  { TOUR_PRESS, "Escape",            "Send process data", NULL },
  { TOUR_CHOICE, "Print on",          "Workshop",          NULL },
  { TOUR_PRESS, "Down Return", "Send process data", NULL },
  { TOUR_CLICK, "Send process data", "of process data.",  "sent" },
  { TOUR_GO,    "Printers",          PRINT_FILE,          "watched" },
  { TOUR_PRESS, "F10 Down Down Return", "Goes on", "history" },
  { TOUR_PRESS, "Escape",            PRINT_FILE,          NULL },
  { TOUR_PRESS, "F10 Down Down Down Down Down Return", "Tell Me When", "notifications" },
  { TOUR_PRESS, "Escape",            PRINT_FILE,          NULL },
  { TOUR_GO,    "Activity",          "Process data",      "activity" },
  { TOUR_GO,    "Apps & Consent",    "Nobody Can See Your Data", "consent-empty" },
  { TOUR_CLICK, "Enter a Code…",     "Type the code that the other device shows", "consent-code" },
  { TOUR_PRESS, "Escape",            "Nobody Can See Your Data", NULL },
  { TOUR_ACT,   NULL,                "Asks for 3 kinds of data", "consent-waiting", tour_partner_ask },
  { TOUR_CLICK, "Review…", "See what that is", "consent-question" },
  { TOUR_SWITCH, "Print history, Private until consent", "Share 1 item", NULL },
  { TOUR_SWITCH, "Process records, Private until consent", "Share 2 items", "consent-chosen" },
  { TOUR_CLICK, "Share 2 items",     "Can see 2 kinds of data", "consent-shared" },
  { TOUR_PRESS, "Escape",            "Can see 2 kinds of data", NULL },
  { TOUR_ACT,   NULL,                "last used",         NULL, tour_partner_read },
  { TOUR_ACT,   NULL,                "Asks for 3 kinds of data", "consent-all", tour_partner_again },
  { TOUR_GO,    "Overview",          "request for your data waits", "consent-overview" },
  { TOUR_GO,    "Apps & Consent",    "Asks for 3 kinds of data", NULL },
  { TOUR_ROW,   "Shared with Print Lab", "Genuine",       "consent-receipt" },
  { TOUR_PRESS, "Escape",            "Asks for 3 kinds of data", NULL },
  { TOUR_CLICK, "Review…",           "See what that is",  NULL },
  { TOUR_CLICK, "Deny",              "Nobody waits for your answer", NULL },
  { TOUR_PRESS, "Escape",            "Nobody waits for your answer", NULL },
  /* Away and back, as the dialog takes its time to go, and clicks until then. */
  { TOUR_GO,    "Overview",          "can see some of your data", NULL },
  { TOUR_GO,    "Apps & Consent",    "Nobody waits for your answer", NULL },
  { TOUR_ROW,   "Print Lab",         "How long", "consent-grant" },
  { TOUR_CLICK, "Change…",           "Switch off what they are not to see", "consent-change" },
  { TOUR_PRESS, "Escape",            "Nobody waits for your answer", NULL },
  { TOUR_ACT,   NULL,                "Not What They Were", "consent-alarm", tour_partner_change },
  { TOUR_GO,    "Activity",          "Process data",      NULL },
  { TOUR_TAB, "Read at the Cloud", "Print Lab read: Print history", "activity-read" },
  { TOUR_GO,    "My Data",           "User name",        "data" },
  { TOUR_ROW,   "demo",              "Who read it",      "data-item" },
  { TOUR_PRESS, "Escape",            "User name",        NULL },
  { TOUR_CLICK, "Formal Requests…",  "Formal Requests",  "requests" },
  { TOUR_PRESS, "Escape",            "User name",        NULL },
  { TOUR_GO,    "Security",          "RSA-4096, as promised", "security" },
  { TOUR_ROW,   "Home cloud",        "Key of the certificate", "security-connection" },
  { TOUR_ROW,   "Report a Weakness…", "This cloud wants to be told at", "security-report" },
  { TOUR_PRESS, "Escape",            "RSA-4096, as promised", NULL },
  { TOUR_GO,    "Uploads",           "of process data.", NULL },
};

/* Beside this checkout, or the copy in it. (transfer full) (nullable) */
static char *
find_print_file (void)
{
  const char *folders[] = { CORPUS_DIR, CORPUS_COPY_DIR };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], PRINT_FILE, NULL);

      if (*folders[i] != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/* Pictures of an earlier tour would pass for pictures of this one. */
static gboolean
empty_folder (const char  *folder,
              GError     **error)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (g_mkdir_with_parents (folder, 0755) != 0 || (dir = g_dir_open (folder, 0, error)) == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                     "The folder “%s” cannot be made.", folder);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".png"))
        g_unlink (path);
    }
  return TRUE;
}

static gboolean
run (const Tour  *tour,
     char       **out_result,
     GError     **error)
{
  const char *argv[] = { tour->program, NULL };
  g_autoptr(AtDriver) driver = NULL;

  if (!empty_folder (tour->folder, error))
    return FALSE;
  driver = at_driver_start (argv, error);
  if (driver == NULL || !tour_walk (tour, driver, error))
    return FALSE;
  /* Sluice's own words, from where a person reads them. */
  *out_result = at_driver_wait_text (driver, steps[G_N_ELEMENTS (steps) - 1].mark, error);
  return *out_result != NULL && at_driver_stop (driver, error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = find_print_file ();
  g_autofree char *result = NULL;
  Tour tour = { .program = "sluice", .file = file, .steps = steps, .n_steps = G_N_ELEMENTS (steps) };

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("usage: sluice-tour FOLDER\n");
      return 2;
    }
  if (file == NULL)
    {
      g_printerr ("sluice-tour: there is no %s in “%s” or “%s”.\n", PRINT_FILE, CORPUS_DIR, CORPUS_COPY_DIR);
      return 1;
    }

  tour.folder = argv[1];
  if (!run (&tour, &result, &error))
    {
      g_printerr ("sluice-tour: %s\n", error->message);
      return 1;
    }
  g_print ("Pictures are in %s\n%s\n", tour.folder, result);
  return 0;
}
