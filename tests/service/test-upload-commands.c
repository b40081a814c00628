/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-scene.h"
#include "sluice-json.h"
#include "test-lan-printer.h"
#include "test-util.h"

#include <string.h>

/* The real sluicectl sends real print files to a real cloud, with the keyring and the vault of a throw-away desktop. */
#define UFP "13_UMS5_Turbine-Bracket.ufp"

/* How many process records, or uploads, the cloud keeps. */
static guint
count_kept (const char *category)
{
  g_auto(CtlOutcome) listed = ctl_run ("data list --category %s --json", category);
  g_autoptr(JsonNode) node = ctl_parse (&listed);

  return json_array_get_length (sluice_json_get_array (json_node_get_object (node), "items"));
}

static gboolean
is_in_vault (const char *name)
{
  g_auto(CtlOutcome) listed = ctl_run ("vault list");

  ctl_assert_status (&listed, 0);
  return strstr (listed.out, name) != NULL;
}

static void
set_mode (const char *mode)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_string (settings, "upload-mode", mode);
  g_settings_sync ();
}

/* (transfer full): a copy of a real file under another name, which is the vault's name of it then */
static char *
copy_ufp (CtlScene   *scene,
          const char *name)
{
  g_autofree char *source = test_corpus_file (UFP);
  g_autoptr(GBytes) bytes = test_load_file (source);
  char *path = g_build_filename (scene->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return path;
}

/* (transfer full): of the one file that was sent as JSON */
static JsonObject *
upload_json (const char *line)
{
  g_auto(CtlOutcome) outcome = ctl_run_with (NULL, line);
  g_autoptr(JsonNode) node = ctl_parse (&outcome);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  return json_object_ref (json_array_get_object_element (json_node_get_array (node), 0));
}

static gint64
get_int (JsonObject *object,
         const char *member)
{
  gint64 value = -1;

  g_assert_true (sluice_json_get_int (object, member, &value));
  return value;
}

static void
test_usage (CtlScene      *scene,
            gconstpointer  data)
{
  ctl_assert_fails (ctl_run ("upload"), 2, "upload FILE");
  ctl_assert_fails (ctl_run ("upload --mode some a.gcode"), 2, "--mode");
  ctl_assert_fails (ctl_run ("upload --no-such a.gcode"), 2, "no-such");
  ctl_assert_fails (ctl_run ("upload --yes %s/none.gcode", scene->folder), 1, "cannot be read");
  ctl_assert_fails (ctl_run ("upload --yes %s", scene->folder), 1, "This is a folder");
  ctl_assert_fails (ctl_run ("upload --place nobody a.gcode"), 1, "no such account");
}

/* Without “--yes” it is only shown. */
static void
test_shown (CtlScene      *scene,
            gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "shown.ufp");
  const guint n_before = count_kept ("prints.records");
  g_auto(CtlOutcome) shown = ctl_run ("upload %s", path);

  ctl_assert_status (&shown, 3);
  ctl_assert_says (shown.out, "shown.ufp\n");
  ctl_assert_says (shown.out, "Would leave, to ");
  ctl_assert_says (shown.out, ": its process record, ");
  ctl_assert_says (shown.out, " product + ");
  ctl_assert_says (shown.err, "“--yes”");
  g_assert_cmpuint (count_kept ("prints.records"), ==, n_before);
  g_assert_false (is_in_vault ("shown.ufp"));
}

static void
test_process (CtlScene      *scene,
              gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "process.ufp");
  const guint n_records = count_kept ("prints.records");
  const guint n_files = count_kept ("designs.uploads");
  g_auto(CtlOutcome) sent = ctl_run ("upload --yes %s", path);

  ctl_assert_status (&sent, 0);
  ctl_assert_says (sent.out, "process.ufp: sent, process data only, ");
  g_assert_cmpuint (count_kept ("prints.records"), ==, n_records + 1);
  g_assert_cmpuint (count_kept ("designs.uploads"), ==, n_files);
  g_assert_true (is_in_vault ("process.ufp"));
}

