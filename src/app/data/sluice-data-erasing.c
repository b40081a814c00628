/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-erasing.h"

#include "sluice-data-words.h"
#include "sluice-erasure.h"
#include "sluice-question.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceDataErasing
{
  GObject parent_instance;

  gboolean is_over;
  GWeakRef over; /* the widget that asked */

  /* Owned. */
  SluiceErasure *erasure;
  DexFuture     *working; /* letting go of it stops it */
};

G_DEFINE_FINAL_TYPE (SluiceDataErasing, sluice_data_erasing, G_TYPE_OBJECT)

static guint signal_began;
static guint signal_changed;

static void
sluice_data_erasing_dispose (GObject *object)
{
  SluiceDataErasing *self = SLUICE_DATA_ERASING (object);

  dex_clear (&self->working);

  G_OBJECT_CLASS (sluice_data_erasing_parent_class)->dispose (object);
}

static void
sluice_data_erasing_finalize (GObject *object)
{
  SluiceDataErasing *self = SLUICE_DATA_ERASING (object);

  g_weak_ref_clear (&self->over);
  g_clear_object (&self->erasure);

  G_OBJECT_CLASS (sluice_data_erasing_parent_class)->finalize (object);
}

static void
sluice_data_erasing_class_init (SluiceDataErasingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_data_erasing_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_data_erasing_finalize;

  signal_began = g_signal_new ("began", SLUICE_TYPE_DATA_ERASING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_DATA_ERASING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sluice_data_erasing_init (SluiceDataErasing *self)
{
  g_weak_ref_init (&self->over, NULL);
}

static guint
count (SluiceDataErasing *self)
{
  return g_list_model_get_n_items (sluice_erasure_get_items (self->erasure));
}

/* Some may be gone also when the rest is not. */
static void
tell (SluiceDataErasing *self,
      const GError      *error)
{
  g_autoptr(GtkWidget) over = g_weak_ref_get (&self->over);
  const guint n_erased = sluice_erasure_get_n_erased (self->erasure);
  g_autofree char *erased = sluice_data_describe_erased (n_erased);

  if (over == NULL)
    return;
  if (n_erased > 0)
    sluice_tell (over, erased);
  if (error != NULL)
    sluice_tell_failure (over, _("Not Everything Was Deleted"), error);
}

static void
end (SluiceDataErasing *self)
{
  self->is_over = TRUE;
  g_signal_emit (self, signal_changed, 0);
}

static DexFuture *
erased_cb (DexFuture *future,
           gpointer   weak)
{
  g_autoptr(SluiceDataErasing) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->is_over)
    return dex_ref (future);

  dex_future_get_value (future, &error);
  tell (self, error);
  end (self);
  return dex_ref (future);
}

static void
got_further_cb (SluiceDataErasing *self)
{
  if (self->working != NULL && !self->is_over)
    g_signal_emit (self, signal_changed, 0);
}

static void
confirmed_cb (SluiceDataErasing *self)
{
  g_signal_emit (self, signal_began, 0);
  self->working = dex_future_finally (sluice_erasure_run (self->erasure), erased_cb, sluice_weak_new (self),
                                      sluice_weak_free);
}

static void
let_go (gpointer  data,
        GClosure *closure)
{
  g_object_unref (data);
}

/**
 * sluice_data_erasing_new:
 * @holdings: of the place
 * @items: of #SluiceInventoryItem; those that can be deleted
 *
 * Returns: (transfer full): of which nothing is deleted yet
 */
SluiceDataErasing *
sluice_data_erasing_new (SluiceHoldings *holdings,
                         GListModel     *items)
{
  SluiceDataErasing *self;

  g_return_val_if_fail (SLUICE_IS_HOLDINGS (holdings), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (SLUICE_TYPE_DATA_ERASING, NULL);
  self->erasure = sluice_erasure_new (holdings, items);
  g_signal_connect_object (self->erasure, "notify::n-erased", G_CALLBACK (got_further_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_data_erasing_ask:
 * @self: a deletion
 * @over: the widget that it is asked over
 *
 * Asks the person, and deletes when they say so. The question keeps @self until then; whoever hears that it began
 * keeps it from there on.
 */
void
sluice_data_erasing_ask (SluiceDataErasing *self,
                         GtkWidget         *over)
{
  g_autofree char *body = sluice_data_describe_erasing (sluice_erasure_get_items (self->erasure));

  g_weak_ref_set (&self->over, over);
  sluice_question_ask_with (over, _("Delete This for Good?"), body, _("_Delete"), G_CALLBACK (confirmed_cb),
                            g_object_ref (self), let_go);
}

/** sluice_data_erasing_stop: what is gone stays gone; what is just being deleted may go, too: the place is asked. */
void
sluice_data_erasing_stop (SluiceDataErasing *self)
{
  g_return_if_fail (SLUICE_IS_DATA_ERASING (self));

  if (self->working == NULL || self->is_over)
    return;
  dex_clear (&self->working);
  tell (self, NULL);
  end (self);
}

gboolean
sluice_data_erasing_get_is_over (SluiceDataErasing *self)
{
  g_return_val_if_fail (SLUICE_IS_DATA_ERASING (self), TRUE);
  return self->is_over;
}

/** sluice_data_erasing_get_fraction: from 0 to 1. */
double
sluice_data_erasing_get_fraction (SluiceDataErasing *self)
{
  g_return_val_if_fail (SLUICE_IS_DATA_ERASING (self), 1);
  return sluice_erasure_get_n_erased (self->erasure) / (double) MAX (count (self), 1);
}

/** sluice_data_erasing_dup_rest: (transfer full): what the place has not said to be gone. */
GListModel *
sluice_data_erasing_dup_rest (SluiceDataErasing *self)
{
  GListModel *items = sluice_erasure_get_items (self->erasure);
  guint n_erased = sluice_erasure_get_n_erased (self->erasure);

  return G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (items), n_erased, count (self) - n_erased));
}

/** sluice_data_erasing_dup_text: how far it is, in words. */
char *
sluice_data_erasing_dup_text (SluiceDataErasing *self)
{
  g_return_val_if_fail (SLUICE_IS_DATA_ERASING (self), NULL);

  /* Translators: how many are gone, of how many */
  return g_strdup_printf (_("%1$'u of %2$'u deleted"), sluice_erasure_get_n_erased (self->erasure), count (self));
}
