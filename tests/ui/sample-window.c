/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

/*
 * A window with one of each thing that the AT-SPI driver has to handle, so
 * that the driver is tested apart from the application. With "--unnamed" one
 * button has no name, which the audit has to find. A file that is opened is
 * shown by its name, as the application does through GApplication.
 */

#define SAMPLE_ID APP_ID ".Sample"

static gboolean with_unnamed;

static void
show_status (GtkWidget  *widget,
             const char *text)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *status = g_object_get_data (G_OBJECT (root), "status");

  gtk_label_set_text (GTK_LABEL (status), text);
}

static void
say_hello_cb (GtkWidget *button,
              gpointer   data)
{
  show_status (button, "Hello was clicked");
}

static void
row_activated_cb (AdwActionRow *row,
                  gpointer      data)
{
  show_status (GTK_WIDGET (row), "The row was activated");
}

static void
changed_cb (GtkWidget *entry,
            gpointer   data)
{
  g_autofree char *text = g_strdup_printf ("Typed: %s", gtk_editable_get_text (GTK_EDITABLE (entry)));

  show_status (entry, text);
}

static void
place_selected_cb (GtkListBox    *box,
                   GtkListBoxRow *row,
                   gpointer       data)
{
  g_autofree char *text = NULL;

  if (row == NULL)
    return;
  text = g_strdup_printf ("Place %d", gtk_list_box_row_get_index (row));
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (data),
                                         gtk_list_box_row_get_index (row) == 0 ? "first" : "second");
  show_status (GTK_WIDGET (box), text);
}

static void
ask_cb (GtkWidget *button,
        gpointer   data)
{
  AdwDialog *dialog = adw_alert_dialog_new ("Really?", "This is a question.");

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "no", "_No", "yes", "_Yes", NULL);
  adw_dialog_present (dialog, button);
}

static GtkWidget *
make_sidebar (AdwViewStack *stack)
{
  const char *names[] = { "Overview", "Printers" };
  GtkWidget *box = gtk_list_box_new ();

  gtk_widget_add_css_class (box, "navigation-sidebar");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_label_new (names[i]));
      gtk_list_box_append (GTK_LIST_BOX (box), row);
    }
  g_signal_connect (box, "row-selected", G_CALLBACK (place_selected_cb), stack);
  return box;
}

static GtkWidget *
make_toggles (void)
{
  AdwToggleGroup *group = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  const char *names[] = { "Nothing", "Process only" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, names[i]);
      adw_toggle_group_add (group, toggle);
    }
  return GTK_WIDGET (group);
}

static void
setup_item_cb (GtkListItemFactory *factory,
               GtkListItem        *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_item_cb (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  const char *text = gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_list_item_set_accessible_label (item, text);
}

static GtkWidget *
make_list_view (void)
{
  const char *texts[] = { "Alpha", "Beta", NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *model = gtk_single_selection_new (G_LIST_MODEL (gtk_string_list_new (texts)));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);
  return gtk_list_view_new (GTK_SELECTION_MODEL (model), factory);
}

static GtkWidget *
make_group (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *entry = adw_entry_row_new ();
  GtkWidget *toggle = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Two apps can see your data");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), "as of 12 s ago");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), "Name");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (toggle), "Keep at home");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), toggle);
  return group;
}

static GtkWidget *
make_button (const char *label,
             GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect (button, "clicked", clicked, NULL);
  return button;
}

static GtkWidget *
make_first_page (GtkWidget *status)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_entry_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Plain entry", -1);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), NULL);
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), make_button ("_Say hello", G_CALLBACK (say_hello_cb)));
  gtk_box_append (GTK_BOX (box), make_button ("_Ask", G_CALLBACK (ask_cb)));
  gtk_box_append (GTK_BOX (box), gtk_toggle_button_new_with_label ("Held"));
  if (with_unnamed)
    gtk_box_append (GTK_BOX (box), gtk_button_new ());
  gtk_box_append (GTK_BOX (box), make_toggles ());
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), make_group ());
  gtk_box_append (GTK_BOX (box), make_list_view ());
  return box;
}

static GtkWidget *
make_window (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *status = gtk_label_new ("Nothing yet");
  GtkWidget *split = adw_navigation_split_view_new ();
  GtkWidget *content = adw_toolbar_view_new ();
  GtkWidget *sidebar = adw_toolbar_view_new ();
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 600sp"));

  g_object_set_data (G_OBJECT (window), "status", status);
  adw_view_stack_add_named (ADW_VIEW_STACK (stack), make_first_page (status), "first");
  adw_view_stack_add_named (ADW_VIEW_STACK (stack), gtk_label_new ("The second page"), "second");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (content), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (content), stack);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (sidebar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (sidebar), make_sidebar (ADW_VIEW_STACK (stack)));
  adw_navigation_split_view_set_sidebar (ADW_NAVIGATION_SPLIT_VIEW (split),
                                         adw_navigation_page_new (sidebar, "Sample"));
  adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (split),
                                         adw_navigation_page_new (content, "Content"));
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (split), TRUE);
  adw_breakpoint_add_setters (narrow, G_OBJECT (split), "collapsed", TRUE, NULL);
  adw_application_window_add_breakpoint (ADW_APPLICATION_WINDOW (window), narrow);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), split);
  gtk_window_set_title (GTK_WINDOW (window), "Sample");
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 760);
  gtk_widget_set_size_request (window, 360, 294);
  return window;
}

static GtkWindow *
ensure_window (GtkApplication *app)
{
  GtkWindow *window = gtk_application_get_active_window (app);

  return window != NULL ? window : GTK_WINDOW (make_window (app));
}

static void
activate_cb (GtkApplication *app,
             gpointer        data)
{
  gtk_window_present (ensure_window (app));
}

static void
open_cb (GtkApplication  *app,
         GFile          **files,
         int              n_files,
         const char      *hint,
         gpointer         data)
{
  GtkWindow *window = ensure_window (app);
  g_autofree char *name = g_file_get_basename (files[0]);

  gtk_label_set_text (g_object_get_data (G_OBJECT (window), "status"), name);
  gtk_window_present (window);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AdwApplication) app = adw_application_new (SAMPLE_ID, G_APPLICATION_HANDLES_OPEN);

  if (argc > 1 && g_str_equal (argv[1], "--unnamed"))
    {
      with_unnamed = TRUE;
      argc = 1;
    }
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  g_signal_connect (app, "open", G_CALLBACK (open_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
