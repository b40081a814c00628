/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"
#include "sluice-consent-sample.h"

G_BEGIN_DECLS

/* What the consent dialog says, as sentences, and what it offers. No GTK in here. */
GStrv       sluice_consent_durations_new             (const char              *asked);
guint       sluice_consent_durations_find_preset     (const char * const      *durations,
                                                      const char              *asked);
gboolean    sluice_consent_is_web_page               (const char              *address);

const char *sluice_consent_get_verified_title        (gboolean                 is_verified);
const char *sluice_consent_get_verified_explanation  (gboolean                 is_verified);
char       *sluice_consent_quote                     (const char              *text);
char       *sluice_consent_describe_start            (const char              *name,
                                                      gint64                   now,
                                                      gint64                   created);
char       *sluice_consent_describe_unknown          (guint                    n_unknown);
char       *sluice_consent_describe_time_left        (gint64                   now,
                                                      gint64                   expires);

char       *sluice_consent_item_dup_name             (SluiceConsentItem       *item);
char       *sluice_consent_item_dup_description      (SluiceConsentItem       *item);
char       *sluice_consent_sample_dup_label          (const SluiceConsentSampleLine *line);
char       *sluice_consent_sample_dup_value          (const char              *category,
                                                      const SluiceConsentSampleLine *line);
char       *sluice_consent_sample_describe_count     (guint                    n_shown,
                                                      guint64                  total);

char       *sluice_consent_dup_share_label           (guint                    n_items,
                                                      gboolean                 can_choose);
char       *sluice_consent_describe_shared           (guint                    n_items,
                                                      const char              *name);

G_END_DECLS
