/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-data-page.h"
#include "sluice-data-words.h"
#include "sluice-privacy-source.h"
#include "test-person.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* My data, before a real cloud with the demo's data, and before one that has no such list. */

typedef struct
{
  TestPerson     *person;
  SluiceHoldings *holdings;
  SluiceTicker   *ticker;
  GtkWidget      *window;
  GtkWidget      *page; /* the window's */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->person = test_person_new ();
  self->holdings = sluice_holdings_new ();
  self->ticker = sluice_ticker_new (SLUICE_CLOCK (self->person->scene->home->clock));
  self->page = g_object_new (SLUICE_TYPE_DATA_PAGE, NULL);
  sluice_data_page_set_holdings (SLUICE_DATA_PAGE (self->page), self->holdings, self->ticker);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->page);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 900);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  sluice_holdings_forget (self->holdings);
  g_assert_finalize_object (self->ticker);
  g_object_unref (self->holdings);
  test_person_free (self->person);
}

static GListModel *
get_items (Fixture *self)
{
  return sluice_inventory_get_items (sluice_holdings_get_inventory (self->holdings));
}

static gboolean
has_looked (gpointer holdings)
{
  return !sluice_holdings_get_is_looking (holdings);
}

static GtkListView *
get_list (Fixture *self)
{
  return GTK_LIST_VIEW (app_find (self->page, GTK_TYPE_LIST_VIEW, NULL));
}

static GListModel *
get_shown (Fixture *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (get_list (self)));
}

/* Activates the first that is shown and can, or cannot, be deleted. */
static char *
activate (Fixture  *self,
          gboolean  can_delete,
          guint     skip)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_shown (self)); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_shown (self), i);

      if (sluice_inventory_item_get_can_delete (item) != can_delete || skip-- > 0)
        continue;
      g_signal_emit_by_name (get_list (self), "activate", i);
      return g_strdup (sluice_data_get_title (item));
    }
  g_error ("there is no such thing in the list");
}

static GtkWidget *
get_dialog (Fixture *self)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

static gboolean
has_no_dialog (gpointer data)
{
  return get_dialog (data) == NULL;
}

static void
press_row (GtkWidget  *root,
           const char *title)
{
  GtkWidget *row = app_find (root, ADW_TYPE_BUTTON_ROW, title);

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
}

static void
answer (Fixture    *self,
        const char *response)
{
  GtkWidget *dialog = get_dialog (self);

  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "cancel");
  g_signal_emit (dialog, g_signal_lookup ("response", ADW_TYPE_ALERT_DIALOG), g_quark_from_string (response), response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_wait_until (has_no_dialog, self, "the question to go");
}

/* The list is gone through in steps. */
static void
expect_count (Fixture *self,
              guint    n_shown)
{
  g_autofree char *text = sluice_data_describe_count (self->holdings, n_shown, sluice_ticker_get_now (self->ticker));

  app_wait_mapped (self->page, text);
  g_assert_cmpuint (g_list_model_get_n_items (get_shown (self)), ==, n_shown);
}

/* Its list, as a Sluice cloud has it. */
static void
use (SluiceHoldings *holdings,
     SluiceSession  *session)
{
  g_autoptr(SluiceInventorySource) source = sluice_privacy_source_new (session);

  sluice_holdings_use (holdings, source, NULL);
}

static void
look (Fixture *self)
{
  use (self->holdings, self->person->session);
  test_wait_until (has_looked, self->holdings, "the look at what is kept");
  expect_count (self, g_list_model_get_n_items (get_items (self)));
}

/* All of it is there, and everything that takes the focus has a name. */
static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  app_wait_mapped (self->page, "Not Connected");
  look (self);
  expect_count (self, g_list_model_get_n_items (get_items (self)));
  app_wait_shows (self->page, "demo");
  app_audit_names (self->page);
}

