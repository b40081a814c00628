/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "consent-scene.h"
#include "sluice-access-list.h"
#include "sluice-asked-notifier.h"
#include "sluice-code-dialog.h"
#include "sluice-consent-dialog.h"
#include "sluice-consent-page.h"
#include "sluice-consent-words.h"
#include "sluice-decisions-dialog.h"
#include "sluice-grant-row.h"
#include "sluice-json.h"
#include "sluice-narrow-dialog.h"
#include "sluice-receipt-dialog.h"
#include "sluice-receipt-opener.h"
#include "sluice-review.h"
#include "sluice-tell.h"
#include "test-util.h"

#include <string.h>

/* Apps & consent, before a real cloud and somebody who really asks. */

typedef struct
{
  ConsentScene *scene;
  SluiceTicker *ticker;
  GtkWidget    *window;
  GtkWidget    *page; /* the window's */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->scene = consent_scene_new ();
  self->ticker = sluice_ticker_new (sluice_consents_get_clock (self->scene->consents));
  self->page = g_object_new (SLUICE_TYPE_CONSENT_PAGE, NULL);
  sluice_consent_page_set_consents (SLUICE_CONSENT_PAGE (self->page), self->scene->consents, self->ticker);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->page);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->ticker);
  consent_scene_free (self->scene);
}

static GtkWidget *
get_dialog (Fixture *self)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

/* What the partner asks for is given, as by the dialog, and it has its token. */
static void
give (Fixture    *self,
      const char *first,
      ...)
{
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (self->scene->partner, CONSENT_SCENE_SOME, &status);
  g_autoptr(SluiceConsentRequest) request = NULL;
  g_autoptr(GPtrArray) given = g_ptr_array_new ();
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;

  consent_scene_look (self->scene);
  request = g_list_model_get_item (sluice_consents_get_requests (self->scene->consents), 0);
  va_start (args, first);
  for (const char *id = first; id != NULL; id = va_arg (args, const char *))
    g_ptr_array_add (given, (gpointer) id);
  va_end (args);
  g_ptr_array_add (given, NULL);
  test_settle (sluice_consents_approve (self->scene->consents, request, (const char * const *) given->pdata,
                                        SLUICE_CONSENT_UNTIL_REVOKED), &error);
  g_assert_no_error (error);
  answer = test_cloud_partner_poll (self->scene->partner, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  consent_scene_look (self->scene);
}

static guint
read_data (Fixture    *self,
           const char *category)
{
  return test_cloud_partner_read (self->scene->partner, category, NULL);
}

static const char *
get_child (Fixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (app_find (self->page, GTK_TYPE_STACK, NULL)));
}

static gboolean
is_loading (gpointer data)
{
  return g_str_equal (get_child (data), "loading");
}

static gboolean
is_unknown (gpointer data)
{
  return g_str_equal (get_child (data), "unknown");
}

/* Before the cloud has said so, nobody can be said to have nothing. */
static void
test_nothing (Fixture       *self,
              gconstpointer  data)
{
  sluice_consent_page_set_loading (SLUICE_CONSENT_PAGE (self->page), TRUE);
  test_wait_until (is_loading, self, "what is shown while the cloud starts");
  /* Why it was not connected before is no answer; another reason is. */
  sluice_consents_stop (self->scene->consents, "The cloud <is> away.");
  test_wait_until (is_unknown, self, "what is shown after a look that failed");
  g_assert_true (app_shows (self->page, "The cloud &lt;is&gt; away."));
  sluice_consent_page_set_loading (SLUICE_CONSENT_PAGE (self->page), FALSE);
  test_wait_until (is_unknown, self, "what is shown without a cloud");

  consent_scene_look (self->scene);
  g_assert_cmpstr (get_child (self), ==, "empty");
  app_audit_names (self->window);
}

