/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/*
 * The real sluicectl decides, with the keyring and the home of a throw-away
 * desktop, at a real cloud that a partner asks; the partner then tries what it got.
 */

#define THREE "\"prints.jobs\",\"prints.records\",\"prints.names\""
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

typedef struct
{
  gboolean done;
  int      status;
  char    *out;
  char    *err;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->out, g_free);
  g_clear_pointer (&outcome->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
communicated_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Outcome *outcome = data;
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &outcome->out, &outcome->err, &error);
  g_assert_no_error (error);
  outcome->status = g_subprocess_get_if_exited (G_SUBPROCESS (source))
    ? g_subprocess_get_exit_status (G_SUBPROCESS (source)) : -1;
  outcome->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Outcome *) data)->done;
}

/* What is typed, separated by spaces, and on standard input. The cloud is in this process: it answers meanwhile. */
static Outcome
run_with (const char *input,
          const char *words)
{
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  g_autofree char *line = g_strconcat (program, " ", words, NULL);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_newv ((const char * const *) argv,
                                                      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                      G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  Outcome outcome = { 0 };

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, input, NULL, communicated_cb, &outcome);
  test_wait_until (is_done, &outcome, words);
  return outcome;
}

static Outcome G_GNUC_PRINTF (1, 2)
run (const char *format,
     ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  return run_with (NULL, words);
}

static void
assert_status (Outcome *outcome,
               int      expected)
{
  if (outcome->status != expected)
    g_error ("ended with %d, not %d:\n%s%s", outcome->status, expected, outcome->out, outcome->err);
}

static void
assert_says (const char *text,
             const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("“%s” is not in:\n%s", what, text);
}

/* It fails, says why, and says nothing else. */
static void
assert_fails (Outcome     outcome,
              int         expected,
              const char *why)
{
  g_auto(Outcome) owned = outcome;

  assert_status (&owned, expected);
  assert_says (owned.err, why);
  g_assert_cmpstr (owned.out, ==, "");
}

static JsonNode *
parse (Outcome *outcome)
{
  g_autoptr(GBytes) bytes = g_bytes_new (outcome->out, strlen (outcome->out));
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  assert_status (outcome, 0);
  node = sluice_json_parse (bytes, 1024 * 1024, &error);
  g_assert_no_error (error);
  return node;
}

/* The id of the first of what @words lists. */
static char *
first_id (const char *words)
{
  g_auto(Outcome) outcome = run_with (NULL, words);
  g_autoptr(JsonNode) list = parse (&outcome);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), >, 0);
  return g_strdup (sluice_json_get_string (json_array_get_object_element (json_node_get_array (list), 0), "id"));
}

static char *
dup_home_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "sluice", "home-cloud", NULL);
}

typedef struct
{
  TestCloudPartner *scene;
  char             *folder; /* for files */
} Fixture;