static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *search;

  look (self);
  search = app_find (self->page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "DEMO");
  g_signal_emit_by_name (search, "search-changed");
  expect_count (self, 1);

  gtk_editable_set_text (GTK_EDITABLE (search), "no such thing");
  g_signal_emit_by_name (search, "search-changed");
  app_wait_mapped (self->page, "Nothing Like That");
  app_click (self->page, "Show _All");
  g_signal_emit_by_name (search, "search-changed");
  expect_count (self, g_list_model_get_n_items (get_items (self)));
}

static gboolean
is_sought (GtkWidget  *widget,
           const char *tooltip)
{
  return GTK_IS_TOGGLE_BUTTON (widget) &&
         (tooltip != NULL ? g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0
                          : gtk_widget_has_css_class (widget, "legend"));
}

/* (transfer none): the button with that tooltip, or the part of the legend behind @skip others */
static GtkToggleButton *
find_toggle (GtkWidget  *root,
             const char *tooltip,
             guint      *skip)
{
  if (is_sought (root, tooltip) && (*skip)-- == 0)
    return GTK_TOGGLE_BUTTON (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkToggleButton *found = find_toggle (child, tooltip, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
show_class (Fixture         *self,
            SluiceDataClass  klass,
            gboolean         only)
{
  guint skip = klass;

  gtk_toggle_button_set_active (find_toggle (self->page, NULL, &skip), only);
}

/* The legend is the filter: one class at a time, or all. */
static void
test_classes (Fixture       *self,
              gconstpointer  data)
{
  look (self);
  show_class (self, SLUICE_DATA_CLASS_PUBLIC, TRUE);
  expect_count (self, 1);
  show_class (self, SLUICE_DATA_CLASS_PRIVATE, TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (get_shown (self)); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_shown (self), i);

      g_assert_cmpint (sluice_data_get_class (item), ==, SLUICE_DATA_CLASS_PRIVATE);
    }
  show_class (self, SLUICE_DATA_CLASS_PRIVATE, FALSE);
  expect_count (self, g_list_model_get_n_items (get_items (self)));
}

/* What is part of the account is shown, and cannot be deleted from here. */
static void
test_facts (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *title = NULL;

  look (self);
  title = activate (self, FALSE, 0);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (get_dialog (self))), ==, title);
  app_wait_shows (get_dialog (self), "home (stated by the provider)");
  app_wait_shows (get_dialog (self), "No reading by somebody else is known");
  g_assert_null (app_find (get_dialog (self), ADW_TYPE_BUTTON_ROW, "_Delete…"));
  app_audit_names (get_dialog (self));
}

/* Asked first; “Cancel” leaves everything. */
static void
test_delete (Fixture       *self,
             gconstpointer  data)
{
  guint n_items;

  look (self);
  n_items = g_list_model_get_n_items (get_items (self));
  g_free (activate (self, TRUE, 0));
  press_row (get_dialog (self), "_Delete…");
  app_wait_shows (get_dialog (self), "will be gone from the cloud for good");
  answer (self, "cancel");
  g_assert_cmpuint (g_list_model_get_n_items (get_items (self)), ==, n_items);

  g_free (activate (self, TRUE, 0));
  press_row (get_dialog (self), "_Delete…");
  answer (self, "confirm");
  app_wait_shows (self->window, "gone from the cloud");
  g_assert_cmpuint (g_list_model_get_n_items (get_items (self)), <, n_items);
}

static GtkWidget *
activate_name (Fixture *self)
{
  guint i = 0;

  for (; i < g_list_model_get_n_items (get_shown (self)); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_shown (self), i);

      if (g_str_equal (sluice_inventory_item_get_category_id (item), "profile.username"))
        break;
    }
  g_signal_emit_by_name (get_list (self), "activate", i);
  return get_dialog (self);
}

static GtkWidget *
begin_correction (Fixture *self)
{
  press_row (activate_name (self), "_Correct…");
  app_wait_shows (get_dialog (self), "User name");
  return app_find (get_dialog (self), ADW_TYPE_ENTRY_ROW, NULL);
}

