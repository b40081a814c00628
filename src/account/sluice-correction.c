/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-correction.h"

#include "sluice-fiber.h"
#include "sluice-holdings-private.h"
#include "sluice-inventory-source-private.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

struct _SluiceCorrection
{
  GObject parent_instance;

  guint n_places; /* of @holdings, when this was made */

  /* Owned. */
  SluiceHoldings      *holdings;
  SluiceInventoryItem *item;
};

G_DEFINE_FINAL_TYPE (SluiceCorrection, sluice_correction, G_TYPE_OBJECT)

static void
sluice_correction_finalize (GObject *object)
{
  SluiceCorrection *self = SLUICE_CORRECTION (object);

  g_clear_object (&self->holdings);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (sluice_correction_parent_class)->finalize (object);
}

static void
sluice_correction_class_init (SluiceCorrectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_correction_finalize;
}

static void
sluice_correction_init (SluiceCorrection *self)
{
}

/**
 * sluice_correction_new:
 * @holdings: of the place in use
 * @item: what of them is wrong
 *
 * Returns: (transfer full): nothing is changed yet
 */
SluiceCorrection *
sluice_correction_new (SluiceHoldings      *holdings,
                       SluiceInventoryItem *item)
{
  SluiceCorrection *self;

  g_return_val_if_fail (SLUICE_IS_HOLDINGS (holdings), NULL);
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (item), NULL);

  self = g_object_new (SLUICE_TYPE_CORRECTION, NULL);
  self->holdings = g_object_ref (holdings);
  self->item = g_object_ref (item);
  self->n_places = sluice_holdings_get_n_places (holdings);
  return self;
}

/** sluice_correction_get_item: (transfer none): what is wrong. */
SluiceInventoryItem *
sluice_correction_get_item (SluiceCorrection *self)
{
  g_return_val_if_fail (SLUICE_IS_CORRECTION (self), NULL);
  return self->item;
}

/* The ids are the place's own, and each has a name of the person. */
static SluiceInventorySource *
ref_source (SluiceCorrection  *self,
            GError           **error)
{
  SluiceInventorySource *source = sluice_holdings_get_source (self->holdings);

  if (sluice_holdings_get_n_places (self->holdings) != self->n_places)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED,
                           _("Another cloud is used now. Nothing was changed."));
      return NULL;
    }
  if (source == NULL)
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE,
                         _("Your cloud is not connected. Nothing was changed; connect to it and try again."));
  return source != NULL ? g_object_ref (source) : NULL;
}

/* What the place says in its own words is said in ours, where there is something to do about it. */
static GError *
explain (GError *failure)
{
  const char *code = sluice_net_error_get_server_code (failure);
  const char *text = NULL;

  if (g_strcmp0 (code, "taken") == 0)
    text = _("Somebody else at this cloud has that. Choose another; nothing was changed.");
  else if (sluice_net_error_get_status (failure) == 400)
    text = _("This cloud does not take that. Look whether it is right; nothing was changed.");
  else if (g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT) ||
           g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE))
    text = _("The cloud did not answer, and it is not known whether it was changed. Look again later.");

  if (text == NULL)
    return g_error_copy (failure);
  return g_error_new_literal (failure->domain, failure->code, text);
}

typedef struct
{
  SluiceCorrection *correction;
  char             *value;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->correction);
  g_free (run->value);
  g_free (run);
}

static DexFuture *
run_fiber (DexFuture *stop,
           gpointer   data)
{
  Run *run = data;
  SluiceCorrection *self = run->correction;
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceInventorySource) source = ref_source (self, &failure);
  gboolean corrected;

  if (source == NULL)
    return dex_future_new_for_error (g_steal_pointer (&failure));

  corrected = sluice_inventory_source_await_corrected (source, self->item, run->value, stop, &failure);
  if (sluice_holdings_get_n_places (self->holdings) == self->n_places)
    sluice_holdings_refresh (self->holdings);
  return corrected ? dex_future_new_true () : dex_future_new_for_error (explain (failure));
}

/**
 * sluice_correction_run:
 * @self: a correction
 * @value: what it is to be; the place decides whether it can
 *
 * Says it to the place, and looks at the list again.
 *
 * Returns: (transfer full): settles when the place has changed it; rejects with #SluiceNetError and a message that says
 *   what is to be done
 */
DexFuture *
sluice_correction_run (SluiceCorrection *self,
                       const char       *value)
{
  Run *run;

  dex_return_error_if_fail (SLUICE_IS_CORRECTION (self));
  dex_return_error_if_fail (value != NULL);

  run = g_new0 (Run, 1);
  run->correction = g_object_ref (self);
  run->value = g_strdup (value);
  return sluice_fiber_spawn (run_fiber, run, run_free);
}
