/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-canonical-json.h"
#include "sluice-data-category.h"
#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"

#include <sodium.h>
#include <string.h>

/* From a question to a grant, to what it opens, to its end; and the receipts of it all. */
#define THREE "\"prints.jobs\",\"prints.names\",\"designs.library\""

static JsonObject *
object_of (JsonNode *data)
{
  g_assert_true (data != NULL && JSON_NODE_HOLDS_OBJECT (data));
  return json_node_get_object (data);
}

static void
assert_refused (TestCloudPartner *scene,
                const char       *category)
{
  g_autoptr(JsonObject) answer = NULL;
  guint status = test_cloud_partner_read (scene, category, &answer);

  test_cloud_assert_refused (answer, status, 403, "categoryNotGranted");
}

static gboolean
verify (JsonObject *receipt,
        JsonObject *keys)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), receipt);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(GBytes) copied = g_bytes_new (text, strlen (text));
  g_autoptr(JsonObject) copy = sluice_json_parse_object (copied, 64 * 1024, NULL);
  JsonObject *proof = sluice_json_get_object (copy, "proof");
  g_autofree char *value = g_strdup (sluice_json_get_string (proof, "value"));
  JsonObject *jwk = json_array_get_object_element (json_object_get_array_member (keys, "keys"), 0);
  guint8 signature[crypto_sign_BYTES];
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  g_autoptr(GBytes) bytes = NULL;

  g_assert_cmpstr (sluice_json_get_string (proof, "key_id"), ==, sluice_json_get_string (jwk, "kid"));
  json_object_remove_member (proof, "value");
  bytes = sluice_json_canonicalize (copy);
  g_assert_cmpint (sodium_base642bin (signature, sizeof signature, value, strlen (value), NULL, NULL, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING), ==, 0);
  g_assert_cmpint (sodium_base642bin (public, sizeof public, sluice_json_get_string (jwk, "x"), 43, NULL, NULL, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING), ==, 0);
  return crypto_sign_verify_detached (signature, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                      public) == 0;
}

static JsonObject *
fetch_keys (TestCloudPartner *scene)
{
  guint status;
  g_autoptr(JsonObject) keys = test_cloud_client_call (scene->client, "GET", "/privacy/v1/receipt-keys", NULL, NULL,
                                                       &status);

  g_assert_cmpuint (status, ==, 200);
  return g_steal_pointer (&keys);
}

/* One of three: it reads that one, and is refused the others. */
static void
test_partial (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, "\"prints.jobs\"", "P7D");
  g_autoptr(JsonObject) read = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;

  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", &read), ==, 200);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (sluice_json_get_object (read, "data"), "items")), >, 0);
  node = json_node_init_object (json_node_alloc (), read);
  text = json_to_string (node, FALSE);
  g_assert_null (strstr (text, "\"name\""));

  assert_refused (scene, "prints.names");
  assert_refused (scene, "designs.library");
  assert_refused (scene, "prints.records");
  assert_refused (scene, "profile.email");
  assert_refused (scene, "no.such");

  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (receipt, "items")), ==, 1);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (receipt, "refused")), ==, 2);
  /* What is public needs nobody's leave. */
  g_assert_cmpuint (test_cloud_partner_read (scene, "profile.username", NULL), ==, 200);
}

static void
assert_use (TestCloudPartner *scene,
            gint64            expected)
{
  guint status;
  g_autoptr(JsonNode) data = test_cloud_person_call (scene, "GET", "/privacy/v1/grants", NULL, &status);
  JsonObject *grant = json_array_get_object_element (json_node_get_array (data), 0);
  JsonObject *item = json_array_get_object_element (sluice_json_get_array (grant, "items"), 0);
  gint64 count = -1;

  g_assert_true (sluice_json_get_int (item, "use_count", &count));
  g_assert_cmpint (count, ==, expected);
  g_assert_true ((sluice_json_get_string (item, "last_used_at") == NULL) == (expected == 0));
}

