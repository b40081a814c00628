/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watched-folder.h"

#include "sluice-fiber.h"
#include "sluice-folder-intake.h"
#include "sluice-folder-look.h"
#include "sluice-folder-seen.h"
#include "sluice-folder-settling.h"
#include "sluice-log.h"

#include <glib/gi18n-lib.h>

/*
 * What is in the folder is found by looking, never by what somebody says has happened there: a monitor only tells when it
 * is worth to look, and which files are still open for writing. So it does no harm that a monitor is silent, as it is on
 * what the document portal shows of the person's files, on network drives, and after a disk was taken away and put back:
 * then the slow look finds it.
 *
 * A file is new when it is not known with this size and this time of change. One that is written again while it waits takes
 * its own place.
 */
#define SETTLE_MS 1000
#define SLOW_MS 20000
/* Looked into at once: each is opened, and a package's directory is read. */
#define MOST_SORTED_OUT 50
/* Of which most are not there any more, when it comes to this. */
#define MOST_SEEN 50000

struct _SluiceWatchedFolder
{
  GObject parent_instance;

  guint    slow_ms;
  guint    n_arrived; /* since it was told */
  guint64  device;    /* with the inode: which folder the monitor is at */
  guint64  inode;
  guint64  usual_device; /* where it was, files and all */
  gboolean is_looking;
  gboolean again;     /* look once more when this look is over */
  gboolean slowly;    /* there has been time enough for anything to end */
  gboolean is_saving;
  gboolean dirty;     /* what is known is to be kept once more */
  guint    settle_source;
  guint    slow_source;

  /* Owned. */
  SluiceFolderIntake *intake;
  char               *kept;
  char               *path;    /* nullable */
  SluiceKey          *key;     /* nullable */
  char               *problem; /* nullable */
  GFileMonitor       *monitor; /* nullable */
  GHashTable         *seen;    /* name to SluiceFileStamp; NULL before the first look */
  SluiceFolderSettling *settling;
  DexFuture          *looking; /* nullable; dropping it ends the look */
  DexFuture          *saving;  /* nullable */
};

G_DEFINE_FINAL_TYPE (SluiceWatchedFolder, sluice_watched_folder, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATH = 1,
  PROP_PROBLEM,
  PROP_N_LATER,
} SluiceWatchedFolderProperty;

static GParamSpec *properties[PROP_N_LATER + 1];

static guint arrived_signal;

static void start_look (SluiceWatchedFolder *self);

