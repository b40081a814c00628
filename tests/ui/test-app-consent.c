/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "consent-scene.h"
#include "sluice-badge.h"
#include "sluice-consent-dialog.h"
#include "sluice-consent-item-row.h"
#include "sluice-consent-private.h"
#include "sluice-json.h"
#include "test-util.h"

#include <string.h>

/* The consent dialog, before a real cloud and somebody who really asks. */

#define NARROW 360

typedef struct
{
  ConsentScene         *scene;
  SluiceConsentRequest *request;
  GtkWidget            *window;
  GtkWidget            *dialog; /* owned, as it is looked at after it was closed */
  char                 *opened; /* the newest address that was to be opened */
} Fixture;

static void
open_uri_cb (Fixture    *self,
             const char *uri)
{
  g_set_str (&self->opened, uri);
  g_signal_stop_emission_by_name (self->dialog, "open-uri");
}

/* @request: (transfer full) */
static void
show (Fixture              *self,
      SluiceConsentRequest *request)
{
  self->request = request;
  self->dialog = g_object_ref_sink (GTK_WIDGET (sluice_consent_dialog_new (self->scene->consents, request)));
  g_signal_connect_swapped (self->dialog, "open-uri", G_CALLBACK (open_uri_cb), self);
  adw_dialog_present (ADW_DIALOG (self->dialog), self->window);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->scene = consent_scene_new ();
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), gtk_label_new ("Behind"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  /* Neither an answer on its way nor a clock keeps it. */
  if (self->dialog != NULL)
    g_assert_finalize_object (self->dialog);
  g_clear_object (&self->request);
  consent_scene_free (self->scene);
  g_free (self->opened);
}

static void
collect_switches (GtkWidget *root,
                  GPtrArray *switches)
{
  if (!gtk_widget_get_visible (root))
    return;
  if (GTK_IS_SWITCH (root))
    g_ptr_array_add (switches, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_switches (child, switches);
}

static GPtrArray *
find_switches (Fixture *self)
{
  GPtrArray *switches = g_ptr_array_new ();

  collect_switches (self->dialog, switches);
  return switches;
}

static void
turn (Fixture  *self,
      guint     index,
      gboolean  on)
{
  g_autoptr(GPtrArray) switches = find_switches (self);

  g_assert_cmpuint (index, <, switches->len);
  gtk_switch_set_active (switches->pdata[index], on);
}

static gboolean
has_focus_on_deny (gpointer data)
{
  Fixture *self = data;

  return adw_dialog_get_focus (ADW_DIALOG (self->dialog)) == app_find_button (self->dialog, "_Deny");
}

static gboolean
has_focus_on_close (gpointer data)
{
  Fixture *self = data;

  return adw_dialog_get_focus (ADW_DIALOG (self->dialog)) == app_find_button (self->dialog, "_Close");
}

static GtkWidget *
find_banner (Fixture *self)
{
  return app_find (self->dialog, ADW_TYPE_BANNER, NULL);
}

static void
assert_shared (Fixture    *self,
               const char *category,
               guint       expected_status)
{
  g_assert_cmpuint (test_cloud_partner_read (self->scene->partner, category, NULL), ==, expected_status);
}

/* Nothing is ticked, Deny has the focus, and who asks is nobody that was checked. */
static void
test_first_look (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) switches = NULL;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  test_wait_until (has_focus_on_deny, self, "Deny to have the focus");
  g_assert_true (adw_dialog_get_default_widget (ADW_DIALOG (self->dialog)) == app_find_button (self->dialog, "_Deny"));
  switches = find_switches (self);
  g_assert_cmpuint (switches->len, ==, 3);
  for (guint i = 0; i < switches->len; i++)
    g_assert_false (gtk_switch_get_active (switches->pdata[i]));
  g_assert_false (gtk_widget_get_sensitive (app_find_button (self->dialog, "_Share")));
  g_assert_false (gtk_widget_has_css_class (app_find_button (self->dialog, "_Share"), "suggested-action"));

  g_assert_true (app_shows (self->dialog, "Partner"));
  g_assert_true (app_shows (self->dialog, "partner.example"));
  g_assert_true (app_shows (self->dialog, "Not verified"));
  g_assert_true (app_shows (self->dialog, "Nobody has checked who they are."));
  g_assert_true (app_shows (self->dialog, "“To compare prints”"));
  g_assert_true (app_shows (self->dialog, "W4SC"));
  g_assert_true (app_shows (self->dialog, "Code to compare"));
  g_assert_true (app_shows (self->dialog, "Everybody Can See It Already"));
  g_assert_true (app_shows (self->dialog, "For 7 days"));
  g_assert_true (app_shows (self->dialog, "5 min left to decide"));
  g_assert_true (app_shows (self->dialog, "Closing this window decides nothing"));
  g_assert_false (app_shows (self->dialog, "Different from Last Time"));
  app_audit_names (self->window);
}

