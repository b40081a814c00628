/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pass-private.h"

#include "sluice-ledger-private.h"
#include "sluice-log.h"
#include "sluice-net-error.h"
#include "sluice-request-private.h"

#include <glib/gi18n-lib.h>

/*
 * The one way out. A request leaves only with a pass, and only the gate makes
 * one: when the policy allows it and, for a request with a body, when the ledger
 * has it in writing first.
 */
struct _SluiceGate
{
  GObject parent_instance;

  SluicePolicy *policy; /* nullable: then no print data and nothing personal */
  SluiceLedger *ledger;
};

G_DEFINE_FINAL_TYPE (SluiceGate, sluice_gate, G_TYPE_OBJECT)

static void
sluice_gate_finalize (GObject *object)
{
  SluiceGate *self = SLUICE_GATE (object);

  g_clear_object (&self->policy);
  g_clear_object (&self->ledger);

  G_OBJECT_CLASS (sluice_gate_parent_class)->finalize (object);
}

static void
sluice_gate_class_init (SluiceGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_gate_finalize;
}

static void
sluice_gate_init (SluiceGate *self)
{
}

/**
 * sluice_gate_new:
 * @policy: (nullable): what the person decided; %NULL lets out nothing but
 *   requests without a body, and credentials
 * @ledger: where everything that leaves is written down
 *
 * Returns: (transfer full): a gate
 */
SluiceGate *
sluice_gate_new (SluicePolicy *policy,
                 SluiceLedger *ledger)
{
  SluiceGate *self;

  g_return_val_if_fail (policy == NULL || SLUICE_IS_POLICY (policy), NULL);
  g_return_val_if_fail (SLUICE_IS_LEDGER (ledger), NULL);

  self = g_object_new (SLUICE_TYPE_GATE, NULL);
  g_set_object (&self->policy, policy);
  self->ledger = g_object_ref (ledger);
  return self;
}

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED, why);
  return FALSE;
}

static gboolean
admit_upload (SluiceGate        *self,
              SluiceEndpoint    *endpoint,
              SluiceRequest     *request,
              SluiceUploadMode   needed,
              char             **out_reason,
              GError           **error)
{
  SluiceUploadMode mode = SLUICE_UPLOAD_MODE_NOTHING;

  if (self->policy != NULL)
    mode = sluice_policy_get_mode (self->policy, sluice_endpoint_get_id (endpoint),
                                   sluice_request_get_group_id (request), sluice_request_get_file_id (request));

  /* A mode this code does not know allows nothing. */
  if (mode < needed || mode > SLUICE_UPLOAD_MODE_ALL)
    return refuse (error, needed == SLUICE_UPLOAD_MODE_PROCESS
                     ? _("Your upload setting is that no print data leaves this computer. Nothing was sent.")
                     : _("Your upload setting keeps the printed object on this computer. Nothing was sent."));

  *out_reason = g_strconcat ("policy:", sluice_upload_mode_to_nick (mode), NULL);
  return TRUE;
}

static gboolean
admit_by_person (SluiceGate     *self,
                 SluiceRequest  *request,
                 const char     *otherwise,
                 char          **out_reason,
                 GError        **error)
{
  if (self->policy == NULL || sluice_request_get_permission (request) == NULL)
    return refuse (error, otherwise);

  *out_reason = g_strconcat ("person:", sluice_request_get_permission (request), NULL);
  return TRUE;
}

/**
 * sluice_gate_admit:
 * @self: a gate
 * @endpoint: where it would go
 * @request: what would go
 * @out_reason: (out) (transfer full): what allows it, as a word for the ledger
 * @error: %SLUICE_NET_ERROR_REFUSED with a reason for the person
 *
 * The decision alone: nothing is sent, nothing is written. docs/network.md has
 * the table.
 *
 * Returns: whether it may leave
 */
gboolean
sluice_gate_admit (SluiceGate      *self,
                   SluiceEndpoint  *endpoint,
                   SluiceRequest   *request,
                   char           **out_reason,
                   GError         **error)
{
  gboolean secret;

  g_return_val_if_fail (SLUICE_IS_GATE (self), FALSE);
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (endpoint) && SLUICE_IS_REQUEST (request), FALSE);

  if (!sluice_request_is_labelled (request))
    return refuse (error, _("It is not known what this is, so it was not sent."));

  /* A token is a credential wherever it is carried. */
  secret = sluice_request_get_bearer (request) || sluice_request_get_label (request) == SLUICE_LABEL_CREDENTIALS;
  if (secret && (sluice_endpoint_get_kind (endpoint) != SLUICE_ENDPOINT_CLOUD || !sluice_endpoint_is_encrypted (endpoint)))
    return refuse (error, _("Passwords and tokens only go to a cloud, encrypted. Nothing was sent."));

  if ((sluice_request_get_printer_key (request) != NULL || sluice_request_get_printer_user (request) != NULL) &&
      sluice_endpoint_get_kind (endpoint) != SLUICE_ENDPOINT_LOCAL_NETWORK)
    return refuse (error, _("A printer’s key only goes to that printer, in your own network. Nothing was sent."));

  switch (sluice_request_get_label (request))
    {
    case SLUICE_LABEL_NONE:
      *out_reason = g_strdup ("no-body");
      return TRUE;

    case SLUICE_LABEL_CREDENTIALS:
      *out_reason = g_strdup ("credentials");
      return TRUE;

    case SLUICE_LABEL_PROCESS:
      return admit_upload (self, endpoint, request, SLUICE_UPLOAD_MODE_PROCESS, out_reason, error);

    case SLUICE_LABEL_PRODUCT:
      /* Printing at home is the person's own doing, whatever clouds may get. */
      if (sluice_endpoint_get_kind (endpoint) == SLUICE_ENDPOINT_LOCAL_NETWORK &&
          admit_by_person (self, request, "", out_reason, NULL))
        return TRUE;
      return admit_upload (self, endpoint, request, SLUICE_UPLOAD_MODE_ALL, out_reason, error);

    case SLUICE_LABEL_PERSONAL:
      return admit_by_person (self, request,
                              _("This says something about you, and you did not ask to send it. Nothing was sent."),
                              out_reason, error);

    default:
      return refuse (error, _("It is not known what this is, so it was not sent."));
    }
}

