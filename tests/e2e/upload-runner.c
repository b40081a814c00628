/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A program that sends a file as the app does, and kills itself, as hard as can be, at one of the calls by which it
 * changes anything outside of itself: "upload-runner FOLDER FILE MODE". KILL_AT says at which; without it the number of
 * calls is printed. What an earlier run left is gone on with.
 */

static int calls;
static int kill_at;

static void
count_call (void)
{
  if (g_atomic_int_add (&calls, 1) + 1 == g_atomic_int_get (&kill_at))
    kill (getpid (), SIGKILL);
}

/* Found before libc's by every library of this program. */
#define WRAP(type, name, parameters, arguments) \
  type name parameters; \
  type \
  name parameters \
  { \
    static type (*real) parameters; \
    if (real == NULL) \
      real = (type (*) parameters) dlsym (RTLD_NEXT, #name); \
    count_call (); \
    return real arguments; \
  }

WRAP (ssize_t, write, (int fd, const void *data, size_t length), (fd, data, length))
WRAP (ssize_t, pwrite64, (int fd, const void *data, size_t length, off64_t offset), (fd, data, length, offset))
WRAP (ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
WRAP (int, fsync, (int fd), (fd))
WRAP (int, fdatasync, (int fd), (fd))
WRAP (int, rename, (const char *from, const char *to), (from, to))
WRAP (int, unlink, (const char *path), (path))
WRAP (int, ftruncate64, (int fd, off64_t length), (fd, length))

static void
fail (const char *what,
      GError     *error)
{
  g_printerr ("upload-runner: %s: %s\n", what, error != NULL ? error->message : "no reason");
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

static const char *
first_group (SluiceContext *context)
{
  GListModel *groups = sluice_context_get_groups (context);
  g_autoptr(SluicePrinterGroup) first = NULL;

  while (g_list_model_get_n_items (groups) == 0)
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (groups, 0);
  return sluice_printer_group_get_id (first);
}

/* It is told before it is written down: who is killed after that begins another upload, and could not be told apart. */
static void
state_changed_cb (SluiceUpload *upload)
{
  if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_SENT)
    g_atomic_int_set (&kill_at, 0);
}

/* As the person does: what waits for them is sent, as soon as it is read. */
static gboolean
decide (SluiceContext    *context,
        SluiceUpload     *upload,
        SluiceUploadMode  mode)
{
  SluiceUploadQueue *queue = sluice_context_get_uploads (context);

  switch ((int) sluice_upload_get_state (upload))
    {
    case SLUICE_UPLOAD_WAITING:
      sluice_upload_rules_set (sluice_upload_queue_get_rules (queue), SLUICE_RULE_FILE, sluice_upload_get_id (upload), mode);
      sluice_upload_queue_send (queue, upload, first_group (context));
      return FALSE;
    case SLUICE_UPLOAD_FAILED:
      g_printerr ("upload-runner: %s\n", sluice_upload_get_message (upload));
      exit (1);
    default:
      return sluice_upload_get_state (upload) == SLUICE_UPLOAD_SENT;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(SluiceContext) context = NULL;
  g_autoptr(SluiceUpload) upload = NULL;
  GListModel *uploads;

  g_assert (argc == 4);
  kill_at = atoi (g_getenv ("KILL_AT") != NULL ? g_getenv ("KILL_AT") : "0");
  dex_init ();
  context = sluice_context_new (argv[1], "sluice-desktop");
  sluice_context_keep_uploads (context);
  settle (sluice_context_start (context), "start");
  settle (sluice_context_use_home (context), "home cloud");
  while (!sluice_context_has_kept_uploads (context))
    g_main_context_iteration (NULL, TRUE);

  uploads = G_LIST_MODEL (sluice_context_get_uploads (context));
  upload = g_list_model_get_item (uploads, 0);
  if (upload == NULL && *argv[2] != '\0')
    upload = g_object_ref (sluice_upload_queue_add (SLUICE_UPLOAD_QUEUE (uploads), argv[2]));
  if (upload != NULL)
    g_signal_connect (upload, "notify::state", G_CALLBACK (state_changed_cb), NULL);
  while (upload != NULL && !decide (context, upload, sluice_upload_mode_from_nick (argv[3])))
    g_main_context_iteration (NULL, TRUE);

  settle (sluice_context_stop (context), "stop");
  printf ("%d\n", calls);
  return 0;
}
