/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-scene.h"
#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-util.h"

#include <string.h>

/*
 * The real sluicectl decides, with the keyring and the home of a throw-away
 * desktop, at a real cloud that a partner asks; the partner then tries what it got.
 */

static void
test_show (CtlScene      *scene,
           gconstpointer  data)
{
  static const char * const told[] = {
    "Partner", "Not verified", "partner.example", "https://partner.example/privacy", "“W4SC”", "“To compare prints”",
    "For 7 days", "prints.jobs", "Print history", "Private until consent", "process", "No names.", "product",
    "They never see your e-mail address", "sluicectl consents approve ",
  };
  g_auto(CtlOutcome) none = ctl_run ("consents list");
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) listed = ctl_run ("consents list");
  g_auto(CtlOutcome) shown = ctl_run ("consents show %.8s --samples", id);
  g_auto(CtlOutcome) plain = ctl_run ("consents show %s", id);
  g_auto(CtlOutcome) json = ctl_run ("consents show %s --json --samples", id);
  g_autoptr(JsonNode) node = ctl_parse (&json);
  JsonObject *object = json_node_get_object (node);

  ctl_assert_status (&none, 0);
  g_assert_cmpstr (none.out, ==, "");
  ctl_assert_says (none.err, "Nobody waits");
  ctl_assert_says (listed.out, "Partner (not verified): Print history, Process records, Names of prints");
  g_assert_true (strncmp (listed.out, id, 13) == 0);

  ctl_assert_status (&shown, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    ctl_assert_says (shown.out, told[i]);
  ctl_assert_says (shown.out, "    > ");
  g_assert_null (strstr (plain.out, "    > "));

  g_assert_cmpstr (sluice_json_get_string (object, "state"), ==, "pending");
  g_assert_cmpstr (sluice_json_get_string (object, "duration"), ==, "P7D");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (object, "items")), ==, 3);
  g_assert_nonnull (sluice_json_get_array (sluice_json_get_object (object, "samples"), "prints.jobs"));
}

/* One of three is given, and nothing else, and nothing before it was named. */
static void
test_one_of_three (CtlScene      *scene,
                   gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *id = ctl_first_id ("consents list --json");

  ctl_assert_fails (ctl_run ("consents approve %s", id), 2, "nothing is given");
  ctl_assert_fails (ctl_run ("consents approve %s prints.jobs", id), 2, "nothing is given");
  ctl_assert_fails (ctl_run ("consents approve %s --all-items --item prints.jobs", id), 2, "nothing is given");
  ctl_assert_fails (ctl_run ("consents approve %s --item prints.jobs --for ever", id), 2, "--for");
  ctl_assert_fails (ctl_run ("consents approve %s --item prints.jobs --for 366", id), 2, "--for");
  ctl_assert_fails (ctl_run ("consents approve %s --item profile.email", id), 1, "Nothing was shared");
  ctl_assert_fails (ctl_run ("consents approve %s --item prints.jobs designs.library", id), 1, "Nothing was shared");
  ctl_assert_fails (ctl_run ("consents approve none --item prints.jobs"), 1, "nothing was shared");
  ctl_scene_assert_poll (scene, handle, 400);

  {
    g_auto(CtlOutcome) done = ctl_run ("consents approve %.8s --item prints.jobs --for 30", id);

    ctl_assert_status (&done, 0);
    ctl_assert_says (done.out, "Shared with Partner: Print history\n");
    ctl_assert_says (done.out, "For 30 days");
  }
  ctl_scene_assert_poll (scene, handle, 200);
  ctl_scene_assert_read (scene, "prints.jobs", 200);
  ctl_scene_assert_read (scene, "prints.records", 403);
  ctl_scene_assert_read (scene, "prints.names", 403);
  ctl_assert_fails (ctl_run ("consents approve %s --item prints.records", id), 1, "answered already");
  ctl_assert_fails (ctl_run ("consents deny %s", id), 1, "answered already");
}

/* Without a word about it, what was asked for a week is given once. */
static void
test_once (CtlScene      *scene,
           gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) done = ctl_run ("consents approve %s --item prints.names prints.jobs", id);
  g_auto(CtlOutcome) listed = ctl_run ("grants list --json");
  g_autoptr(JsonNode) list = ctl_parse (&listed);
  JsonObject *grant = json_array_get_object_element (json_node_get_array (list), 0);

  ctl_assert_status (&done, 0);
  ctl_assert_says (done.out, "Once");
  g_assert_cmpstr (sluice_json_get_string (grant, "duration"), ==, "once");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (grant, "items")), ==, 2);
  ctl_scene_assert_poll (scene, handle, 200);
  ctl_scene_assert_read (scene, "prints.records", 403);
  test_clock_advance (scene->partner->home->clock, 601);
  ctl_scene_assert_read (scene, "prints.jobs", 403);
}

