/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-body.h"
#include "sluice-field-value.h"
#include "sluice-label.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_REQUEST (sluice_request_get_type ())

G_DECLARE_FINAL_TYPE (SluiceRequest, sluice_request, SLUICE, REQUEST, GObject)

/** SLUICE_REQUEST_MAX_ANSWER: bytes an answer may have unless the request says otherwise. */
#define SLUICE_REQUEST_MAX_ANSWER (4 * 1024 * 1024)

/**
 * SluiceRequestProgress:
 * @bytes: how many more of the body were written to the connection
 * @data: what it was set with
 *
 * Called on the thread of the session, for each part; so it is to be quick.
 */
typedef void (*SluiceRequestProgress) (gsize    bytes,
                                       gpointer data);

/* One constructor a label: there is no request without one. */
SluiceRequest *sluice_request_new_read        (const char            *method,
                                               const char            *path);
SluiceRequest *sluice_request_new_process     (const char            *method,
                                               const char            *path,
                                               SluiceProcessBody     *body);
SluiceRequest *sluice_request_new_product     (const char            *method,
                                               const char            *path,
                                               SluiceProductBody     *body);
SluiceRequest *sluice_request_new_personal    (const char            *method,
                                               const char            *path,
                                               SluicePersonalBody    *body);
SluiceRequest *sluice_request_new_credentials (const char            *method,
                                               const char            *path,
                                               SluiceCredentialsBody *body);

void           sluice_request_add_query       (SluiceRequest         *self,
                                               const char            *name,
                                               const char            *value);
void           sluice_request_set_route       (SluiceRequest         *self,
                                               const char            *route);
void           sluice_request_set_bearer      (SluiceRequest         *self,
                                               gboolean               bearer);
void           sluice_request_set_proof        (SluiceRequest         *self,
                                               const char            *proof);
void           sluice_request_set_subject     (SluiceRequest         *self,
                                               const char            *group_id,
                                               const char            *file_id);
void           sluice_request_set_permission  (SluiceRequest         *self,
                                               const char            *action);
void           sluice_request_set_max_answer  (SluiceRequest         *self,
                                               gsize                  max_answer);
void           sluice_request_set_timeout     (SluiceRequest         *self,
                                               guint                  seconds);
void           sluice_request_set_content_range (SluiceRequest         *self,
                                                 const SluiceByteRange *range);
void           sluice_request_set_idempotency_key (SluiceRequest       *self,
                                                   const char          *key);
void           sluice_request_set_printer_key (SluiceRequest         *self,
                                               const char            *key);
void           sluice_request_set_printer_login (SluiceRequest       *self,
                                                 const char          *user,
                                                 const char          *password);
void           sluice_request_add_flag        (SluiceRequest         *self,
                                               const char            *name);
void           sluice_request_set_progress    (SluiceRequest         *self,
                                               SluiceRequestProgress  progress,
                                               gpointer               data,
                                               GDestroyNotify         destroy);

SluiceLabel    sluice_request_get_label       (SluiceRequest         *self);
const char    *sluice_request_get_method      (SluiceRequest         *self);
const char    *sluice_request_get_path        (SluiceRequest         *self);
const char    *sluice_request_get_route       (SluiceRequest         *self);
const char    *sluice_request_get_content_type (SluiceRequest        *self);
guint64        sluice_request_get_body_size   (SluiceRequest         *self);
gboolean       sluice_request_get_bearer      (SluiceRequest         *self);
const char    *sluice_request_get_proof        (SluiceRequest         *self);
const char    *sluice_request_get_group_id    (SluiceRequest         *self);
const char    *sluice_request_get_file_id     (SluiceRequest         *self);
const char    *sluice_request_get_permission  (SluiceRequest         *self);
gsize          sluice_request_get_max_answer  (SluiceRequest         *self);
guint          sluice_request_get_timeout     (SluiceRequest         *self);

G_END_DECLS
