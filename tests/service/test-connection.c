/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connection.h"
#include "sluice-net-error.h"
#include "sluice-safeguard-words.h"
#include "sluice-security-contact.h"
#include "sluice-security-words.h"
#include "test-clock.h"
#include "test-session-scene.h"
#include "test-util.h"

#include <string.h>

/* What Sluice says of connections, before servers that are right, and wrong, in one way each. */

#define TEST_TYPE_PLACE (test_place_get_type ())

G_DECLARE_FINAL_TYPE (TestPlace, test_place, TEST, PLACE, SluicePlace)

/* A place with a door and nothing behind it. */
struct _TestPlace
{
  SluicePlace parent_instance;

  SluiceEndpoint *endpoint;
  SluiceGate     *gate;
  SluiceClock    *clock;
};

G_DEFINE_FINAL_TYPE (TestPlace, test_place, SLUICE_TYPE_PLACE)

static SluiceSession *
test_place_get_session (SluicePlace *place)
{
  return NULL;
}

static DexFuture *
test_place_open_door (SluicePlace *place,
                      guint        door)
{
  TestPlace *self = TEST_PLACE (place);

  return dex_future_new_take_object (sluice_session_new (self->endpoint, self->gate, NULL, self->clock));
}

static void
test_place_finalize (GObject *object)
{
  TestPlace *self = TEST_PLACE (object);

  g_clear_object (&self->endpoint);
  g_clear_object (&self->gate);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (test_place_parent_class)->finalize (object);
}

static void
test_place_class_init (TestPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_place_finalize;
  SLUICE_PLACE_CLASS (klass)->get_session = test_place_get_session;
  SLUICE_PLACE_CLASS (klass)->open_door = test_place_open_door;
}

static void
test_place_init (TestPlace *self)
{
}

static const char *statement;     /* what the server states; NULL: it has never heard of it */
static const char *security_text; /* its security.txt; NULL for none */

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (g_str_equal (path, "/privacy/v1/security") && statement != NULL)
    test_server_answer (message, 200, "application/json", statement);
  else if (g_str_equal (path, "/.well-known/security.txt") && security_text != NULL)
    test_server_answer (message, 200, "text/plain", security_text);
  else
    test_server_answer (message, 404, "application/json", "{\"errors\":[{\"code\":\"notFound\",\"title\":\"No\"}]}");
}

/* @endpoint: (transfer full) */
static SluiceConnection *
connect_to (TestSessionScene *scene,
            SluiceEndpoint   *endpoint)
{
  g_autoptr(TestPlace) place = g_object_new (TEST_TYPE_PLACE, "id", "test", "name", "Test cloud", NULL);

  g_assert_nonnull (endpoint);
  place->endpoint = endpoint;
  place->gate = g_object_ref (scene->gate);
  place->clock = g_object_ref (scene->clock);
  return sluice_connection_new (SLUICE_PLACE (place), 0, scene->clock);
}

static SluiceEndpoint *
make_endpoint (TestSessionScene *scene,
               const char       *pin)
{
  return sluice_endpoint_new ("test", "Test cloud", test_server_get_uri (scene->server), SLUICE_ENDPOINT_CLOUD,
                              test_server_get_database (scene->server), pin, NULL);
}

static SluiceConnection *
make_connection (TestSessionScene *scene,
                 const char       *pin)
{
  return connect_to (scene, make_endpoint (scene, pin));
}

static gboolean
has_looked (gpointer data)
{
  return !sluice_connection_is_looking (data);
}

static void
look (SluiceConnection *connection)
{
  sluice_connection_look (connection);
  g_assert_true (sluice_connection_is_looking (connection));
  test_wait_until (has_looked, connection, "the look to be over");
}

/* Returns: (transfer full) (nullable): the text of the fact @title */
static char *
dup_fact (GPtrArray  *facts,
          const char *title)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const SluiceSecurityFact *fact = facts->pdata[i];

      if (g_str_equal (fact->title, title))
        return g_strdup (fact->text);
    }
  return NULL;
}

