/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-home-cloud.h"

#include "sluice-account-error.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-key.h"
#include "sluice-worker.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

/*
 * The child is told to end when its standard input closes. The kernel closes
 * it when this process ends, however it ends, so the cloud never outlives the
 * program that started it, and still closes its files in order.
 *
 * When a cloud already runs on the folder (another Sluice program started it),
 * it is used and left alone, and watched by the lock that it holds: it ends with
 * that program.
 */
#define START_TIMEOUT_SECONDS 90 /* the first start makes two RSA-4096 keys */
#define STOP_TIMEOUT_SECONDS 10
#define MAX_READY_LINE 4096
/* How often to look at a cloud that is somebody else's. */
#define LOOK_MS 1000

struct _SluiceHomeCloud
{
  GObject parent_instance;

  /* Owned. */
  char        *state_folder;
  GSubprocess *child;   /* NULL when it is somebody else's, or none runs */
  char        *url;
  char        *ca_file;
  char        *spki_sha256;
  DexFuture   *ending;  /* of the newest child that was stopped: a start waits for it */
  DexFuture   *watch;   /* of somebody else's cloud, while it is used; dropping it ends that */
};

G_DEFINE_FINAL_TYPE (SluiceHomeCloud, sluice_home_cloud, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_GONE,
} SluiceHomeCloudSignal;

static guint signals[SIGNAL_GONE + 1];

static void
forget (SluiceHomeCloud *self)
{
  dex_clear (&self->watch);
  g_clear_object (&self->child);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->spki_sha256, g_free);
}

static void
sluice_home_cloud_finalize (GObject *object)
{
  SluiceHomeCloud *self = SLUICE_HOME_CLOUD (object);

  forget (self);
  dex_clear (&self->ending);
  g_free (self->state_folder);

  G_OBJECT_CLASS (sluice_home_cloud_parent_class)->finalize (object);
}

static void
sluice_home_cloud_class_init (SluiceHomeCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sluice_home_cloud_finalize;

  /**
   * SluiceHomeCloud::gone:
   *
   * The cloud ended without having been asked to.
   */
  signals[SIGNAL_GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_home_cloud_init (SluiceHomeCloud *self)
{
}

/**
 * sluice_home_cloud_new:
 * @state_folder: where the cloud keeps its data; made when it starts
 *
 * Returns: (transfer full): a home cloud that does not run yet
 */
SluiceHomeCloud *
sluice_home_cloud_new (const char *state_folder)
{
  SluiceHomeCloud *self = g_object_new (SLUICE_TYPE_HOME_CLOUD, NULL);

  self->state_folder = g_strdup (state_folder);
  return self;
}

static gboolean
take_ready_line (SluiceHomeCloud  *self,
                 GBytes           *line,
                 GError          **error)
{
  g_autoptr(JsonObject) ready = sluice_json_parse_object (line, MAX_READY_LINE, error);
  const char *url;
  const char *ca_file;
  const char *spki;

  if (ready == NULL)
    return FALSE;

  url = sluice_json_get_string (ready, "url");
  ca_file = sluice_json_get_string (ready, "ca_file");
  spki = sluice_json_get_string (ready, "spki_sha256");
  if (url == NULL || ca_file == NULL || spki == NULL)
    {
      g_set_error_literal (error, SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_STARTED,
                           _("The home cloud started in a way this version of Sluice does not know"));
      return FALSE;
    }

  g_set_str (&self->url, url);
  g_set_str (&self->ca_file, ca_file);
  g_set_str (&self->spki_sha256, spki);
  return TRUE;
}

/*
 * Returns: a future of the ready line of a cloud that already runs here; rejects
 * with NOT_FOUND when none does, with BUSY when one is starting or ending.
 */
static DexFuture *
find_running (GCancellable *cancellable,
              gpointer      data)
{
  const char *folder = data;
  g_autofree char *lock = g_build_filename (folder, "lock", NULL);
  g_autofree char *ready = g_build_filename (folder, "ready.json", NULL);
  char *contents = NULL;
  gboolean running = FALSE;
  int fd = open (lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd >= 0)
    {
      running = flock (fd, LOCK_SH | LOCK_NB) != 0;
      close (fd);
    }

  if (!running)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No cloud runs");
  if (!g_file_get_contents (ready, &contents, NULL, NULL))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY, "A cloud is starting or ending");
  return dex_future_new_take_string (contents);
}

static DexFuture *
look (SluiceHomeCloud *self)
{
  return sluice_worker_run (find_running, g_strdup (self->state_folder), g_free);
}

static GSubprocess *
spawn (SluiceHomeCloud  *self,
       GError          **error)
{
  g_autofree char *program = g_find_program_in_path ("sluice-cloud");

  if (program == NULL)
    {
      g_set_error_literal (error, SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_INSTALLED,
                           _("The program “sluice-cloud” is missing. It belongs to Sluice: install Sluice again. Nothing is lost."));
      return NULL;
    }

  return g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error,
                           program, "--state", self->state_folder, "--listen", "127.0.0.1:0",
                           "--home", "--seed", "demo", "--until-stdin-closes", NULL);
}

