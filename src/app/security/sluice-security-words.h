/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-connection.h"
#include "sluice-local-printer.h"

G_BEGIN_DECLS

/**
 * SluiceSecurityFact:
 * @title: what it is about
 * @text: what is true of it, for a person
 */
typedef struct
{
  char *title;
  char *text;
} SluiceSecurityFact;

/* How connections are secured, in words. No GTK in here. */
char       *sluice_security_dup_verdict      (SluiceConnection      *connection);
char       *sluice_security_dup_info_verdict (SluiceConnectionInfo  *info);
const char *sluice_security_get_icon         (SluiceConnection      *connection);
gboolean    sluice_security_is_worrying      (SluiceConnection      *connection);
GPtrArray  *sluice_security_list_facts       (SluiceConnection      *connection,
                                              gint64                 now);
const char *sluice_security_describe_printer (SluiceLocalPrinter    *printer);
char       *sluice_security_compose_report   (SluiceConnection      *connection,
                                              const char            *versions);

void        sluice_security_add_fact         (GPtrArray             *facts,
                                              const char            *title,
                                              char                  *text);
GPtrArray  *sluice_security_facts_new        (void);

G_END_DECLS
