/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-days.h"

#include "sluice-format.h"

static GDateTime *
get_local_time (gint64 microseconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (microseconds);

  return g_date_time_to_local (utc);
}

static int
get_day (gint64 microseconds)
{
  g_autoptr(GDateTime) time = get_local_time (microseconds);

  return g_date_time_get_year (time) * 366 + g_date_time_get_day_of_year (time);
}

static int
compare_days (gconstpointer a,
              gconstpointer b,
              gpointer      get_time)
{
  SluiceDayFunc func = get_time;

  return get_day (func ((gpointer) b)) - get_day (func ((gpointer) a));
}

static void
setup_header_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                SluiceTicker             *ticker)
{
  SluiceDayFunc func = g_object_get_data (G_OBJECT (factory), "get-time");
  g_autoptr(GDateTime) day = get_local_time (func (gtk_list_header_get_item (header)));
  g_autoptr(GDateTime) now = get_local_time (sluice_ticker_get_now (ticker));
  g_autofree char *title = sluice_format_day (day, now);

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), title);
}

/**
 * sluice_activity_days_show:
 * @list: a list with a factory for its rows
 * @items: what it shows, newest first
 * @get_time: when one of them was
 * @ticker: the time, to tell today from yesterday
 *
 * Returns: (transfer none): what the list shows, in its order
 */
GListModel *
sluice_activity_days_show (GtkListView   *list,
                           GListModel    *items,
                           SluiceDayFunc  get_time,
                           SluiceTicker  *ticker)
{
  g_autoptr(GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();
  /* They are in order as they are; the sections are what this is for. */
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (items), NULL);
  g_autoptr(GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted)));
  GtkSorter *by_day = GTK_SORTER (gtk_custom_sorter_new (compare_days, get_time, NULL));

  gtk_sort_list_model_set_section_sorter (sorted, by_day);
  g_object_unref (by_day);
  g_object_set_data (G_OBJECT (headers), "get-time", get_time);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect_object (headers, "bind", G_CALLBACK (bind_header_cb), ticker, 0);
  gtk_list_view_set_header_factory (list, headers);
  gtk_list_view_set_model (list, selection);
  return G_LIST_MODEL (sorted);
}
