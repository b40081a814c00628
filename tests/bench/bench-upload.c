/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"
#include "sluice-json.h"
#include "sluice-product-sender.h"
#include "sluice-vault-source.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * bench-upload product FOLDER MEBIBYTES: sends a file of that size from the vault to the home cloud, and the same file with
 * curl to the same cloud. Prints the seconds of each from the first byte to the answer, and how many MiB more this program
 * had in memory meanwhile than before.
 * bench-upload process FOLDER FILE: from the moment a print file is dropped to that at which its coarse process record is
 * sent. Prints the seconds of that, and the bytes of bodies that left.
 *
 * In a desktop of its own. FOLDER is for all that is kept meanwhile.
 */
#define FILE_ID "bench"
#define BLOCK (1024 * 1024)

static void
fail (const char *what,
      GError     *error)
{
  g_printerr ("bench-upload: %s: %s\n", what, error != NULL ? error->message : "no reason");
  exit (1);
}

/* Returns: (transfer full): the future, settled well */
static DexFuture *
settle (DexFuture  *future,
        const char *what)
{
  g_autoptr(GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  if (dex_future_get_value (future, &error) == NULL)
    fail (what, error);
  return future;
}

static void
await (DexFuture  *future,
       const char *what)
{
  dex_unref (settle (future, what));
}

static gpointer
await_object (DexFuture  *future,
              const char *what)
{
  g_autoptr(DexFuture) settled = settle (future, what);

  return g_value_dup_object (dex_future_get_value (settled, NULL));
}

/* What no cipher and no network can make smaller. */
static char *
write_noise (const char *folder,
             guint       mebibytes)
{
  char *path = g_build_filename (folder, "part.gcode", NULL);
  FILE *file = fopen (path, "w");
  g_autofree guint32 *block = g_malloc (BLOCK);
  guint32 state = 1;

  g_assert (file != NULL);
  for (guint i = 0; i < mebibytes; i++)
    {
      for (guint j = 0; j < BLOCK / sizeof *block; j++)
        block[j] = state = state * 1664525u + 1013904223u;
      fwrite (block, BLOCK, 1, file);
    }
  g_assert (fclose (file) == 0);
  return path;
}

/* KiB, by its name in /proc/self/status. */
static double
read_memory (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, name);
  g_assert (line != NULL);
  return g_ascii_strtod (line + strlen (name) + 1, NULL);
}

static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    fail ("the peak of memory cannot be reset", NULL);
}

static SluiceUploadTicket *
announce (SluiceSession *session,
          guint64        size)
{
  g_autoptr(DexFuture) asked = settle (sluice_product_sender_announce (session, "part.gcode", "gcode", size, NULL, FILE_ID),
                                       "announce");

  return g_value_dup_boxed (dex_future_get_value (asked, NULL));
}

static double
send_with_curl (const char    *folder,
                SluiceSession *session,
                const char    *file,
                guint64        size)
{
  g_autofree char *ca_file = g_build_filename (folder, "home-cloud", "ready.json", NULL);
  g_autoptr(SluiceUploadTicket) ticket = announce (session, size);
  g_autoptr(GUri) uri = sluice_endpoint_build_uri (sluice_session_get_endpoint (session),
                                                   sluice_upload_ticket_get_path (ticket), NULL);
  g_autofree char *address = g_uri_to_string (uri);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) ready = NULL;
  g_autoptr(GSubprocess) curl = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  gint64 begin;

  if (!g_file_get_contents (ca_file, &text, &length, &error))
    fail ("ready.json", error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  ready = sluice_json_parse_object (bytes, 4096, &error);
  begin = g_get_monotonic_time ();
  curl = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "curl", "--silent", "--show-error", "--fail",
                           "--http1.1", "--header", "Expect:", "--header", "Content-Type: text/x-gcode", "--cacert",
                           sluice_json_get_string (ready, "ca_file"), "--upload-file", file, address, NULL);
  if (curl == NULL || !g_subprocess_wait_check (curl, NULL, &error))
    fail ("curl", error);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static double
send_ours (SluiceContext   *context,
           SluiceSession   *session,
           SluiceVaultItem *item)
{
  g_autoptr(SluiceUploadTicket) ticket = announce (session, sluice_vault_item_get_size (item));
  g_autoptr(SluiceUploadSource) source = sluice_vault_source_new (sluice_context_get_vault (context), item);
  const gint64 begin = g_get_monotonic_time ();

  await (sluice_product_sender_put (session, ticket, source, NULL, FILE_ID, NULL, NULL, NULL), "put");
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static void
bench_product (SluiceContext *context,
               const char    *folder,
               guint          mebibytes)
{
  SluiceUploadRules *rules = sluice_upload_queue_get_rules (sluice_context_get_uploads (context));
  SluiceSession *session = sluice_place_get_session (sluice_context_get_place (context));
  g_autofree char *file = write_noise (folder, mebibytes);
  g_autoptr(SluiceVaultItem) item = NULL;
  double ours, curl, idle, most;

  sluice_upload_rules_add_file (rules, FILE_ID, "part.gcode");
  sluice_upload_rules_set (rules, SLUICE_RULE_FILE, FILE_ID, SLUICE_UPLOAD_MODE_ALL);
  item = await_object (sluice_vault_add_file (sluice_context_get_vault (context), file, NULL, NULL, NULL, NULL), "vault");

  curl = send_with_curl (folder, session, file, sluice_vault_item_get_size (item));
  forget_peak ();
  idle = read_memory ("VmRSS:");
  ours = send_ours (context, session, item);
  most = read_memory ("VmHWM:");
  printf ("%.6f %.6f %.3f\n", ours, curl, (most - idle) / 1024);
}

static void
await_state (SluiceUpload      *upload,
             SluiceUploadState  state)
{
  while (sluice_upload_get_state (upload) != state)
    {
      if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_FAILED)
        fail (sluice_upload_get_message (upload), NULL);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
bench_process (SluiceContext *context,
               const char    *file)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (context);
  SluiceUpload *upload;
  gint64 begin;

  sluice_upload_queue_set_coarse (uploads, TRUE);
  begin = g_get_monotonic_time ();
  upload = sluice_upload_queue_add (uploads, file);
  await_state (upload, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_send (uploads, upload, NULL);
  await_state (upload, SLUICE_UPLOAD_SENT);
  printf ("%.6f %" G_GUINT64_FORMAT "\n", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC,
          sluice_upload_get_bytes_sent (upload));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(SluiceContext) context = NULL;
  g_autofree char *folder = NULL;

  if (argc != 4 || (strcmp (argv[1], "product") != 0 && strcmp (argv[1], "process") != 0))
    {
      g_printerr ("Usage: bench-upload product FOLDER MEBIBYTES | process FOLDER FILE\n");
      return 2;
    }

  dex_init ();
  folder = g_build_filename (argv[2], "sluice", NULL);
  g_assert (g_mkdir_with_parents (folder, 0700) == 0);
  context = sluice_context_new (folder, "sluice-desktop");
  await (sluice_context_use_home (context), "home cloud");
  await (sluice_context_open_vault (context), "vault");
  if (strcmp (argv[1], "product") == 0)
    bench_product (context, folder, atoi (argv[3]));
  else
    bench_process (context, argv[3]);
  await (sluice_context_stop (context), "stop");
  return 0;
}
