/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What leaves in the body of a request. Each label has a type of its own, so
 * that product data handed to a process call does not compile; that is also why
 * they are plain structs, which no cast macro of GObject turns into each other.
 */
typedef struct _SluiceProcessBody     SluiceProcessBody;
typedef struct _SluiceProductBody     SluiceProductBody;
typedef struct _SluicePersonalBody    SluicePersonalBody;
typedef struct _SluiceCredentialsBody SluiceCredentialsBody;

/**
 * SluiceStreamFactory:
 * @data: what the body was made with
 * @error: why there is no stream
 *
 * Opens what is sent, from its first byte. Called anew for each attempt, on a
 * thread where it may block.
 *
 * Returns: (transfer full) (nullable): the stream
 */
typedef GInputStream *(*SluiceStreamFactory) (gpointer   data,
                                              GError   **error);

SluiceProcessBody     *sluice_process_body_new          (GBytes                *record,
                                                         const char            *content_type);
void                   sluice_process_body_free         (SluiceProcessBody     *self);

SluiceProductBody     *sluice_product_body_new          (GBytes                *bytes,
                                                         const char            *content_type);
SluiceProductBody     *sluice_product_body_new_stream   (guint64                size,
                                                         const char            *content_type,
                                                         SluiceStreamFactory    factory,
                                                         gpointer               data,
                                                         GDestroyNotify         destroy);
void                   sluice_product_body_free         (SluiceProductBody     *self);

SluicePersonalBody    *sluice_personal_body_new         (GBytes                *bytes,
                                                         const char            *content_type);
void                   sluice_personal_body_free        (SluicePersonalBody    *self);

SluiceCredentialsBody *sluice_credentials_body_new_take (char                  *text,
                                                         const char            *content_type);
void                   sluice_credentials_body_free     (SluiceCredentialsBody *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceProcessBody, sluice_process_body_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceProductBody, sluice_product_body_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePersonalBody, sluice_personal_body_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceCredentialsBody, sluice_credentials_body_free)

G_END_DECLS
