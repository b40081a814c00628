/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceUploadState:
 * @SLUICE_UPLOAD_READING: being split and, in the same pass, put into the vault
 * @SLUICE_UPLOAD_WAITING: nothing has been sent; waits for the person
 * @SLUICE_UPLOAD_SENDING: on its way
 * @SLUICE_UPLOAD_SENT: done
 * @SLUICE_UPLOAD_KEPT: done: nothing was sent, as the person chose
 * @SLUICE_UPLOAD_FAILED: see #SluiceUpload:message
 * @SLUICE_UPLOAD_CANCELLED: stopped by the person
 */
typedef enum
{
  SLUICE_UPLOAD_READING,
  SLUICE_UPLOAD_WAITING,
  SLUICE_UPLOAD_SENDING,
  SLUICE_UPLOAD_SENT,
  SLUICE_UPLOAD_KEPT,
  SLUICE_UPLOAD_FAILED,
  SLUICE_UPLOAD_CANCELLED,
} SluiceUploadState;

#define SLUICE_TYPE_UPLOAD_STATE (sluice_upload_state_get_type ())
GType sluice_upload_state_get_type (void);

#define SLUICE_TYPE_UPLOAD (sluice_upload_get_type ())

G_DECLARE_FINAL_TYPE (SluiceUpload, sluice_upload, SLUICE, UPLOAD, GObject)

/*
 * One file on its way. Properties: path, name, state, progress (0 to 1 of what
 * is being done now, -1 unknown), split (SluiceSplit or NULL before it is read),
 * message (what happened, for a person, or NULL), bytes-sent (of bodies),
 * sent-mode (what left), group-id, job-name (pseudonym the cloud knows, or NULL).
 */

G_END_DECLS