/* The home cloud of this desktop is the one of the test, whose clock can be set. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *home = dup_home_path ();
  g_autofree char *parent = g_path_get_dirname (home);

  fixture->folder = test_make_folder ();
  fixture->scene = test_cloud_partner_new ();
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->scene->home->folder, home), ==, 0);
  {
    g_auto(Outcome) outcome = run ("sign-in");

    assert_status (&outcome, 0);
  }
}

/* The next test begins without copies of this one's. */
static void
remove_receipts (void)
{
  static const char * const names[] = { "receipts.db", "receipts.db-wal", "receipts.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), "sluice", names[i], NULL);

      g_unlink (path);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *home = dup_home_path ();

  g_unlink (home);
  remove_receipts ();
  test_cloud_partner_free (fixture->scene);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Returns: (transfer full): what the partner polls with */
static char *
ask (Fixture    *fixture,
     const char *categories)
{
  guint status;
  char *handle = test_cloud_partner_ask (fixture->scene, categories, &status);

  g_assert_cmpuint (status, ==, 200);
  return handle;
}

static void
assert_poll (Fixture    *fixture,
             const char *handle,
             guint       expected)
{
  guint status;
  g_autoptr(JsonObject) answer = NULL;

  test_clock_advance (fixture->scene->home->clock, 10);
  answer = test_cloud_partner_poll (fixture->scene, handle, &status);
  g_assert_cmpuint (status, ==, expected);
}

static void
assert_read (Fixture    *fixture,
             const char *category,
             guint       expected)
{
  g_assert_cmpuint (test_cloud_partner_read (fixture->scene, category, NULL), ==, expected);
}

static void
test_show (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const told[] = {
    "Partner", "Not verified", "partner.example", "https://partner.example/privacy", "“W4SC”", "“To compare prints”",
    "For 7 days", "prints.jobs", "Print history", "Private until consent", "process", "No names.", "product",
    "They never see your e-mail address", "sluicectl consents approve ",
  };
  g_auto(Outcome) none = run ("consents list");
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) listed = run ("consents list");
  g_auto(Outcome) shown = run ("consents show %.8s --samples", id);
  g_auto(Outcome) plain = run ("consents show %s", id);
  g_auto(Outcome) json = run ("consents show %s --json --samples", id);
  g_autoptr(JsonNode) node = parse (&json);
  JsonObject *object = json_node_get_object (node);

  assert_status (&none, 0);
  g_assert_cmpstr (none.out, ==, "");
  assert_says (none.err, "Nobody waits");
  assert_says (listed.out, "Partner (not verified): Print history, Process records, Names of prints");
  g_assert_true (strncmp (listed.out, id, 13) == 0);

  assert_status (&shown, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    assert_says (shown.out, told[i]);
  assert_says (shown.out, "    > ");
  g_assert_null (strstr (plain.out, "    > "));

  g_assert_cmpstr (sluice_json_get_string (object, "state"), ==, "pending");
  g_assert_cmpstr (sluice_json_get_string (object, "duration"), ==, "P7D");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (object, "items")), ==, 3);
  g_assert_nonnull (sluice_json_get_array (sluice_json_get_object (object, "samples"), "prints.jobs"));
}

/* One of three is given, and nothing else, and nothing before it was named. */
static void
test_one_of_three (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *id = first_id ("consents list --json");

  assert_fails (run ("consents approve %s", id), 2, "nothing is given");
  assert_fails (run ("consents approve %s prints.jobs", id), 2, "nothing is given");
  assert_fails (run ("consents approve %s --all-items --item prints.jobs", id), 2, "nothing is given");
  assert_fails (run ("consents approve %s --item prints.jobs --for ever", id), 2, "--for");
  assert_fails (run ("consents approve %s --item prints.jobs --for 366", id), 2, "--for");
  assert_fails (run ("consents approve %s --item profile.email", id), 1, "Nothing was shared");
  assert_fails (run ("consents approve %s --item prints.jobs designs.library", id), 1, "Nothing was shared");
  assert_fails (run ("consents approve none --item prints.jobs"), 1, "nothing was shared");
  assert_poll (fixture, handle, 400);

  {
    g_auto(Outcome) done = run ("consents approve %.8s --item prints.jobs --for 30", id);

    assert_status (&done, 0);
    assert_says (done.out, "Shared with Partner: Print history\n");
    assert_says (done.out, "For 30 days");
  }
  assert_poll (fixture, handle, 200);
  assert_read (fixture, "prints.jobs", 200);
  assert_read (fixture, "prints.records", 403);
  assert_read (fixture, "prints.names", 403);
  assert_fails (run ("consents approve %s --item prints.records", id), 1, "answered already");
  assert_fails (run ("consents deny %s", id), 1, "answered already");
}

