/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * The one bridge from the callbacks of libsoup and GIO to futures. Each call
 * takes the cancellable of the request it belongs to.
 */

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

/* Returns: (transfer full): a future of the answer's body as #GInputStream, when its headers are there. */
G_GNUC_WARN_UNUSED_RESULT static inline DexFuture *
sluice_soup_send (SoupSession  *session,
                  SoupMessage  *message,
                  GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, sluice_soup_send_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static inline void
sluice_soup_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

/* Returns: (transfer full): a future of at most @count bytes as #GBytes; none at the end. */
G_GNUC_WARN_UNUSED_RESULT static inline DexFuture *
sluice_soup_read (GInputStream *stream,
                  gsize         count,
                  GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  g_input_stream_read_bytes_async (stream, count, G_PRIORITY_DEFAULT, cancellable, sluice_soup_read_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

G_END_DECLS
