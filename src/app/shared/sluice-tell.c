/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-tell.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <libdex.h>

/* A dialog is beside the window's content, not in it, and hides what is said there: it may have a place of its own. */
static GtkWidget *
find_overlay (GtkWidget *over)
{
  GtkRoot *root = gtk_widget_get_root (over);
  GtkWidget *content = ADW_IS_DIALOG (over) ? adw_dialog_get_child (ADW_DIALOG (over)) : NULL;

  if (!ADW_IS_TOAST_OVERLAY (content))
    content = gtk_widget_get_ancestor (over, ADW_TYPE_TOAST_OVERLAY);
  if (content != NULL)
    return content;
  if (ADW_IS_APPLICATION_WINDOW (root))
    content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (root));
  else if (ADW_IS_WINDOW (root))
    content = adw_window_get_content (ADW_WINDOW (root));
  return ADW_IS_TOAST_OVERLAY (content) ? content : NULL;
}

/**
 * sluice_tell:
 * @over: a widget of the window
 * @text: what was done
 *
 * Says it for a moment, where the window says such things.
 */
void
sluice_tell (GtkWidget  *over,
             const char *text)
{
  GtkWidget *overlay = find_overlay (over);
  AdwToast *toast;

  if (overlay == NULL)
    return;

  toast = adw_toast_new (text);
  /* It may have a name that somebody gave themselves in it. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/**
 * sluice_tell_in_dialog:
 * @over: the widget that it is shown over
 * @heading: what it is about
 * @text: what there is to say
 *
 * Says it, and it stays until it was read.
 */
void
sluice_tell_in_dialog (GtkWidget  *over,
                       const char *heading,
                       const char *text)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, text);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, over);
}

/**
 * sluice_tell_failure:
 * @over: the widget that it is shown over
 * @heading: what did not happen
 * @error: why
 *
 * Says what went wrong, and stays until it was read. What was cancelled did not go wrong.
 */
void
sluice_tell_failure (GtkWidget    *over,
                     const char   *heading,
                     const GError *error)
{
  if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sluice_tell_in_dialog (over, heading, error->message);
}