/* Without a word about it, what was asked for a week is given once. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) done = run ("consents approve %s --item prints.names prints.jobs", id);
  g_auto(Outcome) listed = run ("grants list --json");
  g_autoptr(JsonNode) list = parse (&listed);
  JsonObject *grant = json_array_get_object_element (json_node_get_array (list), 0);

  assert_status (&done, 0);
  assert_says (done.out, "Once");
  g_assert_cmpstr (sluice_json_get_string (grant, "duration"), ==, "once");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (grant, "items")), ==, 2);
  assert_poll (fixture, handle, 200);
  assert_read (fixture, "prints.records", 403);
  test_clock_advance (fixture->scene->home->clock, 601);
  assert_read (fixture, "prints.jobs", 403);
}

static void
test_take_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) done = run ("consents approve %s --all-items --for until-revoked", id);
  g_autofree char *grant = first_id ("grants list --json");

  assert_status (&done, 0);
  assert_poll (fixture, handle, 200);
  assert_read (fixture, "prints.records", 200);
  assert_read (fixture, "prints.records", 200);
  {
    g_auto(Outcome) listed = run ("grants list");

    assert_says (listed.out, "Partner (not verified)");
    assert_says (listed.out, "until you take it back");
    assert_says (listed.out, "Process records: read 2 times");
    assert_says (listed.out, "Names of prints: never read");
    g_assert_null (strstr (listed.out, "!"));
  }

  assert_fails (run ("grants narrow %s", grant), 2, "--keep");
  assert_fails (run ("grants narrow %s --keep prints.jobs designs.library", grant), 1, "Nothing was changed");
  assert_fails (run ("grants narrow %s --keep prints.jobs prints.names prints.records", grant), 1, "all that they see");
  {
    g_auto(Outcome) narrowed = run ("grants narrow %.8s --keep prints.jobs prints.names", grant);

    assert_status (&narrowed, 0);
    assert_says (narrowed.out, "Took back from Partner: Process records");
  }
  assert_read (fixture, "prints.jobs", 200);
  assert_read (fixture, "prints.names", 200);
  assert_read (fixture, "prints.records", 403);

  assert_fails (run ("grants revoke"), 2, "--all");
  assert_fails (run ("grants revoke %s --all", grant), 2, "--all");
  {
    g_auto(Outcome) revoked = run ("grants revoke %.8s", grant);

    assert_status (&revoked, 0);
    assert_says (revoked.out, "Took everything back from Partner");
  }
  assert_read (fixture, "prints.jobs", 403);
  assert_fails (run ("grants revoke %s", grant), 1, "nothing was changed");
}

/* An alarm is told, and all can be taken back at once. */
static void
test_alarm_and_revoke_all (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) done = run ("consents approve %s --item prints.jobs --for until-revoked", id);
  g_autoptr(JsonObject) changed = test_cloud_operate (fixture->scene->home->folder, NULL, "client", "change", "--id",
                                                      "partner", "--name", "Somebody else", NULL);
  g_auto(Outcome) listed = run ("grants list");
  g_auto(Outcome) revoked = run ("grants revoke --all");
  g_auto(Outcome) none = run ("grants list");
  g_auto(Outcome) empty = run ("grants list --json");

  assert_status (&done, 0);
  assert_says (listed.out, "! Was called “Partner” before, and is called “Somebody else” now.");
  assert_status (&revoked, 0);
  assert_says (revoked.out, "1 grant");
  g_assert_cmpstr (none.out, ==, "");
  assert_says (none.err, "Nobody may see your data");
  g_assert_cmpstr (g_strstrip (empty.out), ==, "[]");
}

static void
test_too_late (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *late = ask (fixture, THREE);
  g_autofree char *first = first_id ("consents list --json");
  g_autofree char *denied = NULL;
  g_autofree char *second = NULL;

  test_clock_advance (fixture->scene->home->clock, 301);
  assert_fails (run ("consents approve %s --item prints.jobs", first), 1, "The time to answer is over");
  assert_fails (run ("consents deny %s", first), 1, "The time to answer is over");
  assert_poll (fixture, late, 400);

  denied = ask (fixture, "\"prints.jobs\"");
  second = first_id ("consents list --json");
  {
    g_auto(Outcome) done = run ("consents deny %s", second);
    g_auto(Outcome) waiting = run ("consents list");
    g_auto(Outcome) all = run ("consents list --all");

    assert_status (&done, 0);
    assert_says (done.out, "Shared nothing with Partner");
    g_assert_cmpstr (waiting.out, ==, "");
    assert_says (all.out, "too late");
    assert_says (all.out, "denied");
  }
  assert_poll (fixture, denied, 400);
}