/* A fiber's read of the child's first line. */
static GBytes *
await_line (GInputStream  *stream,
            DexFuture     *stop,
            GError       **error)
{
  g_autoptr(GByteArray) line = g_byte_array_new ();

  while (line->len == 0 || (line->data[line->len - 1] != '\n' && line->len < MAX_READY_LINE))
    {
      g_autoptr(GBytes) part = NULL;

      part = dex_await_boxed (dex_future_first (dex_input_stream_read_bytes (stream, MAX_READY_LINE - line->len,
                                                                             G_PRIORITY_DEFAULT),
                                                dex_timeout_new_seconds (START_TIMEOUT_SECONDS),
                                                dex_ref (stop),
                                                NULL),
                              error);
      if (part == NULL)
        return NULL;
      if (g_bytes_get_size (part) == 0)
        {
          g_set_error_literal (error, SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_STARTED,
                               _("The home cloud could not be started. Nothing is lost; try again."));
          return NULL;
        }
      g_byte_array_append (line, g_bytes_get_data (part, NULL), g_bytes_get_size (part));
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&line));
}

static void
lose (SluiceHomeCloud *self)
{
  forget (self);
  g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

typedef struct
{
  GWeakRef     cloud;
  GSubprocess *child;        /* nullable */
  char        *state_folder;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->cloud);
  g_clear_object (&watch->child);
  g_free (watch->state_folder);
  g_free (watch);
}

static Watch *
watch_new (SluiceHomeCloud *self)
{
  Watch *watch = g_new0 (Watch, 1);

  g_weak_ref_init (&watch->cloud, self);
  g_set_object (&watch->child, self->child);
  watch->state_folder = g_strdup (self->state_folder);
  return watch;
}

static DexFuture *
child_ended_cb (DexFuture *future,
                gpointer   user_data)
{
  Watch *watch = user_data;
  g_autoptr(SluiceHomeCloud) self = g_weak_ref_get (&watch->cloud);

  /* One that was stopped is not ours any more. */
  if (self != NULL && self->child == watch->child)
    lose (self);

  return dex_future_new_true ();
}

static void
watch_child (SluiceHomeCloud *self)
{
  dex_future_disown (dex_future_finally (dex_subprocess_wait_check (self->child),
                                         child_ended_cb, watch_new (self), watch_free));
}

/* Looks, now and then, whether somebody else's cloud still holds its lock. */
static DexFuture *
watch_fiber (DexFuture *stop,
             gpointer   data)
{
  Watch *watch = data;
  g_autoptr(GError) error = NULL;

  while (dex_future_is_pending (stop) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      dex_await (sluice_until (dex_timeout_new_msec (LOOK_MS), stop), NULL);
      if (dex_future_is_pending (stop))
        dex_await (sluice_until (sluice_worker_run (find_running, g_strdup (watch->state_folder), g_free), stop), &error);
    }

  if (dex_future_is_pending (stop))
    {
      g_autoptr(SluiceHomeCloud) self = g_weak_ref_get (&watch->cloud);

      if (self != NULL)
        lose (self);
    }
  return dex_future_new_true ();
}

/* Starts the child, and takes its ready line. */
static gboolean
await_child (SluiceHomeCloud  *self,
             DexFuture        *stop,
             GError          **error)
{
  g_autoptr(GSubprocess) child = spawn (self, error);
  g_autoptr(GBytes) line = NULL;

  if (child == NULL)
    return FALSE;

  line = await_line (g_subprocess_get_stdout_pipe (child), stop, error);
  if (line == NULL || !take_ready_line (self, line, error))
    {
      g_subprocess_force_exit (child);
      return FALSE;
    }

  self->child = g_steal_pointer (&child);
  watch_child (self);
  return TRUE;
}

static gboolean
await_running (SluiceHomeCloud  *self,
               DexFuture        *stop,
               GError          **error)
{
  g_autofree char *running = dex_await_string (sluice_until (look (self), stop), error);
  g_autoptr(GBytes) line = NULL;

  if (running == NULL)
    return FALSE;

  line = g_bytes_new (running, strlen (running));
  if (!take_ready_line (self, line, error))
    return FALSE;

  self->watch = sluice_fiber_spawn (watch_fiber, watch_new (self), watch_free);
  return TRUE;
}

