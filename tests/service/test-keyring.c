/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"
#include "sluice-key.h"
#include "sluice-keyring.h"
#include "sluice-lock.h"
#include "sluice-vault-key.h"
#include "test-collection.h"
#include "test-portal.h"
#include "test-util.h"

#include <string.h>

/*
 * Against the real gnome-keyring of a throw-away desktop, in whatever state the
 * wrapper left it. What libsecret keeps for the whole process is made anew in
 * a subprocess, where a test needs another session bus.
 */

static const char secret_text[] = "s3cret with ünïcode";

static char *
lookup (SluiceKeyring  *keyring,
        const char     *account,
        GError        **error)
{
  g_autoptr(DexFuture) future = sluice_keyring_lookup (keyring, SLUICE_KEYRING_REFRESH_TOKEN,
                                                       "https://cloud.example", account, "client");
  const GValue *value;

  if (!test_settle (dex_ref (future), error))
    return NULL;
  value = dex_future_get_value (future, NULL);
  return g_value_dup_boxed (value);
}

static gboolean
store (SluiceKeyring  *keyring,
       const char     *account,
       const char     *secret,
       GError        **error)
{
  return test_settle (sluice_keyring_store (keyring, SLUICE_KEYRING_REFRESH_TOKEN,
                                            "https://cloud.example", account, "client", secret), error);
}

static gboolean
clear (SluiceKeyring  *keyring,
       const char     *account,
       GError        **error)
{
  return test_settle (sluice_keyring_clear (keyring, SLUICE_KEYRING_REFRESH_TOKEN,
                                            "https://cloud.example", account, "client"), error);
}

static SluiceKeyringState
get_state (SluiceKeyring *keyring)
{
  g_autoptr(DexFuture) future = sluice_keyring_get_state (keyring);
  g_autoptr(GError) error = NULL;

  test_settle (dex_ref (future), &error);
  g_assert_no_error (error);
  return g_value_get_int (dex_future_get_value (future, NULL));
}

static void
test_round_trip (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  char *text;

  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (store (keyring, "anna", secret_text, &error));
  g_assert_true (store (keyring, "bert", "another", &error));
  g_assert_no_error (error);
  text = lookup (keyring, "anna", &error);
  g_assert_cmpstr (text, ==, secret_text);
  sluice_secret_free (text);

  /* Stored again, it is the newer one, and one only. */
  g_assert_true (store (keyring, "anna", "rotated", &error));
  text = lookup (keyring, "anna", &error);
  g_assert_cmpstr (text, ==, "rotated");
  sluice_secret_free (text);

  g_assert_true (clear (keyring, "anna", &error));
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  text = lookup (keyring, "bert", &error);
  g_assert_cmpstr (text, ==, "another");
  sluice_secret_free (text);

  /* Nothing to clear is a success: certainly nothing is left. */
  g_assert_true (clear (keyring, "anna", &error));
  g_assert_true (clear (keyring, "bert", &error));
  g_assert_no_error (error);
}

