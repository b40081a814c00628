/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/**
 * sluice_activity_get_kind:
 * @entry: an entry
 *
 * Returns: what the body was; a word of a newer Sluice counts as product data,
 *   as everything does that is not known to be less
 */
SluiceKind
sluice_activity_get_kind (SluiceLedgerEntry *entry)
{
  const char *label = sluice_ledger_entry_get_label (entry);
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_KIND);
  GEnumValue *value = label != NULL ? g_enum_get_value_by_nick (kinds, label) : NULL;

  if (label == NULL || *label == '\0')
    return SLUICE_KIND_NONE;
  return value != NULL ? (SluiceKind) value->value : SLUICE_KIND_PRODUCT;
}

#define PRINT_ROUTE "/process/v1/records/{id}/print"

/* What requests ask for, by where they go: those that carry no print data, and
 * the one that says where to print. The words also stand before "not answered"
 * and the like, so each says what was asked, not what came of it. */
static const struct
{
  const char *route; /* one that ends with "/" stands for all below it */
  const char *words;
} requests[] = {
  { "/connect/v1/clusters", N_("Asked for the list of printers") },
  { "/connect/v1/clusters/{id}/status", N_("Asked how printers are doing") },
  { "/connect/v1/clusters/{id}/print/{job}", N_("Asked to print a file") },
  { "/connect/v1/print_jobs", N_("Asked for the list of prints") },
  { "/cura-drive/v1/backups", N_("Asked for the backups of settings") },
  { "/cura-drive/v1/backups/{id}", N_("Asked to delete a backup of settings") },
  { "/cura-packages/v1/user/packages", N_("Asked for the packages of the account") },
  { "/cura-packages/v1/user/packages/{id}", N_("Asked to remove a package from the account") },
  { "/check-token", N_("Asked whose sign-in this is") },
  { "/process/v1/records", N_("Asked for the process records") },
  { PRINT_ROUTE, N_("Asked to print") },
  { "/cura/v1/", N_("Asked about files in the cloud") },
  { "/privacy/v1/capabilities", N_("Asked what the cloud can do") },
  { "/privacy/v1/inventory", N_("Asked what is kept about you") },
  { "/privacy/v1/inventory/sums", N_("Asked how much is kept about you") },
  { "/privacy/v1/inventory/{id}", N_("Asked to delete something") },
  { "/privacy/v1/accesses", N_("Asked who read your data") },
  { "/privacy/v1/grants", N_("Asked who can see your data") },
  { "/privacy/v1/grants/{id}", N_("Asked to take back what was given") },
  { "/privacy/v1/consents", N_("Asked who waits for your answer") },
  { "/privacy/v1/consents/", N_("Asked about a request for your data") },
  { "/privacy/v1/receipts", N_("Asked for receipts") },
  { "/privacy/v1/receipts/", N_("Asked for a receipt") },
  { "/privacy/v1/receipt-keys", N_("Asked for the keys of receipts") },
  { "/authorize", N_("Sign-in") },
  { "/token", N_("Sign-in, asked for a pass") },
  { "/revoke", N_("Sign-out") },
  { "/cluster-api/v1/printers", N_("Asked a printer what it is") },
  { "/api/version", N_("Asked a printer what it is") },
  { "/server/info", N_("Asked a printer what it is") },
  { "/api/v1/status", N_("Asked a printer where files go") },
};

/* Where printers in the local network take files. */
static const char * const home_prints[] = {
  "/cluster-api/v1/print_jobs/", "/api/files/local", "/server/files/upload", "/api/v1/files/{storage}/{name}", NULL,
};

/* (nullable): what was asked for; NULL for a route that this version does not know */
static const char *
get_request (SluiceLedgerEntry *entry)
{
  const char *route = sluice_ledger_entry_get_route (entry);

  if (route == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      gboolean all_below = g_str_has_suffix (requests[i].route, "/");

      if (all_below ? g_str_has_prefix (route, requests[i].route) : g_str_equal (route, requests[i].route))
        return _(requests[i].words);
    }

  return NULL;
}