static void
assert_says_at (SluiceConnection *connection,
                gint64            now,
                const char       *title,
                const char       *part)
{
  g_autoptr(GPtrArray) facts = sluice_security_list_facts (connection, now);
  g_autofree char *text = dup_fact (facts, title);

  if (part == NULL)
    g_assert_null (text);
  else if (text == NULL || strstr (text, part) == NULL)
    g_error ("%s: “%s”, not “%s”", title, text != NULL ? text : "nothing", part);
}

static void
assert_says (SluiceConnection *connection,
             const char       *title,
             const char       *part)
{
  assert_says_at (connection, TEST_SESSION_NOON * G_USEC_PER_SEC, title, part);
}

static void
assert_verdict (SluiceConnection *connection,
                const char       *expected)
{
  g_autofree char *verdict = sluice_security_dup_verdict (connection);

  g_assert_cmpstr (verdict, ==, expected);
}

static void
test_keys (void)
{
  const struct
  {
    TestServerFlags  flags;
    const char      *verdict;
    const char      *key;
    gboolean         worrying;
  } cases[] = {
    { TEST_SERVER_DEFAULT, "Encrypted, but with a weaker key (RSA-2048) than the RSA-4096 that is promised", "RSA-2048", TRUE },
    { TEST_SERVER_RSA_4096, "Encrypted, RSA-4096, as promised", "RSA-4096", FALSE },
    { TEST_SERVER_P256,
      "Encrypted with a strong key (EC/ECDSA, 256 bits), though not with the RSA-4096 that is promised",
      "EC/ECDSA, 256 bits", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestSessionScene) scene = test_session_scene_new (cases[i].flags, answer);
      g_autoptr(SluiceConnection) connection = NULL;

      connection = make_connection (scene, test_server_get_spki (scene->server));
      assert_verdict (connection, "Not in use now, and not looked at");
      look (connection);
      assert_verdict (connection, cases[i].verdict);
      assert_says (connection, "Key of the certificate", cases[i].key);
      assert_says (connection, "Protocol", "TLS 1.3, the newest there is; TLS_");
      assert_says (connection, "Certificates", "CN=localhost");
      assert_says (connection, "Certificates", "vouched for by CN=Sluice test authority");
      assert_says (connection, "Pin", test_server_get_spki (scene->server));
      /* The certificate was made just now, and not at noon. */
      assert_says_at (connection, g_get_real_time (), "Valid until", "in 0 days");
      assert_says (connection, "What went wrong last", NULL);
      g_assert_cmpint (sluice_security_is_worrying (connection), ==, cases[i].worrying);
      g_assert_cmpint (sluice_connection_get_observed_at (connection), ==, TEST_SESSION_NOON * G_USEC_PER_SEC);
      g_assert_null (sluice_connection_get_safeguards (connection));
    }
}

static void
refuse (TestServerFlags  flags,
        gboolean         wrong_pin,
        const char      *words)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (flags, answer);
  g_autofree char *pin = g_strdup (test_server_get_spki (scene->server));
  g_autofree char *verdict = NULL;
  g_autoptr(SluiceConnection) connection = NULL;

  if (wrong_pin)
    pin[0] = pin[0] == '0' ? '1' : '0';
  connection = make_connection (scene, pin);
  look (connection);
  verdict = sluice_security_dup_verdict (connection);
  g_assert_true (g_str_has_prefix (verdict, "Refused. "));
  g_assert_nonnull (strstr (verdict, words));
  assert_says (connection, "What went wrong last", words);
  g_assert_true (sluice_security_is_worrying (connection));
  g_assert_null (sluice_connection_get_info (connection));
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

static void
test_refused (void)
{
  refuse (TEST_SERVER_EXPIRED, FALSE, "has expired");
  refuse (TEST_SERVER_WRONG_HOST, FALSE, "for another address");
  refuse (TEST_SERVER_DEFAULT, TRUE, "another key than the one");
}

