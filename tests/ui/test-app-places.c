/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-cloud-place.h"
#include "sluice-connection-row.h"
#include "sluice-consent-page.h"
#include "sluice-keyring.h"
#include "sluice-permission-page.h"
#include "sluice-places-dialog.h"
#include "sluice-sign-in-dialog.h"
#include "sluice-window.h"
#include "test-elsewhere.h"
#include "test-util.h"

#include <string.h>

/*
 * Somebody signs in at a cloud elsewhere, in the whole window, with a real cloud and
 * whatever keyring the session has: open, locked, or none. The browser is the only
 * thing that is not what the person has.
 */

/* What the welcome page offers. */
#define WELCOME "A Sluice cloud elsewhere"

typedef struct
{
  char          *folder;
  SluiceContext *context;
  SluiceWindow  *window;
  TestCloud     *cloud;
  guint          n_browsers; /* how often one was opened */
  gboolean       dawdle;     /* whether nobody does anything in it */
} Fixture;

static SluiceKeyringState keyring_state;

static void
find_keyring (void)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  DexFuture *state = sluice_keyring_get_state (keyring);
  g_autoptr(GError) error = NULL;

  test_settle (dex_ref (state), &error);
  g_assert_no_error (error);
  keyring_state = (SluiceKeyringState) g_value_get_int (dex_future_get_value (state, NULL));
  dex_unref (state);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "last-place");
  g_settings_reset (settings, "accounts");
  fixture->folder = test_make_folder ();
  fixture->cloud = test_elsewhere_start ();
  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  fixture->window = sluice_window_new (NULL, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sluice_window_start (fixture->window);
  app_wait_mapped (GTK_WIDGET (fixture->window), WELCOME);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(SluiceLedger) ledger = g_object_ref (sluice_context_get_ledger (fixture->context));
  g_autoptr(GError) error = NULL;

  /* As the application does it: what the window gives up is in the ledger before that is closed. */
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  /* A sign-in that was given up may still wait for the keyring, which answers in the order of the questions. */
  find_keyring ();
  g_assert_finalize_object (fixture->context);
  test_settle (sluice_ledger_finish (ledger), &error);
  g_assert_no_error (error);
  test_cloud_free (fixture->cloud);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

/* In the place of the browser that the widget would open. */
static void
open_uri_cb (GtkWidget  *widget,
             const char *uri,
             Fixture    *fixture)
{
  g_signal_stop_emission_by_name (widget, "open-uri");
  fixture->n_browsers++;
  if (!fixture->dawdle)
    dex_future_disown (test_elsewhere_launch (uri, fixture->cloud));
}

static void
open_sign_in (Fixture *fixture)
{
  GtkWidget *label = app_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, WELCOME);

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  g_assert_true (SLUICE_IS_SIGN_IN_DIALOG (get_dialog (fixture)));
  g_signal_connect (get_dialog (fixture), "open-uri", G_CALLBACK (open_uri_cb), fixture);
  app_audit_names (GTK_WIDGET (get_dialog (fixture)));
}

static void
type (Fixture    *fixture,
      const char *address)
{
  GtkWidget *entry = app_find (GTK_WIDGET (get_dialog (fixture)), ADW_TYPE_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), address);
}

static void
type_cloud (Fixture *fixture)
{
  /* Without "https://": it is completed. */
  type (fixture, test_cloud_get_url (fixture->cloud) + strlen ("https://"));
  sluice_sign_in_dialog_set_ca_file (SLUICE_SIGN_IN_DIALOG (get_dialog (fixture)),
                                     test_cloud_get_ca_file (fixture->cloud));
}

static gboolean
asks_about_keyring (gpointer data)
{
  AdwDialog *dialog = get_dialog (data);

  return dialog != NULL && app_shows (GTK_WIDGET (dialog), keyring_state == SLUICE_KEYRING_STATE_LOCKED
                                                             ? "Your Keyring Is Locked" : "There Is No Keyring");
}

static gboolean
is_ready_elsewhere (gpointer data)
{
  Fixture *fixture = data;
  SluicePlace *place = sluice_context_get_place (fixture->context);

  return SLUICE_IS_CLOUD_PLACE (place) && sluice_place_get_state (place) == SLUICE_PLACE_READY &&
         get_dialog (fixture) == NULL;
}

static gboolean
will_come_back (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *last_place = g_settings_get_string (sluice_context_get_settings (fixture->context), "last-place");

  return g_str_equal (last_place, sluice_place_get_id (sluice_context_get_place (fixture->context)));
}

