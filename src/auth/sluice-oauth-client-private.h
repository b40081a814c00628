/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-oauth-client.h"
#include "sluice-oauth-metadata.h"
#include "sluice-proof-key.h"

G_BEGIN_DECLS

/* See sluice-oauth-client.c. */
struct _SluiceOAuthClient
{
  GObject parent_instance;

  /* Owned. */
  SluiceSession       *session;
  SluiceTokenStore    *store;
  SluiceClock         *clock;
  SluiceOAuthMetadata *metadata;     /* NULL until it was asked for */
  char                *issuer;
  char                *client_id;
  char                *redirect;     /* nullable: wherever a port is free */
  char                *scope;        /* asked for when signing in */
  char                *granted;      /* nullable: of the access token */
  char                *access_token; /* nullable; secret */
  SluiceProofKey      *proof_key;    /* nullable: what the access token is bound to */
  DexFuture           *refreshing;   /* while a refresh is in flight */

  gint64   expires_at;     /* of the access token; G_MAXINT64 for never */
  guint    answer_seconds;
  guint    person_seconds;
  guint    n_sign_ins;     /* how often the sign-in changed: what began before it is worth nothing after it */
  gboolean refused;        /* the other side does not take the API token */
};

/* Forms are text of secrets; whoever makes one wipes it with sluice_secret_free(). */
char                *sluice_oauth_form_new            (const char          *name,
                                                       ...) G_GNUC_NULL_TERMINATED;

/* For fibers. */
SluiceOAuthMetadata *sluice_oauth_client_await_metadata (SluiceOAuthClient  *self,
                                                         DexFuture          *stop,
                                                         GError            **error);
SluiceResponse      *sluice_oauth_client_await_form     (SluiceOAuthClient  *self,
                                                         const char         *path,
                                                         const char         *form,
                                                         SluiceProofKey     *key,
                                                         GError            **error);
SluiceResponse      *sluice_oauth_client_await_answer   (SluiceOAuthClient  *self,
                                                         const char         *path,
                                                         const char         *form,
                                                         SluiceProofKey     *key,
                                                         GError            **error);
gboolean             sluice_oauth_client_await_tokens   (SluiceOAuthClient  *self,
                                                         SluiceResponse     *response,
                                                         const char         *asked,
                                                         SluiceProofKey     *key,
                                                         GError            **error);
gboolean             sluice_oauth_client_await_revoked  (SluiceOAuthClient  *self,
                                                         const char         *token,
                                                         const char         *hint,
                                                         SluiceProofKey     *key,
                                                         DexFuture          *stop,
                                                         GError            **error);
gboolean             sluice_oauth_set_untrusted         (GError            **error,
                                                         const char         *why);
void                 sluice_oauth_client_forget         (SluiceOAuthClient  *self);

DexFuture           *sluice_oauth_client_sign_in_for    (SluiceOAuthClient  *self,
                                                         const char         *scope,
                                                         SluiceUriLauncher   launcher,
                                                         gpointer            data,
                                                         GDestroyNotify      destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
