/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cloud_challenge_is_plausible (const char *challenge,
                                       const char *method);
gboolean cloud_challenge_matches      (const char *challenge,
                                       const char *method,
                                       const char *verifier);

G_END_DECLS