/* GnuTLS reads what it may use when a process first asks for it. */
static void
test_older_protocol (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
      g_autoptr(SluiceConnection) connection = NULL;

      connection = make_connection (scene, NULL);
      look (connection);
      assert_says (connection, "Protocol", "TLS 1.2, which is older, and safe still; ");
      assert_says (connection, "Pin", "None: any certificate by the authorities that you chose");
      return;
    }

  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
  g_test_trap_assert_passed ();
}

static void
test_local_network (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_autoptr(TestServer) printer = test_server_new (TEST_SERVER_PLAIN, answer, NULL);
  g_autoptr(SluiceConnection) connection = NULL;

  connection = connect_to (scene, sluice_endpoint_new ("printer", "Printer", test_server_get_uri (printer),
                                                       SLUICE_ENDPOINT_LOCAL_NETWORK, NULL, NULL, NULL));

  look (connection);
  assert_verdict (connection, "Not encrypted: anyone in your network can read it");
  assert_says (connection, "What passes here", "the files that you send to it");
  assert_says (connection, "Pin", NULL);
  g_assert_true (sluice_security_is_worrying (connection));
}

/* What went wrong is remembered with its time when all is well again. */
static void
test_over (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_autoptr(SluiceConnection) connection = NULL;
  g_autofree char *pin = g_strdup (test_server_get_spki (scene->server));
  g_autofree char *verdict = NULL;
  g_autoptr(SluiceEndpoint) right = NULL;
  TestPlace *place;

  pin[0] = pin[0] == '0' ? '1' : '0';
  connection = make_connection (scene, pin);
  place = TEST_PLACE (sluice_connection_get_place (connection));
  look (connection);
  g_assert_nonnull (sluice_connection_get_problem (connection));

  right = make_endpoint (scene, test_server_get_spki (scene->server));
  g_set_object (&place->endpoint, right);
  test_clock_advance (TEST_CLOCK (scene->clock), 60);
  look (connection);
  g_assert_null (sluice_connection_get_problem (connection));
  verdict = sluice_security_dup_verdict (connection);
  g_assert_true (g_str_has_prefix (verdict, "Encrypted"));
  assert_says (connection, "What went wrong last", "just now: The server has another key");
  g_assert_cmpint (sluice_connection_get_observed_at (connection), ==, (TEST_SESSION_NOON + 60) * G_USEC_PER_SEC);
}

static void
assert_fact (GPtrArray  *facts, /* (transfer full) */
             const char *title,
             const char *expected)
{
  g_autofree char *text = dup_fact (facts, title);

  g_assert_cmpstr (text, ==, expected);
  g_ptr_array_unref (facts);
}

static void
test_stated (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_autoptr(SluiceConnection) connection = make_connection (scene, NULL);
  SluiceSafeguards *safeguards;

  statement =
    "{\"data\":{\"at_rest\":[{\"store\":\"product\",\"encryption\":\"AES-256\"},{\"store\":\"bookkeeping\",\"encryption\":null},"
    "{\"store\":\"new\"},7],\"keys\":\"same_computer\",\"region\":\"eu\\nwest\",\"redundancy\":\"3 times\","
    "\"backups\":{\"every_s\":10800,\"last\":\"2026-11-23T09:00:00Z\",\"next\":\"2026-11-23T11:00:00Z\"},"
    "\"roles\":[{\"role\":\"support\",\"sees\":\"nothing\"},{\"role\":\"janitor\",\"sees\":\"much\"}]}}";
  look (connection);
  safeguards = sluice_connection_get_safeguards (connection);
  g_assert_nonnull (safeguards);
  assert_fact (sluice_safeguard_list_rest (safeguards), "Your designs and their names", "Encrypted with AES-256");
  assert_fact (sluice_safeguard_list_rest (safeguards), "Random numbers, times and sizes", "Not encrypted");
  assert_fact (sluice_safeguard_list_rest (safeguards), "Keys", "One for each account, on the same computer as the data");
  assert_fact (sluice_safeguard_list_where (safeguards), "Region", "eu west");
  assert_fact (sluice_safeguard_list_where (safeguards), "Copies", "3 times");
  assert_fact (sluice_safeguard_list_backups (safeguards, TEST_SESSION_NOON), "Next backup", "Overdue");
  assert_fact (sluice_safeguard_list_seers (safeguards), "The cloud’s support", "Can see nothing of yours");
  assert_fact (sluice_safeguard_list_seers (safeguards), "janitor", "The cloud does not say what they can see");

  /* It says less than it did, or nothing that can be read: what it said before is not shown as if it still did. */
  statement = "{\"data\":[]}";
  look (connection);
  g_assert_null (sluice_connection_get_safeguards (connection));
  assert_fact (sluice_safeguard_list_backups (NULL, TEST_SESSION_NOON), "Backups",
               "The cloud does not say whether it makes any");
  statement = NULL;
}

