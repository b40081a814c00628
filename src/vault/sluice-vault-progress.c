/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-progress.h"

/*
 * Carries figures from a worker to the thread that asked. At most one call is
 * on its way at a time, however often the worker reports; none comes after the end.
 */
struct _SluiceVaultProgress
{
  gatomicrefcount         ref_count;
  GMainContext           *context;

  /* Only in the thread that asked. */
  SluiceVaultProgressFunc func; /* NULL after the end */
  gpointer                data;
  GDestroyNotify          destroy;

  GMutex                  mutex;
  gint64                  done;       /* with the mutex */
  gint64                  total;      /* with the mutex */
  gint64                  before;     /* with the mutex */
  gint64                  all;        /* with the mutex; 0 when what is reported is all */
  gboolean                on_its_way; /* with the mutex */
};

/** sluice_vault_progress_new: @func: (nullable). @destroy is called by sluice_vault_progress_end(). */
SluiceVaultProgress *
sluice_vault_progress_new (SluiceVaultProgressFunc func,
                           gpointer                data,
                           GDestroyNotify          destroy)
{
  SluiceVaultProgress *self = g_new0 (SluiceVaultProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  return self;
}

SluiceVaultProgress *
sluice_vault_progress_ref (SluiceVaultProgress *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sluice_vault_progress_unref (SluiceVaultProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  SluiceVaultProgress *self = data;
  gboolean due;
  gint64 done;
  gint64 total;

  g_mutex_lock (&self->mutex);
  due = self->on_its_way;
  self->on_its_way = FALSE;
  done = self->done;
  total = self->total;
  g_mutex_unlock (&self->mutex);

  if (self->func != NULL && due)
    self->func (done, total, self->data);

  return G_SOURCE_REMOVE;
}

/** sluice_vault_progress_set_part: what is reported from here on comes after @before bytes, of @total. */
void
sluice_vault_progress_set_part (SluiceVaultProgress *self,
                                gint64               before,
                                gint64               total)
{
  g_mutex_lock (&self->mutex);
  self->before = before;
  self->all = total;
  g_mutex_unlock (&self->mutex);
}

/** sluice_vault_progress_report: from any thread. */
void
sluice_vault_progress_report (SluiceVaultProgress *self,
                              gint64               done,
                              gint64               total)
{
  g_autoptr(GSource) source = NULL;

  g_mutex_lock (&self->mutex);
  self->done = self->before + done;
  self->total = self->all != 0 ? self->all : total;
  if (!self->on_its_way)
    source = g_idle_source_new ();
  self->on_its_way = TRUE;
  g_mutex_unlock (&self->mutex);

  if (source != NULL)
    {
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, deliver, sluice_vault_progress_ref (self),
                             (GDestroyNotify) sluice_vault_progress_unref);
      g_source_attach (source, self->context);
    }
}

/** sluice_vault_progress_end: in the thread that asked. The last figures are told, and nothing after them. */
void
sluice_vault_progress_end (SluiceVaultProgress *self)
{
  deliver (self);
  self->func = NULL;
  if (self->destroy != NULL)
    self->destroy (self->data);
  self->destroy = NULL;
}