static void
test_accesses (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, "\"prints.jobs\"", "until_revoked");
  g_autoptr(JsonNode) log = NULL;
  JsonObject *newest;
  gint64 bytes = 0;
  guint status;

  assert_use (scene, 0);
  test_cloud_partner_read (scene, "profile.username", NULL);
  test_cloud_partner_read (scene, "prints.names", NULL);
  test_cloud_partner_read (scene, "prints.jobs", NULL);
  test_cloud_partner_read (scene, "prints.jobs", NULL);
  assert_use (scene, 2);

  /* What was refused was not read. */
  log = test_cloud_person_call (scene, "GET", "/privacy/v1/accesses", NULL, &status);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (log)), ==, 3);
  newest = json_array_get_object_element (json_node_get_array (log), 0);
  g_assert_cmpstr (sluice_json_get_string (newest, "client_id"), ==, "partner");
  g_assert_cmpstr (sluice_json_get_string (newest, "category"), ==, "prints.jobs");
  g_assert_true (sluice_json_get_int (newest, "bytes", &bytes) && bytes > 2);
}

static void
test_narrow_and_revoke (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, THREE, "until_revoked");
  g_autofree char *grant = test_cloud_person_find_grant (scene);
  g_autofree char *path = g_strdup_printf ("/privacy/v1/grants/%s/narrow", grant);
  g_autofree char *whole = g_strdup_printf ("/privacy/v1/grants/%s", grant);
  g_autoptr(JsonNode) refused = NULL;
  g_autoptr(JsonNode) narrowed = NULL;
  g_autoptr(JsonNode) ended = NULL;
  g_autoptr(JsonObject) after = NULL;
  JsonObject *second;
  guint status;

  g_assert_cmpuint (test_cloud_partner_read (scene, "designs.library", NULL), ==, 200);
  refused = test_cloud_person_call (scene, "POST", path,
                                    "{\"data\":{\"categories\":[\"prints.jobs\",\"prints.records\"]}}", &status);
  g_assert_cmpuint (status, ==, 400);
  narrowed = test_cloud_person_call (scene, "POST", path, "{\"data\":{\"categories\":[\"prints.jobs\"]}}", &status);
  g_assert_cmpuint (status, ==, 200);
  second = sluice_json_get_object (object_of (narrowed), "receipt");
  g_assert_cmpstr (sluice_json_get_string (second, "decision"), ==, "narrow");
  g_assert_cmpstr (sluice_json_get_string (second, "supersedes"), ==, sluice_json_get_string (receipt, "id"));
  assert_refused (scene, "designs.library");
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 200);

  ended = test_cloud_person_call (scene, "DELETE", whole, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", &after), ==, 403);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (sluice_json_get_object (object_of (ended), "receipt"),
                                                                  "items")), ==, 0);
}

/* All from everybody, and the person's own program goes on. */
static void
test_revoke_all (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) first = test_cloud_person_give (scene, THREE, THREE, "until_revoked");
  g_autoptr(JsonObject) second = test_cloud_person_give (scene, "\"prints.records\"", "\"prints.records\"", "P7D");
  g_autoptr(JsonNode) ended = NULL;
  g_autoptr(JsonNode) left = NULL;
  guint status;

  ended = test_cloud_person_call (scene, "DELETE", "/privacy/v1/grants", NULL, &status);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (object_of (ended), "receipts")), ==, 2);
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.records", NULL), ==, 403);
  left = test_cloud_person_call (scene, "GET", "/privacy/v1/grants", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (left)), ==, 0);
}

static void
test_receipts (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, "\"prints.jobs\"", "P7D");
  g_autoptr(JsonObject) keys = fetch_keys (scene);
  g_autofree char *path = g_strconcat ("/privacy/v1/receipts/", sluice_json_get_string (receipt, "id"), NULL);
  g_autoptr(JsonNode) kept = NULL;
  guint status;

  g_assert_true (verify (receipt, keys));
  kept = test_cloud_person_call (scene, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_true (verify (object_of (kept), keys));
  g_assert_cmpstr (sluice_json_get_string (receipt, "schema"), ==, "sluice.consent-receipt/1");
  g_assert_cmpstr (sluice_json_get_string (receipt, "purpose"), ==, "To compare prints");
  g_assert_cmpstr (sluice_json_get_string (receipt, "origin"), ==, "ciba");
  g_assert_nonnull (sluice_json_get_string (receipt, "expires_at"));

  /* Any other word, and it is not what was signed. */
  json_object_set_string_member (receipt, "duration", "until_revoked");
  g_assert_false (verify (receipt, keys));

  /* Others have no such list. */
  g_assert_cmpuint (test_cloud_partner_read (scene, "../receipts", NULL), !=, 200);
  {
    g_autoptr(JsonObject) answer = test_cloud_client_call (scene->client, "GET", "/privacy/v1/receipts", NULL, NULL,
                                                           &status);

    g_assert_cmpuint (status, ==, 403);
  }
}