static void
test_waiting (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) request = consent_scene_ask (self->scene, CONSENT_SCENE_SOME);
  g_autoptr(GError) error = NULL;

  g_assert_true (app_shows (self->page, "partner.example, not verified"));
  g_assert_true (app_shows (self->page, "Asks for 3 kinds of data; about 5 min left"));
  app_audit_names (self->window);
  gtk_test_accessible_assert_property (app_find (self->page, GTK_TYPE_BUTTON, "_Review…"),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Review what Partner asks for");

  app_click (self->page, "_Review…");
  g_assert_true (SLUICE_IS_CONSENT_DIALOG (get_dialog (self)));
  /* A second one does not come under the hand of who is about to answer. */
  app_click (self->page, "_Review…");
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  g_assert_null (get_dialog (self));

  test_settle (sluice_consents_deny (self->scene->consents, request), &error);
  g_assert_no_error (error);
  g_assert_true (app_shows (self->page, "Nobody waits for your answer"));
  g_assert_true (app_shows (self->page, "Denied to Partner"));
}

static GtkWidget *
expand (Fixture *self)
{
  GtkWidget *row = app_find (self->page, SLUICE_TYPE_GRANT_ROW, "Partner");

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static void
test_grant (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *row;
  GtkWidget *item;

  give (self, "prints.jobs", "prints.names", NULL);
  g_assert_true (app_shows (self->page, "never used"));
  g_assert_null (app_find (self->page, GTK_TYPE_BUTTON, "Take Back _Everything…"));
  row = expand (self);
  g_assert_true (app_shows (row, "Print history"));
  g_assert_true (app_shows (row, "What you called your prints."));
  g_assert_true (app_shows (row, "Private until consent"));
  g_assert_true (app_shows (row, "Until you take it back"));
  g_assert_false (app_shows (row, "Process records"));
  app_audit_names (self->window);

  /* A read moves the figures, not the rows, nor the focus in them. */
  item = app_find (row, ADW_TYPE_PREFERENCES_ROW, "Print history");
  g_assert_cmpuint (read_data (self, "prints.jobs"), ==, 200);
  consent_scene_look (self->scene);
  g_assert_true (app_shows (row, "last used just now"));
  g_assert_true (app_shows (item, "read 1 time"));
  g_assert_true (app_find (row, ADW_TYPE_PREFERENCES_ROW, "Print history") == item);
}

/* Who read what stands beside what left, by day, and under which permission that was. */
static void
test_reads (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *list = g_object_new (SLUICE_TYPE_ACCESS_LIST, NULL);
  g_autoptr(SluiceGrant) grant = NULL;
  g_autoptr(GError) error = NULL;

  give (self, "prints.jobs", NULL);
  sluice_access_list_set_consents (SLUICE_ACCESS_LIST (list), self->scene->consents, self->ticker);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (adw_window_get_content (ADW_WINDOW (self->window))), list);
  app_wait_mapped (list, "Nobody Has Read Anything");

  g_assert_cmpuint (read_data (self, "prints.jobs"), ==, 200);
  gtk_widget_set_visible (list, FALSE);
  gtk_widget_set_visible (list, TRUE);
  app_wait_mapped (list, "Partner read: Print history");
  g_assert_true (app_shows (list, "Today"));
  g_assert_true (app_shows (list, "you gave it on"));
  app_audit_names (list);

  grant = g_list_model_get_item (sluice_consents_get_grants (self->scene->consents), 0);
  test_settle (sluice_consents_revoke (self->scene->consents, grant), &error);
  g_assert_no_error (error);
  sluice_cloud_stop (self->scene->partner->home->cloud);
  gtk_widget_set_visible (list, FALSE);
  gtk_widget_set_visible (list, TRUE);
  app_wait_shows (list, "as of");
  g_assert_true (app_shows (list, "Partner read: Print history"));
}