static void
set_problem (SluiceWatchedFolder *self,
             const char          *problem)
{
  if (g_set_str (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* What is known, but for what the person has not decided on: after a restart that is offered again. */
static DexFuture *
save_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceWatchedFolder *self = data;

  while (self->dirty && self->path != NULL && self->seen != NULL)
    {
      g_autoptr(GHashTable) undecided = sluice_folder_intake_dup_undecided (self->intake);
      g_autoptr(GVariant) packed = sluice_folder_seen_pack (self->seen, undecided);
      g_autoptr(GError) error = NULL;

      self->dirty = FALSE;
      if (!dex_await (sluice_folder_seen_write (self->kept, self->key, self->path, packed), &error))
        sluice_log_error (G_LOG_LEVEL_WARNING, "what is known of the watched folder was not kept", error);
    }

  self->is_saving = FALSE;
  return dex_future_new_true ();
}

static void
save (SluiceWatchedFolder *self)
{
  self->dirty = TRUE;
  if (self->is_saving)
    return;

  self->is_saving = TRUE;
  dex_clear (&self->saving);
  self->saving = sluice_fiber_spawn (save_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
settled_cb (gpointer data)
{
  SluiceWatchedFolder *self = data;

  self->settle_source = 0;
  start_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (SluiceWatchedFolder *self)
{
  const guint ms = sluice_folder_settling_get_time (self->settling);

  if (self->settle_source == 0 && ms != G_MAXUINT)
    self->settle_source = g_timeout_add (ms, settled_cb, self);
}

static gboolean
slow_cb (gpointer data)
{
  SluiceWatchedFolder *self = data;

  self->slow_source = 0;
  self->slowly = TRUE;
  sluice_folder_settling_end_writes (self->settling);
  start_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_later (SluiceWatchedFolder *self)
{
  g_clear_handle_id (&self->slow_source, g_source_remove);
  if (self->slow_ms != G_MAXUINT)
    self->slow_source = g_timeout_add (self->slow_ms, slow_cb, self);
}

/* Only where somebody has seen it go: a disk that is taken away leaves an empty folder behind. */
static void
forget (SluiceWatchedFolder *self,
        const char          *name)
{
  sluice_folder_settling_forget (self->settling, name);
  sluice_folder_intake_forget (self->intake, name);
  if (self->seen != NULL && g_hash_table_remove (self->seen, name))
    save (self);
}

/* What is none of ours may change all day. */
static gboolean
concerns (SluiceWatchedFolder *self,
          GFile               *file,
          const char          *name,
          const char          *other_name)
{
  return sluice_folder_look_is_meant (name) || (other_name != NULL && sluice_folder_look_is_meant (other_name)) ||
         g_strcmp0 (g_file_peek_path (file), self->path) == 0;
}

static void
monitor_changed_cb (SluiceWatchedFolder *self,
                    GFile               *file,
                    GFile               *other,
                    GFileMonitorEvent    event)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *other_name = other != NULL ? g_file_get_basename (other) : NULL;

  if (!concerns (self, file, name, other_name))
    return;

  switch (event)
    {
    case G_FILE_MONITOR_EVENT_CREATED:
    case G_FILE_MONITOR_EVENT_CHANGED:
      sluice_folder_settling_begin_write (self->settling, name);
      break;
    case G_FILE_MONITOR_EVENT_RENAMED:
      forget (self, name);
      if (other_name != NULL)
        sluice_folder_settling_end_write (self->settling, other_name);
      break;
    case G_FILE_MONITOR_EVENT_DELETED:
    case G_FILE_MONITOR_EVENT_MOVED_OUT:
      forget (self, name);
      break;
    case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
    case G_FILE_MONITOR_EVENT_MOVED_IN:
      sluice_folder_settling_end_write (self->settling, name);
      break;
    case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
    case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    case G_FILE_MONITOR_EVENT_UNMOUNTED:
    case G_FILE_MONITOR_EVENT_MOVED:
    default:
      break;
    }
  look_soon (self);
}

static void
drop_monitor (SluiceWatchedFolder *self)
{
  if (self->monitor == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->monitor, monitor_changed_cb, self);
  g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  sluice_folder_settling_end_writes (self->settling);
}

/* Another folder may be there under the same name, as when a disk is put back. What came before there was a monitor is
 * found by the look that follows. */
static void
watch_closely (SluiceWatchedFolder *self,
               SluiceFolderLook    *look)
{
  g_autoptr(GFile) folder = g_file_new_for_path (self->path);
  const guint64 device = sluice_folder_look_get_device (look);
  const guint64 inode = sluice_folder_look_get_inode (look);

  if (self->monitor != NULL && self->device == device && self->inode == inode)
    return;

  drop_monitor (self);
  self->device = device;
  self->inode = inode;
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_changed_cb), self, G_CONNECT_SWAPPED);
  look_soon (self);
}

static GHashTable *
copy_files (GHashTable *files)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  const char *name;
  const SluiceFileStamp *stamp;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &stamp))
    g_hash_table_insert (copy, g_strdup (name), g_memdup2 (stamp, sizeof *stamp));
  return copy;
}