/* Given once: ten minutes, and nothing to refresh with. Given for a week: a week. */
static void
test_durations (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) once = test_cloud_person_give (scene, "\"prints.jobs\"", "\"prints.jobs\"", "once");

  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 200);
  test_clock_advance (scene->home->clock, 601);
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 403);
}

static JsonObject *
alarm_of (TestCloudPartner *scene,
          JsonNode        **out_data,
          const char       *what)
{
  guint status;
  JsonArray *alarms;

  *out_data = test_cloud_person_call (scene, "GET", "/privacy/v1/grants", NULL, &status);
  alarms = sluice_json_get_array (json_array_get_object_element (json_node_get_array (*out_data), 0), "alarms");
  for (guint i = 0; i < json_array_get_length (alarms); i++)
    if (g_str_equal (sluice_json_get_string (json_array_get_object_element (alarms, i), "what"), what))
      return json_array_get_object_element (alarms, i);

  return NULL;
}

static void
test_alarms (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, "\"prints.jobs\"", "\"prints.jobs\"", "until_revoked");
  static const char * const changes[] = { "name", "homepage", "notice", "categories" };
  JsonNode *data;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_assert_null (alarm_of (scene, &data, changes[i]));
      json_node_unref (data);
    }
  {
    g_autoptr(JsonObject) changed = test_cloud_operate (scene->home->folder, NULL, "client", "change", "--id", "partner",
                                                        "--name", "Other", "--homepage", "https://other.example",
                                                        "--notice", "https://other.example/privacy", "--category",
                                                        "printers.camera", "--category", "prints.jobs", NULL);
  }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_assert_nonnull (alarm_of (scene, &data, changes[i]));
      json_node_unref (data);
    }
}

static void
test_samples (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, THREE, &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autofree char *asked = g_strdup_printf ("/privacy/v1/consents/%s/samples/prints.names", id);
  g_autofree char *other = g_strdup_printf ("/privacy/v1/consents/%s/samples/prints.records", id);
  g_autoptr(JsonNode) sample = test_cloud_person_call (scene, "GET", asked, NULL, &status);
  g_autoptr(JsonNode) none = NULL;
  JsonArray *lines = sluice_json_get_array (object_of (sample), "lines");

  g_assert_cmpuint (json_array_get_length (lines), >, 0);
  g_assert_cmpuint (json_array_get_length (lines), <=, 5);
  g_assert_nonnull (sluice_json_get_string (json_array_get_object_element (lines, 0), "value"));
  none = test_cloud_person_call (scene, "GET", other, NULL, &status);
  g_assert_cmpuint (status, ==, 404);
}

/* A record and an upload of the person's own, beside what the demo has. */
static void
fill (TestCloudPartner *scene)
{
  static const char record[] =
    "{\"schema\":\"sluice.process-record/1\",\"record_id\":\"1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77\","
    "\"resolution\":\"full\",\"source\":{\"format\":\"gcode\",\"slicer\":{\"name\":\"PrusaSlicer\","
    "\"version\":\"2.5.0\"},\"flavor\":\"Marlin\"},\"machine\":{\"name\":\"Ultimaker S5\","
    "\"build_plate_temperature_c\":60,\"build_volume_temperature_c\":null},\"extruders\":[{\"index\":0,"
    "\"nozzle_diameter_mm\":0.4,\"nozzle_name\":\"AA 0.4\",\"initial_temperature_c\":215,\"material\":"
    "{\"guid\":null,\"type\":\"PLA\"},\"filament_length_mm\":1484.58,\"filament_volume_mm3\":null,"
    "\"filament_mass_g\":4.43}],\"time\":{\"stated_s\":4879,\"layer_s\":null},\"layers\":{\"count\":204,"
    "\"stated_count\":null,\"height_mm\":0.1},\"settings\":{\"infill_density_pct\":20,\"support\":false,"
    "\"adhesion\":null,\"fan_max_pct\":100},\"temperatures_c\":{\"extruder\":{\"0\":[210,215]},\"bed\":[60]}}";
  guint status;
  g_autoptr(JsonObject) kept = NULL;
  g_autoptr(JsonObject) announced = NULL;

  test_cloud_client_sign_in (scene->home->client, scene->home->secret,
                             "privacy.consent process.record.write cura.printjob.write");
  kept = test_cloud_client_call (scene->home->client, "POST", "/process/v1/records",
                                 "application/vnd.sluice.process-record+json", record, &status);
  g_assert_cmpuint (status, ==, 201);
  announced = test_cloud_client_call (scene->home->client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                      "{\"data\":{\"job_name\":\"CANARY-NAME\",\"file_size\":5,"
                                      "\"content_type\":\"text/x-gcode\"}}", &status);
  g_assert_cmpuint (status, ==, 200);
}

