/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-application.h"
#include "sluice-context-private.h"
#include "sluice-inventory-private.h"
#include "sluice-window.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

/*
 * A window, from the start of its process to its first useful picture: an empty one of libadwaita, and Sluice's with
 * a long list of what its cloud holds, as it is kept from the last time. And that list, scrolled through.
 *
 *   bench-window run N        one of each, with N things: seconds of Sluice's and of the empty one
 *   bench-window scroll N     how many frames of a scroll through it came too late, and through a plain list as long
 *
 * To be run in a desktop of its own: it signs in at a home cloud, and its settings stay.
 */
#define N_FRAMES 600
/* Fewer are there while the list is still read. */
#define MOST_SHOWN_EARLY 10000
/* At 60 frames a second that is through a few thousand rows, so that there are always new ones. */
#define PIXELS_A_FRAME 60

static gint64 began; /* when the process was started, monotonic */
static gboolean is_scroll;

static void
finish (double value)
{
  printf ("%.4f\n", value);
  fflush (stdout);
  /* What is open is not worth waiting for; the home cloud ends with us. */
  _exit (0);
}

static double
count_seconds (void)
{
  return (g_get_monotonic_time () - began) / (double) G_USEC_PER_SEC;
}

/* The list that is on the screen; every screen may have one. */
static GtkWidget *
find_list (GtkWidget *root)
{
  if (GTK_IS_LIST_VIEW (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? find_list (child) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkAdjustment *adjustment;
  gint64         last; /* when the frame before was, 0 for none */
  guint          n_frames;
  guint          n_late;
} Scroll;

/* A frame is late when there was time for another one before it. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  Scroll *scroll = data;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  gint64 interval = 0;

  gdk_frame_clock_get_refresh_info (clock, now, &interval, NULL);
  if (scroll->last != 0 && now - scroll->last > interval * 3 / 2)
    scroll->n_late++;
  scroll->last = now;
  if (++scroll->n_frames > N_FRAMES)
    finish (scroll->n_late);
  gtk_adjustment_set_value (scroll->adjustment, gtk_adjustment_get_value (scroll->adjustment) + PIXELS_A_FRAME);
  return G_SOURCE_CONTINUE;
}

/* When all is read, put in order and counted, and nothing is left to do. */
static gboolean
begin_scroll (gpointer list)
{
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (list));
  Scroll *scroll;

  if (g_list_model_get_n_items (shown) < MOST_SHOWN_EARLY)
    return G_SOURCE_CONTINUE;

  scroll = g_new0 (Scroll, 1);
  scroll->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_widget_add_tick_callback (list, scroll_cb, scroll, NULL);
  return G_SOURCE_REMOVE;
}

static void
scroll_when_whole (GtkWidget *list)
{
  g_idle_add_full (G_PRIORITY_LOW, begin_scroll, list, NULL);
}

/* A list is a picture when there is a row to be seen in it. */
static void
painted_cb (GdkFrameClock *clock,
            GtkWidget     *window)
{
  GtkWidget *list = find_list (window);
  GtkWidget *first = list != NULL ? gtk_widget_get_first_child (list) : NULL;

  if (first == NULL || !gtk_widget_get_mapped (first) || gtk_widget_get_height (first) == 0)
    return;
  if (!is_scroll)
    finish (count_seconds ());

  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  scroll_when_whole (list);
}

static void
data_mapped_cb (GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.show-screen", "s", "data");
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), window);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  g_signal_connect (window, "map", G_CALLBACK (data_mapped_cb), NULL);
}

static int
show_data (void)
{
  g_autoptr(SluiceApplication) application = sluice_application_new ();

  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static void
empty_painted_cb (void)
{
  finish (count_seconds ());
}

static void
empty_mapped_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (empty_painted_cb), NULL);
}

static void
empty_activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  g_signal_connect (window, "map", G_CALLBACK (empty_mapped_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static int
show_empty (void)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.sluice_desktop.Empty", 0);

  g_signal_connect (application, "activate", G_CALLBACK (empty_activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* A row as a list of two lines has it, with nothing of ours. */
static void
plain_setup_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), gtk_label_new (NULL));
  gtk_list_item_set_child (list_item, row);
}

static void
plain_bind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  GtkStringObject *text = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (row));

  gtk_label_set_label (GTK_LABEL (title), gtk_string_object_get_string (text));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), gtk_string_object_get_string (text));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row)), gtk_string_object_get_string (text));
}

