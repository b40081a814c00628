/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-detection.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-printer-wire.h"
#include "sluice-printers-error.h"
#include "sluice-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Moonraker and PrusaLink also answer as OctoPrint does, so that slicers print there: who can be somebody else is asked for
 * that first. No key is given to what nobody knows yet. Where one is wanted, the path that is locked says whose it is, as
 * long as not every path is.
 */
#define MAX_ANSWER (64 * 1024)
#define TIMEOUT_SECONDS 5
#define PATIENCE_SECONDS 15

typedef enum
{
  ANSWER_OTHER, /* something else */
  ANSWER_LIKE,  /* as one of that kind */
  ANSWER_LOCKED,
  ANSWER_NONE, /* nobody can be asked */
} Answer;

typedef struct
{
  SluiceGate    *gate;
  SluiceClock   *clock;
  char          *address;
  SluiceSession *session; /* nullable */
} Question;

static gpointer
copy_detection (gpointer detection)
{
  return g_memdup2 (detection, sizeof (SluicePrinterDetection));
}

G_DEFINE_BOXED_TYPE (SluicePrinterDetection, sluice_printer_detection, copy_detection, g_free)

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->gate);
  g_object_unref (question->clock);
  g_clear_object (&question->session);
  g_free (question->address);
  g_free (question);
}

static DexFuture *
settle (SluicePrinterKind kind,
        gboolean          wants_key)
{
  const SluicePrinterDetection detection = { .kind = kind, .wants_key = wants_key };

  return dex_future_new_take_boxed (SLUICE_TYPE_PRINTER_DETECTION, g_memdup2 (&detection, sizeof detection));
}

/* For the ledger it is a printer, which nobody has added yet. */
static gboolean
open_session (Question  *question,
              GError   **error)
{
  g_autoptr(SluiceLocalPrinter) printer =
    sluice_local_printer_new ("", question->address, SLUICE_PRINTER_KIND_OCTOPRINT, FALSE, error);
  g_autoptr(SluiceEndpoint) endpoint = NULL;

  if (printer == NULL)
    return FALSE;
  endpoint = sluice_endpoint_new (sluice_local_printer_get_id (printer), sluice_local_printer_get_name (printer),
                                  sluice_local_printer_get_address (printer), SLUICE_ENDPOINT_LOCAL_NETWORK, NULL, NULL,
                                  error);
  if (endpoint == NULL)
    return FALSE;
  question->session = sluice_session_new (endpoint, question->gate, NULL, question->clock);
  return TRUE;
}

/* Whether it is worthwhile to ask for something else. */
static Answer
judge (const GError *error)
{
  if (error->domain != SLUICE_NET_ERROR)
    return ANSWER_NONE;

  switch ((SluiceNetError) error->code)
    {
    case SLUICE_NET_ERROR_SIGN_IN:
    case SLUICE_NET_ERROR_FORBIDDEN:
      return ANSWER_LOCKED;
    case SLUICE_NET_ERROR_NOT_FOUND:
    case SLUICE_NET_ERROR_CONFLICT:
    case SLUICE_NET_ERROR_TOO_LARGE:
    case SLUICE_NET_ERROR_BUSY:
    case SLUICE_NET_ERROR_SERVER:
    case SLUICE_NET_ERROR_PROTOCOL:
      return ANSWER_OTHER;
    case SLUICE_NET_ERROR_OFFLINE:
    case SLUICE_NET_ERROR_TIMEOUT:
    case SLUICE_NET_ERROR_TLS:
    case SLUICE_NET_ERROR_REFUSED:
    default:
      return ANSWER_NONE;
    }
}

/* @request: (transfer full). @error is set for ANSWER_NONE only. */
static Answer
await (Question       *question,
       SluiceRequest  *request,
       JsonNode      **out_answer,
       DexFuture      *stop,
       GError        **error)
{
  g_autoptr(SluiceRequest) owned = request;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;
  Answer answer;

  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_timeout (request, TIMEOUT_SECONDS);
  response = dex_await_object (sluice_until (sluice_session_send (question->session, request), stop), &failure);
  if (response != NULL)
    {
      *out_answer = sluice_json_parse (sluice_response_get_body (response), MAX_ANSWER, NULL);
      return ANSWER_LIKE;
    }

  answer = judge (failure);
  if (answer == ANSWER_NONE)
    g_propagate_error (error, g_steal_pointer (&failure));
  return answer;
}

static Answer
await_like (Question           *question,
            SluicePrinterKind   kind,
            DexFuture          *stop,
            GError            **error)
{
  const SluicePrinterWire *wire = sluice_printer_wire_get (kind);
  g_autoptr(JsonNode) node = NULL;
  const Answer answer = await (question, wire->ask_who (), &node, stop, error);

  return answer == ANSWER_LIKE && !wire->is_like (node) ? ANSWER_OTHER : answer;
}

