/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base64url.h"
#include "sluice-canonical-json.h"
#include "sluice-consent-error.h"
#include "sluice-consent-link.h"
#include "sluice-consent-private.h"
#include "sluice-consent-sample.h"
#include "sluice-consent-words.h"
#include "sluice-json.h"
#include "sluice-jwk.h"
#include "test-util.h"

#include <sodium.h>
#include <string.h>

/* What a cloud says is read, whatever it is, and what it cannot say is not believed. */

static JsonObject *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (bytes, 64 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

static const char whole[] =
  "{\"id\":\"r1\",\"origin\":\"device\",\"state\":\"pending\",\"created_at\":\"2030-03-17T17:46:40Z\","
  "\"expires_at\":\"2030-03-17T17:51:40.5Z\",\"user_code\":\"WDJB-MJHT\",\"duration\":\"P7D\",\"purpose\":\"To compare\","
  "\"client\":{\"client_id\":\"partner\",\"name\":\"Print\\nFarm\",\"homepage\":\"https://B\\u00fccher.example/a?b\","
  "\"notice_url\":\"https://partner.example/p\",\"verified\":true},"
  "\"items\":[{\"category\":\"prints.jobs\",\"class\":\"public\",\"granted_before\":true},"
  "{\"category\":\"profile.email\",\"class\":\"private-until-consent\"},{\"category\":\"no.such\"},7,"
  "{\"category\":\"profile.username\",\"is_new\":true}],"
  "\"changes\":[{\"what\":\"name\",\"before\":\"Farm\",\"after\":\"Print Farm\"},{\"what\":\"colour\"},"
  "{\"what\":\"categories\",\"before\":\"prints.jobs\",\"after\":\"prints.jobs designs.library\"}]}";

static void
test_request_is_read (void)
{
  g_autoptr(JsonObject) object = parse (whole);
  g_autoptr(SluiceConsentRequest) request = sluice_consent_request_new (object);
  SluiceConsentParty *party = sluice_consent_request_get_party (request);
  GListModel *items = sluice_consent_request_get_items (request);
  GListModel *changes = sluice_consent_request_get_changes (request);
  g_autoptr(SluiceConsentItem) jobs = g_list_model_get_item (items, 0);
  g_autoptr(SluiceConsentItem) name = g_list_model_get_item (items, 1);
  g_autoptr(SluiceConsentChange) more = g_list_model_get_item (changes, 1);
  g_autofree char *text = sluice_consent_change_dup_text (more);

  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
  g_assert_cmpint (sluice_consent_request_get_origin (request), ==, SLUICE_CONSENT_FROM_DEVICE);
  g_assert_cmpint (sluice_consent_request_get_created (request), ==, 1900000000);
  g_assert_cmpint (sluice_consent_request_get_expires (request), ==, 1900000300);
  g_assert_cmpstr (sluice_consent_request_get_user_code (request), ==, "WDJB-MJHT");
  g_assert_cmpstr (sluice_consent_request_get_duration (request), ==, "P7D");
  g_assert_cmpstr (sluice_consent_party_get_name (party), ==, "Print Farm");
  g_assert_cmpstr (sluice_consent_party_get_domain (party), ==, "xn--bcher-kva.example");
  g_assert_true (sluice_consent_party_is_verified (party));

  /* What is private, unknown or no item at all cannot be given; the class is the catalogue's. */
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);
  g_assert_cmpuint (sluice_consent_request_get_n_unknown (request), ==, 3);
  g_assert_cmpint (sluice_consent_item_get_category (jobs)->klass, ==, SLUICE_DATA_CLASS_UNTIL_CONSENT);
  g_assert_true (sluice_consent_item_get_granted_before (jobs));
  g_assert_true (sluice_consent_item_get_is_new (name));
  g_assert_cmpuint (g_list_model_get_n_items (changes), ==, 2);
  g_assert_cmpstr (text, ==, "Asks for more than before: Library.");
}

