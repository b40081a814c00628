/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-sender.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-printer-wire.h"
#include "sluice-printers-error.h"
#include "sluice-secret.h"
#include "sluice-session.h"

#include <glib/gi18n-lib.h>

/*
 * No print server knows of idempotency keys, so a print is asked for once: what is known not to have begun can be asked
 * for again, and of what may have begun the person is told. Nor is it tried again by itself later, when a printer is
 * switched on: nobody may be there then.
 */
#define MAX_ANSWER (256 * 1024)
/* For the ledger: why product data left. */
#define PERMISSION "print-here"

struct _SluicePrintSender
{
  GObject parent_instance;

  SluiceGate           *gate;
  SluiceClock          *clock;
  SluicePrinterKeyFunc  find_key;
  gpointer              data;
  GDestroyNotify        destroy; /* nullable */
};

G_DEFINE_FINAL_TYPE (SluicePrintSender, sluice_print_sender, G_TYPE_OBJECT)

/* One call; shared with the request, which tells it of its bytes. */
typedef struct
{
  SluicePrintSender        *sender;
  SluiceLocalPrinter       *printer;
  const SluicePrinterWire  *wire;
  SluiceSession            *session;
  SluicePrintFile          *file; /* nullable */
  char                     *key;  /* nullable; secret */
  guint64                   sent;
  guint64                   total;
  SluicePrintProgress       progress; /* nullable */
  gpointer                  progress_data;
  GDestroyNotify            progress_destroy;
} Call;

static void
clear_call (gpointer data)
{
  Call *call = data;

  g_object_unref (call->sender);
  g_object_unref (call->printer);
  g_clear_object (&call->session);
  g_clear_pointer (&call->file, sluice_print_file_unref);
  g_clear_pointer (&call->key, sluice_secret_free);
  if (call->progress_destroy != NULL)
    call->progress_destroy (call->progress_data);
}

static void
call_unref (gpointer call)
{
  g_rc_box_release_full (call, clear_call);
}

static Call *
call_new (SluicePrintSender  *self,
          SluiceLocalPrinter *printer)
{
  Call *call = g_rc_box_new0 (Call);

  call->sender = g_object_ref (self);
  call->printer = g_object_ref (printer);
  call->wire = sluice_printer_wire_get (sluice_local_printer_get_kind (printer));
  return call;
}

static void
sluice_print_sender_finalize (GObject *object)
{
  SluicePrintSender *self = SLUICE_PRINT_SENDER (object);

  g_clear_object (&self->gate);
  g_clear_object (&self->clock);
  if (self->destroy != NULL)
    self->destroy (self->data);

  G_OBJECT_CLASS (sluice_print_sender_parent_class)->finalize (object);
}

static void
sluice_print_sender_class_init (SluicePrintSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_print_sender_finalize;
}

static void
sluice_print_sender_init (SluicePrintSender *self)
{
}

/**
 * sluice_print_sender_new:
 * @gate: what every request passes
 * @clock: the time
 * @find_key: finds the key of a printer that has one
 * @data: for @find_key
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a sender
 */
SluicePrintSender *
sluice_print_sender_new (SluiceGate           *gate,
                         SluiceClock          *clock,
                         SluicePrinterKeyFunc  find_key,
                         gpointer              data,
                         GDestroyNotify        destroy)
{
  SluicePrintSender *self = g_object_new (SLUICE_TYPE_PRINT_SENDER, NULL);

  self->gate = g_object_ref (gate);
  self->clock = g_object_ref (clock);
  self->find_key = find_key;
  self->data = data;
  self->destroy = destroy;
  return self;
}

