/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-rights-answer-dialog.h"
#include "sluice-rights-compose-page.h"
#include "sluice-rights-dialog.h"
#include "test-clock.h"
#include "test-util.h"

#include <adwaita.h>
#include <string.h>

/* Formal requests, from an empty list to a filed answer. */

#define DAY 86400.0

typedef struct
{
  char         *folder;
  TestClock    *clock;
  SluiceRights *rights;
  GtkWidget    *window;
  GtkWidget    *dialog; /* the window's */
  char         *opened; /* what an e-mail program was asked to open */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autoptr(GDateTime) noon = g_date_time_new_local (2026, 3, 3, 12, 0, 0);

  self->folder = test_make_folder ();
  self->clock = test_clock_new (g_date_time_to_unix (noon));
  self->rights = sluice_rights_new (self->folder, SLUICE_CLOCK (self->clock));
  self->window = adw_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), adw_bin_new ());
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 900);
  gtk_window_present (GTK_WINDOW (self->window));
  self->dialog = GTK_WIDGET (sluice_rights_dialog_new (self->rights, "Example Ltd", "ada"));
  adw_dialog_present (ADW_DIALOG (self->dialog), self->window);
}

static gboolean
is_gone (gpointer weak)
{
  return *(gpointer *) weak == NULL;
}

/* What is being read or written holds them until it is done; nothing else may. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer weak = self->rights;

  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_add_weak_pointer (G_OBJECT (self->rights), &weak);
  g_object_unref (self->rights);
  test_wait_until (is_gone, &weak, "the requests to go");
  g_object_unref (self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->opened);
}

static GtkWidget *
find_row (GtkWidget  *root,
          GType       type,
          const char *title)
{
  GtkWidget *row = app_find (root, type, title);

  g_assert_nonnull (row);
  return row;
}

static void
press_row (GtkWidget  *root,
           const char *title)
{
  GtkWidget *row = find_row (root, ADW_TYPE_BUTTON_ROW, title);

  g_assert_true (gtk_widget_is_sensitive (row));
  g_signal_emit_by_name (row, "activated");
}

static void
type_in (Fixture    *self,
         const char *name,
         const char *text)
{
  AdwNavigationView *pages = ADW_NAVIGATION_VIEW (app_find (self->dialog, ADW_TYPE_NAVIGATION_VIEW, NULL));
  GtkWidget *page = GTK_WIDGET (adw_navigation_view_get_visible_page (pages));

  gtk_editable_set_text (
    GTK_EDITABLE (gtk_widget_get_template_child (page, SLUICE_TYPE_RIGHTS_COMPOSE_PAGE, name)), text);
}

static void
choose_right (Fixture     *self,
              SluiceRight  right)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_find (self->dialog, ADW_TYPE_COMBO_ROW, NULL)), right);
}

static gboolean
can_write (Fixture *self)
{
  return gtk_widget_is_sensitive (find_row (self->dialog, ADW_TYPE_BUTTON_ROW, "_Write the Letter"));
}

static void
begin (Fixture *self)
{
  app_wait_mapped (self->dialog, "Ask Those Who Keep Your Data");
  app_audit_names (self->dialog);
  app_click (self->dialog, "_Write a Request");
  app_wait_mapped (self->dialog, "What you want");
}

static gboolean
catch_uri (GtkWidget  *page,
           const char *uri,
           Fixture    *self)
{
  g_set_str (&self->opened, uri);
  g_signal_stop_emission_by_name (page, "open-uri");
  return TRUE;
}

static void
watch_mail (Fixture *self)
{
  AdwNavigationView *pages = ADW_NAVIGATION_VIEW (app_find (self->dialog, ADW_TYPE_NAVIGATION_VIEW, NULL));

  g_signal_connect (adw_navigation_view_get_visible_page (pages), "open-uri", G_CALLBACK (catch_uri), self);
}

static void
pass_days (Fixture *self,
           int      n_days)
{
  test_clock_advance (self->clock, n_days * DAY);
  sluice_rights_refresh (self->rights);
}

/* What cannot be a letter cannot be written, and says why where it is. */
static void
test_form (Fixture       *self,
           gconstpointer  data)
{
  begin (self);
  g_assert_true (can_write (self));
  app_audit_names (self->dialog);

  type_in (self, "recipient", "  ");
  g_assert_false (can_write (self));
  type_in (self, "recipient", "Example Ltd");
  type_in (self, "address", "nobody");
  g_assert_false (can_write (self));
  app_wait_shows (self->dialog, "That is no e-mail address");
  type_in (self, "address", "privacy@example.com");
  app_wait_hides (self->dialog, "That is no e-mail address");
  g_assert_true (can_write (self));

  choose_right (self, SLUICE_RIGHT_RECTIFICATION);
  g_assert_false (can_write (self));
  app_wait_shows (self->dialog, "What is wrong, and what is right");
  type_in (self, "details", "My name is Ada");
  g_assert_true (can_write (self));
}