/* Each member missing, or of every wrong type: read all the same, or refused, and never a crash. */
static void
test_hostile_request (void)
{
  static const char * const values[] = { NULL, "null", "7", "-1.5", "true", "\"\"", "\"\\u202e\"", "[]", "[7,[]]", "{}", "{\"a\":7}" };
  g_autoptr(JsonObject) object = parse (whole);
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_autoptr(JsonObject) wrong = parse (whole);
        g_autoptr(JsonObject) copy = json_object_new ();
        g_autoptr(SluiceConsentRequest) request = NULL;
        JsonObjectIter iter;
        const char *member;
        JsonNode *node;

        json_object_iter_init (&iter, wrong);
        while (json_object_iter_next (&iter, &member, &node))
          if (!g_str_equal (member, name->data))
            json_object_set_member (copy, member, json_node_copy (node));
        if (values[i] != NULL)
          json_object_set_member (copy, name->data, json_from_string (values[i], NULL));

        request = sluice_consent_request_new (copy);
        if (g_str_equal (name->data, "client"))
          g_assert_null (request);
        if (g_str_equal (name->data, "state"))
          g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_WITHDRAWN);
        if (g_str_equal (name->data, "duration"))
          g_assert_cmpstr (sluice_consent_request_get_duration (request), ==, "once");
      }
}

/* What an id is compared, typed and sent by is seen: nothing else is one. */
static void
test_ids (void)
{
  static const char * const refused[] = { "", "a b", "a\x1b[2J", "\xd0\xb0", "a\xe2\x80\xae", "a\n" };
  g_autofree char *longest = g_strnfill (128, 'a');
  g_autofree char *too_long = g_strnfill (129, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (refused) + 2; i++)
    {
      const gboolean is_one = i == G_N_ELEMENTS (refused);
      g_autoptr(JsonObject) object = parse ("{\"client\":{\"client_id\":\"partner\"}}");
      g_autoptr(SluiceConsentRequest) request = NULL;
      g_autoptr(SluiceGrant) grant = NULL;

      json_object_set_string_member (object, "id", i < G_N_ELEMENTS (refused) ? refused[i] : is_one ? longest : too_long);
      request = sluice_consent_request_new (object);
      grant = sluice_grant_new (object);
      g_assert_cmpint (request != NULL, ==, is_one);
      g_assert_cmpint (grant != NULL, ==, is_one);
    }
}

