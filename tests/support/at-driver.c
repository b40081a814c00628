/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"

#include "at-display.h"

/*
 * Drives a program as a person with assistive technology does. It has to run
 * in a desktop of its own (tests/run-in-session.sh).
 */

/* After this a wait has failed, unless the caller says otherwise. A machine
 * that builds and tests at once is slow. */
#define PATIENCE_SECONDS 180

/* Not everything that changes is announced: asked again this often at least. */
#define TICK_MS 50

/* One answer of the program; under the sanitizers, on a busy machine. */
#define ANSWER_MS 10000

struct _AtDriver
{
  GObject parent_instance;

  AtDisplay          *display;
  GSubprocess        *process;
  AtspiEventListener *listener;
  AtspiAccessible    *root; /* the application; NULL until it is known to the bus */

  int                 patience; /* seconds */
  gboolean            ended;
};

G_DEFINE_QUARK (at-driver-error-quark, at_driver_error)
G_DEFINE_FINAL_TYPE (AtDriver, at_driver, G_TYPE_OBJECT)

static const char * const watched_events[] = {
  "object:children-changed", "object:state-changed", "object:text-changed",
  "object:property-change", "window:", NULL,
};

/* The event itself says nothing that is trusted: it wakes the wait, which looks again. */
static void
event_cb (AtspiEvent *event,
          gpointer    data)
{
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    AT_DRIVER (data)->ended = TRUE;
  g_object_unref (data);
}

static void
at_driver_dispose (GObject *object)
{
  AtDriver *self = AT_DRIVER (object);

  if (self->listener != NULL)
    for (guint i = 0; watched_events[i] != NULL; i++)
      atspi_event_listener_deregister (self->listener, watched_events[i], NULL);
  g_clear_object (&self->listener);
  g_clear_object (&self->root);
  g_clear_object (&self->process);
  g_clear_object (&self->display);
  G_OBJECT_CLASS (at_driver_parent_class)->dispose (object);
}

static void
at_driver_class_init (AtDriverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = at_driver_dispose;
}

static void
at_driver_init (AtDriver *self)
{
  self->patience = PATIENCE_SECONDS;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
set_missing (AtDriver    *self,
             const char  *what,
             GError     **error)
{
  g_autofree char *tree = self->root != NULL ? at_tree_dump (self->root) : g_strdup ("(it never showed itself)\n");

  g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_MISSING,
               "Waited %d seconds in vain for %s. What shows is:\n%s", self->patience, what, tree);
}

/**
 * at_driver_wait:
 * @condition: asked at once, and after each change
 * @what: what is waited for, for the message
 *
 * Returns: %FALSE with %AT_DRIVER_ERROR_MISSING when it does not hold in time,
 *   and with %AT_DRIVER_ERROR_ENDED when the program ends meanwhile
 */
gboolean
at_driver_wait (AtDriver     *self,
                AtCondition   condition,
                gpointer      data,
                const char   *what,
                GError      **error)
{
  gint64 deadline = g_get_monotonic_time () + self->patience * G_USEC_PER_SEC;
  guint tick = g_timeout_add (TICK_MS, tick_cb, NULL);
  gboolean holds;

  while (!(holds = condition (self, data)) && !self->ended && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, TRUE);
      /* Changes come in crowds; one look after each crowd is enough. */
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_source_remove (tick);

  if (holds)
    return TRUE;
  if (self->ended)
    g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_ENDED,
                 "The program ended (status %d) while waiting for %s.", g_subprocess_get_status (self->process), what);
  else
    set_missing (self, what, error);
  return FALSE;
}

static gboolean
is_registered (AtDriver *self,
               gpointer  data)
{
  g_autoptr(AtspiAccessible) desktop = atspi_get_desktop (0);
  int n_applications = atspi_accessible_get_child_count (desktop, NULL);

  for (int i = 0; i < n_applications; i++)
    {
      g_autoptr(AtspiAccessible) application = atspi_accessible_get_child_at_index (desktop, i, NULL);

      if (application != NULL &&
          (int) atspi_accessible_get_process_id (application, NULL) == at_driver_get_pid (self) &&
          atspi_accessible_get_child_count (application, NULL) > 0)
        {
          g_set_object (&self->root, application);
          /* What is remembered of a tree is not always what is in it. The desktop's
           * mask is not asked for a program that came before its parent was known. */
          atspi_accessible_set_cache_mask (application, ATSPI_CACHE_NONE);
          return at_display_has_window (self->display, at_driver_get_pid (self));
        }
    }
  return FALSE;
}

/* libatspi warns when a program that has just come, or is about to go, does not
 * answer. In a test, where warnings are fatal, that is none of the test's. */
static void
quiet_cb (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        data)
{
  g_printerr ("# %s\n", message);
}

