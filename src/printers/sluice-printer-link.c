/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-link.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-printer-wire.h"
#include "sluice-secret.h"
#include "sluice-session.h"

#include <glib/gi18n-lib.h>

#define MAX_ANSWER (1024 * 1024)
/* A printer is near: one that says nothing for so long is not there. */
#define TIMEOUT_SECONDS 10

struct _SluicePrinterLink
{
  GObject parent_instance;

  /* Owned. */
  SluiceLocalPrinter *printer;
  SluiceGate         *gate;
  SluiceClock        *clock;
  SluiceSession      *session; /* nullable */
  char               *key;     /* nullable; secret */

  SluicePrinterKeyFunc find_key;
  gpointer             data;
};

G_DEFINE_FINAL_TYPE (SluicePrinterLink, sluice_printer_link, G_TYPE_OBJECT)

static void
sluice_printer_link_finalize (GObject *object)
{
  SluicePrinterLink *self = SLUICE_PRINTER_LINK (object);

  g_clear_object (&self->printer);
  g_clear_object (&self->gate);
  g_clear_object (&self->clock);
  g_clear_object (&self->session);
  g_clear_pointer (&self->key, sluice_secret_free);

  G_OBJECT_CLASS (sluice_printer_link_parent_class)->finalize (object);
}

static void
sluice_printer_link_class_init (SluicePrinterLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_link_finalize;
}

static void
sluice_printer_link_init (SluicePrinterLink *self)
{
}

/**
 * sluice_printer_link_new:
 * @printer: who is asked
 * @gate: what every request passes
 * @clock: the time
 * @find_key: finds the key of a printer that has one
 * @data: for @find_key; it outlives the link
 *
 * Returns: (transfer full): a link; it connects when it is first used
 */
SluicePrinterLink *
sluice_printer_link_new (SluiceLocalPrinter   *printer,
                         SluiceGate           *gate,
                         SluiceClock          *clock,
                         SluicePrinterKeyFunc  find_key,
                         gpointer              data)
{
  SluicePrinterLink *self = g_object_new (SLUICE_TYPE_PRINTER_LINK, NULL);

  self->printer = g_object_ref (printer);
  self->gate = g_object_ref (gate);
  self->clock = g_object_ref (clock);
  self->find_key = find_key;
  self->data = data;
  return self;
}

static gboolean
make_session (SluicePrinterLink  *self,
              GError            **error)
{
  g_autoptr(SluiceEndpoint) endpoint = NULL;

  if (self->session != NULL)
    return TRUE;

  endpoint = sluice_endpoint_new (sluice_local_printer_get_id (self->printer), sluice_local_printer_get_name (self->printer),
                                  sluice_local_printer_get_address (self->printer), SLUICE_ENDPOINT_LOCAL_NETWORK, NULL,
                                  NULL, error);
  if (endpoint == NULL)
    return FALSE;
  self->session = sluice_session_new (endpoint, self->gate, NULL, self->clock);
  return TRUE;
}

static gboolean
await_key (SluicePrinterLink  *self,
           DexFuture          *stop,
           GError            **error)
{
  if (self->key != NULL || !sluice_local_printer_has_key (self->printer))
    return TRUE;

  self->key = dex_await_boxed (sluice_until (self->find_key (sluice_local_printer_get_id (self->printer), self->data),
                                             stop),
                               error);
  return self->key != NULL;
}

/**
 * sluice_printer_link_await:
 * @self: a link
 * @request: (transfer full): what to ask
 * @stop: of the fiber
 * @out_observed_at: (out): when it answered, microseconds since the epoch
 * @error: #SluiceNetError, #SluiceBaseError when the answer is no JSON, or why the key cannot be had
 *
 * In a fiber: asks, with the key.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL without an error when it is empty
 */
JsonNode *
sluice_printer_link_await (SluicePrinterLink  *self,
                           SluiceRequest      *request,
                           DexFuture          *stop,
                           gint64             *out_observed_at,
                           GError            **error)
{
  g_autoptr(SluiceRequest) owned = request;
  g_autoptr(SluiceResponse) response = NULL;
  GBytes *body;

  if (!make_session (self, error) || !await_key (self, stop, error))
    return NULL;

  sluice_printer_wire_set_key (sluice_printer_wire_get (sluice_local_printer_get_kind (self->printer)), request, self->key);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_timeout (request, TIMEOUT_SECONDS);
  response = dex_await_object (sluice_until (sluice_session_send (self->session, request), stop), error);
  if (response == NULL)
    return NULL;

  *out_observed_at = sluice_response_get_observed_at (response);
  body = sluice_response_get_body (response);
  return g_bytes_get_size (body) > 0 ? sluice_json_parse (body, MAX_ANSWER, error) : NULL;
}

/** sluice_printer_link_forget_key: it is looked up again when it is needed next: nobody asks now, or the printer wants another. */
void
sluice_printer_link_forget_key (SluicePrinterLink *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_LINK (self));

  g_clear_pointer (&self->key, sluice_secret_free);
}