/* What is heard is what is seen: which data, and of which class. */
static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) switches = NULL;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  switches = find_switches (self);
  gtk_test_accessible_assert_property (switches->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Print history, Private until consent");
  gtk_test_accessible_assert_property (app_find (self->dialog, GTK_TYPE_BUTTON, "See what that is"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "See what that is: Print history");
}

/* The button says how many, and pushes nobody as long as there are none. */
static void
test_counting (Fixture       *self,
               gconstpointer  data)
{
  GtkWidget *row;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  g_assert_true (gtk_widget_get_sensitive (app_find_button (self->dialog, "_Share 1 item")));
  g_assert_true (gtk_widget_has_css_class (app_find_button (self->dialog, "_Share 1 item"), "suggested-action"));
  turn (self, 2, TRUE);
  g_assert_true (gtk_widget_get_sensitive (app_find_button (self->dialog, "_Share 2 items")));
  turn (self, 0, FALSE);
  turn (self, 2, FALSE);
  g_assert_false (gtk_widget_get_sensitive (app_find_button (self->dialog, "_Share")));
  g_assert_false (gtk_widget_has_css_class (app_find_button (self->dialog, "_Share"), "suggested-action"));

  /* A click beside the switch is one on it. */
  row = app_find (self->dialog, SLUICE_TYPE_CONSENT_ITEM_ROW, NULL);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_true (sluice_consent_item_row_get_active (SLUICE_CONSENT_ITEM_ROW (row)));
  app_find_button (self->dialog, "_Share 1 item");
}

/* What is shared is what was switched on, and nothing else. */
static void
test_share (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *handle = NULL;
  g_autoptr(JsonObject) token = NULL;
  guint status;

  handle = test_cloud_partner_ask (self->scene->partner, CONSENT_SCENE_SOME, &status);
  consent_scene_look (self->scene);
  show (self, g_list_model_get_item (sluice_consents_get_requests (self->scene->consents), 0));
  turn (self, 1, TRUE);
  app_click (self->dialog, "_Share 1 item");
  g_assert_null (app_find (self->dialog, GTK_TYPE_BUTTON, "_Share 1 item"));
  g_assert_nonnull (app_find (self->dialog, ADW_TYPE_SPINNER, NULL));
  g_assert_false (adw_dialog_get_can_close (ADW_DIALOG (self->dialog)));
  g_assert_false (gtk_widget_get_sensitive (app_find_button (self->dialog, "_Deny")));

  app_wait_shows (self->dialog, "Shared 1 item with Partner");
  g_assert_true (app_shows (self->dialog, "Process records\nFor 7 days"));
  g_assert_true (app_shows (self->dialog, "You can take it back under Apps &amp; Consent."));
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (self->dialog)));
  g_assert_null (app_find (self->dialog, GTK_TYPE_BUTTON, "_Deny"));
  app_find_button (self->dialog, "_Close");
  app_audit_names (self->window);

  token = test_cloud_partner_poll (self->scene->partner, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_shared (self, "prints.records", 200);
  assert_shared (self, "prints.jobs", 403);
  assert_shared (self, "prints.names", 403);
  g_assert_null (self->opened);
}

static void
test_deny (Fixture       *self,
           gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  app_click (self->dialog, "_Deny");
  app_wait_shows (self->dialog, "Nothing was shared with Partner");
  g_assert_cmpint (sluice_consent_request_get_state (self->request), ==, SLUICE_CONSENT_DENIED);
}

static gboolean
has_receipt (gpointer data)
{
  Fixture *self = data;

  return g_list_model_get_n_items (sluice_consents_get_receipts (self->scene->consents)) > 0;
}

/* An answer that is on its way when the window goes arrives, and keeps no dialog. */
static void
test_gone_meanwhile (Fixture       *self,
                     gconstpointer  data)
{
  GtkWidget *dialog;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  app_click (self->dialog, "_Deny");
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->window)));
  dialog = g_steal_pointer (&self->dialog);
  g_assert_finalize_object (dialog);
  test_wait_until (has_receipt, self, "the answer to arrive");
  g_assert_cmpint (sluice_consent_request_get_state (self->request), ==, SLUICE_CONSENT_DENIED);
}

