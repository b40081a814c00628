/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The one bridge from libsoup's callbacks to futures. */

static inline void
sluice_soup_send_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

/*
 * sluice_soup_send:
 * @session: a session
 * @message: what to send
 *
 * Cancelled when nobody waits for it any more.
 *
 * Returns: (transfer full): a future of the answer's body as #GInputStream, when
 *   its headers are there
 */
G_GNUC_WARN_UNUSED_RESULT static inline DexFuture *
sluice_soup_send (SoupSession *session,
                  SoupMessage *message)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise),
                           sluice_soup_send_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

G_END_DECLS
