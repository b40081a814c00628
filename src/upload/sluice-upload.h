/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

G_BEGIN_DECLS

/**
 * SluiceUploadState:
 * @SLUICE_UPLOAD_QUEUED: waits for its turn, to be read or to be sent; see #SluiceUpload:message for what else it waits for
 * @SLUICE_UPLOAD_READING: being split and, in the same pass, encrypted for the vault
 * @SLUICE_UPLOAD_WAITING: nothing has been sent; waits for the person
 * @SLUICE_UPLOAD_SENDING: on its way
 * @SLUICE_UPLOAD_PAUSED: decided, and held back by the person until they say otherwise
 * @SLUICE_UPLOAD_SENT: done
 * @SLUICE_UPLOAD_KEPT: done: nothing was sent, as the person chose
 * @SLUICE_UPLOAD_FAILED: see #SluiceUpload:message
 * @SLUICE_UPLOAD_CANCELLED: stopped by the person
 */
typedef enum
{
  SLUICE_UPLOAD_QUEUED,
  SLUICE_UPLOAD_READING,
  SLUICE_UPLOAD_WAITING,
  SLUICE_UPLOAD_SENDING,
  SLUICE_UPLOAD_PAUSED,
  SLUICE_UPLOAD_SENT,
  SLUICE_UPLOAD_KEPT,
  SLUICE_UPLOAD_FAILED,
  SLUICE_UPLOAD_CANCELLED,
} SluiceUploadState;

/**
 * SluiceUploadWish:
 * @group_id: (nullable): the group whose printers shall print it, as the place has it; %NULL for none
 * @printer_id: (nullable): the printer in the local network that shall print it; %NULL for none
 * @redacted: whether a redacted copy is to leave in place of the file, if product data leaves
 *
 * What the person wants, beside what the policy lets leave. All borrowed.
 */
typedef struct
{
  const char *group_id;
  const char *printer_id;
  gboolean    redacted;
} SluiceUploadWish;

#define SLUICE_TYPE_UPLOAD_STATE (sluice_upload_state_get_type ())
GType sluice_upload_state_get_type (void);

#define SLUICE_TYPE_UPLOAD (sluice_upload_get_type ())

/*
 * One file on its way. Properties: path, name, state, decided (whether the person
 * said what leaves), progress (0 to 1 of what is being done now), split
 * (SluiceSplit, NULL before it is read), coarse (whether the record is), message
 * (what happened, or what it waits for, for a person, or NULL), retry-at (when it
 * is tried again, seconds since the epoch, or 0), bytes-sent (of bodies),
 * product-sent (boolean), group-id (NULL when it is not printed).
 */
G_DECLARE_FINAL_TYPE (SluiceUpload, sluice_upload, SLUICE, UPLOAD, GObject)

const char          *sluice_upload_get_id           (SluiceUpload *self);
const char          *sluice_upload_get_path         (SluiceUpload *self);
const char          *sluice_upload_get_name         (SluiceUpload *self);
SluiceUploadState    sluice_upload_get_state        (SluiceUpload *self);
SluiceSplit         *sluice_upload_get_split        (SluiceUpload *self);
SluiceProcessRecord *sluice_upload_get_record       (SluiceUpload *self);
const char          *sluice_upload_get_message      (SluiceUpload *self);
guint64              sluice_upload_get_bytes_sent   (SluiceUpload *self);
gboolean             sluice_upload_get_product_sent (SluiceUpload *self);
const char          *sluice_upload_get_group_id     (SluiceUpload *self);
const char          *sluice_upload_get_printer_id   (SluiceUpload *self);
gboolean             sluice_upload_get_printed      (SluiceUpload *self);
gboolean             sluice_upload_get_redacted     (SluiceUpload *self);
guint64              sluice_upload_get_bytes_done   (SluiceUpload *self);
guint64              sluice_upload_get_bytes_total  (SluiceUpload *self);
double               sluice_upload_get_seconds_left (SluiceUpload *self);
gboolean             sluice_upload_is_decided       (SluiceUpload *self);
gint64               sluice_upload_get_retry_at     (SluiceUpload *self);

G_END_DECLS
