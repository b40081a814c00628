/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fact-row.h"

#include <adwaita.h>

/** sluice_fact_row_new: (transfer floating): an #AdwActionRow that says nothing yet. */
GtkWidget *
sluice_fact_row_new (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

/** sluice_fact_row_set: what is there already is left alone: who has marked some of it keeps the mark. */
void
sluice_fact_row_set (GtkWidget  *row,
                     const char *title,
                     const char *text)
{
  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) != 0)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), text) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}
