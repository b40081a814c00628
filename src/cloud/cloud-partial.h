/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"
#include "sluice-blob.h"

G_BEGIN_DECLS

typedef struct _CloudPartials CloudPartials;
typedef struct _CloudPartial CloudPartial;
typedef struct _CloudHold CloudHold;

/**
 * CloudHoldReady:
 * @hold: a request that has hold of an upload now
 * @error: (nullable): why it has not
 *
 * Answers the request, or gets it ready for its body. It may still be within
 * the request's begin, or come later.
 */
typedef void (*CloudHoldReady) (CloudHold    *hold,
                                const GError *error);

/**
 * CloudHold:
 * @partial: (nullable): what came so far; %NULL once another request took hold of it
 * @request: who holds it
 * @failure: (nullable): why no more can be written
 *
 * The sink of a request that adds to an upload.
 */
struct _CloudHold
{
  CloudPartial   *partial;
  CloudRequest   *request; /* borrowed: owns this */
  GError         *failure;
  CloudLater     *later;   /* while the file is read */
  CloudHoldReady  ready;
};

CloudPartials *cloud_partials_new         (void);
void           cloud_partials_unref       (CloudPartials   *self);
void           cloud_partials_close       (CloudPartials   *self);
void           cloud_partials_take_hold   (CloudRequest    *request,
                                           const char      *id,
                                           SluiceKey       *key,
                                           CloudHoldReady   ready);
void           cloud_partials_forget      (CloudContext    *context,
                                           const char      *id);
char          *cloud_partials_read_name   (const char      *name);

const char    *cloud_partial_get_id       (CloudPartial    *self);
gint64         cloud_partial_get_received (CloudPartial    *self);
gboolean       cloud_hold_write           (CloudHold       *self,
                                           GBytes          *bytes);
gboolean       cloud_hold_rest            (CloudHold       *self);
gboolean       cloud_hold_finish          (CloudHold       *self,
                                           guint8          *out_digest,
                                           GError         **error);

G_END_DECLS
