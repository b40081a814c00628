/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-store.h"
#include "sluice-clock.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define CLOUD_MAX_PARAMS 2

/**
 * CloudContext:
 * @store: what the cloud knows
 * @clock: what time it is
 * @url: how others reach the cloud, without a slash at the end; also the OAuth issuer
 * @owner_secret: (nullable): what proves the owner of this computer, with `--home` only
 * @region: (nullable): where it stands, as its operator says
 * @proofs: the proofs of possession taken lately
 * @attempts: the wrong passwords of late
 * @n_checks: passwords being checked
 * @partials: the uploads that are not whole
 * @max_upload: bytes of the largest file accepted
 * @failures: wrong owner secrets within the current minute
 * @failures_minute: which minute that is
 * @n_active: requests being answered
 * @drained: (nullable): settles when there is none
 *
 * What handlers work with.
 */
typedef struct
{
  CloudStore  *store;
  SluiceClock *clock;
  char        *url;
  char        *owner_secret;
  char        *region;
  struct _CloudProofs *proofs;
  struct _CloudAttempts *attempts;
  guint       *n_checks; /* reference-counted: a check outlives what asked for it */
  struct _CloudPartials *partials;
  gint64       max_upload;
  guint        failures;
  gint64       failures_minute;
  guint        n_active;
  DexPromise  *drained;
} CloudContext;

typedef struct _CloudRequest CloudRequest;
typedef struct _CloudRoute CloudRoute;

/**
 * CloudHandler:
 * @request: a request that passed the guard, the route's scope and its limits
 *
 * Answers a request. What is not answered is a 500.
 */
typedef void (*CloudHandler) (CloudRequest *request);

/**
 * CloudLater:
 * @request: (nullable): %NULL when the peer left in between
 *
 * The answer of a request that takes its time.
 */
typedef struct
{
  CloudRequest *request;
} CloudLater;

/**
 * CloudRequest:
 * @context: what the cloud has
 * @message: libsoup's message, valid for the life of the request
 * @route: (nullable): where it goes
 * @params: what stood for each `{}` of the route's pattern
 * @query: (nullable): the decoded query
 * @account: (nullable): whose token it carries
 * @grant: (nullable): the grant of that token
 * @client: (nullable): the client of that token
 * @scope: (nullable): the scopes of that token
 * @key_thumbprint: (nullable): the key that token is bound to (RFC 9449)
 * @expires: when that token ends, seconds since the epoch
 * @later: (nullable): it will be answered, but not within its handler
 * @length: bytes of the body
 * @sink: (nullable): where a streamed body goes; freed with @sink_free
 */
struct _CloudRequest
{
  CloudContext      *context; /* borrowed */
  SoupServerMessage *message; /* borrowed: owns this */
  const CloudRoute  *route;
  char              *params[CLOUD_MAX_PARAMS];
  GHashTable        *query;

  char              *account;
  char              *grant;
  char              *client;
  char              *scope;
  char              *key_thumbprint;
  gint64             expires;

  CloudLater        *later;
  goffset            length;
  gpointer           sink;
  GDestroyNotify     sink_free;
  gint64             began; /* monotonic */
};

CloudRequest *cloud_request_new          (CloudContext       *context,
                                          SoupServerMessage  *message);
void          cloud_request_free         (CloudRequest       *self);

CloudLater   *cloud_request_answer_later (CloudRequest       *self);
void          cloud_later_done           (CloudLater         *later);

gint64        cloud_request_now          (CloudRequest       *self);
const char   *cloud_request_query        (CloudRequest       *self,
                                          const char         *name);
gint64        cloud_request_query_number (CloudRequest       *self,
                                          const char         *name,
                                          gint64              fallback,
                                          gint64              highest);
GBytes       *cloud_request_body         (CloudRequest       *self);
JsonObject   *cloud_request_data         (CloudRequest       *self);
GHashTable   *cloud_request_form         (CloudRequest       *self);
char         *cloud_request_form_text    (CloudRequest       *self);
GHashTable   *cloud_request_parameters   (const char         *text,
                                          gboolean           *out_is_doubled);

void          cloud_reply_json           (CloudRequest       *self,
                                          guint               status,
                                          JsonObject         *body);
void          cloud_reply_error          (CloudRequest       *self,
                                          guint               status,
                                          const char         *code,
                                          const char         *title);
void          cloud_reply_field_error    (CloudRequest       *self,
                                          const char         *field,
                                          const char         *title);
void          cloud_reply_gerror         (CloudRequest       *self,
                                          const GError       *error);
void          cloud_reply_empty          (CloudRequest       *self,
                                          guint               status);
void          cloud_reply_wait           (CloudRequest       *self,
                                          gint64              seconds);
void          cloud_reply_unauthorized   (CloudRequest       *self,
                                          guint               status,
                                          const char         *code,
                                          const char         *title);

G_END_DECLS
