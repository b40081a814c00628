/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-sample.h"

#include "sluice-json.h"
#include "sluice-text.h"

#define MAX_LINE 120

struct _SluiceConsentSample
{
  GObject parent_instance;

  SluiceConsentSampleLine lines[SLUICE_CONSENT_SAMPLE_LINES]; /* what they hold is owned */
  guint                   n_lines;
  guint64                 total;
};

G_DEFINE_FINAL_TYPE (SluiceConsentSample, sluice_consent_sample, G_TYPE_OBJECT)

static void
sluice_consent_sample_finalize (GObject *object)
{
  SluiceConsentSample *self = SLUICE_CONSENT_SAMPLE (object);

  for (guint i = 0; i < self->n_lines; i++)
    {
      g_free (self->lines[i].label);
      g_free (self->lines[i].value);
    }

  G_OBJECT_CLASS (sluice_consent_sample_parent_class)->finalize (object);
}

static void
sluice_consent_sample_class_init (SluiceConsentSampleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_consent_sample_finalize;
}

static void
sluice_consent_sample_init (SluiceConsentSample *self)
{
}

static void
read_line (SluiceConsentSampleLine *line,
           JsonObject              *object)
{
  g_autoptr(GDateTime) time = NULL;

  line->label = sluice_text_tame (sluice_json_get_string (object, "label"), MAX_LINE) ?: g_strdup ("");
  line->value = sluice_text_tame (sluice_json_get_string (object, "value"), MAX_LINE) ?: g_strdup ("");
  time = g_date_time_new_from_iso8601 (line->label, NULL);
  line->when = time != NULL ? g_date_time_to_unix_usec (time) : -1;
}

/**
 * sluice_consent_sample_new:
 * @object: samples, as the cloud tells them; nothing in it is trusted to be there
 *
 * Returns: (transfer full): the sample
 */
SluiceConsentSample *
sluice_consent_sample_new (JsonObject *object)
{
  SluiceConsentSample *self = g_object_new (SLUICE_TYPE_CONSENT_SAMPLE, NULL);
  JsonArray *lines = sluice_json_get_array (object, "lines");
  guint n_lines = lines != NULL ? json_array_get_length (lines) : 0;
  gint64 total = 0;

  for (guint i = 0; i < n_lines && self->n_lines < SLUICE_CONSENT_SAMPLE_LINES; i++)
    {
      JsonObject *line = sluice_json_array_get_object (lines, i);

      if (line != NULL)
        read_line (&self->lines[self->n_lines++], line);
    }
  sluice_json_get_int (object, "count", &total);
  self->total = MAX (total, self->n_lines);
  return self;
}

/** sluice_consent_sample_get_lines: (transfer none) (array length=out_count): what it shows. */
const SluiceConsentSampleLine *
sluice_consent_sample_get_lines (SluiceConsentSample *self,
                                 guint               *out_count)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_SAMPLE (self), NULL);
  *out_count = self->n_lines;
  return self->lines;
}

/** sluice_consent_sample_get_total: of how many the lines are a part. */
guint64
sluice_consent_sample_get_total (SluiceConsentSample *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_SAMPLE (self), 0);
  return self->total;
}