/* A link: the answer goes back through the person's browser. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *details = test_cloud_details (THREE);
  guint status;
  g_autoptr(JsonObject) pushed = test_cloud_partner_post (fixture->scene, "/par", &status, "response_type", "code",
                                                          "redirect_uri", TEST_CLOUD_PARTNER_REDIRECT, "state", "xyz",
                                                          "code_challenge", CHALLENGE, "code_challenge_method", "S256",
                                                          "authorization_details", details, NULL);
  g_autofree char *request_uri = g_uri_escape_string (sluice_json_get_string (pushed, "request_uri"), NULL, FALSE);
  g_auto(Outcome) shown = run ("consents open sluice:consent?client_id=partner&request_uri=%s", request_uri);
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) done = run ("consents approve %s --item prints.jobs", id);

  assert_status (&shown, 0);
  assert_says (shown.out, id);
  assert_says (shown.out, "Asked by a link");
  assert_status (&done, 0);
  assert_says (done.out, "\n" TEST_CLOUD_PARTNER_REDIRECT "?");
  assert_says (done.out, "code=");

  assert_fails (run ("consents open sluice:consent?client_id=partner&request_uri=x&scope=all"), 1, "Nothing was sent");
  assert_fails (run ("consents open https://partner.example/"), 1, "Nothing was sent");
  assert_fails (run ("consents open sluice:consent?client_id=partner&request_uri=urn:no"), 1, "nothing was shared");
}

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *details = test_cloud_details (THREE);
  guint status;
  g_autoptr(JsonObject) begun = test_cloud_partner_post (fixture->scene, "/device_authorization", &status,
                                                         "authorization_details", details, NULL);
  const char *code = sluice_json_get_string (begun, "user_code");
  g_auto(Outcome) shown = run ("consents code %s", code);
  g_autofree char *id = first_id ("consents list --json");

  assert_status (&shown, 0);
  assert_says (shown.out, id);
  assert_says (shown.out, code);
  assert_fails (run ("consents code BCDF-GHJK"), 1, "nothing was shared");
}

/* A receipt that another cloud signed. */
static void
save_strange (const char *path)
{
  g_autoptr(TestCloudPartner) other = test_cloud_partner_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (other, "\"prints.jobs\"", &status);
  g_autofree char *id = test_cloud_person_find (other);
  g_autoptr(JsonObject) answer = test_cloud_person_decide (other, id, "{\"decision\":\"deny\"}", &status);
  JsonObject *receipt = sluice_json_get_object (sluice_json_get_object (answer, "data"), "receipt");
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (receipt, TRUE);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
assert_verdict (const char *path,
                int         expected,
                const char *word)
{
  g_auto(Outcome) verified = run ("receipt verify %s", path);

  assert_status (&verified, expected);
  assert_says (verified.out, word);
}

static void
test_receipts (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, THREE);
  g_autofree char *request = first_id ("consents list --json");
  g_autofree char *path = g_build_filename (fixture->folder, "receipt.json", NULL);
  g_autofree char *strange = g_build_filename (fixture->folder, "strange.json", NULL);
  g_autofree char *home = dup_home_path ();
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_auto(Outcome) done = run ("consents approve %s --item prints.jobs --for 30", request);

  assert_status (&done, 0);
  save_strange (strange);

  /* From here on there is no cloud. */
  g_assert_cmpint (g_unlink (home), ==, 0);
  id = first_id ("receipt list --json");
  {
    g_auto(Outcome) listed = run ("receipt list");
    g_auto(Outcome) shown = run ("receipt show %.8s", id);
    g_auto(Outcome) saved = run ("receipt save %s %s", id, path);

    assert_says (listed.out, "Shared with Partner: Print history\n");
    g_assert_null (strstr (listed.out, "!"));
    assert_says (shown.out, "Genuine");
    assert_says (shown.out, "Process records, Names of prints");
    assert_status (&saved, 0);
  }
  assert_fails (run ("receipt save %s %s", id, path), 1, "already");
  assert_fails (run ("receipt save none %s.other", path), 1, "no receipt");
  {
    g_auto(Outcome) again = run ("receipt save %s %s --force", id, path);

    assert_status (&again, 0);
  }

  assert_verdict (path, 0, "Genuine");
  assert_verdict (strange, 3, "Unknown");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  {
    g_auto(Outcome) piped = run_with (text, "receipt verify -");
    g_auto(Outcome) json = run ("receipt verify %s --json", path);
    g_autoptr(JsonNode) node = parse (&json);

    assert_status (&piped, 0);
    g_assert_cmpstr (sluice_json_get_string (json_node_get_object (node), "verdict"), ==, "genuine");
  }
  *strstr (text, "prints.names") = 'q';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_verdict (path, 1, "Altered");
  g_assert_true (g_file_set_contents (path, "{\"schema\":\"sluice.consent-receipt/1\"}", -1, NULL));
  assert_fails (run ("receipt verify %s", path), 1, "not a consent receipt");
  assert_fails (run ("receipt verify %s.missing", path), 1, "cannot be read");
  assert_fails (run ("receipt verify %s", fixture->folder), 1, "cannot be read");
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
    "\"controller\":{\"client_id\":\"b\\u0007\",\"name\":\"\\u202e\\u2066\\u200fretraP\","
    "\"homepage\":\"https://a.example/\\u009b31m\",\"notice_url\":\"https://a.example/\\u202e\"}}";
  g_auto(Outcome) verified = run_with (text, "receipt verify -");
  g_auto(Outcome) json = run_with (text, "receipt verify - --json");

  assert_status (&verified, 1);
  assert_says (verified.out, "Altered");
  assert_says (verified.out, "retraP");
  g_assert_null (strstr (verified.out, "\nVerdict: Genuine"));
  assert_obeyed_by_nobody (verified.out);
  assert_status (&json, 1);
  assert_says (json.out, "retraP");
  assert_obeyed_by_nobody (json.out);
}