/* What the person is called is changed where it is wrong; what cannot be, says so in its place. */
static void
test_correct (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *row;

  look (self);
  row = begin_correction (self);
  app_audit_names (get_dialog (self));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "demo");
  g_assert_false (gtk_widget_is_sensitive (app_find_button (get_dialog (self), "_Save")));
  gtk_editable_set_text (GTK_EDITABLE (row), "  demo ");
  g_assert_false (gtk_widget_is_sensitive (app_find_button (get_dialog (self), "_Save")));

  gtk_editable_set_text (GTK_EDITABLE (row), "grace@example.com");
  app_click (get_dialog (self), "_Save");
  app_wait_shows (get_dialog (self), "This cloud does not take that.");
  gtk_editable_set_text (GTK_EDITABLE (row), "Grace");
  app_wait_hides (get_dialog (self), "This cloud does not take that.");
  app_click (get_dialog (self), "_Save");
  app_wait_shows (self->window, "It is corrected");
  app_wait_shows (self->page, "Grace");
  test_wait_until (has_no_dialog, self, "the dialog to go");
}

/* Several at once, ticked one by one; what is part of the account cannot be ticked. */
static void
test_choose (Fixture       *self,
             gconstpointer  data)
{
  GtkToggleButton *choose;
  guint skip = 0;
  guint n_items;

  look (self);
  n_items = g_list_model_get_n_items (get_items (self));
  choose = find_toggle (self->page, "Choose several", &skip);
  gtk_toggle_button_set_active (choose, TRUE);
  app_wait_mapped (self->page, "Choose what to delete. What has no tick to set is part of the account.");
  g_free (activate (self, FALSE, 0));
  g_assert_null (get_dialog (self));
  g_free (activate (self, TRUE, 0));
  app_wait_mapped (self->page, "1 thing chosen");
  g_free (activate (self, TRUE, 1));
  app_wait_mapped (self->page, "2 things chosen");
  app_click (self->page, "_Delete…");
  answer (self, "confirm");
  app_wait_shows (self->window, "2 things are gone from the cloud");
  g_assert_cmpuint (g_list_model_get_n_items (get_items (self)), <=, n_items - 2);
  g_assert_false (gtk_toggle_button_get_active (choose));
}

static gboolean
is_stale (gpointer holdings)
{
  return sluice_holdings_get_stale_reason (holdings) != NULL && has_looked (holdings);
}

/* The cloud goes: what was seen stays, with its age and the reason; and nothing is said to be deleted. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  guint n_items;

  look (self);
  n_items = g_list_model_get_n_items (get_items (self));
  sluice_cloud_stop (self->person->scene->home->cloud);
  g_free (activate (self, TRUE, 0));
  press_row (get_dialog (self), "_Delete…");
  answer (self, "confirm");
  app_wait_shows (self->window, "Not Everything Was Deleted");
  g_assert_cmpuint (g_list_model_get_n_items (get_items (self)), ==, n_items);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));

  sluice_holdings_use (self->holdings, NULL, "The cloud does not answer.");
  test_wait_until (is_stale, self->holdings, "what is seen to be old");
  app_wait_shows (self->page, "things, as of ");
  g_assert_cmpuint (g_list_model_get_n_items (get_shown (self)), ==, n_items);
}

static void
say_nothing (TestServer        *server,
             SoupServerMessage *message,
             gpointer           data)
{
  test_server_answer (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
}

/* A cloud that has never heard of the question is not said to keep nothing. */
static void
test_silent (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(TestServer) other = test_server_new (TEST_SERVER_DEFAULT, say_nothing, NULL);
  g_autoptr(SluiceSession) session = test_person_session_new (
    "other", test_server_get_uri (other), test_server_get_database (other), "token", self->person->ledger,
    SLUICE_CLOCK (self->person->scene->home->clock));

  look (self);
  use (self->holdings, session);
  app_wait_mapped (self->page, "This Cloud Does Not Say");
  sluice_holdings_forget (self->holdings);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/data/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("search", test_search);
  ADD ("classes", test_classes);
  ADD ("facts", test_facts);
  ADD ("delete", test_delete);
  ADD ("correct", test_correct);
  ADD ("choose", test_choose);
  ADD ("gone", test_gone);
  ADD ("silent", test_silent);
#undef ADD
  return test_run ();
}
