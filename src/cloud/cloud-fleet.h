/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"
#include "virtual-printers.h"

G_BEGIN_DECLS

/**
 * CloudCluster:
 *
 * A printer group, with its names in the clear; how many printers are in it, and whether any can be reached at all.
 */
typedef struct
{
  char    *id;
  char    *host_guid;
  char    *host_name;
  char    *friendly_name;
  char    *printer_type;
  guint    n_printers;
  gboolean is_online;
} CloudCluster;

/** CloudPrinterFacts: what does not change about a printer. */
typedef struct
{
  char *friendly_name;
  char *machine_variant;
  char *configuration; /* JSON */
} CloudPrinterFacts;

/** CloudJobFacts: what does not change about a job. */
typedef struct
{
  char       *name;
  char       *origin;
  char       *origin_id;
  JsonObject *details;
} CloudJobFacts;

/**
 * CloudFleet:
 *
 * A group at a moment: its printers, and its jobs that are not over; the
 * elements of @facts belong to those of the same index.
 */
typedef struct
{
  CloudCluster *cluster;
  GArray       *printers;      /* VirtualPrinter */
  GPtrArray    *printer_facts; /* CloudPrinterFacts */
  GArray       *jobs;          /* VirtualJob */
  GPtrArray    *job_facts;     /* CloudJobFacts */
  gint64        now;
} CloudFleet;

/** CloudNewPrinter: a printer to be made; @condition, @temper and @life as in #VirtualPrinter. */
typedef struct
{
  const char      *friendly_name;
  const char      *machine_variant;
  const char      *configuration;
  VirtualCondition condition;
  VirtualTemper    temper;
  guint            life;
} CloudNewPrinter;

GPtrArray    *cloud_fleet_list_clusters (CloudContext           *context,
                                         const char             *account,
                                         GError                **error);
CloudCluster *cloud_fleet_get_cluster   (CloudContext           *context,
                                         const char             *account,
                                         const char             *id,
                                         GError                **error);
CloudFleet   *cloud_fleet_load          (CloudContext           *context,
                                         const char             *account,
                                         const char             *cluster,
                                         GError                **error);
char         *cloud_fleet_make_cluster  (CloudContext           *context,
                                         const char             *account,
                                         const char             *friendly_name,
                                         const char             *printer_type,
                                         GError                **error);
char         *cloud_fleet_make_printer  (CloudContext           *context,
                                         const char             *account,
                                         const char             *cluster,
                                         guint                   position,
                                         const CloudNewPrinter  *printer,
                                         GError                **error);
void          cloud_fleet_free          (CloudFleet             *self);
void          cloud_cluster_free        (CloudCluster           *cluster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudFleet, cloud_fleet_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudCluster, cloud_cluster_free)

G_END_DECLS
