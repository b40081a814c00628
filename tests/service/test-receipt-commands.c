/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-scene.h"
#include "sluice-json.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* The real sluicectl and the receipts of what a person decided: kept without a cloud, and read from strangers. */

/* A receipt that another cloud signed. */
static void
save_strange (const char *path)
{
  g_autoptr(TestCloudPartner) other = test_cloud_partner_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (other, "\"prints.jobs\"", &status);
  g_autofree char *id = test_cloud_person_find (other);
  g_autoptr(JsonObject) answer = test_cloud_person_decide (other, id, TEST_CLOUD_DENY, &status);
  JsonObject *receipt = sluice_json_get_object (sluice_json_get_object (answer, "data"), "receipt");
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (receipt, TRUE);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
assert_verdict (const char *path,
                int         expected,
                const char *word)
{
  g_auto(CtlOutcome) verified = ctl_run ("receipt verify %s", path);

  ctl_assert_status (&verified, expected);
  ctl_assert_says (verified.out, word);
}

static void
test_receipts (CtlScene      *scene,
               gconstpointer  data)
{
  g_autofree char *handle = ctl_scene_ask (scene, CTL_SCENE_THREE);
  g_autofree char *request = ctl_first_id ("consents list --json");
  g_autofree char *path = g_build_filename (scene->folder, "receipt.json", NULL);
  g_autofree char *strange = g_build_filename (scene->folder, "strange.json", NULL);
  g_autofree char *home = ctl_dup_home_cloud ();
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_auto(CtlOutcome) done = ctl_run ("consents approve %s --item prints.jobs --for 30", request);

  ctl_assert_status (&done, 0);
  save_strange (strange);

  /* From here on there is no cloud. */
  g_assert_cmpint (g_unlink (home), ==, 0);
  id = ctl_first_id ("receipt list --json");
  {
    g_auto(CtlOutcome) listed = ctl_run ("receipt list");
    g_auto(CtlOutcome) shown = ctl_run ("receipt show %.8s", id);
    g_auto(CtlOutcome) saved = ctl_run ("receipt save %s %s", id, path);

    ctl_assert_says (listed.out, "Shared with Partner: Print history\n");
    g_assert_null (strstr (listed.out, "!"));
    ctl_assert_says (shown.out, "Genuine");
    ctl_assert_says (shown.out, "Process records, Names of prints");
    ctl_assert_status (&saved, 0);
  }
  ctl_assert_fails (ctl_run ("receipt save %s %s", id, path), 1, "already");
  ctl_assert_fails (ctl_run ("receipt save none %s.other", path), 1, "no receipt");
  {
    g_auto(CtlOutcome) again = ctl_run ("receipt save %s %s --force", id, path);

    ctl_assert_status (&again, 0);
  }

  assert_verdict (path, 0, "Genuine");
  assert_verdict (strange, 3, "Unknown");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  {
    g_auto(CtlOutcome) piped = ctl_run_with (text, "receipt verify -");
    g_auto(CtlOutcome) json = ctl_run ("receipt verify %s --json", path);
    g_autoptr(JsonNode) node = ctl_parse (&json);

    ctl_assert_status (&piped, 0);
    g_assert_cmpstr (sluice_json_get_string (json_node_get_object (node), "verdict"), ==, "genuine");
  }
  *strstr (text, "prints.names") = 'q';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_verdict (path, 1, "Altered");
  g_assert_true (g_file_set_contents (path, "{\"schema\":\"sluice.consent-receipt/1\"}", -1, NULL));
  ctl_assert_fails (ctl_run ("receipt verify %s", path), 1, "not a consent receipt");
  ctl_assert_fails (ctl_run ("receipt verify %s.missing", path), 1, "cannot be read");
  ctl_assert_fails (ctl_run ("receipt verify %s", scene->folder), 1, "cannot be read");
  g_assert_false (g_file_test (home, G_FILE_TEST_EXISTS));
}

static void
assert_obeyed_by_nobody (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || g_unichar_isprint (g_utf8_get_char (at)));
}

/* A file from anywhere says what it likes, and the terminal obeys none of it. */
static void
test_hostile_receipt (void)
{
  static const char *text =
    "{\"schema\":\"sluice.consent-receipt/1\",\"id\":\"a\\u001b[2J\",\"issuer\":\"https://a.example/\\u009b2J\","
    "\"decision\":\"approve\",\"purpose\":\"x\\nVerdict: Genuine\",\"items\":[{\"category\":\"a\\u001b[31m\"}],"
    "\"controller\":{\"client_id\":\"b\\u0007\",\"name\":\"\\u202eretraP\","
    "\"homepage\":\"https://a.example/\\u009b31m\",\"notice_url\":\"https://a.example/\\u202e\"}}";
  g_auto(CtlOutcome) verified = ctl_run_with (text, "receipt verify -");
  g_auto(CtlOutcome) json = ctl_run_with (text, "receipt verify - --json");

  ctl_assert_status (&verified, 1);
  ctl_assert_says (verified.out, "Altered");
  ctl_assert_says (verified.out, "retraP");
  g_assert_null (strstr (verified.out, "\nVerdict: Genuine"));
  assert_obeyed_by_nobody (verified.out);
  ctl_assert_status (&json, 1);
  ctl_assert_says (json.out, "retraP");
  assert_obeyed_by_nobody (json.out);
}

/* Of seventeen ids, two begin with the same digit. */
static void
test_short_id (CtlScene      *scene,
               gconstpointer  data)
{
  char digit[2] = "";
  guint n_seen[256] = { 0 };

  for (guint i = 0; i < 17; i++)
    {
      g_autofree char *handle = ctl_scene_ask (scene, "\"prints.jobs\"");

      test_clock_advance (scene->partner->home->clock, 301);
    }
  {
    g_auto(CtlOutcome) looked = ctl_run ("consents list --all");
    g_auto(CtlOutcome) listed = ctl_run ("receipt list --json");
    g_autoptr(JsonNode) node = ctl_parse (&listed);
    JsonArray *list = json_node_get_array (node);

    ctl_assert_status (&looked, 0);
    g_assert_cmpuint (json_array_get_length (list), ==, 17);
    for (guint i = 0; i < 17; i++)
      {
        const char *id = sluice_json_get_string (json_array_get_object_element (list, i), "id");

        if (++n_seen[(guchar) *id] == 2)
          *digit = *id;
      }
  }
  ctl_assert_fails (ctl_run ("receipt show %s", digit), 1, "More than one id");
  ctl_assert_fails (ctl_run ("receipt show ''"), 1, "no receipt");
}

/* The sign-in is out of reach, and the person's own copies are not. */
static void
test_locked (void)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *folder = test_make_folder ();
  g_autofree char *strange = g_build_filename (folder, "strange.json", NULL);
  g_auto(CtlOutcome) receipts = ctl_run ("receipt list");

  g_settings_set_string (settings, "last-place", "home");
  g_settings_sync ();
  ctl_assert_fails (ctl_run ("consents list"), 1, "locked");
  ctl_assert_status (&receipts, 0);
  save_strange (strange);
  assert_verdict (strange, 3, "Unknown");

  /* Nor is there one at all. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  assert_verdict (strange, 3, "Unknown");
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  if (test_is_locked ())
    {
      g_test_add_func ("/receipt-commands/locked", test_locked);
      return test_run ();
    }

  g_test_add_func ("/receipt-commands/hostile", test_hostile_receipt);
  ctl_scene_add ("/receipt-commands/receipts", test_receipts);
  ctl_scene_add ("/receipt-commands/short-id", test_short_id);
  return test_run ();
}