/* What a printer's failure means for who wants to print; others stay as they are. */
static GError *
explain (const GError *error)
{
  const char *words = NULL;
  SluicePrintersError code = SLUICE_PRINTERS_ERROR_UNREACHABLE;

  if (error->domain != SLUICE_NET_ERROR)
    return g_error_copy (error);

  switch ((SluiceNetError) error->code)
    {
    case SLUICE_NET_ERROR_OFFLINE:
    case SLUICE_NET_ERROR_TIMEOUT:
      words = _("The printer does not answer. See whether it is switched on and in your network, and try again. "
                "Nothing was printed.");
      break;
    case SLUICE_NET_ERROR_SIGN_IN:
    case SLUICE_NET_ERROR_FORBIDDEN:
      code = SLUICE_PRINTERS_ERROR_KEY;
      words = _("The printer does not accept the key, or wants one. Its own settings show it. Nothing was printed.");
      break;
    case SLUICE_NET_ERROR_NOT_FOUND:
      code = SLUICE_PRINTERS_ERROR_UNLIKE;
      words = _("What answers at this address is another kind of printer. Look at its address and kind.");
      break;
    case SLUICE_NET_ERROR_CONFLICT:
    case SLUICE_NET_ERROR_BUSY:
      words = _("The printer is busy, or not ready to print. Nothing was printed; try again when it is.");
      break;
    case SLUICE_NET_ERROR_SERVER:
      words = _("The printer has a fault. Nothing was printed; see to it and try again.");
      break;
    case SLUICE_NET_ERROR_TLS:
    case SLUICE_NET_ERROR_REFUSED:
    case SLUICE_NET_ERROR_TOO_LARGE:
    case SLUICE_NET_ERROR_PROTOCOL:
    default:
      return g_error_copy (error);
    }
  return g_error_new_literal (SLUICE_PRINTERS_ERROR, code, words);
}

static gboolean
await_session (Call       *call,
               DexFuture  *stop,
               GError    **error)
{
  g_autoptr(SluiceEndpoint) endpoint =
    sluice_endpoint_new (sluice_local_printer_get_id (call->printer), sluice_local_printer_get_name (call->printer),
                         sluice_local_printer_get_address (call->printer), SLUICE_ENDPOINT_LOCAL_NETWORK, NULL, NULL, error);

  if (endpoint == NULL)
    return FALSE;
  call->session = sluice_session_new (endpoint, call->sender->gate, NULL, call->sender->clock);
  if (call->key != NULL || !sluice_local_printer_has_key (call->printer))
    return TRUE;

  call->key = dex_await_boxed (sluice_until (call->sender->find_key (sluice_local_printer_get_id (call->printer),
                                                                     call->sender->data),
                                             stop),
                               error);
  return call->key != NULL;
}

/* @request: (transfer full). Returns: (transfer full) (nullable): the answer's JSON; %NULL without an error when it has none */
static JsonNode *
await_answer (Call           *call,
              SluiceRequest  *request,
              DexFuture      *stop,
              GError        **error)
{
  g_autoptr(SluiceRequest) owned = request;
  g_autoptr(SluiceResponse) response = NULL;

  sluice_printer_wire_set_key (call->wire, request, call->key);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  response = dex_await_object (sluice_until (sluice_session_send (call->session, request), stop), error);
  return response != NULL ? sluice_json_parse (sluice_response_get_body (response), MAX_ANSWER, NULL) : NULL;
}

static DexFuture *
check_fiber (DexFuture *stop,
             gpointer   data)
{
  Call *call = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;

  if (await_session (call, stop, &error))
    answer = await_answer (call, call->wire->ask_who (), stop, &error);
  if (error != NULL)
    return dex_future_new_for_error (explain (error));
  if (!call->wire->is_like (answer))
    return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNLIKE, "%s",
                                  _("What answers at this address is another kind of printer. Look at its address and kind."));
  return dex_future_new_true ();
}

/**
 * sluice_print_sender_check:
 * @self: a sender
 * @printer: one that may not be kept yet
 * @key: (nullable): its key; %NULL for the one that is kept, if it has one
 *
 * Asks whether what answers there is what it is said to be. Nothing is printed.
 *
 * Returns: (transfer full): settles when it is; rejects with #SluicePrintersError or #SluiceNetError
 */
