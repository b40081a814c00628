/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-inventory.h"

/*
 * Where each category of the catalogue lies. Two lists, and a test that holds
 * them against the catalogue and against the tables there really are: what
 * somebody adds and does not list here, a person would never be shown.
 */
#define BYTES(Column) "length(CAST(" Column " AS BLOB))"

static const CloudInventorySource sources[] = {
  { "profile.username", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT 'username' AS id, created, length(username) AS size, NULL AS expires, 0 AS can_delete, username AS title,"
    " 'accounts.username' AS sealed_as, id AS row_id FROM accounts WHERE id = ?1", NULL,
    cloud_inventory_correct_username },
  { "profile.published" },
  { "profile.email", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT 'email' AS id, created, length(email) AS size, NULL AS expires, 0 AS can_delete, email AS title,"
    " 'accounts.email' AS sealed_as, id AS row_id FROM accounts WHERE id = ?1 AND email IS NOT NULL", NULL,
    cloud_inventory_correct_email },
  { "profile.password", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT 'password' AS id, NULL AS created, length(password) AS size, NULL AS expires, 0 AS can_delete,"
    " NULL AS title, NULL AS sealed_as, NULL AS row_id FROM accounts WHERE id = ?1 AND password IS NOT NULL", NULL },
  { "usage.patterns", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT 'session-' || hash AS id, NULL AS created, length(hash) AS size, expires, 0 AS can_delete, NULL AS title,"
    " NULL AS sealed_as, NULL AS row_id FROM sessions WHERE account = ?1"
    " UNION ALL SELECT 'browser-' || hash, NULL, length(hash), expires, 0, NULL, NULL, NULL FROM devices"
    " WHERE account = ?1", NULL },
  /* Grants with their tokens, questions, receipts; the list of reads is one item, which /privacy/v1/accesses opens. */
  { "consent.records", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT 'grant-' || id AS id, created, " BYTES ("scope") " + coalesce(" BYTES ("details") ", 0) AS size, expires,"
    " 0 AS can_delete, coalesce((SELECT name FROM clients WHERE clients.id = client), client) AS title,"
    " NULL AS sealed_as, NULL AS row_id FROM grants WHERE account = ?1"
    " UNION ALL SELECT 'question-' || id, created, " BYTES ("body") ", NULL, 0,"
    " coalesce((SELECT name FROM clients WHERE clients.id = client), client), NULL, NULL FROM consents"
    " WHERE account = ?1"
    " UNION ALL SELECT 'receipt-' || id, created, length(body), NULL, 0,"
    " coalesce((SELECT name FROM clients WHERE clients.id = client), client), NULL, NULL FROM receipts"
    " WHERE account = ?1"
    " UNION ALL SELECT 'accesses', min(at), sum(" BYTES ("client") " + " BYTES ("grant_id") " + " BYTES ("category")
    " + 16), NULL, 0, NULL, NULL, NULL FROM access_log WHERE account = ?1 GROUP BY account", NULL },
  { "profile.organization" },
  { "printers.groups", CLOUD_INVENTORY_DATA, CLOUD_KEY_PERSONAL,
    "SELECT id, created, length(host_name) + length(friendly_name) + (SELECT coalesce(sum(length(friendly_name) + "
    BYTES ("configuration") "), 0) FROM printers WHERE cluster = clusters.id) AS size, NULL AS expires,"
    " 0 AS can_delete, friendly_name AS title, 'clusters.friendly_name' AS sealed_as, id AS row_id FROM clusters"
    " WHERE account = ?1", NULL },
  { "prints.jobs", CLOUD_INVENTORY_PROCESS, CLOUD_KEY_PROCESS,
    "SELECT uuid AS id, created, length(details) AS size, NULL AS expires, 0 AS can_delete, NULL AS title,"
    " NULL AS sealed_as, NULL AS row_id FROM jobs WHERE account = ?1", NULL },
  { "prints.records", CLOUD_INVENTORY_PROCESS, CLOUD_KEY_PROCESS,
    "SELECT id, received / 1000000 AS created, length(body) AS size, NULL AS expires, 1 AS can_delete, NULL AS title,"
    " NULL AS sealed_as, NULL AS row_id FROM records WHERE account = ?1", cloud_inventory_erase_record },
  { "prints.names", CLOUD_INVENTORY_PRODUCT, CLOUD_KEY_PRODUCT,
    "SELECT job AS id, NULL AS created, length(name) AS size, NULL AS expires, 0 AS can_delete, name AS title,"
    " 'job_names.name' AS sealed_as, job AS row_id FROM job_names WHERE account = ?1", NULL },
  { "designs.library", CLOUD_INVENTORY_PRODUCT, CLOUD_KEY_PRODUCT,
    "SELECT id, created, length(name) AS size, NULL AS expires, 1 AS can_delete, name AS title,"
    " 'projects.name' AS sealed_as, id AS row_id FROM projects WHERE account = ?1"
    " UNION ALL SELECT id, created, size, NULL, 1, name, 'files.name', id FROM files"
    " WHERE account = ?1 AND project IS NOT NULL", cloud_inventory_erase_library },
  { "designs.uploads", CLOUD_INVENTORY_PRODUCT, CLOUD_KEY_PRODUCT,
    "SELECT id, created, size, NULL AS expires, 1 AS can_delete, name AS title,"
    " 'files.name' AS sealed_as, id AS row_id FROM files WHERE account = ?1 AND project IS NULL",
    cloud_inventory_erase_upload },
  { "printers.camera" },
  { "backups.settings" },
};

/* Every table, and the category that its rows are listed in; NULL for what is not about a person. */
static const struct
{
  const char *table;
  const char *category;
} tables[] = {
  { "accounts", "profile.username" },
  { "sessions", "usage.patterns" },
  { "devices", "usage.patterns" },
  { "grants", "consent.records" },
  { "grant_items", "consent.records" },
  { "tokens", "consent.records" },
  { "codes", "consent.records" },
  { "consents", "consent.records" },
  { "receipts", "consent.records" },
  { "access_log", "consent.records" },
  { "asks", NULL },    /* what a client asked for, for two minutes, and of nobody yet */
  { "clients", NULL }, /* whom the operator registered */
  { "clusters", "printers.groups" },
  { "printers", "printers.groups" },
  { "printer_times", "printers.groups" },
  { "jobs", "prints.jobs" },
  { "records", "prints.records" },
  { "job_names", "prints.names" },
  { "projects", "designs.library" },
  { "files", "designs.uploads" },
};

/** cloud_inventory_find_source: (nullable) (transfer none): %NULL when nobody has said where @category lies. */
const CloudInventorySource *
cloud_inventory_find_source (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_strcmp0 (sources[i].category, category) == 0)
      return &sources[i];

  return NULL;
}

SluiceDatabase *
cloud_inventory_get_database (CloudContext               *context,
                              const CloudInventorySource *source)
{
  switch (source->database)
    {
    case CLOUD_INVENTORY_PROCESS:
      return cloud_store_get_process (context->store);
    case CLOUD_INVENTORY_PRODUCT:
      return cloud_store_get_product (context->store);
    case CLOUD_INVENTORY_DATA:
    default:
      return cloud_store_get_data (context->store);
    }
}

/**
 * cloud_inventory_find_table:
 * @table: of any of the three databases
 * @out_category: (out) (nullable): where its rows are listed; %NULL when they are about nobody
 *
 * Returns: whether somebody has said so
 */
gboolean
cloud_inventory_find_table (const char  *table,
                            const char **out_category)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, table))
      {
        *out_category = tables[i].category;
        return TRUE;
      }

  return FALSE;
}
