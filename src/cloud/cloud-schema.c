/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-schema.h"

#include <stddef.h>

/*
 * The tables. BLOB columns are sealed; fingerprints and hashes tell nothing
 * without a key or the token itself. Times are seconds since the epoch.
 */

/* Accounts, what they granted, and their printers. */
const char * const cloud_schema_data[] = {
  "CREATE TABLE accounts ("
  "  id TEXT PRIMARY KEY,"
  "  fingerprint TEXT NOT NULL UNIQUE,"
  "  username BLOB NOT NULL,"
  "  is_owner INTEGER NOT NULL,"
  "  created INTEGER NOT NULL) STRICT;"
  "CREATE UNIQUE INDEX accounts_owner ON accounts (is_owner) WHERE is_owner = 1;"

  "CREATE TABLE grants ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  client TEXT NOT NULL,"
  "  created INTEGER NOT NULL) STRICT;"
  "CREATE TABLE codes ("
  "  hash TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  client TEXT NOT NULL,"
  "  redirect_uri TEXT NOT NULL,"
  "  scope TEXT NOT NULL,"
  "  challenge TEXT NOT NULL,"
  "  expires INTEGER NOT NULL,"
  "  issued TEXT) STRICT;" /* the grant it was exchanged for */
  "CREATE TABLE tokens ("
  "  hash TEXT PRIMARY KEY,"
  "  grant_id TEXT NOT NULL REFERENCES grants ON DELETE CASCADE,"
  "  kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),"
  "  scope TEXT NOT NULL,"
  "  expires INTEGER NOT NULL,"
  "  partner TEXT NOT NULL," /* access and refresh token of one answer name each other */
  "  used INTEGER NOT NULL DEFAULT 0,"
  "  replaced INTEGER,"      /* when, and by which refresh token */
  "  successor TEXT) STRICT;"
  "CREATE INDEX tokens_grant ON tokens (grant_id);"

  "CREATE TABLE clusters ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  host_guid TEXT NOT NULL,"
  "  host_name BLOB NOT NULL,"
  "  friendly_name BLOB NOT NULL,"
  "  printer_type TEXT NOT NULL,"
  "  created INTEGER NOT NULL) STRICT;"
  "CREATE TABLE printers ("
  "  uuid TEXT PRIMARY KEY,"
  "  cluster TEXT NOT NULL REFERENCES clusters ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  friendly_name BLOB NOT NULL,"
  "  machine_variant TEXT NOT NULL,"
  "  configuration TEXT NOT NULL," /* JSON as the vendor has it */
  "  condition TEXT NOT NULL,"
  "  temper TEXT NOT NULL) STRICT;"
  "CREATE INDEX printers_cluster ON printers (cluster, position);",

  /* Others ask: clients that the operator registered, accounts with passwords, what was granted to whom. */
  "CREATE TABLE clients ("
  "  id TEXT PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  homepage TEXT NOT NULL,"
  "  notice_url TEXT NOT NULL,"
  "  secret_hash TEXT,"             /* SHA-256 of 256 random bits; public clients have none */
  "  redirect_uris TEXT NOT NULL,"  /* separated by spaces, as the four below */
  "  grant_types TEXT NOT NULL,"
  "  scope TEXT NOT NULL,"
  "  categories TEXT NOT NULL,"
  "  is_verified INTEGER NOT NULL,"
  "  is_vendor_compatible INTEGER NOT NULL,"
  "  requires_pushed INTEGER NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  changed INTEGER NOT NULL) STRICT;"

  "ALTER TABLE accounts ADD COLUMN password BLOB;"
  "ALTER TABLE accounts ADD COLUMN email BLOB;"
  "ALTER TABLE accounts ADD COLUMN email_fingerprint TEXT;"
  "CREATE UNIQUE INDEX accounts_email ON accounts (email_fingerprint) WHERE email_fingerprint IS NOT NULL;"

  "ALTER TABLE grants ADD COLUMN scope TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE grants ADD COLUMN details TEXT;"   /* authorization_details as granted */
  "ALTER TABLE grants ADD COLUMN duration TEXT NOT NULL DEFAULT 'until_revoked';"
  "ALTER TABLE grants ADD COLUMN expires INTEGER;"
  "ALTER TABLE grants ADD COLUMN origin TEXT NOT NULL DEFAULT 'home';"
  "ALTER TABLE grants ADD COLUMN key_thumbprint TEXT;" /* RFC 9449: whose proof of possession a refresh needs */
  "ALTER TABLE grants ADD COLUMN client_then TEXT;"    /* what the client called itself then, JSON */
  "ALTER TABLE tokens ADD COLUMN key_thumbprint TEXT;"
  "ALTER TABLE tokens ADD COLUMN created INTEGER NOT NULL DEFAULT 0;"
  "UPDATE grants SET scope = coalesce ((SELECT tokens.scope FROM tokens WHERE grant_id = grants.id"
  "  AND kind = 'refresh' ORDER BY length (tokens.scope) DESC LIMIT 1), '');"
  "CREATE INDEX grants_account ON grants (account, client);"
  "CREATE TABLE grant_items ("
  "  grant_id TEXT NOT NULL REFERENCES grants ON DELETE CASCADE,"
  "  category TEXT NOT NULL,"
  "  since INTEGER NOT NULL,"
  "  last_used INTEGER,"
  "  use_count INTEGER NOT NULL DEFAULT 0,"
  "  PRIMARY KEY (grant_id, category)) STRICT;"

  /* Codes last a minute: those of before are not worth keeping. */
  "DROP TABLE codes;"
  "CREATE TABLE codes ("
  "  hash TEXT PRIMARY KEY,"
  "  grant_id TEXT NOT NULL REFERENCES grants ON DELETE CASCADE,"
  "  client TEXT NOT NULL,"
  "  redirect_uri TEXT NOT NULL,"
  "  challenge TEXT NOT NULL,"
  "  challenge_method TEXT NOT NULL,"
  "  key_thumbprint TEXT,"
  "  expires INTEGER NOT NULL,"
  "  is_used INTEGER NOT NULL DEFAULT 0) STRICT;"

  /* Requests that wait: pushed (RFC 9126), or opened in a browser. */
  "CREATE TABLE asks ("
  "  hash TEXT PRIMARY KEY,"
  "  kind TEXT NOT NULL CHECK (kind IN ('pushed', 'browser')),"
  "  client TEXT NOT NULL,"
  "  body TEXT NOT NULL,"
  "  session TEXT,"                 /* of the browser that opened it */
  "  expires INTEGER NOT NULL) STRICT;"

  "CREATE TABLE sessions ("
  "  hash TEXT PRIMARY KEY,"
  "  account TEXT REFERENCES accounts ON DELETE CASCADE,"
  "  expires INTEGER NOT NULL) STRICT;"
  "CREATE TABLE devices ("          /* browsers that somebody has signed in with */
  "  hash TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  failures INTEGER NOT NULL DEFAULT 0,"
  "  expires INTEGER NOT NULL) STRICT;",

  /* What waits for a person's decision, what became of it, and who saw what. */
  "CREATE TABLE consents ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT REFERENCES accounts ON DELETE CASCADE," /* nobody's until somebody types a device's code */
  "  client TEXT NOT NULL,"
  "  origin TEXT NOT NULL CHECK (origin IN ('ciba', 'link', 'device')),"
  "  state TEXT NOT NULL DEFAULT 'pending'"
  "    CHECK (state IN ('pending', 'approved', 'denied', 'expired', 'withdrawn')),"
  "  body TEXT NOT NULL,"           /* what was asked, as it came */
  "  binding_message TEXT,"
  "  user_code TEXT,"
  "  handle TEXT UNIQUE,"           /* SHA-256 of what the client asks after it with */
  "  created INTEGER NOT NULL,"
  "  expires INTEGER NOT NULL,"
  "  decided INTEGER,"
  "  grant_id TEXT,"
  "  interval INTEGER NOT NULL,"
  "  polled INTEGER NOT NULL DEFAULT 0) STRICT;" /* microseconds */
  "CREATE INDEX consents_account ON consents (account, client);"
  "CREATE UNIQUE INDEX consents_user_code ON consents (user_code) WHERE user_code IS NOT NULL;"

  "CREATE TABLE receipts ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  client TEXT NOT NULL,"
  "  decision TEXT NOT NULL,"
  "  grant_id TEXT,"                /* outlives the grant */
  "  created INTEGER NOT NULL,"
  "  body BLOB NOT NULL) STRICT;"
  "CREATE INDEX receipts_account ON receipts (account, created);"

  "CREATE TABLE access_log ("
  "  number INTEGER PRIMARY KEY,"
  "  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  client TEXT NOT NULL,"
  "  grant_id TEXT NOT NULL,"
  "  category TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  bytes INTEGER NOT NULL) STRICT;"
  "CREATE INDEX access_log_account ON access_log (account, number);",

  /* Who read of a category last. */
  "CREATE INDEX access_log_category ON access_log (account, category, number);",

  /* Not only reads: what the person changed is there beside them. */
  "ALTER TABLE access_log ADD COLUMN action TEXT NOT NULL DEFAULT 'read' CHECK (action IN ('read', 'correct'));",

  /* What a virtual printer does by itself; 0 for nothing. */
  "ALTER TABLE printers ADD COLUMN life INTEGER NOT NULL DEFAULT 0;",
  NULL
};