DexFuture *
sluice_print_sender_check (SluicePrintSender  *self,
                           SluiceLocalPrinter *printer,
                           const char         *key)
{
  Call *call;

  dex_return_error_if_fail (SLUICE_IS_PRINT_SENDER (self));
  dex_return_error_if_fail (SLUICE_IS_LOCAL_PRINTER (printer));

  call = call_new (self, printer);
  call->key = g_strdup (key);
  return sluice_fiber_spawn (check_fiber, call, call_unref);
}

static void
written_cb (gsize    bytes,
            gpointer data)
{
  Call *call = data;

  call->sent += bytes;
  if (call->progress != NULL)
    call->progress (MIN (call->sent, call->total), call->total, call->progress_data);
}

static SluiceRequest *
await_print_request (Call       *call,
                     DexFuture  *stop,
                     GError    **error)
{
  g_autoptr(JsonNode) answer = NULL;
  g_autofree char *where = NULL;
  SluiceRequest *request;

  if (call->wire->ask_where != NULL)
    {
      g_autoptr(GError) failure = NULL;

      answer = await_answer (call, call->wire->ask_where (), stop, &failure);
      where = failure == NULL ? call->wire->read_where (answer) : NULL;
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else if (where == NULL)
        g_set_error_literal (error, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE,
                             _("The printer has nowhere to put the file. See whether its USB drive is in. Nothing was printed."));
      if (where == NULL)
        return NULL;
    }

  request = call->wire->print (call->file, where);
  sluice_request_set_permission (request, PERMISSION);
  call->total = sluice_request_get_body_size (request);
  sluice_request_set_progress (request, written_cb, g_rc_box_acquire (call), call_unref);
  return request;
}

/* Without an answer, of what left as a whole nobody knows what became. */
static GError *
explain_print (Call         *call,
               const GError *error)
{
  if (call->total == 0 || call->sent < call->total ||
      (error->domain == SLUICE_NET_ERROR && sluice_net_error_get_status (error) != 0))
    return explain (error);

  return g_error_new_literal (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_DOUBTFUL,
                              _("The file was sent, but the printer did not say whether it took it. Look at the printer "
                                "before you try again, so that it is not printed twice."));
}

static DexFuture *
print_fiber (DexFuture *stop,
             gpointer   data)
{
  Call *call = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;
  SluiceRequest *request = NULL;

  if (await_session (call, stop, &error))
    request = await_print_request (call, stop, &error);
  if (request != NULL)
    answer = await_answer (call, request, stop, &error);
  if (error != NULL)
    return dex_future_new_for_error (explain_print (call, error));
  return dex_future_new_for_boolean (call->wire->is_printing (answer));
}

/**
 * sluice_print_sender_print:
 * @self: a sender
 * @printer: which shall print
 * @file: what
 * @progress: (nullable): told how far it is, on the thread that asked
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data
 *
 * Hands a file to a printer and asks it to print, which only the person's own “Print” may call.
 * Dropping the future gives it up; a file that did not arrive whole is not printed.
 *
 * Returns: (transfer full): a future of a boolean: whether the printer prints it, or only has it and waits to be told;
 *   rejects with #SluicePrintersError, #SluiceNetError, or with why the key cannot be had
 */
DexFuture *
sluice_print_sender_print (SluicePrintSender   *self,
                           SluiceLocalPrinter  *printer,
                           SluicePrintFile     *file,
                           SluicePrintProgress  progress,
                           gpointer             progress_data,
                           GDestroyNotify       progress_destroy)
{
  Call *call;

  dex_return_error_if_fail (SLUICE_IS_PRINT_SENDER (self));
  dex_return_error_if_fail (SLUICE_IS_LOCAL_PRINTER (printer));
  dex_return_error_if_fail (file != NULL);

  call = call_new (self, printer);
  call->file = sluice_print_file_ref (file);
  call->progress = progress;
  call->progress_data = progress_data;
  call->progress_destroy = progress_destroy;
  if (!sluice_local_printer_takes (printer, file->format, file->name))
    {
      call_unref (call);
      return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNSUITABLE, "%s",
                                    _("This printer does not print files of this kind. Nothing was sent to it."));
    }
  return sluice_fiber_spawn (print_fiber, call, call_unref);
}