static gboolean
is_fatal_cb (const char     *domain,
             GLogLevelFlags  level,
             const char     *message,
             gpointer        data)
{
  return g_strcmp0 (domain, "dbind") != 0;
}

static void
listen (AtDriver *self)
{
  g_autoptr(AtspiAccessible) desktop = NULL;

  /* For each test anew: GLib forgets it between two. */
  g_test_log_set_fatal_handler (is_fatal_cb, NULL);
  /* 1 means that it was initialised before, by another driver. */
  if (atspi_init () == 0)
    {
      g_log_set_handler ("dbind", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL, quiet_cb, NULL);
      atspi_set_timeout (ANSWER_MS, ANSWER_MS);
      desktop = atspi_get_desktop (0);
      atspi_accessible_set_cache_mask (desktop, ATSPI_CACHE_NONE);
    }
  self->listener = atspi_event_listener_new (event_cb, NULL, NULL);
  for (guint i = 0; watched_events[i] != NULL; i++)
    atspi_event_listener_register (self->listener, watched_events[i], NULL);
}

/**
 * at_driver_start:
 * @argv: the program, found on PATH, and its arguments
 *
 * Starts it, waits for its window, and gives the window the focus.
 *
 * Returns: (transfer full) (nullable): %NULL with @error when no window comes
 */
AtDriver *
at_driver_start (const char * const  *argv,
                 GError             **error)
{
  g_autoptr(AtDriver) self = g_object_new (AT_TYPE_DRIVER, NULL);

  self->display = at_display_new (error);
  if (self->display == NULL)
    return NULL;
  listen (self);
  self->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, error);
  if (self->process == NULL)
    return NULL;
  g_subprocess_wait_async (self->process, NULL, ended_cb, g_object_ref (self));

  if (!at_driver_wait (self, is_registered, NULL, "a window of the program", error))
    {
      g_subprocess_force_exit (self->process);
      return NULL;
    }
  at_display_focus (self->display, at_driver_get_pid (self));
  return g_steal_pointer (&self);
}

/** at_driver_set_patience: after how many seconds a wait has failed; 180 at first. */
void
at_driver_set_patience (AtDriver *self,
                        int       seconds)
{
  self->patience = seconds;
}

/** at_driver_get_pid: the program's process id, or -1 when it has ended. */
int
at_driver_get_pid (AtDriver *self)
{
  const char *identifier = g_subprocess_get_identifier (self->process);

  return identifier != NULL ? atoi (identifier) : -1;
}

/** at_driver_get_display: (transfer none): the display that its window is on. */
AtDisplay *
at_driver_get_display (AtDriver *self)
{
  return self->display;
}

/** at_driver_get_root: (transfer none): the application, with its windows as children. */
AtspiAccessible *
at_driver_get_root (AtDriver *self)
{
  return self->root;
}

static gboolean
has_ended (AtDriver *self,
           gpointer  data)
{
  return self->ended;
}

/**
 * at_driver_stop:
 *
 * Closes the window as a person does, and waits for the program to end.
 *
 * Returns: %FALSE when it does not end, or not with success
 */
gboolean
at_driver_stop (AtDriver  *self,
                GError   **error)
{
  if (!self->ended && !at_display_close (self->display, at_driver_get_pid (self)))
    {
      g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_MISSING, "The program has no window to close.");
      return FALSE;
    }
  if (!at_driver_wait (self, has_ended, NULL, "the program to end", error))
    {
      g_subprocess_force_exit (self->process);
      return FALSE;
    }
  return g_spawn_check_wait_status (g_subprocess_get_status (self->process), error);
}

typedef struct
{
  gboolean done;
  gboolean success;
} Beside;

static void
beside_ended_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Beside *beside = data;

  beside->success = g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL);
  beside->done = TRUE;
}

static gboolean
is_done (AtDriver *self,
         gpointer  data)
{
  return ((Beside *) data)->done;
}

/**
 * at_driver_run_beside:
 * @argv: a command that hands its work to the program and ends, as a second
 *   start with a file does
 *
 * Returns: %FALSE when it fails or does not end
 */
gboolean
at_driver_run_beside (AtDriver            *self,
                      const char * const  *argv,
                      GError             **error)
{
  g_autoptr(GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, error);
  g_autofree char *what = g_strdup_printf ("“%s” to end", argv[0]);
  g_autofree Beside *beside = g_new0 (Beside, 1);

  if (process == NULL)
    return FALSE;
  g_subprocess_wait_check_async (process, NULL, beside_ended_cb, beside);
  if (!at_driver_wait (self, is_done, beside, what, error))
    {
      g_subprocess_force_exit (process);
      while (!beside->done)
        g_main_context_iteration (NULL, TRUE);
      return FALSE;
    }
  if (!beside->success)
    g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_REFUSED, "“%s” failed.", argv[0]);
  return beside->success;
}