/* What the keyring cannot keep is for this session only. */
static void
press_sign_in (Fixture *fixture)
{
  app_click (GTK_WIDGET (get_dialog (fixture)), "_Sign In");
  if (keyring_state != SLUICE_KEYRING_STATE_OPEN)
    {
      test_wait_until (asks_about_keyring, fixture, "the question about the keyring");
      g_assert_cmpuint (fixture->n_browsers, ==, 0);
      app_click (GTK_WIDGET (get_dialog (fixture)), "For This Session _Only");
    }
}

/* As far as the keyring lets one: kept where it is open, else for this session only. */
static void
sign_in (Fixture *fixture)
{
  open_sign_in (fixture);
  type_cloud (fixture);
  press_sign_in (fixture);
  test_wait_until (is_ready_elsewhere, fixture, "the cloud elsewhere");
  g_assert_cmpuint (fixture->n_browsers, ==, 1);
}

static gboolean
shows (Fixture    *fixture,
       const char *words)
{
  return app_shows (GTK_WIDGET (fixture->window), words);
}

static gboolean
speaks_of_elsewhere (gpointer data)
{
  Fixture *fixture = data;

  return app_shows (GTK_WIDGET (fixture->window), "The connection to your cloud is encrypted") &&
         !app_shows (GTK_WIDGET (fixture->window), "lives on this computer");
}

/* (transfer full): as whom and where */
static char *
dup_title (Fixture *fixture)
{
  SluicePlace *place = sluice_context_get_place (fixture->context);

  return sluice_account_dup_title (sluice_cloud_place_get_account (SLUICE_CLOUD_PLACE (place)));
}

/* Whose address it is stands below the screens; the account is kept, or certainly not. */
static void
test_sign_in (Fixture       *fixture,
              gconstpointer  data)
{
  GListModel *accounts = G_LIST_MODEL (sluice_context_get_accounts (fixture->context));
  const gboolean kept = keyring_state == SLUICE_KEYRING_STATE_OPEN;
  g_autofree char *title = NULL;

  sign_in (fixture);
  title = dup_title (fixture);
  g_assert_true (g_str_has_prefix (title, "ada@"));
  g_assert_true (shows (fixture, title));
  /* What is true of the home cloud only is not said of this one. */
  test_wait_until (speaks_of_elsewhere, fixture, "the overview");
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, kept ? 1 : 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_context_get_session_places (fixture->context)), ==, kept ? 0 : 1);
  if (kept)
    test_wait_until (will_come_back, fixture, "the choice to be kept");
  app_audit_names (GTK_WIDGET (fixture->window));
}

/* Each is said in words, the words go when it is changed, and no browser opens. */
static void
test_wrong_address (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *wrong[][2] = {
    { "", "Type the address of the cloud" },
    { "http://cloud.example.org", "has to begin with https" },
    { "no cloud", "not the address of a cloud" },
  };

  open_sign_in (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      GtkWidget *dialog = GTK_WIDGET (get_dialog (fixture));

      type (fixture, wrong[i][0]);
      app_click (GTK_WIDGET (get_dialog (fixture)), "_Sign In");
      g_assert_true (app_shows (dialog, wrong[i][1]));
      type (fixture, "cloud.example.org");
      g_assert_false (app_shows (dialog, wrong[i][1]));
    }
  g_assert_cmpuint (fixture->n_browsers, ==, 0);
}

static gboolean
has_failed (gpointer data)
{
  GtkWidget *button = app_find (GTK_WIDGET (get_dialog (data)), GTK_TYPE_BUTTON, "_Sign In");

  return button != NULL && gtk_widget_get_mapped (button);
}

/* Whom nobody vouches for is not asked; the dialog says so, and what was typed is still there. */
static void
test_unknown_authority (Fixture       *fixture,
                        gconstpointer  data)
{
  open_sign_in (fixture);
  type (fixture, test_cloud_get_url (fixture->cloud));
  press_sign_in (fixture);
  test_wait_until (has_failed, fixture, "the cloud to be refused");
  g_assert_true (app_shows (GTK_WIDGET (get_dialog (fixture)), "Nobody this computer trusts vouches"));
  g_assert_cmpuint (fixture->n_browsers, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_find (GTK_WIDGET (get_dialog (fixture)), ADW_TYPE_ENTRY_ROW,
                                                                  NULL))),
                   ==, test_cloud_get_url (fixture->cloud));
  g_assert_null (sluice_context_get_place (fixture->context));
}

