/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-private.h"

#include "sluice-fiber.h"
#include "sluice-rights-request-private.h"
#include "sluice-rights-store.h"
#include "sluice-worker.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/*
 * A change is made to a copy, kept, and only then shown: what a person sees is
 * what is on the disk. Answers that came as a file are copied beside the
 * database, in a folder of the request's own.
 */
#define ANSWERS "answers"

typedef struct
{
  SluiceRights        *rights;
  SluiceRightsRequest *request;
  SluiceRightsRequest *changed; /* NULL: it goes */
  GFile               *file;    /* nullable: what is copied first */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->rights);
  g_object_unref (change->request);
  g_clear_object (&change->changed);
  g_clear_object (&change->file);
  g_free (change);
}

static Change *
change_new (SluiceRights        *self,
            SluiceRightsRequest *request)
{
  Change *change = g_new0 (Change, 1);

  change->rights = g_object_ref (self);
  change->request = g_object_ref (request);
  change->changed = sluice_rights_request_copy (request);
  return change;
}

static DexFuture *
kept_cb (DexFuture *future,
         gpointer   data)
{
  Change *change = data;
  GListStore *requests = change->rights->requests;
  guint position;

  if (!g_list_store_find (requests, change->request, &position))
    {
      g_list_store_insert (requests, 0, change->request);
      return dex_future_new_true ();
    }

  sluice_rights_request_adopt (change->request, change->changed);
  g_list_model_items_changed (G_LIST_MODEL (change->rights), position, 1, 1);
  sluice_rights_refresh (change->rights);
  return dex_future_new_true ();
}

/* @change: (transfer full). Done also when the caller goes away. */
static DexFuture *
keep (Change *change)
{
  DexFuture *future = sluice_rights_store_save (change->rights->database, change->changed);

  future = dex_future_then (future, kept_cb, change, change_free);
  dex_future_disown (dex_ref (future));
  return future;
}

/**
 * sluice_rights_add:
 * @self: requests
 * @request: a new one
 *
 * Returns: (transfer full): settles when it is kept; rejects with #SluiceBaseError
 */
DexFuture *
sluice_rights_add (SluiceRights        *self,
                   SluiceRightsRequest *request)
{
  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));

  request->created = sluice_clock_now_seconds (self->clock);
  return keep (change_new (self, request));
}

/**
 * sluice_rights_mark_sent:
 * @self: requests
 * @request: one that was sent today: the term begins
 *
 * Returns: (transfer full): settles when that is kept; rejects with #SluiceBaseError
 */
DexFuture *
sluice_rights_mark_sent (SluiceRights        *self,
                         SluiceRightsRequest *request)
{
  Change *change;

  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));

  change = change_new (self, request);
  if (change->changed->sent == 0)
    change->changed->sent = sluice_rights_get_today (self);
  return keep (change);
}

/**
 * sluice_rights_extend:
 * @self: requests
 * @request: one whose recipient says that it takes two months more (GDPR Art. 12(3))
 *
 * Returns: (transfer full): settles when that is kept; rejects with #SluiceBaseError
 */
DexFuture *
sluice_rights_extend (SluiceRights        *self,
                      SluiceRightsRequest *request)
{
  Change *change;

  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));

  change = change_new (self, request);
  change->changed->extended = TRUE;
  return keep (change);
}

/**
 * sluice_rights_close:
 * @self: requests
 * @request: one that nobody waits for any more
 *
 * Returns: (transfer full): settles when that is kept; rejects with #SluiceBaseError
 */
DexFuture *
sluice_rights_close (SluiceRights        *self,
                     SluiceRightsRequest *request)
{
  Change *change;

  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));

  change = change_new (self, request);
  change->changed->closed = sluice_rights_get_today (self);
  return keep (change);
}

/* The folder of a request's own. */
static GFile *
dup_answer_folder (SluiceRights        *self,
                   SluiceRightsRequest *request)
{
  return g_file_new_build_filename (self->folder, ANSWERS, request->id, NULL);
}

static DexFuture *
copy_work (GCancellable *cancellable,
           gpointer      data)
{
  Change *change = data;
  g_autoptr(GFile) folder = dup_answer_folder (change->rights, change->request);
  g_autoptr(GFile) copy = g_file_get_child (folder, change->changed->file);
  GError *error = NULL;

  if (g_mkdir_with_parents (g_file_peek_path (folder), 0700) != 0)
    return dex_future_new_reject (G_IO_ERROR, g_io_error_from_errno (errno),
                                  _("A folder for the answer could not be made (%s). The file is where it was."),
                                  g_strerror (errno));
  if (!g_file_copy (change->file, copy, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL,
                    &error))
    return dex_future_new_for_error (error);

  g_chmod (g_file_peek_path (copy), 0600);
  return dex_future_new_true ();
}

