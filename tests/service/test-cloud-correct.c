/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-accounts.h"
#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include <string.h>

/* What a person says about themselves is changed by the person, and by nobody else. */

#define NAME "/privacy/v1/inventory/profile.username:username"
#define EMAIL "/privacy/v1/inventory/profile.email:email"
#define PASSWORD "correct horse battery"

static guint
correct (TestCloudClient *client,
         const char      *path,
         const char      *value,
         JsonObject     **out_answer)
{
  g_autoptr(JsonObject) data = json_object_new ();
  g_autoptr(JsonObject) envelope = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *body = NULL;
  guint status;
  g_autoptr(JsonObject) answer = NULL;

  json_object_set_string_member (data, "value", value);
  json_object_set_object_member (envelope, "data", json_object_ref (data));
  bytes = sluice_json_object_to_bytes (envelope, FALSE);
  body = test_dup_text (bytes);
  answer = test_cloud_client_call (client, "PUT", path, "application/json", body, &status);
  if (out_answer != NULL)
    *out_answer = g_steal_pointer (&answer);
  return status;
}

static TestCloudPartner *
set_scene (const char *scope)
{
  TestCloudPartner *scene = test_cloud_partner_new ();

  test_cloud_client_sign_in (scene->home->client, scene->home->secret, scope);
  g_assert_null (test_cloud_operate (scene->home->folder, PASSWORD "\n", "account", "add", "--username", "ada", "--email",
                                     "ada@example.com", NULL));
  return scene;
}

/* Whose @name is, as somebody who signs in is looked up. */
static char *
find (TestCloudPartner *scene,
      const char       *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudStore) store = cloud_store_open_beside (scene->home->folder, &error);
  char *account;

  g_assert_no_error (error);
  account = cloud_accounts_find (store, name, &error);
  g_assert_no_error (error);
  return account;
}

static void
give_email (TestCloudPartner *scene,
            const char       *email)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudStore) store = cloud_store_open_beside (scene->home->folder, &error);
  g_autofree char *owner = cloud_store_find_owner (store, &error);

  g_assert_true (cloud_accounts_set_email (store, owner, email, &error));
  g_assert_no_error (error);
}

/* Nobody, somebody who has another right, a third party with a grant, and the person. */
static void
test_roles (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.consent account.user.read");
  g_autoptr(TestCloudClient) nobody = NULL;
  g_autofree char *ca_file = g_strdup (sluice_cloud_get_ca_file (scene->home->cloud));
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, "\"prints.jobs\"", "\"prints.jobs\"", "P7D");
  g_autofree char *owner = find (scene, "demo");
  g_autofree char *now = NULL;

  nobody = test_cloud_client_new (scene->home->client->url, ca_file);
  for (guint i = 0; i < 2; i++)
    {
      const char *path = i == 0 ? NAME : EMAIL;

      g_assert_cmpuint (correct (nobody, path, "mallory", NULL), ==, 401);
      g_assert_cmpuint (correct (scene->client, path, "mallory", NULL), ==, 403);
      g_assert_cmpuint (correct (scene->home->client, path, "mallory", NULL), ==, 403);
    }
  g_assert_nonnull (owner);
  now = find (scene, "demo");
  g_assert_cmpstr (now, ==, owner);

  test_cloud_client_sign_in (scene->home->client, scene->home->secret, "privacy.inventory");
  g_assert_cmpuint (correct (scene->home->client, NAME, "grace", NULL), ==, 200);
}

/* What was so is not so any more, nor is it found under what it was. */
static void
test_name (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.inventory privacy.consent");
  g_autofree char *owner = find (scene, "demo");
  g_autofree char *renamed = NULL;
  g_autofree char *before = NULL;
  g_autofree char *ada = NULL;
  guint status;
  g_autoptr(JsonNode) items = NULL;
  JsonObject *item;

  g_assert_cmpuint (correct (scene->home->client, NAME, "Grace Hopper", NULL), ==, 200);
  renamed = find (scene, "grace hopper");
  before = find (scene, "demo");
  ada = find (scene, "ada");
  g_assert_cmpstr (renamed, ==, owner);
  g_assert_null (before);
  g_assert_cmpstr (ada, !=, owner);

  items = test_cloud_person_call (scene, "GET", "/privacy/v1/inventory?category=profile.username", NULL, &status);
  item = json_array_get_object_element (json_node_get_array (items), 0);
  g_assert_cmpstr (sluice_json_get_string (item, "title"), ==, "Grace Hopper");
  g_assert_true (json_object_get_boolean_member (item, "can_correct"));
  /* To change it is not to read it. */
  g_assert_false (json_object_has_member (item, "last_access"));

  /* The same in other letters is nobody else's. */
  g_assert_cmpuint (correct (scene->home->client, NAME, "grace hopper", NULL), ==, 200);
}