static void
test_narrow (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *dialog;
  GtkWidget *names;

  give (self, "prints.jobs", "prints.names", NULL);
  app_click (expand (self), "_Change…");
  dialog = get_dialog (self);
  g_assert_true (SLUICE_IS_NARROW_DIALOG (dialog));
  app_audit_names (self->window);
  g_assert_true (app_shows (dialog, "Switch off what they are not to see"));
  g_assert_false (gtk_widget_get_sensitive (app_find (dialog, GTK_TYPE_BUTTON, "_Take Back")));

  names = app_find (dialog, ADW_TYPE_SWITCH_ROW, "Names of prints");
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (names)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (names), FALSE);
  g_assert_true (app_shows (dialog, "They will still see 2 of 3 kinds of data."));
  app_click (dialog, "_Take Back");
  app_wait_shows (self->window, "Partner sees less of your data now");
  consent_scene_look (self->scene);
  g_assert_cmpuint (read_data (self, "prints.jobs"), ==, 200);
  g_assert_cmpuint (read_data (self, "prints.names"), ==, 403);
  g_assert_false (app_shows (app_find (self->page, SLUICE_TYPE_GRANT_ROW, NULL), "Names of prints"));
  g_assert_true (app_shows (self->page, "Partly taken back from Partner"));
}

static void
respond (Fixture    *self,
         const char *response)
{
  GtkWidget *dialog = get_dialog (self);

  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "cancel");
  g_signal_emit (dialog, g_signal_lookup ("response", ADW_TYPE_ALERT_DIALOG), g_quark_from_string (response), response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
test_take_back (Fixture       *self,
                gconstpointer  data)
{
  give (self, "prints.jobs", NULL);
  app_click (expand (self), "_Take Back…");
  respond (self, "cancel");
  consent_scene_look (self->scene);
  g_assert_nonnull (app_find (self->page, SLUICE_TYPE_GRANT_ROW, NULL));

  app_click (expand (self), "_Take Back…");
  respond (self, "confirm");
  app_wait_shows (self->window, "Partner cannot see your data any more");
  consent_scene_look (self->scene);
  g_assert_true (app_shows (self->page, "Nobody has your data"));
  g_assert_cmpuint (read_data (self, "prints.jobs"), ==, 403);
  g_assert_true (app_shows (self->page, "Taken back from Partner"));
}

static void
test_alarm (Fixture       *self,
            gconstpointer  data)
{
  give (self, "prints.jobs", NULL);
  g_assert_false (app_shows (self->page, "Not What They Were"));
  consent_scene_operate (self->scene, "change", "--homepage", "https://elsewhere.example");
  consent_scene_look (self->scene);
  g_assert_true (app_shows (self->page, "Not What They Were"));
  g_assert_true (app_shows (self->page, "https://elsewhere.example"));
  app_audit_names (self->window);
}

static SluiceReceipt *
get_receipt (Fixture *self)
{
  return g_list_model_get_item (sluice_consents_get_receipts (self->scene->consents), 0);
}

static void
test_receipt (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SluiceReceipt) receipt = NULL;

  give (self, "prints.jobs", NULL);
  receipt = get_receipt (self);
  adw_dialog_present (sluice_receipt_dialog_new (self->scene->consents, receipt), self->window);
  app_wait_shows (self->window, "Genuine");
  g_assert_true (app_shows (get_dialog (self), "https://partner.example"));
  g_assert_true (app_shows (get_dialog (self), "“To compare prints”") ||
                 app_shows (get_dialog (self), "To compare prints"));
  g_assert_true (app_shows (get_dialog (self), "Print history"));
  app_audit_names (self->window);
}

static gboolean
has_rows (gpointer data)
{
  return app_shows (get_dialog (data), "Shared with Partner");
}

static void
test_all_decisions (Fixture       *self,
                    gconstpointer  data)
{
  GtkWidget *list;

  give (self, "prints.jobs", NULL);
  /* One decision needs no list of its own. */
  g_assert_null (app_find (self->page, ADW_TYPE_ACTION_ROW, "_All Decisions…"));
  adw_dialog_present (sluice_decisions_dialog_new (self->scene->consents), self->window);
  test_wait_until (has_rows, self, "the rows of the list");
  app_audit_names (self->window);
  list = app_find (get_dialog (self), GTK_TYPE_LIST_VIEW, NULL);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_true (SLUICE_IS_RECEIPT_DIALOG (get_dialog (self)));
}

