/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-overview-words.h"

#include "sluice-data-words.h"
#include "sluice-activity-words.h"
#include "sluice-format.h"
#include "sluice-grant.h"
#include "sluice-printer-group.h"
#include "sluice-upload.h"
#include "sluice-vault-item.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
add_observation (SluiceObservation     *observation,
                 SluicePrintersSummary *summary)
{
  const gint64 observed_at = sluice_observation_get_observed_at (observation);

  summary->observed_at = summary->n_observations == 0 ? observed_at : MIN (summary->observed_at, observed_at);
  summary->n_observations++;
  summary->n_stale += sluice_observation_get_cause (observation) != SLUICE_STALE_NOT;
}

static void
add_group (SluicePrinterGroup    *group,
           SluicePrintersSummary *summary)
{
  GListModel *printers = sluice_printer_group_get_printers (group);
  guint n_printers = g_list_model_get_n_items (printers);

  if (sluice_printer_group_get_observation (group) != NULL)
    add_observation (sluice_printer_group_get_observation (group), summary);
  summary->n_printers += n_printers;
  for (guint i = 0; i < n_printers; i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, i);
      SluicePrinterState state = sluice_printer_get_state (printer);

      summary->n_printing += state == SLUICE_PRINTER_PRINTING || state == SLUICE_PRINTER_PREPARING;
      summary->n_attention += sluice_printer_get_needs_attention (printer);
      if (sluice_printer_group_get_observation (group) == NULL)
        add_observation (sluice_printer_get_observation (printer), summary);
    }
}

/**
 * sluice_overview_sum_printers:
 * @groups: of #SluicePrinterGroup
 * @summary: (out caller-allocates): how they are
 */
void
sluice_overview_sum_printers (GListModel            *groups,
                              SluicePrintersSummary *summary)
{
  *summary = (SluicePrintersSummary) { 0 };
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, i);

      add_group (group, summary);
    }
}

/* A file is announced, with its name, and then sent: one file, not two. */
static gboolean
is_announced_file (SluiceLedgerEntry *entry)
{
  return g_strcmp0 (sluice_ledger_entry_get_route (entry), "/cura/v1/uploads/{id}") == 0;
}

/**
 * sluice_overview_sum_sent:
 * @entries: of #SluiceLedgerEntry, newest first
 * @summary: (out caller-allocates): what arrived
 */
void
sluice_overview_sum_sent (GListModel        *entries,
                          SluiceSentSummary *summary)
{
  guint n_entries = g_list_model_get_n_items (entries);

  *summary = (SluiceSentSummary) { .complete = TRUE };
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);
      gboolean process = sluice_activity_is_sent (entry, SLUICE_KIND_PROCESS);
      gboolean product = sluice_activity_is_sent (entry, SLUICE_KIND_PRODUCT);

      summary->n_records += process;
      summary->n_product += product && !is_announced_file (entry);
      if ((process || product) && summary->last_at == 0)
        summary->last_at = sluice_ledger_entry_get_time (entry);
      summary->complete = sluice_ledger_entry_get_seq (entry) <= 1;
    }
}

/**
 * sluice_overview_count_waiting:
 * @uploads: of #SluiceUpload
 *
 * Returns: how many wait for a decision
 */
guint
sluice_overview_count_waiting (GListModel *uploads)
{
  guint n_uploads = g_list_model_get_n_items (uploads);
  guint n_waiting = 0;

  for (guint i = 0; i < n_uploads; i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (uploads, i);

      n_waiting += sluice_upload_get_state (upload) == SLUICE_UPLOAD_WAITING;
    }

  return n_waiting;
}

char *
sluice_overview_describe_printers (const SluicePrintersSummary *summary)
{
  if (summary->n_printers == 0)
    return g_strdup (_("No printers yet"));

  return g_strdup_printf (ngettext ("%u of %u printer is printing", "%u of %u printers are printing",
                                    summary->n_printers),
                          summary->n_printing, summary->n_printers);
}

char *
sluice_overview_describe_age (const SluicePrintersSummary *summary,
                              gint64                       now)
{
  g_autofree char *age = sluice_format_as_of (now, summary->observed_at);

  if (summary->n_printers == 0)
    return g_strdup (_("Printers that belong to your account appear by themselves"));
  if (summary->n_stale == 0)
    return g_steal_pointer (&age);

  /* Translators: how old the state of printers is: "as of 6 min ago; a group does not answer" */
  return g_strdup_printf (ngettext ("%s; %u source does not answer", "%s; %u sources do not answer", summary->n_stale),
                          age, summary->n_stale);
}

char *
sluice_overview_describe_attention (guint n_printers)
{
  return g_strdup_printf (ngettext ("%u printer needs you", "%u printers need you", n_printers), n_printers);
}

char *
sluice_overview_describe_waiting (guint n_uploads)
{
  return g_strdup_printf (ngettext ("%u file waits for your decision", "%u files wait for your decision", n_uploads),
                          n_uploads);
}

