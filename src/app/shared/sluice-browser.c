/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-browser.h"

#include <glib/gi18n-lib.h>

static void
launched_cb (GObject      *launcher,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(DexPromise) promise = data;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, NULL))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                                      _("No browser could be opened, and signing in needs one. Nothing "
                                                        "was kept. Install a browser, or choose one in Settings, and try "
                                                        "again.")));
}

/**
 * sluice_browser_open:
 * @over: a widget of the window that wants it
 * @uri: an https address
 *
 * Opens @uri in the person's browser, by the portal where there is one.
 *
 * Returns: (transfer full): settles when it is open; rejects with words for a person
 */
DexFuture *
sluice_browser_open (GtkWidget  *over,
                     const char *uri)
{
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  DexPromise *promise = dex_promise_new ();
  GtkRoot *root;

  dex_return_error_if_fail (GTK_IS_WIDGET (over));

  root = gtk_widget_get_root (over);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb,
                           dex_ref (promise));
  return DEX_FUTURE (promise);
}