/* Its body names the printers, and nothing of the file. */
static gboolean
is_print_request (SluiceLedgerEntry *entry)
{
  return g_strcmp0 (sluice_ledger_entry_get_route (entry), PRINT_ROUTE) == 0;
}

static gboolean
is_home_print (SluiceLedgerEntry *entry)
{
  const char *route = sluice_ledger_entry_get_route (entry);

  return route != NULL && g_strv_contains (home_prints, route);
}

/* What was sent, or would have been. */
static const char *
get_subject (SluiceLedgerEntry *entry)
{
  const char *request = get_request (entry);

  switch (sluice_activity_get_kind (entry))
    {
    case SLUICE_KIND_PROCESS:
      return is_print_request (entry) ? request : _("Process data");
    case SLUICE_KIND_PRODUCT:
      return is_home_print (entry) ? _("Product data, to print at home") : _("Product data");
    case SLUICE_KIND_PERSONAL:
      return _("Personal data");
    case SLUICE_KIND_CREDENTIALS:
      return request != NULL ? request : _("Sign-in");
    case SLUICE_KIND_NONE:
    case SLUICE_KIND_STRUCTURE:
    default:
      return request != NULL ? request : _("Request without content");
    }
}

/* A request that carried a body was answered: it arrived, or it was turned away. */
static char *
describe_answer (SluiceLedgerEntry *entry)
{
  guint status = sluice_ledger_entry_get_http_status (entry);

  /* A sign-in is answered with a way onward. */
  if (status < 400)
    return g_strdup (get_subject (entry));

  /* Translators: "Process data, turned away (answer 403)" */
  return g_strdup_printf (_("%s, turned away (answer %u)"), get_subject (entry), status);
}

/* A rule for what may leave; which place or group it is for is known by an id only, and is not said. */
static char *
describe_change (SluiceLedgerEntry *entry)
{
  const char *scope = sluice_ledger_entry_get_route (entry);
  const char *to = strchr (sluice_ledger_entry_get_reason (entry), '>');
  const char *now;

  if (to == NULL || g_str_equal (to, ">"))
    now = C_("what may leave", "as usual");
  else if (g_str_equal (to, ">all"))
    now = C_("what may leave", "product and process data");
  else if (g_str_equal (to, ">process"))
    now = C_("what may leave", "process data only");
  else
    now = C_("what may leave", "nothing");

  if (g_str_equal (scope, "place"))
    /* Translators: %s is what may leave, as "process data only" */
    return g_strdup_printf (_("What may go to one place was set: %s"), now);
  if (g_str_equal (scope, "group"))
    /* Translators: %s is what may leave, as "process data only" */
    return g_strdup_printf (_("What may leave for one group was set: %s"), now);
  if (g_str_equal (scope, "files"))
    /* Translators: the first %s is a pattern for names of files, the second what may leave, as "process data only" */
    return g_strdup_printf (_("What may leave of files named “%s” was set: %s"), sluice_ledger_entry_get_place_id (entry),
                            now);
  /* Translators: %s is what may leave, as "process data only" */
  return g_strdup_printf (_("What usually may leave was set: %s"), now);
}

/**
 * sluice_activity_dup_title:
 * @entry: an entry
 *
 * Returns: (transfer full): what happened
 */
char *
sluice_activity_dup_title (SluiceLedgerEntry *entry)
{
  switch (sluice_ledger_entry_get_status (entry))
    {
    case SLUICE_LEDGER_ANSWERED:
      return describe_answer (entry);
    case SLUICE_LEDGER_LEAVING:
      /* Translators: "Process data, on its way" */
      return g_strdup_printf (_("%s, on its way"), get_subject (entry));
    case SLUICE_LEDGER_FAILED:
      return g_strdup_printf (_("%s, not answered"), get_subject (entry));
    case SLUICE_LEDGER_CANCELLED:
      return g_strdup_printf (_("%s, stopped"), get_subject (entry));
    case SLUICE_LEDGER_REFUSED:
      return g_strdup_printf (_("%s, kept here by Sluice"), get_subject (entry));
    case SLUICE_LEDGER_CLEARED:
      return g_strdup (_("Older entries were removed"));
    case SLUICE_LEDGER_DAMAGED:
      return g_strdup (_("Entries before this one are missing"));
    case SLUICE_LEDGER_CHANGED:
      return describe_change (entry);
    case SLUICE_LEDGER_UNKNOWN:
    default:
      return g_strdup (_("An entry that this version cannot read"));
    }
}

