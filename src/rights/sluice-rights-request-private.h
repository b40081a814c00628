/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights-request.h"

G_BEGIN_DECLS

struct _SluiceRightsRequest
{
  GObject parent_instance;

  SluiceRight     right;
  gint64          created; /* seconds since the epoch */
  SluiceRightsDay sent;
  SluiceRightsDay answered;
  SluiceRightsDay closed;
  gboolean        extended;

  /* Owned, and never NULL but for the file. */
  char *id;
  char *recipient;
  char *address;
  char *account;
  char *details;
  char *note;
  char *file; /* what the answer's file was called */
};

SluiceRightsRequest *sluice_rights_request_copy  (SluiceRightsRequest *self);
void                 sluice_rights_request_adopt (SluiceRightsRequest *self,
                                                  SluiceRightsRequest *changed);
const char          *sluice_right_to_nick        (SluiceRight          right);
gboolean             sluice_right_from_nick      (const char          *nick,
                                                  SluiceRight         *out_right);

G_END_DECLS