/* Nothing is decided by closing. */
static void
test_close (Fixture       *self,
            gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  g_assert_true (adw_dialog_close (ADW_DIALOG (self->dialog)));
  consent_scene_look (self->scene);
  g_assert_cmpint (sluice_consent_request_get_state (self->request), ==, SLUICE_CONSENT_PENDING);
}

static void
assert_over (Fixture    *self,
             const char *text)
{
  g_autoptr(GPtrArray) switches = find_switches (self);

  g_assert_true (adw_banner_get_revealed (ADW_BANNER (find_banner (self))));
  g_assert_cmpstr (adw_banner_get_title (ADW_BANNER (find_banner (self))), ==, text);
  g_assert_null (app_find (self->dialog, GTK_TYPE_BUTTON, "_Deny"));
  test_wait_until (has_focus_on_close, self, "Close to have the focus");
  for (guint i = 0; i < switches->len; i++)
    g_assert_false (gtk_widget_get_sensitive (switches->pdata[i]));
  g_assert_false (app_shows (self->dialog, "left to decide"));
  g_assert_true (gtk_widget_get_mapped (self->dialog));
}

static void
test_expired (Fixture       *self,
              gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  test_clock_advance (self->scene->partner->home->clock, 301);
  consent_scene_look (self->scene);
  assert_over (self, "The time to answer is over. Nothing was shared; they can ask again.");
}

static void
test_withdrawn (Fixture       *self,
                gconstpointer  data)
{
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (self->scene->partner, CONSENT_SCENE_SOME, &status);
  g_autoptr(JsonObject) answer = NULL;

  consent_scene_look (self->scene);
  show (self, g_list_model_get_item (sluice_consents_get_requests (self->scene->consents), 0));
  answer = test_cloud_partner_post (self->scene->partner, "/revoke", &status, "token", handle, NULL);
  g_assert_cmpuint (status, ==, 200);
  consent_scene_look (self->scene);
  assert_over (self, "They do not ask any more. Nothing was shared.");
}

static void
test_answered_elsewhere (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  answer = test_cloud_person_decide (self->scene->partner, sluice_consent_request_get_id (self->request),
                                     "{\"decision\":\"deny\",\"categories\":[]}", &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (find_banner (self))));
  consent_scene_look (self->scene);
  assert_over (self, "This was answered already: nothing was shared.");
}

/* It ended while nobody looked: the answer comes too late, and says so. */
static void
test_too_late (Fixture       *self,
               gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  test_clock_advance (self->scene->partner->home->clock, 301);
  app_click (self->dialog, "_Share 1 item");
  app_wait_shows (self->dialog, "The time to answer is over. Nothing was shared; they can ask again.");
  assert_over (self, "The time to answer is over. Nothing was shared; they can ask again.");
}

static void
test_failure (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) switches = NULL;

  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  consent_scene_connect (self->scene, FALSE);
  app_click (self->dialog, "_Share 1 item");
  app_wait_shows (self->dialog, "As far as this computer knows, it still waits for your answer.");
  switches = find_switches (self);
  g_assert_true (gtk_switch_get_active (switches->pdata[0]));
  g_assert_true (gtk_widget_get_sensitive (switches->pdata[0]));
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (self->dialog)));

  consent_scene_connect (self->scene, TRUE);
  app_click (self->dialog, "_Share 1 item");
  g_assert_false (app_shows (self->dialog, "it still waits for your answer"));
  app_wait_shows (self->dialog, "Shared 1 item with Partner");
}