char *
sluice_overview_describe_sent (const SluiceSentSummary *summary)
{
  g_autofree char *records = NULL;

  if (summary->n_records == 0 && summary->n_product == 0)
    return g_strdup (summary->complete ? _("No print data has left") : _("No print data has left lately"));

  records = g_strdup_printf (ngettext ("%u process record sent", "%u process records sent", summary->n_records),
                             summary->n_records);
  if (summary->n_product == 0)
    return g_steal_pointer (&records);

  /* Translators: "3 process records sent, and 2 with product data" */
  return g_strdup_printf (ngettext ("%s, and %u file with product data", "%s, and %u files with product data",
                                    summary->n_product),
                          records, summary->n_product);
}

char *
sluice_overview_describe_sent_age (const SluiceSentSummary *summary,
                                   gint64                   now)
{
  g_autofree char *age = NULL;

  if (summary->last_at == 0)
    return g_strdup (_("Everything that leaves is listed under Activity"));

  age = sluice_format_age (now, summary->last_at);
  if (!summary->complete)
    /* Translators: an age: "12 min ago" */
    return g_strdup_printf (_("The last one %s; older entries are not counted"), age);
  return g_strdup_printf (_("The last one %s"), age);
}

/* @items: (nullable): of SluiceVaultItem */
char *
sluice_overview_describe_vault (GListModel *items)
{
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;
  g_autofree char *size = NULL;
  guint64 bytes = 0;

  if (items == NULL)
    return g_strdup (_("The vault is not open"));
  if (n_items == 0)
    return g_strdup (_("No files are kept here yet"));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (items, i);

      bytes += sluice_vault_item_get_size (item);
    }
  size = sluice_format_bytes (bytes);

  /* Translators: number of files and their size: "7 files are kept here, 12.3 MB" */
  return g_strdup_printf (ngettext ("%u file is kept here, %s", "%u files are kept here, %s", n_items), n_items, size);
}

char *
sluice_overview_describe_asking (guint n_requests)
{
  return g_strdup_printf (ngettext ("%u request for your data waits for your answer",
                                    "%u requests for your data wait for your answer", n_requests),
                          n_requests);
}

char *
sluice_overview_describe_alarms (guint n_grants)
{
  return g_strdup_printf (ngettext ("%u app is not what it was when you gave it data",
                                    "%u apps are not what they were when you gave them data", n_grants),
                          n_grants);
}

/* @sums: of SluiceInventorySum, none before the cloud has said so */
char *
sluice_overview_describe_kept (GListModel *sums)
{
  SluiceDataSums by_class;
  guint64 count = 0;

  sluice_data_sum (sums, &by_class);
  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    count += by_class.count[i];

  if (g_list_model_get_n_items (sums) == 0)
    return g_strdup (_("Not known yet what your cloud keeps about you"));
  if (count == 0)
    return g_strdup (_("Your cloud keeps nothing about you"));
  return g_strdup_printf (ngettext ("Your cloud keeps %'" PRIu64 " thing about you",
                                    "Your cloud keeps %'" PRIu64 " things about you", (gulong) count),
                          count);
}

/* @known: whether the cloud has ever said who */
char *
sluice_overview_describe_seeing (guint    n_grants,
                                 gboolean known)
{
  if (!known && n_grants == 0)
    return g_strdup (_("Not known yet who can see your data"));
  if (n_grants == 0)
    return g_strdup (_("Nobody can see your data"));
  return g_strdup_printf (ngettext ("%u app can see some of your data", "%u apps can see some of your data", n_grants),
                          n_grants);
}

/* @grants: of SluiceGrant */
char *
sluice_overview_describe_seen (GListModel *grants,
                               gint64      now)
{
  guint n_grants = g_list_model_get_n_items (grants);
  gint64 last_used = 0;
  g_autofree char *age = NULL;

  for (guint i = 0; i < n_grants; i++)
    {
      g_autoptr(SluiceGrant) grant = g_list_model_get_item (grants, i);

      last_used = MAX (last_used, sluice_grant_get_last_used (grant));
    }

  if (n_grants == 0)
    return g_strdup (_("Nothing is given before you say so"));
  if (last_used <= 0)
    return g_strdup (_("None of it was read yet"));
  age = sluice_format_age (now, last_used * G_USEC_PER_SEC);
  /* Translators: an age: "12 min ago" */
  return g_strdup_printf (_("They last read some of it %s"), age);
}

/** sluice_overview_get_connection: whether there is an encrypted connection, to the home cloud or one elsewhere. */
const char *
sluice_overview_get_connection (gboolean home,
                                gboolean ready)
{
  if (home)
    return ready ? _("The connection to your home cloud is encrypted") : _("There is no connection to your home cloud");
  return ready ? _("The connection to your cloud is encrypted") : _("There is no connection to your cloud");
}

/** sluice_overview_get_trust: by what that connection is known to be with the right one. */
const char *
sluice_overview_get_trust (gboolean home,
                           gboolean ready)
{
  if (!ready)
    return _("Nothing can leave until there is one");
  return home ? _("Only with the certificate that it made on this computer")
              : _("Only with a certificate that you trust for it");
}