/* What the rules say holds, and a choice for these files goes before it. */
static void
test_modes (CtlScene      *scene,
            gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "modes.ufp");
  const guint n_records = count_kept ("prints.records");

  set_mode ("nothing");
  {
    g_auto(CtlOutcome) kept = ctl_run ("upload --yes %s", path);

    ctl_assert_status (&kept, 0);
    ctl_assert_says (kept.out, "Nothing would leave");
    ctl_assert_says (kept.out, "modes.ufp: kept in your vault; nothing was sent.");
    g_assert_cmpuint (count_kept ("prints.records"), ==, n_records);
    g_assert_true (is_in_vault ("modes.ufp"));
  }
  {
    g_auto(CtlOutcome) sent = ctl_run ("upload --yes --mode all %s", path);

    ctl_assert_status (&sent, 0);
    ctl_assert_says (sent.out, "all of it");
    ctl_assert_says (sent.out, "modes.ufp: sent, product and process data");
  }
  set_mode ("process");
  {
    g_auto(CtlOutcome) kept = ctl_run ("upload --yes --mode nothing %s", path);

    ctl_assert_status (&kept, 0);
    ctl_assert_says (kept.out, "nothing was sent");
  }
}

/* For programs; and a coarse record tells less. */
static void
test_json (CtlScene      *scene,
           gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "json.ufp");
  g_autofree char *full_line = g_strconcat ("upload --json --yes ", path, NULL);
  g_autofree char *coarse_line = g_strconcat (full_line, " --coarse", NULL);
  g_autoptr(JsonObject) full = upload_json (full_line);
  g_autoptr(JsonObject) coarse = upload_json (coarse_line);

  g_assert_cmpstr (sluice_json_get_string (full, "name"), ==, "json.ufp");
  g_assert_cmpstr (sluice_json_get_string (full, "state"), ==, "sent");
  g_assert_cmpstr (sluice_json_get_string (full, "mode"), ==, "process");
  g_assert_cmpstr (sluice_json_get_string (full, "because_of"), ==, "usual");
  g_assert_cmpstr (sluice_json_get_string (full, "place"), ==, "home");
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (full, "file"), "format"), ==, "ufp");
  g_assert_cmpint (get_int (full, "bytes_sent"), >=, get_int (full, "record_bytes"));
  g_assert_cmpint (get_int (coarse, "record_bytes"), <, get_int (full, "record_bytes"));
  g_assert_cmpint (get_int (coarse, "bytes_sent"), <, get_int (full, "bytes_sent"));
}

/* Several at once: what cannot be read keeps nobody else from being sent, and is told by the status. */
static void
test_several (CtlScene      *scene,
              gconstpointer  data)
{
  g_autofree char *first = copy_ufp (scene, "first.ufp");
  g_autofree char *second = copy_ufp (scene, "second.ufp");
  g_auto(CtlOutcome) sent = ctl_run ("upload --yes %s %s/none.gcode %s", first, scene->folder, second);

  ctl_assert_status (&sent, 1);
  ctl_assert_says (sent.out, "first.ufp: sent");
  ctl_assert_says (sent.out, "second.ufp: sent");
  ctl_assert_says (sent.err, "none.gcode: The file cannot be read");
}

/* On a group, by its name: the cloud has a job then, and this computer knows what it is called. */
static void
test_print (CtlScene      *scene,
            gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "printed.ufp");
  g_auto(CtlOutcome) groups = ctl_run ("groups --json");
  g_autoptr(JsonNode) node = ctl_parse (&groups);
  const char *group = sluice_json_get_string (json_array_get_object_element (json_node_get_array (node), 0), "name");
  const guint n_jobs = count_kept ("prints.jobs");

  ctl_assert_fails (ctl_run ("upload --yes --group 'no such' %s", path), 1, "no such group");
  {
    g_auto(CtlOutcome) sent = ctl_run ("upload --yes --group '%s' %s", group, path);

    ctl_assert_status (&sent, 0);
    ctl_assert_says (sent.out, "printed.ufp: sent, process data only");
  }
  g_assert_cmpuint (count_kept ("prints.jobs"), ==, n_jobs + 1);
  {
    g_auto(CtlOutcome) after = ctl_run ("groups --json");

    ctl_assert_says (after.out, "printed.ufp");
  }
}