/* Who asked by a link gets the answer where it is registered, and nowhere else. */
static void
test_link (Fixture       *self,
           gconstpointer  data)
{
  show (self, consent_scene_ask_link (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  app_click (self->dialog, "_Share 1 item");
  app_wait_shows (self->dialog, "You are sent back to Partner.");
  g_assert_true (g_str_has_prefix (self->opened, TEST_CLOUD_PARTNER_REDIRECT "?"));
  g_assert_nonnull (strstr (self->opened, "code="));
}

static void
test_device (Fixture       *self,
             gconstpointer  data)
{
  show (self, consent_scene_ask_device (self->scene, CONSENT_SCENE_SOME));
  g_assert_true (app_shows (self->dialog, "Code of the device"));
  g_assert_true (app_shows (self->dialog, sluice_consent_request_get_user_code (self->request)));
  g_assert_true (app_shows (self->dialog, "Started by Partner 40 s ago."));
}

/* Their pages are opened by the person, and only there. */
static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  test_wait_until (has_focus_on_deny, self, "the dialog to be there");
  g_assert_null (self->opened);
  gtk_widget_activate (app_find (self->dialog, ADW_TYPE_ACTION_ROW, "Privacy notice"));
  g_assert_cmpstr (self->opened, ==, "https://partner.example/privacy");
  gtk_widget_activate_action (self->dialog, "consent.open", "s", "http://partner.example/");
  g_assert_cmpstr (self->opened, ==, "https://partner.example/privacy");
}

/* Public data needs nobody's leave: there is a yes without a switch. */
static void
test_public_only (Fixture       *self,
                  gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, "\"profile.username\""));
  g_assert_false (app_shows (self->dialog, "They Want to See"));
  g_assert_false (gtk_widget_has_css_class (app_find_button (self->dialog, "_Share what is public"),
                                            "suggested-action"));
  app_click (self->dialog, "_Share what is public");
  app_wait_shows (self->dialog, "Shared what is public with Partner");
}

/* A cloud may say anything: names are text, what is private or unknown has no switch, and no time is no time. */
static void
test_strange (Fixture       *self,
              gconstpointer  data)
{
  static const char json[] =
    "{\"id\":\"1\",\"origin\":\"ciba\",\"state\":\"pending\",\"duration\":\"until_revoked\","
    "\"client\":{\"client_id\":\"x\",\"name\":\"<b>A & B\",\"homepage\":\"javascript:alert(1)\"},"
    "\"purpose\":\"<i>& so on\",\"items\":[{\"category\":\"prints.jobs\"},{\"category\":\"profile.password\"},"
    "{\"category\":\"of.the.future\"}]}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = sluice_json_parse_object (bytes, 4096, &error);
  g_autoptr(GPtrArray) switches = NULL;

  g_assert_no_error (error);
  show (self, sluice_consent_request_new (object));
  switches = find_switches (self);
  g_assert_cmpuint (switches->len, ==, 1);
  g_assert_true (app_shows (self->dialog, "<b>A & B"));
  g_assert_true (app_shows (self->dialog, "“<i>& so on”"));
  g_assert_true (app_shows (self->dialog, "They also ask for 2 things"));
  g_assert_true (app_shows (self->dialog, "They name none"));
  g_assert_true (app_shows (self->dialog, "For 30 days"));
  g_assert_false (app_shows (self->dialog, "Password"));
  g_assert_false (app_shows (self->dialog, "to decide"));
}

/* The second time they call themselves something else, and want more. */
static void
test_changes (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) first = consent_scene_ask (self->scene, "\"prints.jobs\"");
  const char * const given[] = { "prints.jobs", NULL };
  g_autoptr(GError) error = NULL;

  test_settle (sluice_consents_approve (self->scene->consents, first, given, "P7D"), &error);
  g_assert_no_error (error);
  consent_scene_operate (self->scene, "change", "--name", "Best Friend");
  consent_scene_operate (self->scene, "verify", NULL, NULL);

  show (self, consent_scene_ask (self->scene, "\"prints.jobs\",\"prints.names\""));
  g_assert_true (app_shows (self->dialog, "Different from Last Time"));
  g_assert_true (app_shows (self->dialog, "Was called “Partner” before, and is called “Best Friend” now."));
  g_assert_true (app_shows (self->dialog, "Asks for more than before: Names of prints."));
  g_assert_true (app_shows (self->dialog, "New"));
  g_assert_true (app_shows (self->dialog, "Given before"));
  g_assert_true (app_shows (self->dialog, "Verified by the provider"));
  g_assert_false (app_shows (self->dialog, "Not verified"));
}

/* The person's own data, in the dialog; what cannot be loaded can be asked for again. */
static void
test_sample (Fixture       *self,
             gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  consent_scene_connect (self->scene, FALSE);
  app_click (self->dialog, "See what that is");
  app_wait_shows (self->dialog, "Your cloud is not connected.");
  app_audit_names (self->window);
  consent_scene_connect (self->scene, TRUE);
  app_click (self->dialog, "Try _again");
  app_wait_shows (self->dialog, "These are 5 of ");

  /* What ends meanwhile says so: the page goes, and the reason is there. */
  test_clock_advance (self->scene->partner->home->clock, 301);
  consent_scene_look (self->scene);
  g_assert_false (app_shows (self->dialog, "These are 5 of "));
  assert_over (self, "The time to answer is over. Nothing was shared; they can ask again.");
}