/* What was known at the last time; without that, what is there now is left alone. */
static gboolean
await_seen (SluiceWatchedFolder *self,
            SluiceFolderLook    *look,
            DexFuture           *stop)
{
  g_autoptr(GVariant) packed = NULL;

  if (self->seen != NULL)
    return TRUE;

  packed = dex_await_variant (sluice_until (sluice_folder_seen_read (self->kept, self->key, self->path), stop), NULL);
  if (!dex_future_is_pending (stop))
    return FALSE;
  self->seen = packed != NULL ? sluice_folder_seen_unpack (packed) : copy_files (sluice_folder_look_get_files (look));
  if (packed == NULL)
    save (self);
  return TRUE;
}

/* Returns: (transfer full): names of what is new and whole; not more than can be looked into at once */
static GPtrArray *
find_new (SluiceWatchedFolder *self,
          SluiceFolderLook    *look)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *name;
  const SluiceFileStamp *stamp;

  sluice_folder_settling_keep_only (self->settling, sluice_folder_look_get_files (look));
  g_hash_table_iter_init (&iter, sluice_folder_look_get_files (look));
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &stamp))
    if (!sluice_file_stamp_equal (g_hash_table_lookup (self->seen, name), stamp) &&
        sluice_folder_settling_note (self->settling, name, stamp) && names->len < MOST_SORTED_OUT)
      g_ptr_array_add (names, g_strdup (name));
  return names;
}

static void
take (SluiceWatchedFolder *self,
      SluiceFolderLook    *look,
      const char          *name)
{
  const SluiceFileStamp *stamp = g_hash_table_lookup (sluice_folder_look_get_files (look), name);

  sluice_folder_settling_forget (self->settling, name);
  g_hash_table_insert (self->seen, g_strdup (name), g_memdup2 (stamp, sizeof *stamp));
  if (!sluice_folder_look_is_slice (look, name))
    return;
  sluice_folder_intake_take (self->intake, name, stamp->size);
  self->n_arrived++;
}

/* Said once, when nothing more is on its way, or when it has gone on for long. */
static void
tell (SluiceWatchedFolder *self)
{
  guint n_arrived = self->n_arrived;

  if (n_arrived == 0 || (!sluice_folder_settling_is_empty (self->settling) && !self->slowly))
    return;

  self->n_arrived = 0;
  self->slowly = FALSE;
  g_signal_emit (self, arrived_signal, 0, n_arrived);
}

static void
await_take (SluiceWatchedFolder *self,
            SluiceFolderLook    *look,
            DexFuture           *stop)
{
  g_autoptr(GPtrArray) names = find_new (self, look);

  if (names->len > 0)
    {
      dex_await (sluice_until (sluice_folder_look_sort_out (look, names), stop), NULL);
      if (!dex_future_is_pending (stop))
        return;
      for (guint i = 0; i < names->len; i++)
        take (self, look, names->pdata[i]);
      save (self);
      sluice_folder_intake_feed (self->intake);
      /* There may be more than were sorted out. */
      self->again = self->again || names->len == MOST_SORTED_OUT;
    }
  if (!sluice_folder_settling_is_empty (self->settling))
    look_soon (self);
}

/* A disk that is taken away leaves an empty folder behind, of another disk. */
static gboolean
is_left_empty (SluiceWatchedFolder *self,
               SluiceFolderLook    *look)
{
  const guint64 device = sluice_folder_look_get_device (look);
  const gboolean is_empty = g_hash_table_size (sluice_folder_look_get_files (look)) == 0;

  if (is_empty && self->usual_device != 0 && self->usual_device != device && g_hash_table_size (self->seen) > 0)
    return TRUE;
  self->usual_device = device;
  return FALSE;
}

/* What is gone is remembered, for it may come back with a disk; but not for ever. */
static void
prune_seen (SluiceWatchedFolder *self,
            SluiceFolderLook    *look)
{
  GHashTableIter iter;
  const char *name;

  if (g_hash_table_size (self->seen) <= MOST_SEEN)
    return;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    if (!g_hash_table_contains (sluice_folder_look_get_files (look), name))
      g_hash_table_iter_remove (&iter);
}

