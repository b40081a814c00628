/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-body-private.h"

#include "sluice-secret.h"

#include <string.h>

static SluiceBody *
new_body (SluiceLabel  label,
          GBytes      *bytes,
          guint64      size,
          const char  *content_type)
{
  SluiceBody *self = g_new0 (SluiceBody, 1);

  self->label = label;
  self->bytes = bytes;
  self->size = size;
  self->content_type = g_strdup (content_type);
  return self;
}

void
sluice_body_free (SluiceBody *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->factory_destroy != NULL)
    self->factory_destroy (self->factory_data);
  g_free (self->content_type);
  g_free (self);
}

/**
 * sluice_process_body_new:
 * @record: a process record, as the bytes that leave
 * @content_type: its media type
 *
 * Returns: (transfer full): a body whose bytes the ledger keeps in full
 */
SluiceProcessBody *
sluice_process_body_new (GBytes     *record,
                         const char *content_type)
{
  g_return_val_if_fail (record != NULL && content_type != NULL, NULL);

  return (SluiceProcessBody *) new_body (SLUICE_LABEL_PROCESS, g_bytes_ref (record), g_bytes_get_size (record),
                                         content_type);
}

void
sluice_process_body_free (SluiceProcessBody *self)
{
  sluice_body_free ((SluiceBody *) self);
}

/**
 * sluice_product_body_new:
 * @bytes: product data
 * @content_type: its media type
 *
 * Returns: (transfer full): a body
 */
SluiceProductBody *
sluice_product_body_new (GBytes     *bytes,
                         const char *content_type)
{
  g_return_val_if_fail (bytes != NULL && content_type != NULL, NULL);

  return (SluiceProductBody *) new_body (SLUICE_LABEL_PRODUCT, g_bytes_ref (bytes), g_bytes_get_size (bytes),
                                         content_type);
}

/**
 * sluice_product_body_new_stream:
 * @size: bytes that the stream gives; it is an error when it gives more or fewer
 * @content_type: its media type
 * @factory: opens the stream
 * @data: for @factory
 * @destroy: (nullable): frees @data
 *
 * For what is too large for memory.
 *
 * Returns: (transfer full): a body
 */
SluiceProductBody *
sluice_product_body_new_stream (guint64              size,
                                const char          *content_type,
                                SluiceStreamFactory  factory,
                                gpointer             data,
                                GDestroyNotify       destroy)
{
  SluiceBody *self;

  g_return_val_if_fail (content_type != NULL && factory != NULL, NULL);

  self = new_body (SLUICE_LABEL_PRODUCT, NULL, size, content_type);
  self->factory = factory;
  self->factory_data = data;
  self->factory_destroy = destroy;
  return (SluiceProductBody *) self;
}

void
sluice_product_body_free (SluiceProductBody *self)
{
  sluice_body_free ((SluiceBody *) self);
}

/**
 * sluice_personal_body_new:
 * @bytes: personal data
 * @content_type: its media type
 *
 * Returns: (transfer full): a body
 */
SluicePersonalBody *
sluice_personal_body_new (GBytes     *bytes,
                          const char *content_type)
{
  g_return_val_if_fail (bytes != NULL && content_type != NULL, NULL);

  return (SluicePersonalBody *) new_body (SLUICE_LABEL_PERSONAL, g_bytes_ref (bytes), g_bytes_get_size (bytes),
                                          content_type);
}

void
sluice_personal_body_free (SluicePersonalBody *self)
{
  sluice_body_free ((SluiceBody *) self);
}

/**
 * sluice_credentials_body_new_take:
 * @text: (transfer full): a form or JSON text with secrets in it
 * @content_type: its media type
 *
 * The text is overwritten with zeros when the last user of it is done.
 *
 * Returns: (transfer full): a body
 */
SluiceCredentialsBody *
sluice_credentials_body_new_take (char       *text,
                                  const char *content_type)
{
  gsize length;

  g_return_val_if_fail (text != NULL && content_type != NULL, NULL);

  length = strlen (text);
  return (SluiceCredentialsBody *) new_body (SLUICE_LABEL_CREDENTIALS,
                                             g_bytes_new_with_free_func (text, length, (GDestroyNotify) sluice_secret_free,
                                                                         text), length,
                                             content_type);
}

void
sluice_credentials_body_free (SluiceCredentialsBody *self)
{
  sluice_body_free ((SluiceBody *) self);
}
