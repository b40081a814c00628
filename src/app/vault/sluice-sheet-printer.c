/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-sheet-printer.h"

#include "sluice-key.h"

#include <glib/gi18n-lib.h>

/* One page of plain text to a printer. It goes there and nowhere else: no file of ours is in between. */

#define FONT "Monospace 10"

static void
free_text (gpointer  text,
           GClosure *closure)
{
  sluice_secret_free (text);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              const char        *text)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  g_autoptr(PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_cairo_show_layout (cairo, layout);
  pango_font_description_free (font);
}

/**
 * sluice_sheet_print:
 * @text: what fits on a page
 * @parent: over which window the question is shown
 * @error: what kept it from being asked
 *
 * Asks which printer, and prints; does not wait for either.
 *
 * Returns: %FALSE when it could not be begun
 */
gboolean
sluice_sheet_print (const char  *text,
                    GtkWindow   *parent,
                    GError     **error)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _("Sluice recovery phrase"));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), g_strdup (text), free_text,
                         G_CONNECT_DEFAULT);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