static gboolean
is_laid_out (gpointer data)
{
  Fixture *self = data;
  GtkWidget *share = app_find_button (self->dialog, "_Share 1 item");

  return gtk_widget_get_mapped (share) && gtk_widget_get_width (share) > 0;
}

/* All of it can be read on a telephone: nothing makes the window wider, and nothing stands out of it. */
static void
test_narrow (Fixture       *self,
             gconstpointer  data)
{
  graphene_rect_t bounds;
  int minimum;

  gtk_window_set_default_size (GTK_WINDOW (self->window), NARROW, 740);
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  turn (self, 0, TRUE);
  test_wait_until (is_laid_out, self, "the dialog to have a size");
  gtk_widget_measure (self->dialog, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
  gtk_widget_measure (adw_dialog_get_child (ADW_DIALOG (self->dialog)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
  g_assert_cmpint (gtk_widget_get_width (self->window), ==, NARROW);
  g_assert_true (gtk_widget_compute_bounds (app_find_button (self->dialog, "_Share 1 item"), self->window, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, NARROW);
}

static gboolean
is_counting_down (gpointer data)
{
  return app_shows (((Fixture *) data)->dialog, "4 min 18 s left to decide");
}

/* By the cloud's clock; nothing is over before the cloud says so. */
static void
test_time (Fixture       *self,
           gconstpointer  data)
{
  show (self, consent_scene_ask (self->scene, CONSENT_SCENE_SOME));
  test_clock_advance (self->scene->partner->home->clock, 42);
  test_wait_until (is_counting_down, self, "the time to run");
  test_clock_advance (self->scene->partner->home->clock, 300);
  app_wait_shows (self->dialog, "The time to decide is over");
  g_assert_true (gtk_widget_get_visible (app_find_button (self->dialog, "_Deny")));
}

/* Icon and word, never colour alone, and the sentence that explains it. */
static void
test_class_badge (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  GtkWidget *badge = g_object_ref_sink (sluice_badge_new ());
  static const char * const words[] = { "Public", "Private", "Private until consent" };

  for (int klass = SLUICE_DATA_CLASS_PUBLIC; klass <= SLUICE_DATA_CLASS_UNTIL_CONSENT; klass++)
    {
      GtkWidget *icon;

      sluice_badge_set_class (SLUICE_BADGE (badge), klass);
      icon = app_find (badge, GTK_TYPE_IMAGE, NULL);
      g_assert_nonnull (app_find (badge, GTK_TYPE_LABEL, words[klass]));
      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, sluice_class_get_icon_name (klass));
      g_assert_true (gtk_icon_theme_has_icon (theme, sluice_class_get_icon_name (klass)));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (badge), ==, sluice_class_get_explanation (klass));
      g_assert_true (gtk_widget_has_css_class (badge, sluice_class_get_css_class (klass)));
      gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL, words[klass]);
      gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           sluice_class_get_explanation (klass));
    }
  g_assert_finalize_object (badge);
}

static void
add (const char *path,
     void       (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
  g_test_add_func ("/consent/class-badge", test_class_badge);
  add ("/consent/first-look", test_first_look);
  add ("/consent/names", test_names);
  add ("/consent/counting", test_counting);
  add ("/consent/share", test_share);
  add ("/consent/deny", test_deny);
  add ("/consent/gone-meanwhile", test_gone_meanwhile);
  add ("/consent/close", test_close);
  add ("/consent/expired", test_expired);
  add ("/consent/withdrawn", test_withdrawn);
  add ("/consent/answered-elsewhere", test_answered_elsewhere);
  add ("/consent/too-late", test_too_late);
  add ("/consent/failure", test_failure);
  add ("/consent/link", test_link);
  add ("/consent/device", test_device);
  add ("/consent/pages", test_pages);
  add ("/consent/public-only", test_public_only);
  add ("/consent/changes", test_changes);
  add ("/consent/strange", test_strange);
  add ("/consent/sample", test_sample);
  add ("/consent/narrow", test_narrow);
  add ("/consent/time", test_time);
  return test_run ();
}
