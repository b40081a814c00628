/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceDataClass:
 * @SLUICE_DATA_CLASS_PUBLIC: seen by others, as the person published it
 * @SLUICE_DATA_CLASS_PRIVATE: never shared with other parties, whoever asks
 * @SLUICE_DATA_CLASS_UNTIL_CONSENT: private until the person gives it to one named party
 *
 * Who may see data.
 */
typedef enum
{
  SLUICE_DATA_CLASS_PUBLIC,
  SLUICE_DATA_CLASS_PRIVATE,
  SLUICE_DATA_CLASS_UNTIL_CONSENT,
} SluiceDataClass;

/**
 * SluiceDataKind:
 * @SLUICE_DATA_KIND_PERSONAL: about the person
 * @SLUICE_DATA_KIND_PRODUCT: about what is printed
 * @SLUICE_DATA_KIND_PROCESS: about how it is printed
 *
 * What data is about.
 */
typedef enum
{
  SLUICE_DATA_KIND_PERSONAL,
  SLUICE_DATA_KIND_PRODUCT,
  SLUICE_DATA_KIND_PROCESS,
} SluiceDataKind;

#define SLUICE_TYPE_DATA_CLASS (sluice_data_class_get_type ())
#define SLUICE_TYPE_DATA_KIND  (sluice_data_kind_get_type ())

GType sluice_data_class_get_type (void);
GType sluice_data_kind_get_type  (void);

/**
 * SluiceDataCategory:
 * @id: the same in all languages, such as "prints.jobs"
 * @klass: who may see it; it comes from here and never from who asks
 * @kind: what it is about
 * @title: for a person, not yet translated
 * @description: one sentence for a person, not yet translated
 * @purpose: what the cloud itself needs it for, not yet translated
 * @legal_basis: of the GDPR, Art. 6(1), as its letter: "a" consent, "b" contract, "f" legitimate interest
 * @retention: how long it is kept, not yet translated
 *
 * A kind of data that a cloud can hold about a person.
 */
typedef struct
{
  const char      *id;
  SluiceDataClass  klass;
  SluiceDataKind   kind;
  const char      *title;
  const char      *description;
  const char      *purpose;
  const char      *legal_basis;
  const char      *retention;
} SluiceDataCategory;

const char *sluice_data_class_get_name (SluiceDataClass self);
const char *sluice_data_kind_get_name  (SluiceDataKind  self);

const SluiceDataCategory *sluice_data_category_get_all (guint      *out_count);
const SluiceDataCategory *sluice_data_category_find    (const char *id);

G_END_DECLS