struct _SluicePass
{
  SluiceLedger   *ledger;
  SluiceEndpoint *endpoint;
  SluiceRequest  *request;
  DexFuture      *leaving; /* nullable: a future of the entry; only a request with a body has one */
};

static SluicePass *
sluice_pass_copy (SluicePass *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_pass (SluicePass *self)
{
  sluice_ledger_leave (self->ledger);
  g_clear_object (&self->ledger);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->request);
  dex_clear (&self->leaving);
}

void
sluice_pass_unref (SluicePass *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_pass);
}

static DexFuture *
log_failure (DexFuture *future,
             gpointer   user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  sluice_log_error (G_LOG_LEVEL_WARNING, "the ledger could not be written", error);
  return dex_ref (future);
}

/*
 * Admits @request, and begins to write down that it leaves. %NULL with @error
 * when it is refused, which is written down too.
 */
SluicePass *
sluice_gate_issue (SluiceGate      *self,
                   SluiceEndpoint  *endpoint,
                   SluiceRequest   *request,
                   GError         **error)
{
  g_autofree char *reason = NULL;
  g_autoptr(GError) refusal = NULL;
  SluicePass *pass;

  if (!sluice_gate_admit (self, endpoint, request, &reason, &refusal))
    {
      DexFuture *written = sluice_ledger_append_refused (self->ledger, endpoint, request, refusal->message);

      dex_future_disown (dex_future_catch (written, log_failure, NULL, NULL));
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  pass = g_atomic_rc_box_new0 (SluicePass);
  pass->ledger = g_object_ref (self->ledger);
  sluice_ledger_enter (pass->ledger);
  pass->endpoint = g_object_ref (endpoint);
  pass->request = g_object_ref (request);
  if (sluice_request_get_label (request) != SLUICE_LABEL_NONE)
    pass->leaving = sluice_ledger_append_leaving (self->ledger, endpoint, request, reason);
  return pass;
}

static DexFuture *
explain (DexFuture *future,
         gpointer   user_data)
{
  dex_unref (log_failure (future, NULL));
  return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED, "%s",
                                _("Sluice could not write down that this would leave, so it was not sent. See whether "
                                  "the disk is full."));
}

/* A future to wait for before the first byte; rejects with SLUICE_NET_ERROR_REFUSED, and then none may leave. */
DexFuture *
sluice_pass_open (SluicePass *self)
{
  if (self->leaving == NULL)
    return dex_future_new_true ();

  return dex_future_catch (dex_ref (self->leaving), explain, NULL, NULL);
}

typedef struct
{
  SluicePass         *pass;
  SluiceLedgerStatus  status;
  guint               http_status;
  gint64              bytes_out;
  gint64              bytes_in;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  sluice_pass_unref (outcome->pass);
  g_free (outcome);
}

static DexFuture *
write_outcome (DexFuture *leaving,
               gpointer   user_data)
{
  Outcome *outcome = user_data;
  const GValue *entry = dex_future_get_value (leaving, NULL);

  return sluice_ledger_append_outcome (outcome->pass->ledger, g_value_get_object (entry), outcome->status,
                                       outcome->http_status, outcome->bytes_out, outcome->bytes_in);
}

/* Writes down how it went. Once; what was written stays, whoever goes away. */
void
sluice_pass_close (SluicePass         *self,
                   SluiceLedgerStatus  status,
                   guint               http_status,
                   gint64              bytes_out,
                   gint64              bytes_in)
{
  DexFuture *written;

  if (self->leaving == NULL)
    {
      written = sluice_ledger_append_read (self->ledger, self->endpoint, self->request, status, http_status, bytes_in);
    }
  else
    {
      Outcome *outcome = g_new0 (Outcome, 1);

      *outcome = (Outcome) { sluice_pass_copy (self), status, http_status, bytes_out, bytes_in };
      written = dex_future_then (dex_ref (self->leaving), write_outcome, outcome, (GDestroyNotify) outcome_free);
    }

  dex_future_disown (dex_future_catch (written, log_failure, NULL, NULL));
}