/* Only pages of the web, and no host behind another one's name. */
static void
test_homepages (void)
{
  static const struct
  {
    const char *homepage;
    const char *domain;
    const char *page; /* NULL for as it was given */
  } cases[] = {
    { "https://partner.example/x", "partner.example" },
    { "https://partner.example:8443/a%20b?c=d&e#f", "partner.example" },
    { "https://b\xc3\xbc" "cher.example/\xc3\xbc?a", "xn--bcher-kva.example",
      "https://xn--bcher-kva.example/%C3%BC?a" },
    { "https://a.example/\x1b[31m\xc2\x9b" "2J\xe2\x80\xae \"<", "a.example",
      "https://a.example/%1B[31m%C2%9B2J%E2%80%AE%20%22%3C" },
    { "https://a\x1b.example/", NULL },
    { "https://partner.example@evil.example/", NULL },
    { "http://partner.example/", NULL },
    { "javascript:alert(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "https:///x", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *page = cases[i].page != NULL ? cases[i].page : cases[i].homepage;
      g_autoptr(JsonObject) object = json_object_new ();
      g_autoptr(SluiceConsentParty) party = NULL;

      json_object_set_string_member (object, "client_id", "partner");
      json_object_set_string_member (object, "homepage", cases[i].homepage);
      json_object_set_string_member (object, "notice_url", cases[i].homepage);
      party = sluice_consent_party_new (object);
      g_assert_cmpstr (sluice_consent_party_get_domain (party), ==, cases[i].domain);
      g_assert_cmpstr (sluice_consent_party_get_homepage (party), ==, cases[i].domain != NULL ? page : NULL);
      g_assert_cmpstr (sluice_consent_party_get_notice_url (party), ==, cases[i].domain != NULL ? page : NULL);
      g_assert_cmpstr (sluice_consent_party_get_name (party), ==, "partner");
      g_assert_false (sluice_consent_party_is_verified (party));
    }
}

static void
test_links (void)
{
  static const char * const refused[] = {
    NULL, "", "sluice:", "sluice:consent", "sluice:consent?", "sluice:consent?client_id=a", "sluice:consent?request_uri=a",
    "sluice:consent?client_id=a&request_uri=", "sluice:consent?client_id=a&request_uri=b&scope=c",
    "sluice:consent?client_id=a&request_uri=b&client_id=c", "sluice://consent?client_id=a&request_uri=b",
    "sluice:consent/x?client_id=a&request_uri=b", "sluice:other?client_id=a&request_uri=b",
    "https:consent?client_id=a&request_uri=b", "sluice:consent?client_id=a&request_uri=b#c",
    "sluice:consent?client_id=a%0a&request_uri=b", "sluice:consent?client_id=a%22&request_uri=b",
    "sluice:consent?client_id=%C3%A9&request_uri=b", "sluice:consent?client_id=a;request_uri=b",
  };
  g_autofree char *client_id = NULL;
  g_autofree char *request_uri = NULL;
  g_autofree char *long_value = g_strnfill (513, 'a');
  g_autofree char *long_link = g_strconcat ("sluice:consent?client_id=", long_value, "&request_uri=b", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (sluice_consent_link_parse ("SLUICE:consent?request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aab_c"
                                            "&client_id=partner", &client_id, &request_uri, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (client_id, ==, "partner");
  g_assert_cmpstr (request_uri, ==, "urn:ietf:params:oauth:request_uri:ab_c");

  for (guint i = 0; i <= G_N_ELEMENTS (refused); i++)
    {
      char *nothing = NULL;

      g_assert_false (sluice_consent_link_parse (i < G_N_ELEMENTS (refused) ? refused[i] : long_link, &nothing, &nothing,
                                                 &error));
      g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_LINK);
      g_assert_null (nothing);
      g_clear_error (&error);
    }
}

static void
test_where_the_browser_may_go (void)
{
  g_assert_true (sluice_consent_link_may_leave ("https://partner.example/return?code=a"));
  g_assert_true (sluice_consent_link_may_leave ("http://127.0.0.1:4000/"));
  g_assert_true (sluice_consent_link_may_leave ("http://[::1]:4000/"));
  g_assert_true (sluice_consent_link_may_leave ("example.partner.app:/return"));
  g_assert_false (sluice_consent_link_may_leave ("http://partner.example/"));
  g_assert_false (sluice_consent_link_may_leave ("http://localhost.evil.example/"));
  g_assert_false (sluice_consent_link_may_leave ("file:///etc/passwd"));
  g_assert_false (sluice_consent_link_may_leave ("javascript:alert(1)"));
  g_assert_false (sluice_consent_link_may_leave ("data:text/html,x"));
  g_assert_false (sluice_consent_link_may_leave ("smb://host/x"));
  g_assert_false (sluice_consent_link_may_leave ("https:"));
  g_assert_false (sluice_consent_link_may_leave (""));
  g_assert_false (sluice_consent_link_may_leave (NULL));
}

static void
test_durations (void)
{
  static const char * const unknown[] = { NULL, "", "P0D", "P366D", "P-1D", "P1", "P1W", "P1DD", "P 1D", "ever", "P99999999D" };
  g_autofree char *week = sluice_consent_duration_dup_text ("P7D");
  g_autofree char *day = sluice_consent_duration_dup_text ("P1D");

  g_assert_cmpstr (week, ==, "For 7 days");
  g_assert_cmpstr (day, ==, "For 1 day");
  g_assert_true (sluice_consent_duration_is_known ("once"));
  g_assert_true (sluice_consent_duration_is_known ("P365D"));
  g_assert_true (sluice_consent_duration_is_known ("until_revoked"));
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (sluice_consent_duration_is_known (unknown[i]));
}

static void
test_grant_is_read (void)
{
  g_autoptr(JsonObject) object = parse (
    "{\"id\":\"g1\",\"client\":{\"client_id\":\"partner\"},\"duration\":\"until_revoked\",\"expires_at\":null,"
    "\"created_at\":\"2030-03-17T17:46:40Z\",\"items\":[{\"category\":\"prints.jobs\",\"since\":\"2030-03-17T17:46:40Z\","
    "\"last_used_at\":\"2030-03-17T17:46:50Z\",\"use_count\":3},{\"category\":\"new.thing\",\"last_used_at\":null,"
    "\"use_count\":-2},7],\"alarms\":[{\"what\":\"homepage\",\"before\":\"https://a.example\",\"after\":\"https://b.example\"}]}");
  g_autoptr(SluiceGrant) grant = sluice_grant_new (object);
  g_autoptr(SluiceGrantItem) strange = g_list_model_get_item (sluice_grant_get_items (grant), 1);
  g_autoptr(SluiceConsentChange) alarm = g_list_model_get_item (sluice_grant_get_alarms (grant), 0);
  g_autofree char *text = sluice_consent_change_dup_text (alarm);

  g_assert_cmpuint (g_list_model_get_n_items (sluice_grant_get_items (grant)), ==, 2);
  g_assert_cmpint (sluice_grant_get_expires (grant), ==, 0);
  g_assert_cmpint (sluice_grant_get_last_used (grant), ==, 1900000010);
  g_assert_cmpuint (sluice_grant_get_use_count (grant), ==, 3);
  /* What was given and is not known here can be taken back all the same. */
  g_assert_cmpstr (sluice_grant_item_get_id (strange), ==, "new.thing");
  g_assert_null (sluice_grant_item_get_category (strange));
  g_assert_cmpstr (text, ==, "Had the home page https://a.example before, and has https://b.example now.");
}

static void
count_cb (SluiceGrant *grant,
          guint       *n_changed)
{
  (*n_changed)++;
}

/* What is shown of a grant is what the cloud says now; while that is the same, nothing is drawn anew. */
static void
test_grant_follows (void)
{
  static const struct
  {
    const char *was;
    const char *is;
  } changes[] = {
    { "\"verified\":true", "\"verified\":false" },
    { "\"name\":\"Partner\"", "\"name\":\"Other\"" },
    { "\"notice_url\":\"https://a.example/p\"", "\"notice_url\":\"https://a.example/q\"" },
    { "\"duration\":\"P7D\"", "\"duration\":\"until_revoked\"" },
    { "\"use_count\":3", "\"use_count\":4" },
    { "\"before\":\"a\"", "\"before\":\"c\"" },
  };
  static const char *text =
    "{\"id\":\"g1\",\"client\":{\"client_id\":\"partner\",\"name\":\"Partner\",\"verified\":true,"
    "\"notice_url\":\"https://a.example/p\"},\"duration\":\"P7D\",\"items\":[{\"category\":\"prints.jobs\","
    "\"use_count\":3}],\"alarms\":[{\"what\":\"name\",\"before\":\"a\",\"after\":\"b\"}]}";

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto(GStrv) halves = g_strsplit (text, changes[i].was, 2);
      g_autofree char *changed = g_strjoinv (changes[i].is, halves);
      g_autoptr(JsonObject) before = parse (text);
      g_autoptr(JsonObject) after = parse (changed);
      g_autoptr(SluiceGrant) grant = sluice_grant_new (before);
      guint n_changed = 0;

      g_assert_cmpuint (g_strv_length (halves), ==, 2);
      g_signal_connect (grant, "changed", G_CALLBACK (count_cb), &n_changed);
      sluice_grant_take (grant, sluice_grant_new (before));
      g_assert_cmpuint (n_changed, ==, 0);
      sluice_grant_take (grant, sluice_grant_new (after));
      g_assert_cmpuint (n_changed, ==, 1);
    }
}

static void
test_sample_is_read (void)
{
  g_autoptr(JsonObject) object = parse (
    "{\"count\":12,\"lines\":[{\"label\":\"2030-03-17T17:46:40.25Z\",\"value\":\"finished\"},{\"label\":\"a\\nb\"},7,"
    "{\"value\":\"3\"},{\"value\":\"4\"},{\"value\":\"5\"},{\"value\":\"6\"}]}");
  g_autoptr(SluiceConsentSample) sample = sluice_consent_sample_new (object);
  guint n_lines;
  const SluiceConsentSampleLine *lines = sluice_consent_sample_get_lines (sample, &n_lines);

  g_assert_cmpuint (n_lines, ==, SLUICE_CONSENT_SAMPLE_LINES);
  g_assert_cmpuint (sluice_consent_sample_get_total (sample), ==, 12);
  g_assert_cmpint (lines[0].when, ==, G_GINT64_CONSTANT (1900000000250000));
  g_assert_cmpstr (lines[0].value, ==, "finished");
  g_assert_cmpint (lines[1].when, ==, -1);
  g_assert_cmpstr (lines[1].label, ==, "a b");
  g_assert_cmpstr (lines[1].value, ==, "");
}

/* A receipt as RFC 8032 and RFC 8785 would have it, made without the room's own hands. */
static GBytes *
make_receipt (void)
{
  guint8 seed[crypto_sign_SEEDBYTES] = { 7 };
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *x = NULL;
  g_autofree char *key = NULL;
  g_autofree char *key_id = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) jwk = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GBytes) bytes = NULL;

  crypto_sign_seed_keypair (public, secret, seed);
  x = sluice_base64url_encode (public, sizeof public);
  key = g_strdup_printf ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}", x);
  jwk = parse (key);
  key_id = sluice_jwk_thumbprint (jwk);
  text = g_strdup_printf (
    "{\"controller\":{\"client_id\":\"partner\",\"name\":\"Partner\"},\"decision\":\"approve\",\"duration\":\"P7D\","
    "\"expires_at\":\"2030-03-24T17:46:40Z\",\"id\":\"c1\",\"issued_at\":\"2030-03-17T17:46:40Z\","
    "\"issuer\":\"https://cloud.example\",\"items\":[{\"category\":\"prints.jobs\"}],\"proof\":{\"jwk\":%s,\"key_id\":\"%s\","
    "\"type\":\"Ed25519\"},\"purpose\":\"\",\"refused\":[{\"category\":\"designs.library\"}],"
    "\"schema\":\"sluice.consent-receipt/1\"}", key, key_id);
  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), secret);
  value = sluice_base64url_encode (signature, sizeof signature);

  object = parse (text);
  bytes = sluice_json_canonicalize (object);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
  g_clear_pointer (&text, g_free);
  text = test_dup_text (bytes);
  {
    g_auto(GStrv) halves = g_strsplit (text, "\"type\":\"Ed25519\"}", 2);
    g_autofree char *signed_text = g_strdup_printf ("%s\"type\":\"Ed25519\",\"value\":\"%s\"}%s", halves[0], value, halves[1]);

    return g_bytes_new (signed_text, strlen (signed_text));
  }
}