static void
test_take_back (CtlScene      *scene,
                gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) done = ctl_run ("consents approve %s --all-items --for until-revoked", id);
  g_autofree char *grant = ctl_first_id ("grants list --json");

  ctl_assert_status (&done, 0);
  ctl_scene_assert_poll (scene, handle, 200);
  ctl_scene_assert_read (scene, "prints.records", 200);
  ctl_scene_assert_read (scene, "prints.records", 200);
  {
    g_auto(CtlOutcome) listed = ctl_run ("grants list");

    ctl_assert_says (listed.out, "Partner (not verified)");
    ctl_assert_says (listed.out, "until you take it back");
    ctl_assert_says (listed.out, "Process records: read 2 times");
    ctl_assert_says (listed.out, "Names of prints: never read");
    g_assert_null (strstr (listed.out, "!"));
  }

  ctl_assert_fails (ctl_run ("grants narrow %s", grant), 2, "--keep");
  ctl_assert_fails (ctl_run ("grants narrow %s --keep prints.jobs designs.library", grant), 1, "Nothing was changed");
  ctl_assert_fails (ctl_run ("grants narrow %s --keep prints.jobs prints.names prints.records", grant), 1,
                    "all that they see");
  {
    g_auto(CtlOutcome) narrowed = ctl_run ("grants narrow %.8s --keep prints.jobs prints.names", grant);

    ctl_assert_status (&narrowed, 0);
    ctl_assert_says (narrowed.out, "Took back from Partner: Process records");
  }
  ctl_scene_assert_read (scene, "prints.jobs", 200);
  ctl_scene_assert_read (scene, "prints.names", 200);
  ctl_scene_assert_read (scene, "prints.records", 403);

  ctl_assert_fails (ctl_run ("grants revoke"), 2, "--all");
  ctl_assert_fails (ctl_run ("grants revoke %s --all", grant), 2, "--all");
  {
    g_auto(CtlOutcome) revoked = ctl_run ("grants revoke %.8s", grant);

    ctl_assert_status (&revoked, 0);
    ctl_assert_says (revoked.out, "Took everything back from Partner");
  }
  ctl_scene_assert_read (scene, "prints.jobs", 403);
  ctl_assert_fails (ctl_run ("grants revoke %s", grant), 1, "nothing was changed");
}

/* An alarm is told, and all can be taken back at once. */
static void
test_alarm_and_revoke_all (CtlScene      *scene,
                           gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) done = ctl_run ("consents approve %s --item prints.jobs --for until-revoked", id);
  g_autoptr(JsonObject) changed = test_cloud_operate (scene->partner->home->folder, NULL, "client", "change", "--id",
                                                      "partner", "--name", "Somebody else", NULL);
  g_auto(CtlOutcome) listed = ctl_run ("grants list");
  g_auto(CtlOutcome) revoked = ctl_run ("grants revoke --all");
  g_auto(CtlOutcome) none = ctl_run ("grants list");
  g_auto(CtlOutcome) empty = ctl_run ("grants list --json");

  ctl_assert_status (&done, 0);
  ctl_assert_says (listed.out, "! Was called “Partner” before, and is called “Somebody else” now.");
  ctl_assert_status (&revoked, 0);
  ctl_assert_says (revoked.out, "1 grant");
  g_assert_cmpstr (none.out, ==, "");
  ctl_assert_says (none.err, "Nobody may see your data");
  g_assert_cmpstr (g_strstrip (empty.out), ==, "[]");
}

static void
test_too_late (CtlScene      *scene,
               gconstpointer  data)
{
  g_autofree char *late = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *first = ctl_first_id ("consents list --json");
  g_autofree char *denied = NULL;
  g_autofree char *second = NULL;

  test_clock_advance (scene->partner->home->clock, 301);
  ctl_assert_fails (ctl_run ("consents approve %s --item prints.jobs", first), 1, "The time to answer is over");
  ctl_assert_fails (ctl_run ("consents deny %s", first), 1, "The time to answer is over");
  ctl_scene_assert_poll (scene, late, 400);

  denied = ctl_scene_ask (scene, "\"prints.jobs\"");
  second = ctl_first_id ("consents list --json");
  {
    g_auto(CtlOutcome) done = ctl_run ("consents deny %s", second);
    g_auto(CtlOutcome) waiting = ctl_run ("consents list");
    g_auto(CtlOutcome) all = ctl_run ("consents list --all");

    ctl_assert_status (&done, 0);
    ctl_assert_says (done.out, "Shared nothing with Partner");
    g_assert_cmpstr (waiting.out, ==, "");
    ctl_assert_says (all.out, "too late");
    ctl_assert_says (all.out, "denied");
  }
  ctl_scene_assert_poll (scene, denied, 400);
}

