/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-body.h"
#include "sluice-label.h"

G_BEGIN_DECLS

/* The common form behind the four types, for this room only. */
typedef struct
{
  SluiceLabel          label;
  char                *content_type;
  guint64              size;         /* bytes */
  GBytes              *bytes;        /* or, for a stream: */
  SluiceStreamFactory  factory;
  gpointer             factory_data;
  GDestroyNotify       factory_destroy;
} SluiceBody;

struct _SluiceProcessBody     { SluiceBody body; };
struct _SluiceProductBody     { SluiceBody body; };
struct _SluicePersonalBody    { SluiceBody body; };
struct _SluiceCredentialsBody { SluiceBody body; };

void sluice_body_free (SluiceBody *self);

G_END_DECLS
