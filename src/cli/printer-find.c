/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "printer-verbs.h"

#include "sluice-context.h"
#include "sluice-printer-finder.h"
#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>

/* What makes itself known in the local network. */

typedef struct
{
  int      seconds;
  gboolean json;
} Search;

static void
print_found (GListModel *found)
{
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(SluiceFoundPrinter) printer = g_list_model_get_item (found, i);
      g_autofree char *name = sluicectl_dup_printable (sluice_found_printer_get_name (printer));
      g_autofree char *detail = sluicectl_dup_printable (sluice_found_printer_get_detail (printer));

      g_print ("%-30s  %-10s  %-28s  %s%s\n", name,
               sluicectl_get_nick (SLUICE_TYPE_PRINTER_KIND, sluice_found_printer_get_kind (printer)),
               sluice_found_printer_get_address (printer), detail,
               sluice_found_printer_get_takes_prints (printer) ? "" : _(" (another of its group takes the prints)"));
    }
}

static void
print_found_json (GListModel *found)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(SluiceFoundPrinter) printer = g_list_model_get_item (found, i);
      const char *detail = sluice_found_printer_get_detail (printer);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", sluice_found_printer_get_name (printer));
      json_object_set_string_member (object, "kind", sluicectl_get_nick (SLUICE_TYPE_PRINTER_KIND,
                                                                         sluice_found_printer_get_kind (printer)));
      json_object_set_string_member (object, "address", sluice_found_printer_get_address (printer));
      if (detail != NULL)
        json_object_set_string_member (object, "detail", detail);
      json_object_set_boolean_member (object, "takes_prints", sluice_found_printer_get_takes_prints (printer));
      json_array_add_object_element (array, object);
    }
  sluicectl_print_array (array);
}

/* Who waits is told that there is nothing to wait for. */
static void
state_cb (SluicePrinterFinder *finder,
          GParamSpec          *pspec,
          DexPromise          *problem)
{
  if (sluice_printer_finder_get_problem (finder) != NULL && dex_future_is_pending (DEX_FUTURE (problem)))
    dex_promise_reject (problem, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                                      sluice_printer_finder_get_problem (finder)));
}

static DexFuture *
find_fiber (DexFuture *stop,
            gpointer   data)
{
  const Search *options = data;
  g_autoptr(SluicePrinterFinder) finder = sluice_printer_finder_new (NULL);
  g_autoptr(DexPromise) problem = dex_promise_new ();
  g_autoptr(GError) error = NULL;

  g_signal_connect (finder, "notify::state", G_CALLBACK (state_cb), problem);
  sluice_printer_finder_start (finder);
  dex_await (dex_future_first (dex_ref (problem), dex_timeout_new_seconds (options->seconds), NULL), &error);
  g_signal_handlers_disconnect_by_func (finder, state_cb, problem);

  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_clear_error (&error);
  if (error == NULL && options->json)
    print_found_json (G_LIST_MODEL (finder));
  else if (error == NULL)
    print_found (G_LIST_MODEL (finder));
  sluice_printer_finder_stop (finder);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * printer_find:
 * @seconds: how long to search
 * @json: whether it is for a program
 *
 * Returns: the exit status
 */
int
printer_find (int      seconds,
              gboolean json)
{
  Search search = { seconds, json };

  return sluicectl_run_fiber (find_fiber, &search);
}
