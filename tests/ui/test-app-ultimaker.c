/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-cloud-place.h"
#include "sluice-data-page.h"
#include "sluice-sign-in-dialog.h"
#include "sluice-window.h"
#include "test-cloud-browser.h"
#include "test-util.h"
#include "test-vendor.h"

#include <string.h>

/*
 * Somebody adds UltiMaker's cloud in the whole window: a real cloud that Sluice
 * knows by the vendor's families only, a real keyring, and a browser that is the
 * test's own.
 */

typedef struct
{
  char          *folder;
  SluiceContext *context;
  SluiceWindow  *window;
  TestVendor    *vendor;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "last-place");
  g_settings_reset (settings, "accounts");
  fixture->folder = test_make_folder ();
  fixture->vendor = test_vendor_start ();
  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  fixture->window = sluice_window_new (NULL, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sluice_window_start (fixture->window);
  app_wait_mapped (GTK_WIDGET (fixture->window), "UltiMaker");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(SluiceLedger) ledger = g_object_ref (sluice_context_get_ledger (fixture->context));
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->context);
  test_settle (sluice_ledger_finish (ledger), &error);
  g_assert_no_error (error);
  test_vendor_free (fixture->vendor);
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
  dex_future_disown (test_vendor_launch (uri, fixture->vendor));
}

static void
open_sign_in (Fixture *fixture)
{
  GtkWidget *label = app_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "UltiMaker");

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  g_assert_true (SLUICE_IS_SIGN_IN_DIALOG (get_dialog (fixture)));
  g_signal_connect (get_dialog (fixture), "open-uri", G_CALLBACK (open_uri_cb), fixture);
  sluice_sign_in_dialog_set_ca_file (SLUICE_SIGN_IN_DIALOG (get_dialog (fixture)),
                                     test_cloud_get_ca_file (fixture->vendor->cloud));
  app_audit_names (GTK_WIDGET (get_dialog (fixture)));
}

static void
type (Fixture    *fixture,
      const char *row,
      const char *text)
{
  GtkWidget *entry = app_find (GTK_WIDGET (get_dialog (fixture)), ADW_TYPE_ENTRY_ROW, row);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
type_cloud (Fixture *fixture)
{
  type (fixture, "Accounts", test_cloud_get_url (fixture->vendor->cloud));
  type (fixture, "Everything else", test_cloud_get_url (fixture->vendor->cloud));
  type (fixture, "Where the browser comes back to", fixture->vendor->redirect);
}

static gboolean
says (gpointer data)
{
  Fixture *fixture = data;
  SluicePlace *place = sluice_context_get_place (fixture->context);

  return SLUICE_IS_CLOUD_PLACE (place) && sluice_place_get_state (place) == SLUICE_PLACE_READY &&
         get_dialog (fixture) == NULL;
}

static void
sign_in (Fixture *fixture)
{
  open_sign_in (fixture);
  type_cloud (fixture);
  type (fixture, "Client id that UltiMaker gave you", TEST_VENDOR_CLIENT);
  app_click (GTK_WIDGET (get_dialog (fixture)), "_Sign In");
  test_wait_until (says, fixture, "UltiMaker's cloud");
}

static void
show_screen (Fixture    *fixture,
             const char *screen)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-screen", "s", screen);
}

/* What is missing is said in words, and nobody is asked anything. */
static void
test_wrong (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const wrong[][3] = {
    { "Accounts", "http://account.example.org", "has to begin with https" },
    { "Everything else", "no cloud", "not the address of a cloud" },
    { "Where the browser comes back to", "http://elsewhere.example/callback", "an address of this computer" },
  };
  GtkWidget *dialog;

  open_sign_in (fixture);
  dialog = GTK_WIDGET (get_dialog (fixture));
  app_click (dialog, "_Sign In");
  g_assert_true (app_shows (dialog, "or an API token."));
  type (fixture, "Client id that UltiMaker gave you", TEST_VENDOR_CLIENT);
  g_assert_false (app_shows (dialog, "or an API token."));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      type_cloud (fixture);
      type (fixture, wrong[i][0], wrong[i][1]);
      app_click (dialog, "_Sign In");
      g_assert_true (app_shows (dialog, wrong[i][2]));
    }
  g_assert_null (sluice_context_get_place (fixture->context));
}