static void
await_look (SluiceWatchedFolder *self,
            DexFuture           *stop)
{
  g_autoptr(SluiceFolderLook) look = sluice_folder_look_new (self->path);
  g_autoptr(GError) error = NULL;
  gboolean seen = dex_await (sluice_until (sluice_folder_look_run (look), stop), &error);

  if (!dex_future_is_pending (stop))
    return;
  if (!seen)
    {
      set_problem (self, error->message);
      drop_monitor (self);
      return;
    }

  watch_closely (self, look);
  if (!await_seen (self, look, stop))
    return;
  if (is_left_empty (self, look))
    {
      set_problem (self, sluice_folder_look_get_gone ());
      return;
    }
  set_problem (self, NULL);
  prune_seen (self, look);
  await_take (self, look, stop);
}

static DexFuture *
look_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceWatchedFolder *self = data;

  do
    {
      self->again = FALSE;
      await_look (self, stop);
    }
  while (self->again && dex_future_is_pending (stop));

  if (dex_future_is_pending (stop))
    {
      self->is_looking = FALSE;
      tell (self);
      look_later (self);
    }
  return dex_future_new_true ();
}

static void
start_look (SluiceWatchedFolder *self)
{
  if (self->path == NULL)
    return;
  if (self->is_looking)
    {
      self->again = TRUE;
      return;
    }

  self->is_looking = TRUE;
  dex_clear (&self->looking);
  self->looking = sluice_fiber_spawn (look_fiber, g_object_ref (self), g_object_unref);
}

static void
n_later_changed_cb (SluiceWatchedFolder *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LATER]);
}

