/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _CloudListener CloudListener;

CloudListener *cloud_listener_new             (SoupServer         *server,
                                               guint               max_connections,
                                               guint               patience_ms);
void           cloud_listener_free            (CloudListener      *self);
void           cloud_listener_set_certificate (CloudListener      *self,
                                               GTlsCertificate    *certificate);
gboolean       cloud_listener_listen          (CloudListener      *self,
                                               const char         *host,
                                               guint16             port,
                                               guint16            *out_port,
                                               GError            **error);
void           cloud_listener_stop            (CloudListener      *self);

void           cloud_listener_extend          (SoupServerMessage  *message);
void           cloud_listener_rest            (SoupServerMessage  *message);
void           cloud_listener_cut             (SoupServerMessage  *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudListener, cloud_listener_free)

G_END_DECLS
