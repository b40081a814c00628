/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights-day.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceRight:
 * @SLUICE_RIGHT_ACCESS: to know what they keep (GDPR Art. 15)
 * @SLUICE_RIGHT_RECTIFICATION: to have it corrected (Art. 16)
 * @SLUICE_RIGHT_ERASURE: to have it erased (Art. 17)
 * @SLUICE_RIGHT_PORTABILITY: to have it in a form for machines (Art. 20)
 *
 * What can be asked for. Kept by their nicks.
 */
typedef enum
{
  SLUICE_RIGHT_ACCESS,
  SLUICE_RIGHT_RECTIFICATION,
  SLUICE_RIGHT_ERASURE,
  SLUICE_RIGHT_PORTABILITY,
  SLUICE_RIGHT_LAST,
} SluiceRight;

/**
 * SluiceRightsState:
 * @SLUICE_RIGHTS_DRAFT: not sent yet
 * @SLUICE_RIGHTS_WAITING: sent, and the answer is still in time
 * @SLUICE_RIGHTS_OVERDUE: sent, and the term is over
 * @SLUICE_RIGHTS_ANSWERED: the answer is filed
 * @SLUICE_RIGHTS_CLOSED: ended without an answer
 */
typedef enum
{
  SLUICE_RIGHTS_DRAFT,
  SLUICE_RIGHTS_WAITING,
  SLUICE_RIGHTS_OVERDUE,
  SLUICE_RIGHTS_ANSWERED,
  SLUICE_RIGHTS_CLOSED,
} SluiceRightsState;

#define SLUICE_TYPE_RIGHTS_REQUEST (sluice_rights_request_get_type ())

/* A formal request to somebody who keeps data about the person. Signal "changed": it was sent, answered or the like. */
G_DECLARE_FINAL_TYPE (SluiceRightsRequest, sluice_rights_request, SLUICE, RIGHTS_REQUEST, GObject)

SluiceRightsRequest *sluice_rights_request_new           (SluiceRight          right,
                                                          const char          *recipient,
                                                          const char          *address,
                                                          const char          *account,
                                                          const char          *details);
const char          *sluice_rights_request_get_id        (SluiceRightsRequest *self);
SluiceRight          sluice_rights_request_get_right     (SluiceRightsRequest *self);
guint                sluice_rights_request_get_article   (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_recipient (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_address   (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_account   (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_details   (SluiceRightsRequest *self);
SluiceRightsDay      sluice_rights_request_get_sent      (SluiceRightsRequest *self);
SluiceRightsDay      sluice_rights_request_get_due       (SluiceRightsRequest *self);
gboolean             sluice_rights_request_get_extended  (SluiceRightsRequest *self);
SluiceRightsDay      sluice_rights_request_get_answered  (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_note      (SluiceRightsRequest *self);
const char          *sluice_rights_request_get_file      (SluiceRightsRequest *self);
SluiceRightsDay      sluice_rights_request_get_closed    (SluiceRightsRequest *self);
SluiceRightsState    sluice_rights_request_get_state     (SluiceRightsRequest *self,
                                                          SluiceRightsDay      today);

G_END_DECLS