static GFile *
write_receipt (Fixture    *self,
               const char *from,
               const char *to)
{
  g_autoptr(SluiceReceipt) receipt = get_receipt (self);
  GBytes *bytes = sluice_receipt_get_bytes (receipt);
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_autofree char *path = g_build_filename (self->scene->folder, "receipt.json", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, from, to, 0), >, 0);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* A file says what it is worth, also one that somebody made nicer, and one that is none. */
static void
test_check (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GFile) nicer = NULL;
  g_autoptr(GFile) none = NULL;

  give (self, "prints.jobs", NULL);
  nicer = write_receipt (self, "To compare prints", "To compare plants");
  sluice_receipt_opener_open (self->page, self->scene->consents, nicer);
  app_wait_shows (self->window, "Altered");
  g_assert_true (app_shows (get_dialog (self), "To compare plants"));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));

  none = write_receipt (self, "sluice.consent-receipt/1", "something.else/1");
  sluice_receipt_opener_open (self->page, self->scene->consents, none);
  app_wait_shows (self->window, "This is not a consent receipt");
}

static gboolean
is_answering (gpointer data)
{
  return SLUICE_IS_CONSENT_DIALOG (get_dialog (data));
}

static void
type_code (Fixture    *self,
           const char *code)
{
  GtkWidget *entry = app_find (get_dialog (self), ADW_TYPE_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), code);
  app_click (get_dialog (self), "C_ontinue");
}

static void
test_code (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(JsonObject) answer = test_cloud_partner_begin (self->scene->partner, "\"prints.jobs\"");
  g_autofree char *code = g_ascii_strdown (sluice_json_get_string (answer, "user_code"), -1);
  GtkWidget *button;

  consent_scene_look (self->scene);
  app_click (self->page, "Enter a _Code…");
  g_assert_true (SLUICE_IS_CODE_DIALOG (get_dialog (self)));
  button = app_find (get_dialog (self), GTK_TYPE_BUTTON, "C_ontinue");
  g_assert_false (gtk_widget_get_sensitive (button));
  app_audit_names (self->window);

  type_code (self, "BBBB-BBBB");
  app_wait_shows (self->window, "code");
  test_wait_until ((TestCondition) gtk_widget_get_sensitive, button, "the answer");
  g_assert_true (SLUICE_IS_CODE_DIALOG (get_dialog (self)));

  type_code (self, code);
  test_wait_until (is_answering, self, "the question of the device");
}

/* A message over a question does not let a second question over both. */
static void
test_one_question (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) first = consent_scene_ask (self->scene, "\"prints.jobs\"");
  g_autoptr(SluiceConsentRequest) second = NULL;
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It is none.");
  g_autoptr(GListModel) dialogs = adw_window_get_dialogs (ADW_WINDOW (self->window));
  GtkWidget *question;

  sluice_review_present (self->page, self->scene->consents, first);
  question = get_dialog (self);
  g_assert_true (SLUICE_IS_CONSENT_DIALOG (question));
  sluice_tell_failure (self->page, "This Link Cannot Be Opened", error);
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (self)));

  second = consent_scene_ask (self->scene, "\"prints.names\"");
  sluice_review_present (self->page, self->scene->consents, second);
  g_assert_cmpuint (g_list_model_get_n_items (dialogs), ==, 2);
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (self)));

  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  g_assert_true (get_dialog (self) == question);
  adw_dialog_force_close (ADW_DIALOG (question));
  sluice_review_present (self->page, self->scene->consents, second);
  g_assert_true (SLUICE_IS_CONSENT_DIALOG (get_dialog (self)));
}

static void
test_stale (Fixture       *self,
            gconstpointer  data)
{
  give (self, "prints.jobs", NULL);
  g_assert_false (app_shows (self->page, "This may have changed"));
  sluice_consents_stop (self->scene->consents, "The cloud is away.");
  g_assert_true (app_shows (self->page, "This may have changed"));
  g_assert_true (app_shows (self->page, "as of just now. The cloud is away."));
  g_assert_nonnull (app_find (self->page, SLUICE_TYPE_GRANT_ROW, "Partner"));

  consent_scene_look (self->scene);
  g_assert_false (app_shows (self->page, "This may have changed"));
}

/* The desktop's side of notifications. */
static const char notifications_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