static void
test_receipt_is_read (void)
{
  g_autoptr(GBytes) bytes = make_receipt ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceReceipt) receipt = sluice_receipt_new (bytes, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (sluice_receipt_is_intact (receipt));
  g_assert_true (g_bytes_equal (bytes, sluice_receipt_get_bytes (receipt)));
  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_APPROVE);
  g_assert_cmpint (sluice_receipt_get_issued (receipt), ==, 1900000000);
  g_assert_cmpstr (sluice_receipt_get_given (receipt)[0], ==, "prints.jobs");
  g_assert_cmpstr (sluice_receipt_get_refused (receipt)[0], ==, "designs.library");
  text = sluice_receipt_dup_text (receipt);
  g_assert_cmpstr (text, ==, "Shared with Partner: Print history");
}

/* Every bit of every byte. */
static void
test_changed_receipt_does_not_hold (void)
{
  g_autoptr(GBytes) bytes = make_receipt ();
  gsize size = g_bytes_get_size (bytes);

  for (gsize i = 0; i < size * 8; i++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr(GBytes) changed = g_bytes_new_take (copy, size);
      g_autoptr(SluiceReceipt) receipt = NULL;

      copy[i / 8] ^= 1u << (i % 8);
      receipt = sluice_receipt_new (changed, NULL);
      g_assert_false (receipt != NULL && sluice_receipt_is_intact (receipt));
    }
}