static void
sluice_watched_folder_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  SluiceWatchedFolder *self = SLUICE_WATCHED_FOLDER (object);

  switch ((SluiceWatchedFolderProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_N_LATER:
      g_value_set_uint (value, sluice_watched_folder_get_n_later (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Nothing of the folder of before has to do with the next one. */
static void
stop_watching (SluiceWatchedFolder *self)
{
  g_autoptr(GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  dex_clear (&self->looking);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->slow_source, g_source_remove);
  drop_monitor (self);
  sluice_folder_settling_keep_only (self->settling, none);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  self->is_looking = FALSE;
  self->n_arrived = 0;
  self->usual_device = 0;
  set_problem (self, NULL);
}

static void
sluice_watched_folder_dispose (GObject *object)
{
  SluiceWatchedFolder *self = SLUICE_WATCHED_FOLDER (object);

  stop_watching (self);
  dex_clear (&self->saving);
  g_clear_object (&self->intake);

  G_OBJECT_CLASS (sluice_watched_folder_parent_class)->dispose (object);
}

static void
sluice_watched_folder_finalize (GObject *object)
{
  SluiceWatchedFolder *self = SLUICE_WATCHED_FOLDER (object);

  g_clear_pointer (&self->key, sluice_key_unref);
  sluice_folder_settling_free (self->settling);
  g_free (self->kept);
  g_free (self->path);
  g_free (self->problem);

  G_OBJECT_CLASS (sluice_watched_folder_parent_class)->finalize (object);
}

static void
sluice_watched_folder_class_init (SluiceWatchedFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_watched_folder_get_property;
  object_class->dispose = sluice_watched_folder_dispose;
  object_class->finalize = sluice_watched_folder_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_N_LATER] = g_param_spec_uint ("n-later", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SluiceWatchedFolder::arrived:
   * @self: the folder
   * @n_files: how many slices came; one that was written again counts again
   *
   * Once for each burst.
   */
  arrived_signal = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sluice_watched_folder_init (SluiceWatchedFolder *self)
{
  self->slow_ms = SLOW_MS;
  self->settling = sluice_folder_settling_new ();
  sluice_folder_settling_set_time (self->settling, SETTLE_MS);
}

/**
 * sluice_watched_folder_new:
 * @queue: where new slices wait
 * @kept: the file that says what is known; its folder is there by the time that something is watched
 *
 * Returns: (transfer full): a watcher that watches nothing yet
 */
SluiceWatchedFolder *
sluice_watched_folder_new (SluiceUploadQueue *queue,
                           const char        *kept)
{
  SluiceWatchedFolder *self;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (queue), NULL);

  self = g_object_new (SLUICE_TYPE_WATCHED_FOLDER, NULL);
  self->kept = g_strdup (kept);
  self->intake = sluice_folder_intake_new (queue);
  g_signal_connect_object (self->intake, "notify::n-later", G_CALLBACK (n_later_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intake, "decided", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_watched_folder_set_pace:
 * @self: a watcher
 * @settle_ms: for how long a file has to be the same before it counts as whole, in milliseconds; %G_MAXUINT for whoever
 *   looks by themselves: then two looks are enough
 * @slow_ms: how often there is a look though nobody said anything; %G_MAXUINT for never
 *
 * For tests, and before anything is watched.
 */
void
sluice_watched_folder_set_pace (SluiceWatchedFolder *self,
                                guint                settle_ms,
                                guint                slow_ms)
{
  g_return_if_fail (SLUICE_IS_WATCHED_FOLDER (self));

  sluice_folder_settling_set_time (self->settling, settle_ms);
  self->slow_ms = slow_ms;
}

/**
 * sluice_watched_folder_watch:
 * @self: a watcher
 * @path: (nullable): a folder; %NULL to watch none
 * @key: (nullable): of the vault, which the queue has by then; needed for a folder
 *
 * What is in a folder that was not watched before is left alone; of one that was watched when the program ended, what
 * came since then is found. What waits in the queue stays there.
 */
void
sluice_watched_folder_watch (SluiceWatchedFolder *self,
                             const char          *path,
                             SluiceKey           *key)
{
  g_return_if_fail (SLUICE_IS_WATCHED_FOLDER (self));
  g_return_if_fail (path == NULL || key != NULL);

  if (g_strcmp0 (self->path, path) == 0)
    return;

  stop_watching (self);
  sluice_folder_intake_set_folder (self->intake, path);
  g_clear_pointer (&self->key, sluice_key_unref);
  self->key = path != NULL ? sluice_key_derive (key, "sluice-watched-folder/1") : NULL;
  g_set_str (&self->path, path);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
  start_look (self);
}

/**
 * sluice_watched_folder_look:
 * @self: a watcher
 *
 * Looks now.
 *
 * Returns: (transfer full): settles when a look is over that began after this was called
 */
DexFuture *
sluice_watched_folder_look (SluiceWatchedFolder *self)
{
  dex_return_error_if_fail (SLUICE_IS_WATCHED_FOLDER (self));

  start_look (self);
  return self->looking != NULL ? dex_ref (self->looking) : dex_future_new_true ();
}

/** sluice_watched_folder_flush: (transfer full): settles when what is known is kept; for a program that is about to end. */
DexFuture *
sluice_watched_folder_flush (SluiceWatchedFolder *self)
{
  dex_return_error_if_fail (SLUICE_IS_WATCHED_FOLDER (self));

  return self->saving != NULL ? dex_ref (self->saving) : dex_future_new_true ();
}

/** sluice_watched_folder_get_path: (nullable): the folder that is watched. */
const char *
sluice_watched_folder_get_path (SluiceWatchedFolder *self)
{
  g_return_val_if_fail (SLUICE_IS_WATCHED_FOLDER (self), NULL);
  return self->path;
}

/** sluice_watched_folder_get_problem: (nullable): why it cannot be looked at now. */
const char *
sluice_watched_folder_get_problem (SluiceWatchedFolder *self)
{
  g_return_val_if_fail (SLUICE_IS_WATCHED_FOLDER (self), NULL);
  return self->problem;
}

/** sluice_watched_folder_get_n_later: how many slices wait for room in the queue. */
guint
sluice_watched_folder_get_n_later (SluiceWatchedFolder *self)
{
  g_return_val_if_fail (SLUICE_IS_WATCHED_FOLDER (self), 0);
  return sluice_folder_intake_get_n_later (self->intake);
}