/* Related to printing: never a name, never a byte of an object. */
const char * const cloud_schema_process[] = {
  "CREATE TABLE records ("
  "  account TEXT NOT NULL,"
  "  id TEXT NOT NULL,"
  "  received INTEGER NOT NULL," /* microseconds */
  "  body BLOB NOT NULL,"
  "  PRIMARY KEY (account, id)) STRICT;"
  "CREATE INDEX records_received ON records (account, received);"

  "CREATE TABLE jobs ("
  "  number INTEGER PRIMARY KEY," /* the queue's order */
  "  uuid TEXT NOT NULL UNIQUE,"
  "  account TEXT NOT NULL,"
  "  cluster TEXT NOT NULL,"
  "  origin TEXT NOT NULL CHECK (origin IN ('record', 'upload', 'seed')),"
  "  origin_id TEXT NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  time_total INTEGER NOT NULL,"
  "  cleanup INTEGER NOT NULL,"
  "  details BLOB NOT NULL,"     /* configuration, changes required */
  "  is_blocked INTEGER NOT NULL DEFAULT 0,"
  "  wants_printer TEXT,"
  "  outcome TEXT,"              /* what became of it, once nothing changes any more */
  "  printer TEXT,"
  "  started INTEGER,"
  "  ended INTEGER) STRICT;"
  "CREATE INDEX jobs_open ON jobs (cluster, number) WHERE outcome IS NULL;"
  "CREATE INDEX jobs_account ON jobs (account, number);"

  "CREATE TABLE printer_times ("
  "  printer TEXT PRIMARY KEY,"
  "  free_at INTEGER NOT NULL) STRICT;",

  /* The inventory reads page by page, in the order of ids; the three below are for that too. */
  "CREATE INDEX jobs_id ON jobs (account, uuid);",

  /* The hash of the Idempotency-Key that a job was asked for with: asked again, it is the same job. */
  "ALTER TABLE jobs ADD COLUMN asked TEXT;"
  "CREATE UNIQUE INDEX jobs_asked ON jobs (account, asked) WHERE asked IS NOT NULL;",
  NULL
};