/* Of seventeen ids, two begin with the same digit. */
static void
test_short_id (Fixture       *fixture,
               gconstpointer  data)
{
  char digit[2] = "";
  guint n_seen[256] = { 0 };

  for (guint i = 0; i < 17; i++)
    {
      g_autofree char *handle = ask (fixture, "\"prints.jobs\"");

      test_clock_advance (fixture->scene->home->clock, 301);
    }
  {
    g_auto(Outcome) looked = run ("consents list --all");
    g_auto(Outcome) listed = run ("receipt list --json");
    g_autoptr(JsonNode) node = parse (&listed);
    JsonArray *list = json_node_get_array (node);

    assert_status (&looked, 0);
    g_assert_cmpuint (json_array_get_length (list), ==, 17);
    for (guint i = 0; i < 17; i++)
      {
        const char *id = sluice_json_get_string (json_array_get_object_element (list, i), "id");

        if (++n_seen[(guchar) *id] == 2)
          *digit = *id;
      }
  }
  assert_fails (run ("receipt show %s", digit), 1, "More than one id");
  assert_fails (run ("receipt show "), 1, "no receipt");
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
      g_auto(Outcome) outcome = run_with (NULL, wrong[i]);

      assert_status (&outcome, 2);
      g_assert_cmpstr (outcome.out, ==, "");
    }
  {
    g_auto(Outcome) help = run ("receipt --help");
    g_auto(Outcome) commands = run ("--help");

    assert_status (&help, 0);
    assert_says (help.out, "3 for one that is intact");
    assert_says (commands.out, "consents ");
    assert_says (commands.out, "grants ");
    assert_says (commands.out, "receipt ");
  }
}

/* Before anything was set up: what to do is said, and nothing is made. */
static void
test_no_place (void)
{
  g_autofree char *home = dup_home_path ();
  g_auto(Outcome) receipts = run ("receipt list");

  assert_fails (run ("consents list"), 1, "sluicectl sign-in");
  assert_fails (run ("grants list"), 1, "sluicectl sign-in");
  assert_fails (run ("consents open sluice:consent?client_id=partner"), 1, "Nothing was sent");
  assert_fails (run ("consents list --account nobody"), 1, "no such account");
  assert_status (&receipts, 0);
  assert_says (receipts.err, "no receipt");
  g_assert_false (g_file_test (home, G_FILE_TEST_EXISTS));
}

/* The commands ask the home cloud, and the app still starts where the person was. */
static void
test_visit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *last_place = NULL;

  g_settings_set_string (settings, "last-place", "an-account");
  g_settings_sync ();
  {
    g_auto(Outcome) listed = run ("consents list");

    assert_status (&listed, 0);
  }
  last_place = g_settings_get_string (settings, "last-place");
  g_settings_set_string (settings, "last-place", "home");
  g_settings_sync ();
  g_assert_cmpstr (last_place, ==, "an-account");
}

