/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-digest-auth.h"
#include "sluice-session.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The way to one endpoint: one libsoup session, used by nothing else. */
struct _SluiceSession
{
  GObject parent_instance;

  SluiceEndpoint       *endpoint;
  SluiceGate           *gate;
  SluiceAuthorizer     *authorizer; /* nullable */
  SluiceClock          *clock;
  SoupSession          *soup;
  SluiceConnectionInfo *connection_info; /* nullable: of the newest connection */
  guint64               connection_id;
  GError               *failure;   /* nullable: why the newest request that failed on the way did */
  gint64                failed_at; /* microseconds since the epoch */
  char                 *nonce; /* nullable: the newest that the other side wants in proofs (RFC 9449 section 8) */
  SluiceDigestAuth     *challenge; /* nullable: the printer's newest, which what is asked next answers at once */
};

void sluice_session_note_connection (SluiceSession *self,
                                     SoupMessage   *message);
void sluice_session_note_failure    (SluiceSession *self,
                                     const GError  *error);
void sluice_session_note_nonce      (SluiceSession *self,
                                     SoupMessage   *message);

/* See sluice-exchange.c. */
DexFuture *sluice_exchange_start (SluiceSession *session,
                                  SluiceRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
