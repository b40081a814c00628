/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-request-private.h"

#include "sluice-secret.h"

#include <string.h>

/* Time an answer may take, and the slowest upload that is still waited for. */
#define DEFAULT_TIMEOUT_SECONDS 30
#define SLOWEST_BYTES_PER_SECOND (16 * 1024)

struct _SluiceRequest
{
  GObject parent_instance;

  gboolean    labelled; /* only a constructor of ours sets it: g_object_new() makes nothing that may leave */
  SluiceBody *body;     /* nullable */
  char       *method;
  char       *path;
  GString    *query;    /* percent-encoded */
  char       *route;
  char       *group_id;
  char       *file_id;
  char       *permission;
  gboolean    bearer;
  char       *proof;      /* nullable */
  gsize       max_answer;
  guint       timeout;
  char       *content_range;   /* nullable; as the field has it */
  char       *idempotency_key; /* nullable; as the field has it */
  char       *printer_key;     /* nullable; secret */
  char       *printer_user;     /* nullable */
  char       *printer_password; /* nullable; secret */
  GPtrArray  *flags;           /* static strings, ends with NULL */

  SluiceRequestProgress progress; /* nullable */
  gpointer              progress_data;
  GDestroyNotify        progress_destroy;
};

G_DEFINE_FINAL_TYPE (SluiceRequest, sluice_request, G_TYPE_OBJECT)

static void
sluice_request_finalize (GObject *object)
{
  SluiceRequest *self = SLUICE_REQUEST (object);

  g_clear_pointer (&self->body, sluice_body_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_string_free (self->query, TRUE);
  g_clear_pointer (&self->route, g_free);
  g_clear_pointer (&self->proof, g_free);
  g_clear_pointer (&self->group_id, g_free);
  g_clear_pointer (&self->file_id, g_free);
  g_clear_pointer (&self->permission, g_free);
  g_clear_pointer (&self->content_range, g_free);
  g_clear_pointer (&self->idempotency_key, g_free);
  g_clear_pointer (&self->printer_key, sluice_secret_free);
  g_clear_pointer (&self->printer_user, g_free);
  g_clear_pointer (&self->printer_password, sluice_secret_free);
  g_ptr_array_unref (self->flags);
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);

  G_OBJECT_CLASS (sluice_request_parent_class)->finalize (object);
}

static void
sluice_request_class_init (SluiceRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_request_finalize;
}

static void
sluice_request_init (SluiceRequest *self)
{
  self->query = g_string_new (NULL);
  self->max_answer = SLUICE_REQUEST_MAX_ANSWER;
  self->flags = g_ptr_array_new_null_terminated (0, NULL, TRUE);
}

/* A "?" or "#" would put something behind the path that the ledger shows: it belongs in add_query(). */
static gboolean
is_path (const char *path)
{
  return path != NULL && path[0] == '/' && path[1] != '/' && strpbrk (path, "?# \r\n\\") == NULL;
}

static SluiceRequest *
new_request (const char *method,
             const char *path,
             SluiceBody *body)
{
  SluiceRequest *self = g_object_new (SLUICE_TYPE_REQUEST, NULL);

  self->labelled = TRUE;
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->body = body;
  return self;
}

/**
 * sluice_request_new_read:
 * @method: GET, or any other for a call that has no body
 * @path: absolute and percent-encoded, without a query
 *
 * Returns: (transfer full): a request that carries no body
 */
SluiceRequest *
sluice_request_new_read (const char *method,
                         const char *path)
{
  g_return_val_if_fail (method != NULL && is_path (path), NULL);

  return new_request (method, path, NULL);
}

/**
 * sluice_request_new_process:
 * @method: the HTTP method
 * @path: absolute and percent-encoded, without a query
 * @body: (transfer full): a process record
 *
 * Returns: (transfer full): a request that needs the policy "process"
 */
SluiceRequest *
sluice_request_new_process (const char        *method,
                            const char        *path,
                            SluiceProcessBody *body)
{
  g_return_val_if_fail (method != NULL && is_path (path) && body != NULL, NULL);

  return new_request (method, path, &body->body);
}

/**
 * sluice_request_new_product:
 * @method: the HTTP method
 * @path: absolute and percent-encoded, without a query
 * @body: (transfer full): product data
 *
 * Returns: (transfer full): a request that needs the policy "all"
 */
SluiceRequest *
sluice_request_new_product (const char        *method,
                            const char        *path,
                            SluiceProductBody *body)
{
  g_return_val_if_fail (method != NULL && is_path (path) && body != NULL, NULL);

  return new_request (method, path, &body->body);
}

/**
 * sluice_request_new_personal:
 * @method: the HTTP method
 * @path: absolute and percent-encoded, without a query
 * @body: (transfer full): personal data
 *
 * Returns: (transfer full): a request that needs sluice_request_set_permission()
 */
SluiceRequest *
sluice_request_new_personal (const char         *method,
                             const char         *path,
                             SluicePersonalBody *body)
{
  g_return_val_if_fail (method != NULL && is_path (path) && body != NULL, NULL);

  return new_request (method, path, &body->body);
}

