/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-browser.h"

#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

/*
 * The person's browser, as widgets want it: by a signal, so that somebody else may open the address instead
 * and stop the emission.
 */

typedef struct
{
  GWeakRef            *over;
  SluiceBrowserFailed  failed;
} Opening;

static void
launched_cb (GObject      *launcher,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Opening *opening = data;
  g_autoptr(GtkWidget) over = g_weak_ref_get (opening->over);

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, NULL) && over != NULL)
    opening->failed (over);
  sluice_weak_free (opening->over);
}

/* By the portal where there is one. */
static void
open_uri_cb (GtkWidget  *self,
             const char *uri,
             gpointer    failed)
{
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  GtkRoot *root = gtk_widget_get_root (self);
  Opening *opening = g_new0 (Opening, 1);

  opening->over = sluice_weak_new (self);
  opening->failed = failed;
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb, opening);
}

/**
 * sluice_browser_install_signal:
 * @widget_class: a class whose widgets want addresses opened
 * @failed: told when the browser did not open, unless the widget is gone
 *
 * Gives the class the signal open-uri (a string, an address), which opens the address in the
 * person's browser unless a handler stops the emission.
 */
void
sluice_browser_install_signal (GtkWidgetClass      *widget_class,
                               SluiceBrowserFailed  failed)
{
  const GType parameters[] = { G_TYPE_STRING };

  g_signal_newv ("open-uri", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST,
                 g_cclosure_new (G_CALLBACK (open_uri_cb), failed, NULL), NULL, NULL, NULL, G_TYPE_NONE,
                 G_N_ELEMENTS (parameters), (GType *) parameters);
}

/**
 * sluice_browser_launch:
 * @uri: an https address
 * @weak: a #GWeakRef on a widget with the signal open-uri
 *
 * A #SluiceUriLauncher that lets the widget open @uri. A browser that does not open is for the widget to give up on.
 *
 * Returns: (transfer full): settles at once; rejects when the widget is gone
 */
DexFuture *
sluice_browser_launch (const char *uri,
                       gpointer    weak)
{
  g_autoptr(GtkWidget) self = g_weak_ref_get (weak);

  if (self == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nobody wants to sign in any more"));

  g_signal_emit_by_name (self, "open-uri", uri);
  return dex_future_new_true ();
}

/** sluice_browser_get_sign_in_problem: what to say where signing in needed the browser, and it did not open. */
const char *
sluice_browser_get_sign_in_problem (void)
{
  return _("No browser could be opened, and signing in needs one. Nothing was kept. Install a browser, or choose one in "
           "Settings, and try again.");
}