static gboolean
waits_for_browser (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_browsers > 0;
}

/* Who gives up is where they were, and may try once more. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  fixture->dawdle = TRUE;
  open_sign_in (fixture);
  type_cloud (fixture);
  press_sign_in (fixture);
  test_wait_until (waits_for_browser, fixture, "the browser");
  g_assert_true (app_shows (GTK_WIDGET (get_dialog (fixture)), "Go On in Your Browser"));
  app_audit_names (GTK_WIDGET (get_dialog (fixture)));
  app_click (GTK_WIDGET (get_dialog (fixture)), "_Cancel");
  g_assert_true (has_failed (fixture));
  g_assert_null (sluice_context_get_place (fixture->context));

  adw_dialog_force_close (get_dialog (fixture));
  fixture->dawdle = FALSE;
  fixture->n_browsers = 0;
  sign_in (fixture);
}

/* Before a browser opens; neither way on has the focus; who would rather not unlock is asked again. */
static void
test_keyring (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *dialog;
  GtkWidget *focus;

  if (keyring_state == SLUICE_KEYRING_STATE_OPEN)
    {
      g_test_skip ("the keyring is open");
      return;
    }

  open_sign_in (fixture);
  dialog = GTK_WIDGET (get_dialog (fixture));
  type_cloud (fixture);
  app_click (GTK_WIDGET (get_dialog (fixture)), "_Sign In");
  test_wait_until (asks_about_keyring, fixture, "the question about the keyring");
  g_assert_cmpuint (fixture->n_browsers, ==, 0);
  app_audit_names (dialog);
  g_assert_true (app_shows (dialog, "forgotten when Sluice ends"));
  g_assert_true ((app_find (dialog, GTK_TYPE_BUTTON, "_Unlock…") != NULL) ==
                 (keyring_state == SLUICE_KEYRING_STATE_LOCKED));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (GTK_IS_LABEL (focus));
}

static void
open_places (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-places", NULL);
  g_assert_true (SLUICE_IS_PLACES_DIALOG (get_dialog (fixture)));
  app_audit_names (GTK_WIDGET (get_dialog (fixture)));
}

static void
go_to (Fixture    *fixture,
       const char *title)
{
  GtkWidget *label;
  GtkWidget *row;

  open_places (fixture);
  label = app_find (GTK_WIDGET (get_dialog (fixture)), ADW_TYPE_ACTION_ROW, title);
  g_assert_nonnull (label);
  row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
}

static gboolean
is_home (gpointer data)
{
  Fixture *fixture = data;
  SluicePlace *place = sluice_context_get_place (fixture->context);

  return place != NULL && g_str_equal (sluice_place_get_id (place), "home") && get_dialog (fixture) == NULL &&
         sluice_place_get_state (place) != SLUICE_PLACE_STARTING && sluice_place_get_state (place) != SLUICE_PLACE_OFF;
}

/* There and back; what was signed in to for this session only is not lost by looking elsewhere. */
static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *title = NULL;

  sign_in (fixture);
  title = dup_title (fixture);
  go_to (fixture, "Home cloud");
  test_wait_until (is_home, fixture, "the home cloud");
  g_assert_true (shows (fixture, "Home cloud"));

  go_to (fixture, title);
  test_wait_until (is_ready_elsewhere, fixture, "the cloud elsewhere");
  g_assert_cmpuint (fixture->n_browsers, ==, 1);
}

static gboolean
is_signed_out (gpointer data)
{
  Fixture *fixture = data;

  return sluice_context_get_place (fixture->context) == NULL && app_is_mapped (GTK_WIDGET (fixture->window), WELCOME);
}

/* Nobody is signed out by mistake; who is, and was nowhere else, is welcomed. */
static void
test_sign_out (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *title = NULL;
  GtkWidget *places;
  GtkWidget *row;

  sign_in (fixture);
  title = dup_title (fixture);
  open_places (fixture);
  places = GTK_WIDGET (get_dialog (fixture));
  row = app_find (places, ADW_TYPE_ACTION_ROW, title);
  g_signal_emit_by_name (app_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (fixture)));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (get_dialog (fixture))), ==, "cancel");
  g_signal_emit_by_name (get_dialog (fixture), "response::confirm", "confirm");
  adw_dialog_force_close (get_dialog (fixture));
  adw_dialog_force_close (ADW_DIALOG (places));
  test_wait_until (is_signed_out, fixture, "the welcome page");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_accounts (fixture->context))), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_context_get_session_places (fixture->context)), ==, 0);
}