typedef struct
{
  char *summary;
  char *body;
  guint n_closed;
} Desktop;

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               data)
{
  Desktop *desktop = data;

  if (g_str_equal (method, "Notify"))
    {
      g_variant_get_child (parameters, 3, "s", &desktop->summary);
      g_variant_get_child (parameters, 4, "s", &desktop->body);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 7));
      return;
    }
  desktop->n_closed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static gboolean
is_notified (gpointer data)
{
  return ((Desktop *) data)->summary != NULL;
}

static gboolean
is_withdrawn (gpointer data)
{
  return ((Desktop *) data)->n_closed > 0;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
name_owned_cb (GDBusConnection *connection,
               const char      *name,
               gpointer         data)
{
  *(gboolean *) data = TRUE;
}

/* What the desktop answered before is here: without the number in it nothing can be taken back. */
static void
pass_by_bus (GDBusConnection *bus)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                            "org.freedesktop.DBus", "GetId", NULL, NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
use_another_place (Fixture *self)
{
  TestPerson *person = self->scene->person;
  g_autoptr(SluiceSession) other =
    test_person_session_new ("other", "https://other.example", NULL, "token", person->ledger,
                             SLUICE_CLOCK (person->scene->home->clock));

  sluice_consents_use (self->scene->consents, other);
}

/* A locked screen shows it: it says that somebody asks, not who, nor what for. */
static void
test_notification (Fixture       *self,
                   gconstpointer  data)
{
  const GDBusInterfaceVTable vtable = { .method_call = method_called_cb };
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (notifications_xml, &error);
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr(GApplication) application = g_application_new ("io.github.sluice_desktop.Test", G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr(SluiceAskedNotifier) notifier = NULL;
  g_autoptr(SluiceConsentRequest) request = NULL;
  Desktop desktop = { 0 };
  gboolean owned = FALSE;
  guint name_id, object_id;

  g_assert_no_error (error);
  object_id = g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0], &vtable,
                                                 &desktop, NULL, &error);
  g_assert_no_error (error);
  name_id = g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE,
                                          name_owned_cb, NULL, &owned, NULL);
  test_wait_until (is_set, &owned, "the name of the desktop's notifications");
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  notifier = sluice_asked_notifier_new (application, self->scene->consents);

  request = consent_scene_ask (self->scene, CONSENT_SCENE_SOME);
  test_wait_until (is_notified, &desktop, "the notification");
  g_assert_cmpstr (desktop.summary, ==, "Somebody asks for your data");
  g_assert_null (strstr (desktop.body, "Partner"));
  g_assert_cmpuint (desktop.n_closed, ==, 0);

  test_settle (sluice_consents_deny (self->scene->consents, request), &error);
  g_assert_no_error (error);
  test_wait_until (is_withdrawn, &desktop, "the notification to go");

  /* When another cloud is used, nobody would know how a question of this one ends. */
  g_clear_pointer (&desktop.summary, g_free);
  g_clear_pointer (&desktop.body, g_free);
  g_clear_object (&request);
  request = consent_scene_ask (self->scene, CONSENT_SCENE_SOME);
  test_wait_until (is_notified, &desktop, "the second notification");
  desktop.n_closed = 0;
  pass_by_bus (bus);
  use_another_place (self);
  test_wait_until (is_withdrawn, &desktop, "the second notification to go");

  g_bus_unown_name (name_id);
  g_dbus_connection_unregister_object (bus, object_id);
  g_free (desktop.summary);
  g_free (desktop.body);
}

int
main (int   argc,
      char *argv[])
{
  /* Whatever desktop the tests run in, this one is asked. */
  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/sharing/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("waiting", test_waiting);
  ADD ("grant", test_grant);
  ADD ("reads", test_reads);
  ADD ("narrow", test_narrow);
  ADD ("take-back", test_take_back);
  ADD ("alarm", test_alarm);
  ADD ("receipt", test_receipt);
  ADD ("all-decisions", test_all_decisions);
  ADD ("check", test_check);
  ADD ("code", test_code);
  ADD ("one-question", test_one_question);
  ADD ("stale", test_stale);
  ADD ("notification", test_notification);
#undef ADD
  return test_run ();
}
