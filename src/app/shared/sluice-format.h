/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures as a person reads them. No GTK in here. */
char *sluice_format_bytes       (guint64    n_bytes);
char *sluice_format_exact_bytes (guint64    n_bytes);
char *sluice_format_share       (guint64    part,
                                 guint64    whole);
char *sluice_format_percent     (double     fraction);
char *sluice_format_duration    (gint64     seconds);
char *sluice_format_time_left   (gint64     seconds);
char *sluice_format_time_left_range (gint64 low,
                                     gint64 high);
char *sluice_format_age         (gint64     now,
                                 gint64     then);
char *sluice_format_as_of       (gint64     now,
                                 gint64     then);
char *sluice_format_stale       (gint64      now,
                                 gint64      then,
                                 const char *reason);
char *sluice_format_day         (GDateTime *day,
                                 GDateTime *now);
char *sluice_format_clock       (GDateTime *time);
char *sluice_format_date        (gint64     seconds);
char *sluice_format_moment      (gint64     seconds);

G_END_DECLS