/* A link: the answer goes back through the person's browser. */
static void
test_link (CtlScene      *scene,
           gconstpointer  data)
{
  g_autofree char *link = test_cloud_partner_link (scene->partner, CTL_SCENE_THREE);
  g_auto(CtlOutcome) shown = ctl_run ("consents open %s", link);
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) done = ctl_run ("consents approve %s --item prints.jobs", id);

  ctl_assert_status (&shown, 0);
  ctl_assert_says (shown.out, id);
  ctl_assert_says (shown.out, "Asked by a link");
  ctl_assert_status (&done, 0);
  ctl_assert_says (done.out, "\n" TEST_CLOUD_PARTNER_REDIRECT "?");
  ctl_assert_says (done.out, "code=");

  ctl_assert_fails (ctl_run ("consents open sluice:consent?client_id=partner&request_uri=x&scope=all"), 1,
                    "Nothing was sent");
  ctl_assert_fails (ctl_run ("consents open https://partner.example/"), 1, "Nothing was sent");
  ctl_assert_fails (ctl_run ("consents open sluice:consent?client_id=partner&request_uri=urn:no"), 1,
                    "nothing was shared");
}

static void
test_device (CtlScene      *scene,
             gconstpointer  data)
{
  g_autoptr(JsonObject) begun = test_cloud_partner_begin (scene->partner, CTL_SCENE_THREE);
  const char *code = sluice_json_get_string (begun, "user_code");
  g_auto(CtlOutcome) shown = ctl_run ("consents code %s", code);
  g_autofree char *id = ctl_first_id ("consents list --json");

  ctl_assert_status (&shown, 0);
  ctl_assert_says (shown.out, id);
  ctl_assert_says (shown.out, code);
  ctl_assert_fails (ctl_run ("consents code BCDF-GHJK"), 1, "nothing was shared");
}

static void
test_usage (void)
{
  static const char * const wrong[] = {
    "consents", "consents burn", "consents show", "consents show a b", "consents deny", "consents list --samples",
    "consents list --force", "consents deny a --json", "grants list --all", "grants narrow", "receipt save a",
    "receipt verify", "receipt list --account x", "receipt show a --force", "consents list --what",
    "grants revoke --item a", "consents show a --for 3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto(CtlOutcome) outcome = ctl_run_with (NULL, wrong[i]);

      ctl_assert_status (&outcome, 2);
      g_assert_cmpstr (outcome.out, ==, "");
    }
  {
    g_auto(CtlOutcome) help = ctl_run ("receipt --help");
    g_auto(CtlOutcome) commands = ctl_run ("--help");

    ctl_assert_status (&help, 0);
    ctl_assert_says (help.out, "3 for one that is intact");
    ctl_assert_says (commands.out, "consents ");
    ctl_assert_says (commands.out, "grants ");
    ctl_assert_says (commands.out, "receipt ");
  }
}

/* Before anything was set up: what to do is said, and nothing is made. */
static void
test_no_place (void)
{
  g_autofree char *home = ctl_dup_home_cloud ();
  g_auto(CtlOutcome) receipts = ctl_run ("receipt list");

  ctl_assert_fails (ctl_run ("consents list"), 1, "sluicectl sign-in");
  ctl_assert_fails (ctl_run ("grants list"), 1, "sluicectl sign-in");
  ctl_assert_fails (ctl_run ("consents open sluice:consent?client_id=partner"), 1, "Nothing was sent");
  ctl_assert_fails (ctl_run ("consents list --account nobody"), 1, "no such account");
  ctl_assert_status (&receipts, 0);
  ctl_assert_says (receipts.err, "no receipt");
  g_assert_false (g_file_test (home, G_FILE_TEST_EXISTS));
}