static void
plain_activate_cb (GtkApplication *application,
                   gpointer        n_items)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list;

  for (guint i = 0; i < GPOINTER_TO_UINT (n_items); i++)
    gtk_string_list_take (strings, g_strdup_printf ("Bracket %u, second try", i));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))), factory);
  g_signal_connect (factory, "setup", G_CALLBACK (plain_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (plain_bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  g_signal_connect_swapped (window, "map", G_CALLBACK (scroll_when_whole), list);
  gtk_window_present (GTK_WINDOW (window));
}

static int
scroll_plain (guint n_items)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.sluice_desktop.Plain", 0);

  g_signal_connect (application, "activate", G_CALLBACK (plain_activate_cb), GUINT_TO_POINTER (n_items));
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static GPtrArray *
make_items (guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const char *categories[] = { "prints.records", "prints.jobs", "designs.files", "usage.patterns" };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(JsonObject) object = json_object_new ();
      g_autofree char *id = g_strdup_printf ("item:%u", i);
      g_autofree char *title = g_strdup_printf ("Bracket %u, second try", i);

      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "title", title);
      json_object_set_string_member (object, "category", categories[i % G_N_ELEMENTS (categories)]);
      json_object_set_string_member (object, "location", "home");
      json_object_set_string_member (object, "created_at", "2026-11-01T10:00:00Z");
      json_object_set_int_member (object, "size", 1000 + i);
      json_object_set_boolean_member (object, "can_delete", i % 2 == 0);
      g_ptr_array_add (items, sluice_inventory_item_new (object));
    }
  return items;
}

typedef struct
{
  GMainLoop *loop;
  guint      n_items;
} Preparing;

static DexFuture *
prepare_fiber (gpointer data)
{
  Preparing *preparing = data;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "sluice", NULL);
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluice-desktop");
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GPtrArray) items = make_items (preparing->n_items);
  g_autoptr(GError) error = NULL;

  sluice_inventory_show_list (inventory, items, g_get_real_time (), NULL);
  if (!dex_await (sluice_context_use_home (context), &error) ||
      !dex_await (sluice_inventory_kept_write (context->kept, "home", inventory), &error) ||
      !dex_await (sluice_context_stop (context), &error))
    g_error ("%s", error->message);
  g_main_loop_quit (preparing->loop);
  return NULL;
}

/* A home cloud, its sign-in and its list of the last time, as the next process finds them. */
static int
prepare (guint n_items)
{
  Preparing preparing = { g_main_loop_new (NULL, FALSE), n_items };

  dex_future_disown (dex_scheduler_spawn (NULL, 0, prepare_fiber, &preparing, NULL));
  g_main_loop_run (preparing.loop);
  g_settings_sync ();
  return 0;
}

/* Returns: (transfer full): what another process like this one says */
static char *
ask (const char *program,
     const char *mode,
     const char *argument)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *argv[] = { program, mode, argument != NULL ? argument : now, NULL };
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", mode, error->message);
  return g_strstrip (out);
}

int
main (int   argc,
      char *argv[])
{
  const char *mode = argc == 3 ? argv[1] : "";

  setlocale (LC_ALL, "");
  if (g_str_equal (mode, "run") || g_str_equal (mode, "scroll"))
    {
      g_autofree char *prepared = ask (argv[0], "prepare", argv[2]);
      /* Whoever is first in a desktop has its bus of screen readers started, too. */
      g_autofree char *first = ask (argv[0], "empty", NULL);
      g_autofree char *ours = ask (argv[0], g_str_equal (mode, "run") ? "data" : "scroll-data", NULL);
      g_autofree char *yardstick = g_str_equal (mode, "run") ? ask (argv[0], "empty", NULL)
                                                             : ask (argv[0], "scroll-plain", argv[2]);

      printf ("%s %s\n", ours, yardstick);
      return 0;
    }

  dex_init ();
  if (g_str_equal (mode, "prepare"))
    return prepare (atoi (argv[2]));
  began = argc == 3 ? g_ascii_strtoll (argv[2], NULL, 10) : 0;
  is_scroll = g_str_equal (mode, "scroll-data");
  /* The cloud that is not found cannot say that it holds less. */
  if (is_scroll)
    g_setenv ("PATH", "", TRUE);
  if (is_scroll || g_str_equal (mode, "data"))
    return show_data ();
  if (g_str_equal (mode, "scroll-plain"))
    return scroll_plain (atoi (argv[2]));
  if (g_str_equal (mode, "empty"))
    return show_empty ();

  fprintf (stderr, "usage: bench-window run|scroll N\n");
  return 2;
}