/* However it is laid out; but not with a member that is there twice, or one more. */
static void
test_other_forms_of_a_receipt (void)
{
  g_autoptr(GBytes) bytes = make_receipt ();
  g_autofree char *text = test_dup_text (bytes);
  const char *before[] = { "{ \n", "{\"decision\":\"deny\",", "{\"more\":1,", "{\"schema\":\"sluice.consent-receipt/2\"," };
  const gboolean holds[] = { TRUE, FALSE, FALSE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      char *other = g_strconcat (before[i], text + 1, NULL);
      g_autoptr(GBytes) changed = g_bytes_new_take (other, strlen (other));
      g_autoptr(SluiceReceipt) receipt = sluice_receipt_new (changed, NULL);

      g_assert_cmpint (receipt != NULL && sluice_receipt_is_intact (receipt), ==, holds[i]);
    }
}

static void
test_no_receipt (void)
{
  static const char * const texts[] = { "", "{}", "[]", "{\"schema\":\"sluice.consent-receipt/1\"}", "hello" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_receipt_new (bytes, &error));
      g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_FORMAT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/request-is-read", test_request_is_read);
  g_test_add_func ("/consent/hostile-request", test_hostile_request);
  g_test_add_func ("/consent/ids", test_ids);
  g_test_add_func ("/consent/homepages", test_homepages);
  g_test_add_func ("/consent/links", test_links);
  g_test_add_func ("/consent/where-the-browser-may-go", test_where_the_browser_may_go);
  g_test_add_func ("/consent/durations", test_durations);
  g_test_add_func ("/consent/grant-is-read", test_grant_is_read);
  g_test_add_func ("/consent/grant-follows", test_grant_follows);
  g_test_add_func ("/consent/sample-is-read", test_sample_is_read);
  g_test_add_func ("/consent/receipt-is-read", test_receipt_is_read);
  g_test_add_func ("/consent/changed-receipt-does-not-hold", test_changed_receipt_does_not_hold);
  g_test_add_func ("/consent/other-forms-of-a-receipt", test_other_forms_of_a_receipt);
  g_test_add_func ("/consent/no-receipt", test_no_receipt);
  return test_run ();
}