/*
 * Another program may be starting or ending a cloud here at this moment: one is
 * waited for, and one that was quicker than ours is used.
 */
static DexFuture *
start_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceHomeCloud *self = data;
  gint64 deadline = g_get_monotonic_time () + START_TIMEOUT_SECONDS * G_USEC_PER_SEC;
  g_autoptr(GError) refusal = NULL;

  if (self->ending != NULL)
    dex_await (sluice_until (dex_ref (self->ending), stop), NULL);

  while (dex_future_is_pending (stop) && self->url == NULL)
    {
      g_autoptr(GError) error = NULL;

      if (await_running (self, stop, &error))
        break;
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) && g_get_monotonic_time () < deadline)
        {
          dex_await (sluice_until (dex_timeout_new_msec (LOOK_MS / 4), stop), NULL);
          continue;
        }
      /* Ours did not start, and it was not because of another. */
      if (refusal != NULL)
        return dex_future_new_for_error (g_steal_pointer (&refusal));
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
        return dex_future_new_reject (SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_STARTED,
                                      "%s", _("The home cloud could not be started. Nothing is lost; try again."));
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return dex_future_new_for_error (g_steal_pointer (&error));
      await_child (self, stop, &refusal);
    }

  if (!dex_future_is_pending (stop))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("The start was given up"));
  return dex_future_new_true ();
}

/**
 * sluice_home_cloud_start:
 * @self: a home cloud
 *
 * Starts the cloud, or finds the one that runs already.
 *
 * Returns: (transfer full): settles when it takes connections; rejects with
 *   #SluiceAccountError
 */
DexFuture *
sluice_home_cloud_start (SluiceHomeCloud *self)
{
  dex_return_error_if_fail (SLUICE_IS_HOME_CLOUD (self));

  return sluice_fiber_spawn (start_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
stop_fiber (DexFuture *stop,
            gpointer   data)
{
  GSubprocess *child = data;
  g_autoptr(GError) error = NULL;

  dex_await (dex_output_stream_close (g_subprocess_get_stdin_pipe (child), G_PRIORITY_DEFAULT), NULL);
  dex_await (dex_future_first (dex_subprocess_wait_check (child),
                               dex_timeout_new_seconds (STOP_TIMEOUT_SECONDS), NULL),
             &error);
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_subprocess_force_exit (child);

  return dex_future_new_true ();
}

/**
 * sluice_home_cloud_stop:
 * @self: a home cloud
 *
 * Ends the child in order, or by force when it does not end in ten seconds. A
 * cloud that somebody else started goes on.
 *
 * Returns: (transfer full): settles when it is over; never rejects
 */
DexFuture *
sluice_home_cloud_stop (SluiceHomeCloud *self)
{
  dex_return_error_if_fail (SLUICE_IS_HOME_CLOUD (self));

  /* At once: whoever starts it again from here on gets another one. */
  if (self->child != NULL)
    {
      dex_clear (&self->ending);
      self->ending = sluice_fiber_spawn (stop_fiber, g_object_ref (self->child), g_object_unref);
    }
  forget (self);

  return self->ending != NULL ? dex_ref (self->ending) : dex_future_new_true ();
}

static DexFuture *
read_secret (GCancellable *cancellable,
             gpointer      data)
{
  char *contents;
  GError *error = NULL;

  if (!g_file_get_contents (data, &contents, NULL, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strstrip (contents));
}

/**
 * sluice_home_cloud_read_owner_secret:
 * @self: a home cloud that runs
 *
 * The secret that shows the home cloud that one is the owner of this computer:
 * a file that only this user can read, new at each start of the cloud.
 *
 * Returns: (transfer full): a future of a %SLUICE_TYPE_SECRET: await it with
 *   dex_await_boxed(), free it with sluice_secret_free()
 */
DexFuture *
sluice_home_cloud_read_owner_secret (SluiceHomeCloud *self)
{
  dex_return_error_if_fail (SLUICE_IS_HOME_CLOUD (self));

  return sluice_worker_run (read_secret, g_build_filename (self->state_folder, "owner.secret", NULL), g_free);
}

const char *
sluice_home_cloud_get_url (SluiceHomeCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_HOME_CLOUD (self), NULL);
  return self->url;
}

/** sluice_home_cloud_get_ca_file: (nullable): path of the certificate, in PEM, that signed the cloud's own. */
const char *
sluice_home_cloud_get_ca_file (SluiceHomeCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_HOME_CLOUD (self), NULL);
  return self->ca_file;
}

/** sluice_home_cloud_get_spki_sha256: (nullable): 64 hexadecimal digits, what the connection is pinned to. */
const char *
sluice_home_cloud_get_spki_sha256 (SluiceHomeCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_HOME_CLOUD (self), NULL);
  return self->spki_sha256;
}
