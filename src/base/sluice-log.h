/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Structured logging with allow-listed fields. A message of ours is a constant
 * sentence; whatever varies goes into a field, and a field that is not on the
 * list is dropped. So a name, a token or a query string cannot get into a log
 * by way of a format string.
 *
 *   sluice_log (G_LOG_LEVEL_INFO, "request answered",
 *               "ROUTE", "/connect/v1/clusters", "STATUS", "200", NULL);
 *
 * Fields: CLIENT_ID CODE COUNT DURATION_MS ERROR_DOMAIN METHOD PORT ROUTE
 * BYTES_IN BYTES_OUT STATUS STATE VERSION WHAT
 */

void sluice_log_init (const char     *program);
void sluice_log      (GLogLevelFlags  level,
                      const char     *message,
                      ...) G_GNUC_NULL_TERMINATED;
void sluice_log_error (GLogLevelFlags level,
                       const char    *message,
                       const GError  *error);

G_END_DECLS