/* The sign-in is out of reach, and the person's own copies are not. */
static void
test_locked (void)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *folder = test_make_folder ();
  g_autofree char *strange = g_build_filename (folder, "strange.json", NULL);
  g_auto(Outcome) receipts = run ("receipt list");

  g_settings_set_string (settings, "last-place", "home");
  g_settings_sync ();
  assert_fails (run ("consents list"), 1, "locked");
  assert_fails (run ("grants revoke --all"), 1, "locked");
  assert_status (&receipts, 0);
  save_strange (strange);
  assert_verdict (strange, 3, "Unknown");

  /* Nor is there one at all. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  assert_fails (run ("consents list"), 1, "keyring");
  assert_verdict (strange, 3, "Unknown");
  test_remove_folder (folder);
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
test_data (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *handle = ask (fixture, "\"prints.jobs\"");
  g_autofree char *id = first_id ("consents list --json");
  g_auto(Outcome) approved = run ("consents approve %s --item prints.jobs --for 30", id);
  g_auto(Outcome) listed = { 0 };
  g_auto(Outcome) json = { 0 };
  g_auto(Outcome) only = { 0 };
  g_auto(Outcome) sums = run ("data sums");
  g_auto(Outcome) sums_json = run ("data sums --json");
  g_autoptr(JsonNode) all = NULL;
  g_autoptr(JsonNode) some = NULL;
  g_autoptr(JsonNode) summed = parse (&sums_json);
  JsonArray *items;
  gboolean is_whole = FALSE;

  assert_status (&approved, 0);
  assert_poll (fixture, handle, 200);
  assert_read (fixture, "prints.jobs", 200);
  listed = run ("data list");
  json = run ("data list --json");
  only = run ("data list --category prints.names --json");
  all = parse (&json);
  some = parse (&only);

  assert_status (&listed, 0);
  assert_says (listed.out, "profile.username      User name: Public, personal\n");
  assert_says (listed.out, "demo");
  assert_says (listed.out, "(of this kind Partner read last, ");
  items = sluice_json_get_array (json_node_get_object (all), "items");
  g_assert_true (sluice_json_get_boolean (json_node_get_object (all), "whole", &is_whole) && is_whole);
  g_assert_cmpuint (count_named (items, "profile.username"), ==, 1);
  g_assert_cmpuint (count_named (items, "prints.names"), >, 0);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (json_node_get_object (some), "items")), ==,
                    count_named (items, "prints.names"));

  assert_status (&sums, 0);
  assert_says (sums.out, "printers.camera");
  assert_says (sums.out, "  Nothing is kept.\n");
  g_assert_cmpuint (count_named (json_node_get_array (summed), "backups.settings"), ==, 1);
  assert_fails (run ("data"), 2, "data list");
  assert_fails (run ("data sums --category prints.names"), 2, "data list");
  assert_fails (run ("data list --category no.such"), 2, "no such kind");
  assert_fails (run ("data list --account nobody"), 1, "");
}

static void
add (const char *name,
     void      (*body) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_autofree char *path = g_strconcat ("/consent-commands/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, body, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  if (g_strcmp0 (g_getenv ("SLUICE_SESSION_LOCKED"), "1") == 0)
    {
      g_test_add_func ("/consent-commands/locked", test_locked);
      return test_run ();
    }

  g_test_add_func ("/consent-commands/usage", test_usage);
  g_test_add_func ("/consent-commands/no-place", test_no_place);
  g_test_add_func ("/consent-commands/hostile-receipt", test_hostile_receipt);
  add ("show", test_show);
  add ("one-of-three", test_one_of_three);
  add ("once", test_once);
  add ("take-back", test_take_back);
  add ("alarm-and-revoke-all", test_alarm_and_revoke_all);
  add ("too-late", test_too_late);
  add ("link", test_link);
  add ("device", test_device);
  add ("receipts", test_receipts);
  add ("short-id", test_short_id);
  add ("data", test_data);
  add ("visit", test_visit);
  return test_run ();
}