static void
test_email (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.inventory");
  g_autofree char *owner = find (scene, "demo");
  g_autofree char *found = NULL;
  g_autofree char *before = NULL;

  g_assert_cmpuint (correct (scene->home->client, EMAIL, "demo@example.com", NULL), ==, 404);
  give_email (scene, "old@example.com");
  g_assert_cmpuint (correct (scene->home->client, EMAIL, "demo@example.com", NULL), ==, 200);
  found = find (scene, "demo@example.com");
  before = find (scene, "old@example.com");
  g_assert_cmpstr (found, ==, owner);
  g_assert_null (before);
}

/* It is in the list of who read what, as the person's own act. */
static void
test_written_down (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.inventory privacy.consent");
  guint status;
  g_autoptr(JsonNode) entries = NULL;
  JsonObject *entry;

  g_assert_cmpuint (correct (scene->home->client, NAME, "x@y", NULL), ==, 400);
  g_assert_cmpuint (correct (scene->home->client, NAME, "grace", NULL), ==, 200);
  entries = test_cloud_person_call (scene, "GET", "/privacy/v1/accesses", NULL, &status);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (entries)), ==, 1);
  entry = json_array_get_object_element (json_node_get_array (entries), 0);
  g_assert_cmpstr (sluice_json_get_string (entry, "action"), ==, "correct");
  g_assert_cmpstr (sluice_json_get_string (entry, "category"), ==, "profile.username");
  g_assert_cmpstr (sluice_json_get_string (entry, "client_id"), ==, "sluice-desktop");
}

static void
test_wrong (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.inventory");
  TestCloudClient *client = scene->home->client;
  g_autofree char *long_name = g_strnfill (65, 'a');
  const char *names[] = { "", " ", " grace", "grace ", "gra\nce", "gra\xe2\x80\xaegrace", "grace@example.com", long_name };
  const char *addresses[] = { "", "grace", "@example.com", "grace@", "a@b@c", "a b@example.com", "a@example.com,b@c.d" };
  g_autofree char *owner = NULL;
  guint status;
  g_autoptr(JsonObject) nothing = NULL;

  give_email (scene, "old@example.com");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (correct (client, NAME, names[i], NULL), ==, 400);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_cmpuint (correct (client, EMAIL, addresses[i], NULL), ==, 400);
  nothing = test_cloud_client_call (client, "PUT", NAME, "application/json", "{\"data\":{\"value\":7}}", &status);
  g_assert_cmpuint (status, ==, 400);

  g_assert_cmpuint (correct (client, "/privacy/v1/inventory/profile.username:other", "grace", NULL), ==, 404);
  g_assert_cmpuint (correct (client, "/privacy/v1/inventory/no.such:thing", "grace", NULL), ==, 404);
  g_assert_cmpuint (correct (client, "/privacy/v1/inventory/profile.password:password", "grace", NULL), ==, 409);
  owner = find (scene, "demo");
  g_assert_nonnull (owner);
}

/* What is somebody else's stays theirs; and who tries what others have has to wait. */
static void
test_taken (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ("privacy.inventory");
  TestCloudClient *client = scene->home->client;
  g_autofree char *owner = find (scene, "demo");
  g_autofree char *ada = NULL;
  g_autoptr(JsonObject) answer = NULL;
  g_autofree char *code = NULL;

  give_email (scene, "old@example.com");
  g_assert_cmpuint (correct (client, NAME, "ADA", &answer), ==, 409);
  code = test_cloud_error_code (answer);
  g_assert_cmpstr (code, ==, "taken");
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (correct (client, EMAIL, "Ada@Example.com", NULL), ==, 409);
  g_assert_cmpuint (correct (client, EMAIL, "free@example.com", NULL), ==, 429);
  ada = find (scene, "ada");
  g_assert_cmpstr (ada, !=, owner);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/correct/roles", test_roles);
  g_test_add_func ("/cloud/correct/name", test_name);
  g_test_add_func ("/cloud/correct/email", test_email);
  g_test_add_func ("/cloud/correct/written-down", test_written_down);
  g_test_add_func ("/cloud/correct/wrong", test_wrong);
  g_test_add_func ("/cloud/correct/taken", test_taken);
  return test_run ();
}
