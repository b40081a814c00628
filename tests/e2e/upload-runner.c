/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A program that sends a file as the app does, and kills itself, as hard as can be, at one of the calls by which it
 * changes anything outside of itself: "upload-runner FOLDER FILE MODE". KILL_ON says at which kind of call, by its number
 * in the list below, and KILL_AT at which of them; how many there were of each until all was sent is printed. What an earlier run left is
 * gone on with.
 *
 * FULL_AT says at which write to a file the disk is full. It has room again when the person is told that something went
 * wrong; then they try again.
 */

enum { WRITE, PWRITE, SENDMSG, FSYNC, FDATASYNC, RENAME, UNLINK, TRUNCATE, N_KINDS };

static int calls[N_KINDS];
static int kill_on;
static int kill_at;
static int calls_until_sent[N_KINDS];
static int file_writes;
static int full_at;

static void
count_call (int kind)
{
  if (g_atomic_int_add (&calls[kind], 1) + 1 == g_atomic_int_get (&kill_at) && kind == kill_on)
    kill (getpid (), SIGKILL);
}

static gboolean
is_full (int fd)
{
  const int at = g_atomic_int_get (&full_at);
  struct stat info;

  if (at == 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || g_atomic_int_add (&file_writes, 1) + 1 < at)
    return FALSE;
  errno = ENOSPC;
  return TRUE;
}

/* Found before libc's by every library of this program. */
#define WRAP(kind, type, name, parameters, arguments, fails) \
  type name parameters; \
  type \
  name parameters \
  { \
    static type (*real) parameters; \
    if (real == NULL) \
      real = (type (*) parameters) dlsym (RTLD_NEXT, #name); \
    count_call (kind); \
    if (fails) \
      return -1; \
    return real arguments; \
  }

WRAP (WRITE, ssize_t, write, (int fd, const void *data, size_t length), (fd, data, length), is_full (fd))
WRAP (PWRITE, ssize_t, pwrite64, (int fd, const void *data, size_t length, off64_t offset), (fd, data, length, offset),
      is_full (fd))
WRAP (SENDMSG, ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags), FALSE)
WRAP (FSYNC, int, fsync, (int fd), (fd), FALSE)
WRAP (FDATASYNC, int, fdatasync, (int fd), (fd), FALSE)
WRAP (RENAME, int, rename, (const char *from, const char *to), (from, to), FALSE)
WRAP (UNLINK, int, unlink, (const char *path), (path), FALSE)
WRAP (TRUNCATE, int, ftruncate64, (int fd, off64_t length), (fd, length), FALSE)

static int
get_number (const char *name)
{
  return g_getenv (name) != NULL ? atoi (g_getenv (name)) : 0;
}

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

/* It is told before it is written down: who is killed after that, or has no room for it, begins another upload, and could
 * not be told apart. */
static void
state_changed_cb (SluiceUpload *upload)
{
  if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_SENT)
    return;

  g_atomic_int_set (&kill_at, 0);
  g_atomic_int_set (&full_at, 0);
  for (int i = 0; i < N_KINDS; i++)
    calls_until_sent[i] = g_atomic_int_get (&calls[i]);
}

static void
items_changed_cb (GListModel *uploads,
                  guint       position,
                  guint       removed,
                  guint       added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (uploads, i);

      g_signal_connect (upload, "notify::state", G_CALLBACK (state_changed_cb), NULL);
    }
}

/* In which a person loses patience. */
#define MOST_FAILURES 3
static int failures;

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
      sluice_upload_queue_send (queue, upload, &(SluiceUploadWish) { .group_id = first_group (context) });
      return FALSE;
    case SLUICE_UPLOAD_FAILED:
      g_printerr ("upload-runner: %s\n", sluice_upload_get_message (upload));
      if (++failures > MOST_FAILURES)
        exit (1);
      g_atomic_int_set (&full_at, 0);
      sluice_upload_queue_resume (queue, upload);
      return FALSE;
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
  kill_on = get_number ("KILL_ON");
  kill_at = get_number ("KILL_AT");
  full_at = get_number ("FULL_AT");
  dex_init ();
  context = sluice_context_new (argv[1], "sluice-desktop");
  uploads = G_LIST_MODEL (sluice_context_get_uploads (context));
  g_signal_connect (uploads, "items-changed", G_CALLBACK (items_changed_cb), NULL);
  sluice_context_keep_uploads (context);
  settle (sluice_context_start (context), "start");
  settle (sluice_context_use_home (context), "home cloud");
  while (!sluice_context_has_kept_uploads (context))
    g_main_context_iteration (NULL, TRUE);

  upload = g_list_model_get_item (uploads, 0);
  if (upload == NULL && *argv[2] != '\0')
    upload = g_object_ref (sluice_upload_queue_add (SLUICE_UPLOAD_QUEUE (uploads), argv[2]));
  while (upload != NULL && !decide (context, upload, sluice_upload_mode_from_nick (argv[3])))
    g_main_context_iteration (NULL, TRUE);

  settle (sluice_context_stop (context), "stop");
  for (int i = 0; i < N_KINDS; i++)
    printf ("%d\n", calls_until_sent[i]);
  return 0;
}