/**
 * sluice_request_new_credentials:
 * @method: the HTTP method
 * @path: absolute and percent-encoded, without a query
 * @body: (transfer full): what proves who one is
 *
 * Returns: (transfer full): a request that only a cloud may get, encrypted
 */
SluiceRequest *
sluice_request_new_credentials (const char            *method,
                                const char            *path,
                                SluiceCredentialsBody *body)
{
  g_return_val_if_fail (method != NULL && is_path (path) && body != NULL, NULL);

  return new_request (method, path, &body->body);
}

/**
 * sluice_request_add_query:
 * @self: a request
 * @name: the parameter's name, not encoded
 * @value: its value, not encoded
 *
 * Query parameters are kept apart from the path, since the ledger never shows them.
 */
void
sluice_request_add_query (SluiceRequest *self,
                          const char    *name,
                          const char    *value)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (name != NULL && value != NULL);

  if (self->query->len > 0)
    g_string_append_c (self->query, '&');
  g_string_append_uri_escaped (self->query, name, NULL, FALSE);
  g_string_append_c (self->query, '=');
  g_string_append_uri_escaped (self->query, value, NULL, FALSE);
}

/**
 * sluice_request_set_route:
 * @self: a request
 * @route: the path's pattern, as "/connect/v1/clusters/{id}/status"
 *
 * What the ledger shows, and what it counts polls by; the path itself when it is not set.
 */
void
sluice_request_set_route (SluiceRequest *self,
                          const char    *route)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (is_path (route));

  g_set_str (&self->route, route);
}

/**
 * sluice_request_set_bearer:
 * @self: a request
 * @bearer: whether the person's access token goes with it; %FALSE unless set
 */
void
sluice_request_set_bearer (SluiceRequest *self,
                           gboolean       bearer)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  self->bearer = bearer;
}

/**
 * sluice_request_set_proof:
 * @self: a request without an access token
 * @proof: (nullable): a proof of possession (RFC 9449) for this very request
 *
 * For requests to a token endpoint. One that carries an access token gets its
 * proof from the session's authorizer.
 */
void
sluice_request_set_proof (SluiceRequest *self,
                          const char    *proof)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  g_set_str (&self->proof, proof);
}

/**
 * sluice_request_set_subject:
 * @self: a request
 * @group_id: (nullable): the printer group it is for
 * @file_id: (nullable): the file it is about
 *
 * What the policy is asked with. Stays on this computer.
 */
void
sluice_request_set_subject (SluiceRequest *self,
                            const char    *group_id,
                            const char    *file_id)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  g_set_str (&self->group_id, group_id);
  g_set_str (&self->file_id, file_id);
}

/**
 * sluice_request_set_permission:
 * @self: a request
 * @action: what the person did, as a word for the ledger: "print-here", "correct-profile"
 *
 * Says that a person asked for this very request. Only what handles that
 * person's action calls this.
 */
void
sluice_request_set_permission (SluiceRequest *self,
                               const char    *action)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (action != NULL && *action != '\0');

  g_set_str (&self->permission, action);
}

/**
 * sluice_request_set_max_answer:
 * @self: a request
 * @max_answer: bytes the answer's body may have, unpacked; what is longer is cut off and an error
 */
void
sluice_request_set_max_answer (SluiceRequest *self,
                               gsize          max_answer)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  self->max_answer = max_answer;
}

/**
 * sluice_request_set_timeout:
 * @self: a request
 * @seconds: how long it may take from first to last byte; 0 for half a minute,
 *   and longer when there is much to send
 */
void
sluice_request_set_timeout (SluiceRequest *self,
                            guint          seconds)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  self->timeout = seconds;
}

/**
 * sluice_request_set_content_range:
 * @self: a request
 * @range: which part of the whole its body is; or, without a body, the question
 *   how much of it is there (sluice_field_format_content_range())
 */
void
sluice_request_set_content_range (SluiceRequest         *self,
                                  const SluiceByteRange *range)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (range != NULL && range->total >= 0);

  g_free (self->content_range);
  self->content_range = sluice_field_format_content_range (range);
}

/**
 * sluice_request_set_idempotency_key:
 * @self: a request
 * @key: (nullable): made up for what is asked, and the same whenever that is asked again; printable ASCII
 *
 * The other side does it once, however often it is asked
 * (draft-ietf-httpapi-idempotency-key-header), if it knows of such keys.
 */
void
sluice_request_set_idempotency_key (SluiceRequest *self,
                                    const char    *key)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  g_clear_pointer (&self->idempotency_key, g_free);
  if (key != NULL)
    self->idempotency_key = sluice_field_format_string (key);
}

/**
 * sluice_request_set_printer_key:
 * @self: a request to a printer in the local network; to anywhere else the gate refuses it
 * @key: (nullable): the printer's own key, as its print server gave it; goes as it is, in the field X-Api-Key
 */