static void
write_letter (Fixture *self)
{
  begin (self);
  choose_right (self, SLUICE_RIGHT_ERASURE);
  type_in (self, "address", "privacy@example.com");
  press_row (self->dialog, "_Write the Letter");
  app_wait_mapped (self->dialog, "Not sent yet");
}

static void
test_draft (Fixture       *self,
            gconstpointer  data)
{
  write_letter (self);
  app_audit_names (self->dialog);
  app_wait_shows (self->dialog, "Article 17");
  app_wait_shows (self->dialog, "My account with you: ada");
  watch_mail (self);
  press_row (self->dialog, "Open in _E-mail Program");
  g_assert_true (g_str_has_prefix (self->opened, "mailto:privacy@example.com?subject="));
  g_assert_cmpuint (sluice_rights_get_n_overdue (self->rights), ==, 0);

  /* That a program opened says nothing about what was sent. */
  app_wait_shows (self->dialog, "Not sent yet");
  press_row (self->dialog, "_Delete…");
  app_wait_shows (self->window, "Delete the Request?");
  app_click (self->window, "_Delete");
  app_wait_mapped (self->dialog, "Ask Those Who Keep Your Data");
}

static void
test_term (Fixture       *self,
           gconstpointer  data)
{
  write_letter (self);
  press_row (self->dialog, "It _Was Sent");
  app_wait_mapped (self->dialog, "Answer due in 31 days");
  app_wait_shows (self->dialog, "They have until 3 April 2026");
  g_assert_null (app_find (self->dialog, ADW_TYPE_BUTTON_ROW, "It _Was Sent"));
  gtk_widget_activate_action (find_row (self->dialog, ADW_TYPE_BUTTON_ROW, "_File the Answer…"), "navigation.pop", NULL);
  app_wait_mapped (self->dialog, "Have everything erased. Answer due in 31 days");

  pass_days (self, 34);
  g_assert_cmpuint (sluice_rights_get_n_overdue (self->rights), ==, 1);
  app_wait_mapped (self->dialog, "Have everything erased. Answer overdue by 3 days");
  g_signal_emit_by_name (find_row (self->dialog, ADW_TYPE_ACTION_ROW, "Example Ltd"), "activated");
  app_wait_mapped (self->dialog, "Answer overdue by 3 days");
  app_wait_shows (self->dialog, "data protection authority");
  watch_mail (self);
  press_row (self->dialog, "Remind Them by _E-mail");
  g_assert_nonnull (strstr (self->opened, "subject=Reminder"));

  press_row (self->dialog, "They Need Two _Months More");
  app_wait_mapped (self->dialog, "Answer due in 58 days");
  g_assert_null (app_find (self->dialog, ADW_TYPE_BUTTON_ROW, "They Need Two _Months More"));
}

static void
test_answer (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "their answer.txt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GtkWidget *answer;

  g_assert_true (g_file_set_contents (path, "Done.", -1, NULL));
  write_letter (self);
  press_row (self->dialog, "It _Was Sent");
  app_wait_mapped (self->dialog, "Answer due in 31 days");
  press_row (self->dialog, "_File the Answer…");
  answer = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
  g_assert_true (SLUICE_IS_RIGHTS_ANSWER_DIALOG (answer));
  app_audit_names (answer);
  sluice_rights_answer_dialog_set_file (SLUICE_RIGHTS_ANSWER_DIALOG (answer), file);
  app_wait_shows (answer, "their answer.txt");
  gtk_editable_set_text (GTK_EDITABLE (find_row (answer, ADW_TYPE_ENTRY_ROW, NULL)), "By e-mail");
  app_click (answer, "_File");
  app_wait_mapped (self->dialog, "Answered, filed on 3 March 2026");
  app_wait_shows (self->dialog, "By e-mail");
  find_row (self->dialog, ADW_TYPE_BUTTON_ROW, "_Open the Answer");
  g_assert_null (app_find (self->dialog, ADW_TYPE_BUTTON_ROW, "_File the Answer…"));
  pass_days (self, 100);
  g_assert_cmpuint (sluice_rights_get_n_overdue (self->rights), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/rights/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("form", test_form);
  ADD ("draft", test_draft);
  ADD ("term", test_term);
  ADD ("answer", test_answer);
#undef ADD
  return test_run ();
}