/* What /api/version says: it is one question for two kinds. */
static Answer
await_version (Question           *question,
               SluicePrinterKind  *out_kind,
               DexFuture          *stop,
               GError            **error)
{
  g_autoptr(JsonNode) node = NULL;
  const Answer answer = await (question, sluice_wire_octoprint.ask_who (), &node, stop, error);

  if (answer != ANSWER_LIKE)
    return answer;
  *out_kind = sluice_wire_prusalink.is_like (node) ? SLUICE_PRINTER_KIND_PRUSALINK : SLUICE_PRINTER_KIND_OCTOPRINT;
  return sluice_printer_wire_get (*out_kind)->is_like (node) ? ANSWER_LIKE : ANSWER_OTHER;
}

static DexFuture *
give_up (GError *error)
{
  if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE) ||
      g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT))
    {
      g_error_free (error);
      return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE, "%s",
                                    _("Nothing answers at this address. See whether the printer is switched on and in your "
                                      "network."));
    }
  return dex_future_new_for_error (error);
}

/* Nothing said what it is; what is locked, and what is not, tells it as well. */
static DexFuture *
conclude (Answer moonraker,
          Answer version,
          Answer prusalink,
          Answer ultimaker)
{
  const gboolean all = moonraker == ANSWER_LOCKED && version == ANSWER_LOCKED && prusalink == ANSWER_LOCKED &&
                       ultimaker == ANSWER_LOCKED;

  if (all)
    return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_KEY, "%s",
                                  _("What answers at this address wants a key before it says what it is. Say which kind of "
                                    "printer it is, and give its key."));
  if (moonraker == ANSWER_LOCKED)
    return settle (SLUICE_PRINTER_KIND_MOONRAKER, TRUE);
  if (prusalink == ANSWER_LOCKED)
    return settle (SLUICE_PRINTER_KIND_PRUSALINK, TRUE);
  if (version == ANSWER_LOCKED)
    return settle (SLUICE_PRINTER_KIND_OCTOPRINT, TRUE);
  if (ultimaker == ANSWER_LOCKED)
    return settle (SLUICE_PRINTER_KIND_ULTIMAKER, TRUE);
  return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNLIKE, "%s",
                                _("What answers at this address is no printer that Sluice knows. Look at the address and "
                                  "its port."));
}

static DexFuture *
detect_fiber (DexFuture *stop,
              gpointer   data)
{
  Question *question = data;
  g_autoptr(DexFuture) over = dex_future_first (dex_ref (stop), dex_timeout_new_seconds (PATIENCE_SECONDS), NULL);
  g_autoptr(GError) error = NULL;
  SluicePrinterKind kind = SLUICE_PRINTER_KIND_OCTOPRINT;
  Answer moonraker = ANSWER_OTHER;
  Answer version = ANSWER_OTHER;
  Answer prusalink = ANSWER_OTHER;
  Answer ultimaker = ANSWER_OTHER;

  if (open_session (question, &error))
    moonraker = await_like (question, SLUICE_PRINTER_KIND_MOONRAKER, over, &error);
  if (error == NULL && moonraker == ANSWER_LIKE)
    return settle (SLUICE_PRINTER_KIND_MOONRAKER, FALSE);

  if (error == NULL)
    version = await_version (question, &kind, over, &error);
  /* To an OctoPrint, Moonraker's path is none: who locks it is no OctoPrint, whatever it says. */
  if (error == NULL && version == ANSWER_LIKE && kind == SLUICE_PRINTER_KIND_OCTOPRINT && moonraker == ANSWER_LOCKED)
    return settle (SLUICE_PRINTER_KIND_MOONRAKER, TRUE);
  if (error == NULL && version == ANSWER_LIKE)
    return settle (kind, FALSE);

  if (error == NULL && version == ANSWER_LOCKED)
    {
      g_autoptr(JsonNode) node = NULL;

      prusalink = await (question, sluice_wire_prusalink.ask_where (), &node, over, &error);
    }
  if (error == NULL)
    ultimaker = await_like (question, SLUICE_PRINTER_KIND_ULTIMAKER, over, &error);
  if (error == NULL && ultimaker == ANSWER_LIKE)
    return settle (SLUICE_PRINTER_KIND_ULTIMAKER, FALSE);
  return error == NULL ? conclude (moonraker, version, prusalink, ultimaker) : give_up (g_steal_pointer (&error));
}

/**
 * sluice_printer_detect:
 * @gate: what every request passes
 * @clock: the time
 * @address: in the local network, as it is typed
 *
 * Asks what answers there, without a key, in at most a quarter of a minute. Nothing is changed there.
 *
 * Returns: (transfer full): a future of a boxed #SluicePrinterDetection; rejects with #SluicePrintersError: unreachable,
 *   unlike all that is known, or everything there is locked; or with #SluiceNetError when the address is none
 */
DexFuture *
sluice_printer_detect (SluiceGate  *gate,
                       SluiceClock *clock,
                       const char  *address)
{
  Question *question;

  dex_return_error_if_fail (SLUICE_IS_GATE (gate));
  dex_return_error_if_fail (SLUICE_IS_CLOCK (clock));
  dex_return_error_if_fail (address != NULL);

  question = g_new0 (Question, 1);
  question->gate = g_object_ref (gate);
  question->clock = g_object_ref (clock);
  question->address = g_strdup (address);
  return sluice_fiber_spawn (detect_fiber, question, question_free);
}