static SluiceSecurityContact *
ask_contact (TestSessionScene  *scene,
             const char        *text,
             GError           **error)
{
  security_text = text;
  return test_settle_object (sluice_security_contact_ask (scene->session), error);
}

static void
test_contact (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_autoptr(SluiceSecurityContact) contact = NULL;
  g_autoptr(SluiceSecurityContact) none = NULL;
  g_autoptr(SluiceSecurityContact) useless = NULL;
  g_autoptr(GError) error = NULL;

  contact = ask_contact (scene,
                         "-----BEGIN PGP SIGNED MESSAGE-----\r\n# Contact: mailto:not@this.example\r\n"
                         "contact: tel:+1-201-555-0123\r\nCONTACT:  mailto:first@cloud.example \r\n"
                         "Contact: mailto:second@cloud.example\r\nContact: https://cloud.example/report\r\n"
                         "Contact: http://cloud.example/open\r\nPreferred-Languages: en, nl\r\n"
                         "Expires: 2026-11-23T13:00:00Z\r\nPolicy: javascript:alert(1)\r\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_security_contact_get_mail (contact), ==, "mailto:first@cloud.example");
  g_assert_cmpstr (sluice_security_contact_get_page (contact), ==, "https://cloud.example/report");
  g_assert_cmpstr (sluice_security_contact_get_languages (contact), ==, "en, nl");
  g_assert_null (sluice_security_contact_get_policy (contact));
  g_assert_false (sluice_security_contact_is_expired (contact, TEST_SESSION_NOON));
  g_assert_true (sluice_security_contact_is_expired (contact, TEST_SESSION_NOON + 3600));

  none = ask_contact (scene, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "names nobody"));
  g_clear_error (&error);

  useless = ask_contact (scene, "Contact: http://cloud.example\nContact: file:///etc/passwd\n", &error);
  g_assert_null (useless);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
}

/* Where, with what, how connected; and nothing else. */
static void
test_report (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_autoptr(SluiceConnection) connection = make_connection (scene, NULL);
  g_autofree char *report = NULL;
  g_autofree char *start = g_strdup_printf ("Where: %s/\nWith: Sluice 1\nConnection: TLS 1.3, TLS_",
                                            test_server_get_uri (scene->server));

  look (connection);
  report = sluice_security_compose_report (connection, "Sluice 1");
  g_assert_true (g_str_has_prefix (report, start));
  g_assert_nonnull (strstr (report, "RSA-2048\n\nWhat I found:\n"));
  g_assert_null (strstr (report, g_get_user_name ()));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/connection/keys", test_keys);
  g_test_add_func ("/connection/refused", test_refused);
  g_test_add_func ("/connection/older-protocol", test_older_protocol);
  g_test_add_func ("/connection/local-network", test_local_network);
  g_test_add_func ("/connection/over", test_over);
  g_test_add_func ("/connection/stated", test_stated);
  g_test_add_func ("/connection/contact", test_contact);
  g_test_add_func ("/connection/report", test_report);
  return test_run ();
}