static void
test_locked_midway (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  char *text;

  g_assert_true (store (keyring, "carla", secret_text, &error));
  g_assert_no_error (error);
  test_collection_lock ();
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_LOCKED);

  /* What is there, and what is not, cannot be told apart: neither is called empty. */
  g_assert_null (lookup (keyring, "carla", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (lookup (keyring, "nobody", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (keyring, "carla", "other", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);

  /* Left behind, and said so; with nothing behind, it is not known either. */
  g_assert_false (clear (keyring, "carla", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (clear (keyring, "nobody", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);

  test_collection_unlock ();
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
  text = lookup (keyring, "carla", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, secret_text);
  sluice_secret_free (text);
  g_assert_true (clear (keyring, "carla", &error));
  g_assert_no_error (error);
}

static SluiceKey *
ensure_vault_key (SluiceKeyring  *keyring,
                  const char     *folder,
                  GError        **error)
{
  g_autoptr(DexFuture) future = sluice_vault_key_ensure (keyring, folder);

  if (!test_settle (dex_ref (future), error))
    return NULL;
  return g_value_dup_boxed (dex_future_get_value (future, NULL));
}

static void
test_vault_key (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) first = NULL;
  g_autoptr(SluiceKey) second = NULL;

  /* A locked keyring without a key is no reason to make one. */
  test_collection_lock ();
  g_assert_null (ensure_vault_key (keyring, folder, &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  test_collection_unlock ();

  first = ensure_vault_key (keyring, folder, &error);
  g_assert_no_error (error);
  second = ensure_vault_key (keyring, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (sluice_key_peek (first), SLUICE_KEY_SIZE, sluice_key_peek (second), SLUICE_KEY_SIZE);
  g_assert_true (test_settle (sluice_keyring_clear (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", ""), &error));
  test_remove_folder (folder);
}

/* Another program is just making the key: this one waits, and takes that one instead of replacing it. */
static void
test_vault_key_made_twice (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *lock_path = g_build_filename (folder, "key.lock", NULL);
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) lock = sluice_lock_take (lock_path);
  g_autoptr(DexFuture) ensured = NULL;
  g_autoptr(SluiceKey) others_key = sluice_key_new_random ();
  char *others_text = sluice_key_encode (others_key);
  SluiceKey *key;

  g_assert_true (test_settle (dex_ref (lock), &error));
  ensured = sluice_vault_key_ensure (keyring, folder);
  /* Long enough for it to look, and to make one, if it did not wait: the keyring answers in order. */
  for (guint i = 0; i < 20; i++)
    {
      g_assert_false (test_settle (sluice_keyring_lookup (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", ""), &error));
      g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
  g_assert_true (dex_future_is_pending (ensured));

  g_assert_true (test_settle (sluice_keyring_store (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", "", others_text),
                              &error));
  dex_clear (&lock);
  g_assert_true (test_settle (dex_ref (ensured), &error));
  g_assert_no_error (error);
  key = g_value_get_boxed (dex_future_get_value (ensured, NULL));
  g_assert_cmpmem (sluice_key_peek (key), SLUICE_KEY_SIZE, sluice_key_peek (others_key), SLUICE_KEY_SIZE);

  sluice_secret_free (others_text);
  g_assert_true (test_settle (sluice_keyring_clear (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", ""), &error));
  test_remove_folder (folder);
}

/* Dropped before it settles, as when the person closes the dialog. */
static void
test_dropped (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();

  dex_unref (sluice_keyring_lookup (keyring, SLUICE_KEYRING_REFRESH_TOKEN, "place", "account", "client"));
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
}

static void
test_locked_from_start (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_LOCKED);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (keyring, "anna", "x", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (clear (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_clear_error (&error);

  /* The question cannot be shown in this desktop, which counts as dismissed. */
  g_assert_false (test_settle (sluice_keyring_unlock (keyring), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_CANCELLED);
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_LOCKED);

  /* Opened by other means, there is nothing to ask. */
  g_clear_error (&error);
  test_collection_unlock ();
  g_assert_true (test_settle (sluice_keyring_unlock (keyring), &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
}

static void
assert_absent (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_ABSENT);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (store (keyring, "anna", "x", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (clear (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (test_settle (sluice_keyring_unlock (keyring), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE);
}

static void
test_no_service (void)
{
  /* Not taken down: libsecret keeps its connection for as long as the process lives, and so the bus. */
  static GTestDBus *bus_without_services __attribute__ ((used));

  if (g_test_subprocess ())
    {
      bus_without_services = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (bus_without_services);
      assert_absent ();
      return;
    }
  g_test_trap_subprocess ("/keyring/no-service", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_no_bus (void)
{
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "DBUS_SESSION_BUS_ADDRESS",
                                                "unix:path=/nonexistent/bus", TRUE);

  if (g_test_subprocess ())
    {
      assert_absent ();
      return;
    }
  g_test_trap_subprocess_with_envp ("/keyring/no-bus", (const char * const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
file_subprocess (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  char *text;

  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (store (keyring, "anna", secret_text, &error));
  g_assert_no_error (error);
  text = lookup (keyring, "anna", &error);
  g_assert_cmpstr (text, ==, secret_text);
  sluice_secret_free (text);
  g_assert_true (test_settle (sluice_keyring_unlock (keyring), &error));
  g_assert_true (clear (keyring, "anna", &error));
  g_assert_no_error (error);
}

/* What libsecret chooses by itself in a sandbox. */
static void
test_file_backend (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  g_auto(GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, "SECRET_BACKEND", "file", TRUE);
  environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PATH", path, TRUE);
  environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_trap_subprocess_with_envp ("/keyring/file/subprocess", (const char * const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  test_remove_folder (folder);
}

/* A sign-in is kept with the portal's key; what the first program keeps, the second one finds and deletes. */
static void
portal_keeps_subprocess (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  test_portal_start (TEST_PORTAL_GIVES);
  g_assert_cmpint (get_state (keyring), ==, SLUICE_KEYRING_STATE_OPEN);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (store (keyring, "anna", secret_text, &error));
  g_assert_no_error (error);

  /* In the sandbox's own file, and not in the clear. */
  g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (file, "GnomeKeyring"));
}

static void
portal_finds_subprocess (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;
  char *text;

  test_portal_start (TEST_PORTAL_GIVES);
  text = lookup (keyring, "anna", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, secret_text);
  sluice_secret_free (text);
  g_assert_true (test_settle (sluice_keyring_unlock (keyring), &error));
  g_assert_true (clear (keyring, "anna", &error));
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
}

/* Nothing of what it says reads as "there is no sign-in". */
static void
check_portal (TestPortalAnswer answer,
              int              code)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new_with_time_outs (answer == TEST_PORTAL_IS_SILENT ? 1 : 20, 20);
  g_autoptr(GError) error = NULL;

  test_portal_start (answer);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, code);
  g_clear_error (&error);
  g_assert_false (store (keyring, "anna", "x", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, code);
  g_clear_error (&error);
  g_assert_false (clear (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, code);
}

/* What was kept with a key that is gone cannot even be told from nothing: the file's own attributes are hidden. */
static void
portal_another_subprocess (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(GError) error = NULL;

  test_portal_start (TEST_PORTAL_GIVES_ANOTHER);
  g_assert_null (lookup (keyring, "anna", &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
}

static void
portal_refuses_subprocess (void)
{
  check_portal (TEST_PORTAL_REFUSES, SLUICE_AUTH_ERROR_CANCELLED);
}

static void
portal_fails_subprocess (void)
{
  check_portal (TEST_PORTAL_FAILS, SLUICE_AUTH_ERROR_NO_SERVICE);
}

static void
portal_silent_subprocess (void)
{
  check_portal (TEST_PORTAL_IS_SILENT, SLUICE_AUTH_ERROR_TIMEOUT);
}

/* As in a sandbox, of which a snap's name is the least. */
static void
test_portal (void)
{
  static const char * const paths[] = {
    "/keyring/portal/keeps/subprocess", "/keyring/portal/another/subprocess", "/keyring/portal/refuses/subprocess",
    "/keyring/portal/fails/subprocess", "/keyring/portal/silent/subprocess", "/keyring/portal/finds/subprocess",
  };
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "SNAP_NAME", "sluice", TRUE);

  environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PATH", path, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_trap_subprocess_with_envp (paths[i], (const char * const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
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
      g_test_add_func ("/keyring/locked-from-start", test_locked_from_start);
      return test_run ();
    }

  g_test_add_func ("/keyring/round-trip", test_round_trip);
  g_test_add_func ("/keyring/locked-midway", test_locked_midway);
  g_test_add_func ("/keyring/vault-key", test_vault_key);
  g_test_add_func ("/keyring/vault-key-made-twice", test_vault_key_made_twice);
  g_test_add_func ("/keyring/dropped", test_dropped);
  g_test_add_func ("/keyring/file", test_file_backend);
  g_test_add_func ("/keyring/file/subprocess", file_subprocess);
  g_test_add_func ("/keyring/portal", test_portal);
  g_test_add_func ("/keyring/portal/keeps/subprocess", portal_keeps_subprocess);
  g_test_add_func ("/keyring/portal/finds/subprocess", portal_finds_subprocess);
  g_test_add_func ("/keyring/portal/another/subprocess", portal_another_subprocess);
  g_test_add_func ("/keyring/portal/refuses/subprocess", portal_refuses_subprocess);
  g_test_add_func ("/keyring/portal/fails/subprocess", portal_fails_subprocess);
  g_test_add_func ("/keyring/portal/silent/subprocess", portal_silent_subprocess);
  g_test_add_func ("/keyring/no-service", test_no_service);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
  return test_run ();
}