/* Each category has what it is about, a page at a time, and lines to show of it. */
static void
test_every_category (void)
{
  static const char * const filled[] = {
    "printers.groups", "prints.jobs", "prints.records", "prints.names", "designs.library", "designs.uploads"
  };
  static const char * const all = THREE ",\"prints.records\",\"designs.uploads\",\"printers.groups\"";
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = NULL;
  g_autofree char *handle = NULL;
  g_autofree char *id = NULL;
  guint status;

  fill (scene);
  receipt = test_cloud_person_give (scene, all, all, "P7D");
  handle = test_cloud_partner_ask (scene, all, &status);
  id = test_cloud_person_find (scene);
  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      g_autofree char *page = g_strconcat (filled[i], "?limit=1", NULL);
      g_autofree char *sample = g_strdup_printf ("/privacy/v1/consents/%s/samples/%s", id, filled[i]);
      g_autoptr(JsonObject) read = NULL;
      g_autoptr(JsonNode) lines = NULL;
      JsonObject *line;

      g_assert_cmpuint (test_cloud_partner_read (scene, page, &read), ==, 200);
      g_assert_cmpuint (json_array_get_length (sluice_json_get_array (sluice_json_get_object (read, "data"), "items")),
                        ==, 1);
      lines = test_cloud_person_call (scene, "GET", sample, NULL, &status);
      g_assert_cmpuint (status, ==, 200);
      line = json_array_get_object_element (sluice_json_get_array (object_of (lines), "lines"), 0);
      g_assert_cmpstr (sluice_json_get_string (line, "value"), !=, "");
      g_assert_nonnull (sluice_json_get_string (line, "label"));
    }
}

/* What a scope opens counts as well. */
static void
test_scope_is_noted (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autoptr(JsonObject) asked = test_cloud_partner_post (scene, "/bc-authorize", &status, "login_hint", "demo", "scope",
                                                         "process.record.read", NULL);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autoptr(JsonObject) answer = test_cloud_person_decide (
    scene, id, "{\"decision\":\"approve\",\"categories\":[\"prints.records\"]}", &status);
  g_autoptr(JsonObject) tokens = test_cloud_partner_poll (scene, sluice_json_get_string (asked, "auth_req_id"), &status);
  g_autoptr(JsonObject) records = NULL;

  assert_use (scene, 0);
  records = test_cloud_client_call (scene->client, "GET", "/process/v1/records", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_use (scene, 1);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/consent/partial", test_partial);
  g_test_add_func ("/cloud/consent/accesses", test_accesses);
  g_test_add_func ("/cloud/consent/narrow-and-revoke", test_narrow_and_revoke);
  g_test_add_func ("/cloud/consent/revoke-all", test_revoke_all);
  g_test_add_func ("/cloud/consent/receipts", test_receipts);
  g_test_add_func ("/cloud/consent/durations", test_durations);
  g_test_add_func ("/cloud/consent/alarms", test_alarms);
  g_test_add_func ("/cloud/consent/samples", test_samples);
  g_test_add_func ("/cloud/consent/every-category", test_every_category);
  g_test_add_func ("/cloud/consent/scope-is-noted", test_scope_is_noted);
  return g_test_run ();
}