static GtkWidget *
find_connection (Fixture    *fixture,
                 const char *title)
{
  GtkWidget *row = app_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_CONNECTION_ROW, title);

  g_assert_nonnull (row);
  return row;
}

static void
reported_cb (GtkWidget  *widget,
             const char *uri,
             Fixture    *fixture)
{
  g_signal_stop_emission_by_name (widget, "open-uri");
  g_assert_true (g_str_has_prefix (uri, "https://"));
  fixture->n_browsers++;
}

/* The way to the place in use is looked at at once, and what the place states is told apart from it. */
static void
test_security (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *title = NULL;

  sign_in (fixture);
  title = dup_title (fixture);
  gtk_widget_activate_action (window, "win.show-screen", "s", "security");
  app_wait_shows (find_connection (fixture, title), "Encrypted, RSA-4096, as promised");
  app_wait_shows (window, "Stated by the provider; Sluice cannot check it");
  g_assert_true (shows (fixture, "Is not meant to see anything, but has the keys"));
  g_assert_true (shows (fixture, "This cloud makes none"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_connection (fixture, title)), TRUE);
  app_wait_shows (find_connection (fixture, title), test_cloud_get_url (fixture->cloud));
  app_audit_names (window);

  g_signal_emit_by_name (app_find (window, ADW_TYPE_ACTION_ROW, "Report a Weakness…"), "activated");
  app_wait_shows (GTK_WIDGET (get_dialog (fixture)), "This cloud wants to be told at https://");
  app_audit_names (GTK_WIDGET (get_dialog (fixture)));
  g_signal_connect (get_dialog (fixture), "open-uri", G_CALLBACK (reported_cb), fixture);
  app_click (GTK_WIDGET (get_dialog (fixture)), "Copy and _Open Their Page");
  g_assert_cmpuint (fixture->n_browsers, ==, 2);
  adw_dialog_force_close (get_dialog (fixture));

  /* It is gone while nobody looks: what is shown is not what was. */
  test_cloud_kill (fixture->cloud);
  g_signal_emit_by_name (app_find (find_connection (fixture, title), ADW_TYPE_BUTTON_ROW, NULL), "activated");
  app_wait_shows (find_connection (fixture, title), "Not connected. ");
  app_wait_shows (find_connection (fixture, title), "What went wrong last");
}

static gboolean
wants_permission (gpointer data)
{
  Fixture *fixture = data;

  return shows (fixture, "Not Allowed Yet");
}

static gboolean
sees_consents (gpointer data)
{
  Fixture *fixture = data;

  return shows (fixture, "Nobody Can See Your Data");
}

/* The right to decide is asked for where it is needed, and what for is said first. */
static void
test_permission (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *page;

  sign_in (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-screen", "s", "consent");
  test_wait_until (wants_permission, fixture, "the cloud to refuse");
  g_assert_true (shows (fixture, "the right to decide for you there"));
  page = app_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_PERMISSION_PAGE, NULL);
  g_signal_connect (page, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  app_audit_names (page);

  fixture->dawdle = TRUE;
  app_click (page, "_Allow…");
  g_assert_true (shows (fixture, "Go On in Your Browser"));
  app_click (page, "_Cancel");
  g_assert_true (wants_permission (fixture));

  fixture->dawdle = FALSE;
  app_click (page, "_Allow…");
  test_wait_until (sees_consents, fixture, "the cloud to answer");
}

int
main (int   argc,
      char *argv[])
{
  /* Never let go of: that would wait for everybody who has used it. */
  static GTestDBus *bus;
  int status;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  if (g_getenv ("SLUICE_TEST_NO_KEYRING") != NULL)
    {
      /* A desktop where nobody has that name on the bus, nor could be started. */
      g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));

      bus = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (bus);
      /* It takes that away, too, and has no bus of screen readers. */
      g_setenv ("DISPLAY", display, TRUE);
      g_setenv ("GTK_A11Y", "test", TRUE);
    }
  find_keyring ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/places/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sign-in", test_sign_in);
  ADD ("wrong-address", test_wrong_address);
  ADD ("unknown-authority", test_unknown_authority);
  ADD ("cancel", test_cancel);
  ADD ("keyring", test_keyring);
  ADD ("switch", test_switch);
  ADD ("sign-out", test_sign_out);
  ADD ("permission", test_permission);
  ADD ("security", test_security);
#undef ADD
  status = test_run ();
  if (bus != NULL)
    g_test_dbus_stop (bus);
  return status;
}
