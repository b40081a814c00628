/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** SLUICE_CONSENT_SAMPLE_LINES: no sample has more. */
#define SLUICE_CONSENT_SAMPLE_LINES 5

/**
 * SluiceConsentSampleLine:
 * @label: what it is; may be ""
 * @when: microseconds since the epoch when @label is a time; else -1
 * @value: the person's own data, on one line; may be ""
 */
typedef struct
{
  char   *label;
  gint64  when;
  char   *value;
} SluiceConsentSampleLine;

#define SLUICE_TYPE_CONSENT_SAMPLE (sluice_consent_sample_get_type ())

/* A few lines of the person's own data, to see what a question is about. Never changes. */
G_DECLARE_FINAL_TYPE (SluiceConsentSample, sluice_consent_sample, SLUICE, CONSENT_SAMPLE, GObject)

SluiceConsentSample           *sluice_consent_sample_new       (JsonObject          *object);
const SluiceConsentSampleLine *sluice_consent_sample_get_lines (SluiceConsentSample *self,
                                                                guint               *out_count);
guint64                        sluice_consent_sample_get_total (SluiceConsentSample *self);

G_END_DECLS