/* At home, on a printer with a key: what is shown says that the file leaves this computer, and how. */
static void
test_print_at_home (CtlScene      *scene,
                    gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "at-home.ufp");
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new ("moonraker", TRUE);
  const char *uri = test_lan_printer_get_uri (lan);
  g_autofree char *add = g_strdup_printf ("printers add moonraker %s --name Workbench --key-stdin", uri);

  ctl_assert_fails (ctl_run ("printers add"), 2, "printers");
  ctl_assert_fails (ctl_run ("printers add telex %s", uri), 2, "printers");
  ctl_assert_fails (ctl_run ("printers add moonraker 8.8.8.8"), 1, "local network");
  ctl_assert_fails (ctl_run ("printers add moonraker %s", uri), 1, "key");
  ctl_assert_fails (ctl_run ("upload --yes --printer Workbench %s", path), 1, "no such printer");
  {
    g_auto(CtlOutcome) added = ctl_run_with (TEST_LAN_KEY "\n", add);
    g_auto(CtlOutcome) listed = ctl_run ("printers");
    g_auto(CtlOutcome) json = ctl_run ("printers list --json");

    ctl_assert_status (&added, 0);
    ctl_assert_says (listed.out, "Workbench");
    ctl_assert_says (json.out, "\"has_key\" : true");
    g_assert_null (strstr (json.out, TEST_LAN_KEY));
  }
  {
    g_auto(CtlOutcome) shown = ctl_run ("upload --printer Workbench %s", path);

    ctl_assert_status (&shown, 3);
    ctl_assert_says (shown.out, "Would be printed on Workbench: the whole file leaves this computer, stays in your network, "
                                "and is not encrypted.");
    g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 0);
  }
  {
    g_auto(CtlOutcome) printed = ctl_run ("upload --yes --printer Workbench --mode nothing %s", path);

    ctl_assert_status (&printed, 0);
    ctl_assert_says (printed.out, "at-home.ufp: the printer got the whole file.");
    ctl_assert_says (printed.out, "nothing was sent to a cloud");
    g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
  }
  {
    g_auto(CtlOutcome) removed = ctl_run ("printers remove Workbench");

    ctl_assert_status (&removed, 0);
  }
  ctl_assert_fails (ctl_run ("printers remove Workbench"), 1, "no such printer");
}

/* In place of the file a copy leaves that says nothing of who made it. */
static void
test_redacted (CtlScene      *scene,
               gconstpointer  data)
{
  g_autofree char *path = copy_ufp (scene, "bracket.ufp");
  g_autofree char *picture = g_build_filename (scene->folder, "thing.stl", NULL);
  const guint n_files = count_kept ("designs.uploads");
  g_auto(CtlOutcome) shown = ctl_run ("upload --mode all --redacted %s", path);
  g_auto(CtlOutcome) sent = ctl_run ("upload --yes --mode all --redacted %s", path);
  g_auto(CtlOutcome) there = ctl_run ("data list --category designs.uploads --json");

  ctl_assert_says (shown.out, "a redacted copy of it");
  ctl_assert_status (&sent, 0);
  ctl_assert_says (sent.out, "bracket.ufp: sent, a redacted copy and process data");
  g_assert_cmpuint (count_kept ("designs.uploads"), ==, n_files + 1);
  ctl_assert_says (there.out, "print-");
  g_assert_null (strstr (there.out, "bracket.ufp"));
  g_assert_true (is_in_vault ("bracket.ufp"));
  g_assert_true (is_in_vault ("bracket-redacted.gcode"));

  g_assert_true (g_file_set_contents (picture, "solid x\nfacet normal 0 0 1\nendsolid x\n", -1, NULL));
  ctl_assert_fails (ctl_run ("upload --yes --mode all --redacted %s", picture), 1, "no G-code");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ctl_scene_add ("/upload-commands/usage", test_usage);
  ctl_scene_add ("/upload-commands/shown", test_shown);
  ctl_scene_add ("/upload-commands/process", test_process);
  ctl_scene_add ("/upload-commands/modes", test_modes);
  ctl_scene_add ("/upload-commands/json", test_json);
  ctl_scene_add ("/upload-commands/several", test_several);
  ctl_scene_add ("/upload-commands/print", test_print);
  ctl_scene_add ("/upload-commands/print-at-home", test_print_at_home);
  ctl_scene_add ("/upload-commands/redacted", test_redacted);
  return test_run ();
}