/* A token that the place does not take is not kept. */
static void
test_token_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  GListModel *accounts = G_LIST_MODEL (sluice_context_get_accounts (fixture->context));

  open_sign_in (fixture);
  type_cloud (fixture);
  type (fixture, "Or an API token", "umapi-no-such-token");
  app_click (GTK_WIDGET (get_dialog (fixture)), "_Sign In");
  app_wait_shows (GTK_WIDGET (get_dialog (fixture)), "no longer accepted");
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 0);
  g_assert_null (sluice_context_get_place (fixture->context));
}

static gboolean
is_whole (gpointer data)
{
  SluiceContext *context = ((Fixture *) data)->context;

  return sluice_inventory_get_is_whole (sluice_holdings_get_inventory (sluice_context_get_holdings (context)));
}

static gboolean
offers_more (gpointer banner)
{
  return g_str_equal (adw_banner_get_button_label (banner), "_Allow More…");
}

/* What it shows is there; what it has not is said plainly, and is no error. */
static void
test_screens (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *page;
  GtkWidget *banner;

  sign_in (fixture);
  app_wait_shows (window, "This cloud does not tell Sluice who can see your data");
  show_screen (fixture, "consent");
  app_wait_mapped (window, "This Cloud Does Not Tell Sluice");
  show_screen (fixture, "printers");
  app_wait_mapped (window, "Workshop");
  show_screen (fixture, "data");
  app_wait_shows (window, "The projects of your library: this could not be read.");
  app_wait_shows (window, "has no list of what it keeps about you");
  app_audit_names (window);

  /* More is asked for by who wants to see more. */
  page = app_find (window, SLUICE_TYPE_DATA_PAGE, NULL);
  banner = app_find (page, ADW_TYPE_BANNER, NULL);
  test_wait_until (offers_more, banner, "the way to allow more");
  g_signal_emit_by_name (banner, "button-clicked");
  app_wait_mapped (page, "Not Allowed Yet");
  page = app_find (page, g_type_from_name ("SluicePermissionPage"), NULL);
  g_signal_connect (page, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  app_click (page, "_Allow…");
  test_wait_until (is_whole, fixture, "all of it");
  app_wait_shows (window, "It does not know: Backups of your settings");
}

static gboolean
is_read (gpointer upload)
{
  return sluice_upload_get_state (upload) == SLUICE_UPLOAD_WAITING;
}

static gboolean
has_failed (gpointer upload)
{
  return sluice_upload_get_state (upload) == SLUICE_UPLOAD_FAILED;
}

/* A place that takes no process data on its own is not sent any. */
static void
test_upload (Fixture       *fixture,
             gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  GListModel *entries = sluice_ledger_get_entries (sluice_context_get_ledger (fixture->context));
  g_autofree char *path = g_build_filename (fixture->folder, "cube.gcode", NULL);
  SluiceUpload *upload;

  g_assert_true (g_file_set_contents (path, ";FLAVOR:Marlin\n;TIME:60\nG28\nG1 X1 Y1 E1\n", -1, NULL));
  sign_in (fixture);
  upload = sluice_upload_queue_add (uploads, path);
  test_wait_until (is_read, upload, "the file to be read");
  sluice_upload_queue_send (uploads, upload, NULL);
  test_wait_until (has_failed, upload, "the refusal");
  g_assert_nonnull (strstr (sluice_upload_get_message (upload), "no process data on its own"));
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      g_assert_cmpstr (sluice_ledger_entry_get_route (entry), !=, "/process/v1/records");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/ultimaker/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("wrong", test_wrong);
  ADD ("token-refused", test_token_refused);
  ADD ("screens", test_screens);
  ADD ("upload", test_upload);
#undef ADD
  return test_run ();
}