/* Related to the printed object: sealed names and encrypted files in blobs/. */
const char * const cloud_schema_product[] = {
  "CREATE TABLE projects ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL,"
  "  name BLOB NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL) STRICT;"
  "CREATE INDEX projects_account ON projects (account, created);"

  "CREATE TABLE files ("
  "  id TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL,"
  "  project TEXT,"
  "  name BLOB NOT NULL,"
  "  content_type TEXT NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  status TEXT NOT NULL CHECK (status IN ('uploading', 'uploaded')),"
  "  created INTEGER NOT NULL,"
  "  uploaded INTEGER,"
  "  upload_hash TEXT UNIQUE,"
  "  upload_expires INTEGER NOT NULL) STRICT;"
  "CREATE INDEX files_project ON files (account, project);"

  "CREATE TABLE job_names ("
  "  job TEXT PRIMARY KEY,"
  "  account TEXT NOT NULL,"
  "  name BLOB NOT NULL) STRICT;",

  "CREATE INDEX projects_id ON projects (account, id);"
  "CREATE INDEX files_id ON files (account, id);"
  "CREATE INDEX job_names_job ON job_names (account, job);",

  /* SHA-256 of the whole file, sealed: in the clear it would say which file it is. */
  "ALTER TABLE files ADD COLUMN digest BLOB;",
  NULL
};