/* The commands ask the home cloud, and the app still starts where the person was. */
static void
test_visit (CtlScene      *scene,
            gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *last_place = NULL;

  g_settings_set_string (settings, "last-place", "an-account");
  g_settings_sync ();
  {
    g_auto(CtlOutcome) listed = ctl_run ("consents list");

    ctl_assert_status (&listed, 0);
  }
  last_place = g_settings_get_string (settings, "last-place");
  g_settings_set_string (settings, "last-place", "home");
  g_settings_sync ();
  g_assert_cmpstr (last_place, ==, "an-account");
}

/* The sign-in is out of reach. */
static void
test_locked (void)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_string (settings, "last-place", "home");
  g_settings_sync ();
  ctl_assert_fails (ctl_run ("consents list"), 1, "locked");
  ctl_assert_fails (ctl_run ("grants revoke --all"), 1, "locked");

  /* Nor is there one at all. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  ctl_assert_fails (ctl_run ("consents list"), 1, "keyring");
}

static guint
count_named (JsonArray  *array,
             const char *category)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n += g_str_equal (sluice_json_get_string (json_array_get_object_element (array, i), "category"), category);
  return n;
}

/* All that the cloud holds, in words and as JSON; and who read of it. */
static void
test_data (CtlScene      *scene,
           gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, "\"prints.jobs\"");
  g_autofree char *id = ctl_first_id ("consents list --json");
  g_auto(CtlOutcome) approved = ctl_run ("consents approve %s --item prints.jobs --for 30", id);
  g_auto(CtlOutcome) listed = { 0 };
  g_auto(CtlOutcome) json = { 0 };
  g_auto(CtlOutcome) only = { 0 };
  g_auto(CtlOutcome) sums = ctl_run ("data sums");
  g_auto(CtlOutcome) sums_json = ctl_run ("data sums --json");
  g_autoptr(JsonNode) all = NULL;
  g_autoptr(JsonNode) some = NULL;
  g_autoptr(JsonNode) summed = ctl_parse (&sums_json);
  JsonArray *items;
  gboolean is_whole = FALSE;

  ctl_assert_status (&approved, 0);
  ctl_scene_assert_poll (scene, handle, 200);
  ctl_scene_assert_read (scene, "prints.jobs", 200);
  listed = ctl_run ("data list");
  json = ctl_run ("data list --json");
  only = ctl_run ("data list --category prints.names --json");
  all = ctl_parse (&json);
  some = ctl_parse (&only);

  ctl_assert_status (&listed, 0);
  ctl_assert_says (listed.out, "profile.username      User name: Public, personal\n");
  ctl_assert_says (listed.out, "demo");
  ctl_assert_says (listed.out, "(of this kind Partner read last, ");
  items = sluice_json_get_array (json_node_get_object (all), "items");
  g_assert_true (sluice_json_get_boolean (json_node_get_object (all), "whole", &is_whole) && is_whole);
  g_assert_cmpuint (count_named (items, "profile.username"), ==, 1);
  g_assert_cmpuint (count_named (items, "prints.names"), >, 0);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (json_node_get_object (some), "items")), ==,
                    count_named (items, "prints.names"));

  ctl_assert_status (&sums, 0);
  ctl_assert_says (sums.out, "printers.camera");
  ctl_assert_says (sums.out, "  Nothing is kept.\n");
  g_assert_cmpuint (count_named (json_node_get_array (summed), "backups.settings"), ==, 1);
  ctl_assert_fails (ctl_run ("data"), 2, "data list");
  ctl_assert_fails (ctl_run ("data sums --category prints.names"), 2, "data list");
  ctl_assert_fails (ctl_run ("data list --category no.such"), 2, "no such kind");
  ctl_assert_fails (ctl_run ("data list --account nobody"), 1, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  if (test_is_locked ())
    {
      g_test_add_func ("/consent-commands/locked", test_locked);
      return test_run ();
    }

  g_test_add_func ("/consent-commands/usage", test_usage);
  g_test_add_func ("/consent-commands/no-place", test_no_place);
  ctl_scene_add ("/consent-commands/show", test_show);
  ctl_scene_add ("/consent-commands/one-of-three", test_one_of_three);
  ctl_scene_add ("/consent-commands/once", test_once);
  ctl_scene_add ("/consent-commands/take-back", test_take_back);
  ctl_scene_add ("/consent-commands/alarm-and-revoke-all", test_alarm_and_revoke_all);
  ctl_scene_add ("/consent-commands/too-late", test_too_late);
  ctl_scene_add ("/consent-commands/link", test_link);
  ctl_scene_add ("/consent-commands/device", test_device);
  ctl_scene_add ("/consent-commands/data", test_data);
  ctl_scene_add ("/consent-commands/visit", test_visit);
  return test_run ();
}
