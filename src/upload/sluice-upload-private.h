/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-backoff.h"
#include "sluice-policy.h"
#include "sluice-upload.h"
#include "sluice-vault.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceUploadDecision:
 * @place_id: where it is to go; empty when nothing is to be sent
 * @printer_id: (nullable): the printer in the local network that is to print it
 * @mode: what may leave of it
 * @redacted: whether in place of the file a redacted copy leaves, where product data does
 * @record: the process record as it leaves: the very bytes
 * @record_id: its id
 * @format: the file's format, as a split names it
 * @size: bytes of the file
 *
 * What the person decided on, to the byte; a file that is another one by the time it is read again is asked for again.
 */
typedef struct
{
  char             *place_id;
  char             *printer_id;
  SluiceUploadMode  mode;
  gboolean          redacted;
  GBytes           *record;
  char             *record_id;
  char             *format;
  guint64           size;
} SluiceUploadDecision;

/* What was done of it; written down after each step. */
typedef struct
{
  char     *item_id;     /* of the vault; NULL before it is kept */
  char     *redacted_id; /* of the vault; NULL before there is a redacted copy */
  gboolean  print_asked; /* the printer at home may have been asked; whether it prints is not known before: */
  gboolean  print_whole; /* of what was asked for in this run, all bytes left; not written down */
  gboolean  print_done;
  gboolean  print_waits; /* it has the file, and was not ready to print it */
  gboolean  record_sent;
  char     *ticket;       /* of the place, as JSON; NULL before the file was announced */
  gboolean  product_sent;
  char     *job_uuid;    /* of the print; NULL before it was asked for */
} SluiceUploadSteps;

/* See sluice-upload.c. */
struct _SluiceUpload
{
  GObject parent_instance;

  /* Owned. */
  char                 *id;
  char                 *path;
  char                 *name;
  char                 *message;
  char                 *group_id;
  SluiceSplit          *split;
  SluiceProcessRecord  *coarse_record; /* of the split, made once: it has an id of its own */
  SluiceVaultWriter    *writer;
  SluiceVaultItem      *item;
  SluiceVaultItem      *redacted;      /* the copy of it that is sent in its place; NULL when there is none */
  DexFuture            *work;          /* while something is being done for it; dropping it ends that */
  SluiceUploadDecision  decision;
  SluiceUploadSteps     steps;
  SluiceBackoff        *backoff;

  SluiceUploadState state;
  double            progress;
  guint64           bytes_done; /* of those that are being sent, and since when */
  guint64           bytes_total;
  guint64           bytes_begun;
  gint64            begun; /* monotonic, or 0 */
  gint64            retry_at; /* seconds since the epoch, or 0 */
  guint             retry_source;
  guint64           bytes_sent;
  gboolean          product_sent;
  gboolean          coarse;
  gboolean          decided;
};

/* What the queue writes and the views only read. */

SluiceUpload      *sluice_upload_new             (const char        *path);
void               sluice_upload_set_state       (SluiceUpload      *self,
                                                  SluiceUploadState  state,
                                                  const char        *message);
void               sluice_upload_set_progress    (SluiceUpload      *self,
                                                  double             progress);
void               sluice_upload_set_bytes_done  (SluiceUpload      *self,
                                                  guint64            done,
                                                  guint64            total);
void               sluice_upload_set_split       (SluiceUpload      *self,
                                                  SluiceSplit       *split);
void               sluice_upload_set_coarse      (SluiceUpload      *self,
                                                  gboolean           coarse);
void               sluice_upload_add_sent        (SluiceUpload      *self,
                                                  guint64            bytes,
                                                  gboolean           product);
void               sluice_upload_set_group_id    (SluiceUpload      *self,
                                                  const char        *group_id);

void                        sluice_upload_decide       (SluiceUpload      *self,
                                                        const char        *place_id,
                                                        const SluiceUploadWish *wish,
                                                        SluiceUploadMode   mode);
gboolean                    sluice_upload_is_as_decided (SluiceUpload     *self);
void                        sluice_upload_undecide     (SluiceUpload      *self);
const SluiceUploadDecision *sluice_upload_get_decision (SluiceUpload      *self);

SluiceUploadSteps *sluice_upload_get_steps       (SluiceUpload      *self);

/* As it is written down, and back. */
GVariant          *sluice_upload_to_variant      (SluiceUpload      *self);
SluiceUpload      *sluice_upload_new_from_variant (GVariant         *entry);

/* The wait before it is tried again; @source is taken over, and 0 ends the wait. */
SluiceBackoff     *sluice_upload_get_backoff     (SluiceUpload      *self);
void               sluice_upload_set_retry       (SluiceUpload      *self,
                                                  gint64             retry_at,
                                                  guint              source);

/* The encrypted copy, until the vault has taken it over; then the vault's item. */
void               sluice_upload_take_writer     (SluiceUpload      *self,
                                                  SluiceVaultWriter *writer);
SluiceVaultWriter *sluice_upload_steal_writer    (SluiceUpload      *self);
gboolean           sluice_upload_has_writer      (SluiceUpload      *self);
void               sluice_upload_set_item        (SluiceUpload      *self,
                                                  SluiceVaultItem   *item);
SluiceVaultItem   *sluice_upload_get_item        (SluiceUpload      *self);
void               sluice_upload_set_redacted_item (SluiceUpload    *self,
                                                    SluiceVaultItem *item);
SluiceVaultItem   *sluice_upload_get_redacted_item (SluiceUpload    *self);

/* What is being done for it; taking another one, or NULL, ends it. */
void               sluice_upload_take_work       (SluiceUpload      *self,
                                                  DexFuture         *work);
DexFuture         *sluice_upload_dup_work        (SluiceUpload      *self);

G_END_DECLS