static void
drop_answer (SluiceRights        *self,
             SluiceRightsRequest *request,
             const char          *name)
{
  g_autoptr(GFile) folder = dup_answer_folder (self, request);
  g_autoptr(GFile) file = g_file_get_child (folder, name);

  g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
}

static DexFuture *
drop_work (GCancellable *cancellable,
           gpointer      data)
{
  Change *change = data;
  g_autoptr(GFile) file = sluice_rights_dup_answer (change->rights, change->request);

  drop_answer (change->rights, change->request, change->request->file);
  if (g_file_query_exists (file, NULL))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                                  _("The file with the answer could not be deleted, so the request is kept as well. "
                                    "Try again."));
  return dex_future_new_true ();
}

static DexFuture *
file_fiber (DexFuture *stop,
            gpointer   data)
{
  Change *change = data;
  g_autoptr(GError) error = NULL;
  Change *rest;

  if (change->file != NULL && !dex_await (sluice_worker_run (copy_work, change, NULL), &error))
    {
      drop_answer (change->rights, change->request, change->changed->file);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  rest = change_new (change->rights, change->request);
  g_set_object (&rest->changed, change->changed);
  return keep (rest);
}

/**
 * sluice_rights_file_answer:
 * @self: requests
 * @request: one that was answered
 * @note: what the person writes down about it; may be empty
 * @file: (nullable): the answer, which is copied
 *
 * Returns: (transfer full): settles when both are kept; rejects with #SluiceBaseError or #GIOErrorEnum, and then none is
 */
DexFuture *
sluice_rights_file_answer (SluiceRights        *self,
                           SluiceRightsRequest *request,
                           const char          *note,
                           GFile               *file)
{
  Change *change;
  DexFuture *future;

  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));
  dex_return_error_if_fail (note != NULL);

  change = change_new (self, request);
  change->changed->answered = sluice_rights_get_today (self);
  g_set_str (&change->changed->note, note);
  if (file != NULL)
    {
      g_autofree char *name = g_file_get_basename (file);

      change->file = g_object_ref (file);
      /* It is shown, and so is UTF-8; what the file was called otherwise does not matter. */
      change->changed->file = g_utf8_make_valid (name, -1);
    }
  future = sluice_fiber_spawn (file_fiber, change, change_free);
  dex_future_disown (dex_ref (future));
  return future;
}

static DexFuture *
remove_fiber (DexFuture *stop,
              gpointer   data)
{
  Change *change = data;
  GListStore *requests = change->rights->requests;
  g_autoptr(GError) error = NULL;
  guint position;

  if ((change->request->file != NULL && !dex_await (sluice_worker_run (drop_work, change, NULL), &error)) ||
      !dex_await (sluice_rights_store_remove (change->rights->database, change->request), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (g_list_store_find (requests, change->request, &position))
    g_list_store_remove (requests, position);
  return dex_future_new_true ();
}

/**
 * sluice_rights_remove:
 * @self: requests
 * @request: one of them
 *
 * Forgets it, and deletes the file that came with its answer.
 *
 * Returns: (transfer full): settles when nothing of it is kept; rejects with #SluiceBaseError or #GIOErrorEnum
 */
DexFuture *
sluice_rights_remove (SluiceRights        *self,
                      SluiceRightsRequest *request)
{
  DexFuture *future;

  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));
  dex_return_error_if_fail (SLUICE_IS_RIGHTS_REQUEST (request));

  future = sluice_fiber_spawn (remove_fiber, change_new (self, request), change_free);
  dex_future_disown (dex_ref (future));
  return future;
}

/** sluice_rights_dup_answer: (transfer full) (nullable): the copy of the file that came with the answer. */
GFile *
sluice_rights_dup_answer (SluiceRights        *self,
                          SluiceRightsRequest *request)
{
  g_autoptr(GFile) folder = NULL;

  g_return_val_if_fail (SLUICE_IS_RIGHTS (self), NULL);
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (request), NULL);

  if (request->file == NULL)
    return NULL;
  folder = dup_answer_folder (self, request);
  return g_file_get_child (folder, request->file);
}