/**
 * sluice_activity_dup_subtitle:
 * @entry: an entry
 *
 * Returns: (transfer full): when, to whom and how often
 */
char *
sluice_activity_dup_subtitle (SluiceLedgerEntry *entry)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (sluice_ledger_entry_get_time (entry));
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *clock = sluice_format_clock (local);
  const char *place = sluice_ledger_entry_get_place_name (entry);
  gint64 count = sluice_ledger_entry_get_count (entry);
  g_autofree char *times = NULL;

  if (place == NULL || *place == '\0')
    return g_steal_pointer (&clock);
  if (count <= 1)
    /* Translators: a time of day and a place: "14:05, to Home cloud" */
    return g_strdup_printf (_("%s, to %s"), clock, place);

  times = g_strdup_printf (ngettext ("%d time", "%d times", (gulong) count), (int) count);
  /* Translators: a time of day, a place and how often: "14:05, to Home cloud, 60 times" */
  return g_strdup_printf (_("%s, to %s, %s"), clock, place, times);
}

/**
 * sluice_activity_dup_bytes:
 * @entry: an entry
 *
 * Returns: (transfer full): how much left, for what did
 */
char *
sluice_activity_dup_bytes (SluiceLedgerEntry *entry)
{
  gint64 bytes = sluice_ledger_entry_get_bytes_out (entry);

  return bytes > 0 ? sluice_format_exact_bytes (bytes) : g_strdup ("");
}

/**
 * sluice_activity_get_icon_name:
 * @entry: an entry
 *
 * Returns: the name of a symbolic icon for how it went
 */
const char *
sluice_activity_get_icon_name (SluiceLedgerEntry *entry)
{
  switch (sluice_ledger_entry_get_status (entry))
    {
    case SLUICE_LEDGER_ANSWERED:
      return sluice_activity_get_kind (entry) == SLUICE_KIND_NONE ? "network-transmit-receive-symbolic" : "send-to-symbolic";
    case SLUICE_LEDGER_LEAVING:
      return "content-loading-symbolic";
    case SLUICE_LEDGER_REFUSED:
      return "changes-prevent-symbolic";
    case SLUICE_LEDGER_FAILED:
      return "network-error-symbolic";
    case SLUICE_LEDGER_CANCELLED:
      return "process-stop-symbolic";
    case SLUICE_LEDGER_CLEARED:
      return "user-trash-symbolic";
    case SLUICE_LEDGER_CHANGED:
      return "emblem-system-symbolic";
    case SLUICE_LEDGER_DAMAGED:
    case SLUICE_LEDGER_UNKNOWN:
    default:
      return "dialog-warning-symbolic";
    }
}

/**
 * sluice_activity_is_sent:
 * @entry: an entry
 * @kind: a kind
 *
 * Returns: whether @entry says that data of this kind arrived; where to print it
 *   is no data of its own
 */
gboolean
sluice_activity_is_sent (SluiceLedgerEntry *entry,
                         SluiceKind         kind)
{
  guint status = sluice_ledger_entry_get_http_status (entry);

  return sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_ANSWERED &&
         sluice_activity_get_kind (entry) == kind && !is_print_request (entry) && status >= 200 && status < 300;
}

/** sluice_activity_describe_export: (transfer full): how far an export is; of 0 it is not known yet how many there are. */
char *
sluice_activity_describe_export (gint64 n_done,
                                 gint64 n_all)
{
  if (n_all == 0)
    return g_strdup (_("Beginning to write"));
  return g_strdup_printf (ngettext ("%d of %d entry is written", "%d of %d entries are written", (gulong) n_all),
                          (int) n_done, (int) n_all);
}

/** sluice_activity_describe_exported: (transfer full): what an export came to. */
char *
sluice_activity_describe_exported (gint64 n_entries)
{
  return g_strdup_printf (ngettext ("%d entry is in the file", "%d entries are in the file", (gulong) n_entries),
                          (int) n_entries);
}
