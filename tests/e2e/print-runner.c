/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"

#include <dlfcn.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * Prints a file at home and sends its process record to the home cloud, as the app does, and with “redacted” as MODE a
 * redacted copy of it too: “print-runner FOLDER FILE ADDRESS RECORDING MODE”. Every byte that is given to TLS in this process goes into RECORDING as well, before it is encrypted: what a
 * cloud was told, headers and all.
 */

static FILE *recording;
static GMutex lock;

/* Found before GnuTLS's own by every library of this program. */
ssize_t
gnutls_record_send (gnutls_session_t  session,
                    const void       *data,
                    size_t            size)
{
  static ssize_t (*real) (gnutls_session_t session, const void *data, size_t size);
  ssize_t sent;

  if (real == NULL)
    real = (ssize_t (*) (gnutls_session_t, const void *, size_t)) dlsym (RTLD_NEXT, "gnutls_record_send");
  sent = real (session, data, size);
  g_mutex_lock (&lock);
  if (sent > 0 && recording != NULL)
    fwrite (data, 1, sent, recording);
  g_mutex_unlock (&lock);
  return sent;
}

static void
fail (const char *what,
      GError     *error)
{
  g_printerr ("print-runner: %s: %s\n", what, error != NULL ? error->message : "no reason");
  exit (1);
}

static void
settle (DexFuture  *future,
        const char *what)
{
  g_autoptr(GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  if (dex_future_get_value (future, &error) == NULL)
    fail (what, error);
  dex_unref (future);
}

static void
await_state (SluiceUpload      *upload,
             SluiceUploadState  state)
{
  while (sluice_upload_get_state (upload) != state)
    {
      if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_FAILED)
        {
          g_printerr ("print-runner: %s\n", sluice_upload_get_message (upload));
          exit (1);
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

/* (transfer full): the group that the cloud shows the job in. */
static char *
dup_group (SluiceContext *context)
{
  GListModel *groups = sluice_context_get_groups (context);
  g_autoptr(SluicePrinterGroup) first = NULL;

  while (g_list_model_get_n_items (groups) == 0)
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (groups, 0);
  return g_strdup (sluice_printer_group_get_id (first));
}

/* What this computer calls the job that the cloud has, and what the cloud calls it. */
static gboolean
print_names (SluiceContext *context,
             const char    *name)
{
  GListModel *groups = sluice_context_get_groups (context);

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, i);
      GListModel *lists[] = { sluice_printer_group_get_queue (group), sluice_printer_group_get_printers (group) };

      for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
        for (guint j = 0; j < g_list_model_get_n_items (lists[list]); j++)
          {
            g_autoptr(GObject) item = g_list_model_get_item (lists[list], j);
            SluicePrintJob *job = list == 0 ? SLUICE_PRINT_JOB (item) : sluice_printer_get_job (SLUICE_PRINTER (item));

            if (job == NULL || g_strcmp0 (sluice_print_job_get_local_name (job), name) != 0)
              continue;
            printf ("%s\n%s\n", sluice_print_job_get_local_name (job), sluice_print_job_get_name (job));
            return TRUE;
          }
    }
  return FALSE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(SluiceContext) context = NULL;
  g_autoptr(SluiceLocalPrinter) printer = NULL;
  g_autofree char *group_id = NULL;
  SluiceUpload *upload;
  gboolean redacted;

  g_assert (argc == 6);
  recording = fopen (argv[4], "w");
  g_assert (recording != NULL);
  dex_init ();
  context = sluice_context_new (argv[1], "sluice-desktop");
  settle (sluice_context_start (context), "start");
  settle (sluice_context_use_home (context), "home cloud");
  settle (sluice_context_add_printer (context, "Workbench", argv[3], SLUICE_PRINTER_KIND_ULTIMAKER, NULL), "printer");
  printer = sluice_local_printers_find (sluice_context_get_local_printers (context), argv[3]);
  group_id = dup_group (context);

  upload = sluice_upload_queue_add (sluice_context_get_uploads (context), argv[2]);
  await_state (upload, SLUICE_UPLOAD_WAITING);
  redacted = g_str_equal (argv[5], "redacted");
  sluice_upload_rules_set (sluice_upload_queue_get_rules (sluice_context_get_uploads (context)), SLUICE_RULE_FILE,
                           sluice_upload_get_id (upload), redacted ? SLUICE_UPLOAD_MODE_ALL : SLUICE_UPLOAD_MODE_PROCESS);
  sluice_upload_queue_send (sluice_context_get_uploads (context), upload,
                            &(SluiceUploadWish) { group_id, sluice_local_printer_get_id (printer), redacted });
  await_state (upload, SLUICE_UPLOAD_SENT);

  sluice_context_refresh (context);
  while (!print_names (context, sluice_upload_get_name (upload)))
    g_main_context_iteration (NULL, TRUE);
  settle (sluice_context_stop (context), "stop");
  g_mutex_lock (&lock);
  fclose (g_steal_pointer (&recording));
  g_mutex_unlock (&lock);
  return 0;
}
