/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"
#include "cloud-sessions.h"

G_BEGIN_DECLS

/**
 * CloudVisit:
 * @request: a browser's request, to the page of something that a client asks
 * @id: which
 * @session: the browser's
 * @ask: what is asked
 * @form: (nullable): what the browser sent
 *
 * What both methods of the page begin with.
 */
typedef struct
{
  CloudRequest *request;
  const char   *id;
  CloudSession *session;
  CloudAsk     *ask;
  GHashTable   *form;
} CloudVisit;

void     cloud_browser_begin (CloudRequest      *request,
                              const CloudAsk    *ask);

gboolean cloud_visit_read    (CloudVisit        *self,
                              CloudRequest      *request);
void     cloud_visit_show    (const CloudVisit  *self,
                              guint              status,
                              const char        *problem);
void     cloud_visit_reload  (CloudRequest      *request);
void     cloud_visit_fail    (CloudRequest      *request,
                              const GError      *error);
void     cloud_visit_clear   (CloudVisit        *self);

/* cloud-sign-in.c */
void     cloud_sign_in_begin (const CloudVisit  *visit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CloudVisit, cloud_visit_clear)

G_END_DECLS