void
sluice_request_set_printer_key (SluiceRequest *self,
                                const char    *key)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  g_clear_pointer (&self->printer_key, sluice_secret_free);
  if (key != NULL)
    self->printer_key = g_strdup (key);
}

/**
 * sluice_request_set_printer_login:
 * @self: a request to a printer in the local network; to anywhere else the gate refuses it
 * @user: (nullable): by what name the printer knows Sluice; %NULL for none
 * @password: (nullable): what proves it, which does not go along
 *
 * Answers the printer's challenge, where it makes one (HTTP Digest, RFC 7616). With a key as well, the key goes first.
 */
void
sluice_request_set_printer_login (SluiceRequest *self,
                                  const char    *user,
                                  const char    *password)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail ((user != NULL) == (password != NULL));

  g_set_str (&self->printer_user, user);
  g_clear_pointer (&self->printer_password, sluice_secret_free);
  if (password != NULL)
    self->printer_password = g_strdup (password);
}

/**
 * sluice_request_add_flag:
 * @self: a request
 * @name: (not nullable): name of a field, a static string
 *
 * The field is true (a structured field's boolean, RFC 9651): it carries nothing else.
 */
void
sluice_request_add_flag (SluiceRequest *self,
                         const char    *name)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  g_ptr_array_add (self->flags, (gpointer) name);
}

/**
 * sluice_request_set_progress:
 * @self: a request, which is sent once
 * @progress: told of what leaves
 * @data: for @progress
 * @destroy: (nullable): frees @data
 */
void
sluice_request_set_progress (SluiceRequest         *self,
                             SluiceRequestProgress  progress,
                             gpointer               data,
                             GDestroyNotify         destroy)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (self->progress == NULL);

  self->progress = progress;
  self->progress_data = data;
  self->progress_destroy = destroy;
}

SluiceLabel
sluice_request_get_label (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), SLUICE_LABEL_NONE);

  return self->body != NULL ? self->body->label : SLUICE_LABEL_NONE;
}

const char *
sluice_request_get_method (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->method;
}

const char *
sluice_request_get_path (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->path;
}

/** sluice_request_get_route: the path's pattern, or the path; never with a query. */
const char *
sluice_request_get_route (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->route != NULL ? self->route : self->path;
}

/** sluice_request_get_content_type: (nullable): %NULL when there is no body. */
const char *
sluice_request_get_content_type (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->body != NULL ? self->body->content_type : NULL;
}

/** sluice_request_get_body_size: bytes of the body. */
guint64
sluice_request_get_body_size (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), 0);

  return self->body != NULL ? self->body->size : 0;
}

gboolean
sluice_request_get_bearer (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), FALSE);

  return self->bearer;
}

/** sluice_request_get_proof: (nullable): see sluice_request_set_proof(). */
const char *
sluice_request_get_proof (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->proof;
}

const char *
sluice_request_get_group_id (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->group_id;
}

const char *
sluice_request_get_file_id (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->file_id;
}

const char *
sluice_request_get_permission (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->permission;
}

gsize
sluice_request_get_max_answer (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), 0);

  return self->max_answer;
}

/** sluice_request_get_timeout: seconds, the default worked out. */
guint
sluice_request_get_timeout (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), 0);

  if (self->timeout > 0)
    return self->timeout;

  return DEFAULT_TIMEOUT_SECONDS + MIN (sluice_request_get_body_size (self) / SLOWEST_BYTES_PER_SECOND, G_MAXINT / 2);
}

gboolean
sluice_request_is_labelled (SluiceRequest *self)
{
  return self->labelled;
}

SluiceBody *
sluice_request_peek_body (SluiceRequest *self)
{
  return self->body;
}

/* The parameters, percent-encoded; %NULL when there are none. */
const char *
sluice_request_get_query (SluiceRequest *self)
{
  return self->query->len > 0 ? self->query->str : NULL;
}

/* The field's value; %NULL when it is not said. */
const char *
sluice_request_get_content_range (SluiceRequest *self)
{
  return self->content_range;
}

/* The field's value; %NULL when there is none. */
const char *
sluice_request_get_idempotency_key (SluiceRequest *self)
{
  return self->idempotency_key;
}

void
sluice_request_note_written (SluiceRequest *self,
                             gsize          bytes)
{
  if (self->progress != NULL)
    self->progress (bytes, self->progress_data);
}

/* Secret; %NULL when there is none. */
const char *
sluice_request_get_printer_key (SluiceRequest *self)
{
  return self->printer_key;
}

/* %NULL when there is none. */
const char *
sluice_request_get_printer_user (SluiceRequest *self)
{
  return self->printer_user;
}

/* Secret; %NULL when there is none. */
const char *
sluice_request_get_printer_password (SluiceRequest *self)
{
  return self->printer_password;
}

/* Names of fields that are true; ends with %NULL. */
const char * const *
sluice_request_get_flags (SluiceRequest *self)
{
  static const char * const none[] = { NULL };

  return self->flags->len > 0 ? (const char * const *) self->flags->pdata : none;
}
