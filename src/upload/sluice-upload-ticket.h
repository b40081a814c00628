/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_TICKET (sluice_upload_ticket_get_type ())

/**
 * SluiceUploadTicket:
 *
 * What a place gave for a file that was announced: under which name it knows
 * it, and where the file goes. It does not change and can be kept in a database,
 * so that the upload goes on in another run of the program. Whoever has it can
 * send to that address: it is to be kept as other secrets are.
 */
typedef struct _SluiceUploadTicket SluiceUploadTicket;

GType               sluice_upload_ticket_get_type         (void);

SluiceUploadTicket *sluice_upload_ticket_new              (const char          *job_id,
                                                           const char          *path,
                                                           const char          *content_type,
                                                           guint64              size,
                                                           gboolean             resumable);
SluiceUploadTicket *sluice_upload_ticket_new_from_json    (const char          *json,
                                                           GError             **error);
SluiceUploadTicket *sluice_upload_ticket_ref              (SluiceUploadTicket  *self);
void                sluice_upload_ticket_unref            (SluiceUploadTicket  *self);
char               *sluice_upload_ticket_to_json          (SluiceUploadTicket  *self);

const char         *sluice_upload_ticket_get_job_id       (SluiceUploadTicket  *self);
const char         *sluice_upload_ticket_get_path         (SluiceUploadTicket  *self);
const char         *sluice_upload_ticket_get_content_type (SluiceUploadTicket  *self);
guint64             sluice_upload_ticket_get_size         (SluiceUploadTicket  *self);
gboolean            sluice_upload_ticket_get_resumable    (SluiceUploadTicket  *self);

gboolean            sluice_upload_ticket_is_path          (const char          *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceUploadTicket, sluice_upload_ticket_unref)

G_END_DECLS
