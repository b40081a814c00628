/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-list-store.h"
#include "sluice-printers-private.h"

struct _SluicePrinterGroup
{
  GObject parent_instance;

  /* Owned. */
  char       *id;
  char       *name;
  GListStore *printers;
  GListStore *queue;

  SluiceObservation *observation; /* nullable */

  guint n_attention;
};

G_DEFINE_FINAL_TYPE (SluicePrinterGroup, sluice_printer_group, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_PRINTERS,
  PROP_QUEUE,
  PROP_OBSERVATION,
  PROP_N_ATTENTION,
} SluicePrinterGroupProperty;

static GParamSpec *properties[PROP_N_ATTENTION + 1];

static void
sluice_printer_group_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SluicePrinterGroup *self = SLUICE_PRINTER_GROUP (object);

  switch ((SluicePrinterGroupProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PRINTERS:
      g_value_set_object (value, self->printers);
      break;
    case PROP_QUEUE:
      g_value_set_object (value, self->queue);
      break;
    case PROP_OBSERVATION:
      g_value_set_object (value, self->observation);
      break;
    case PROP_N_ATTENTION:
      g_value_set_uint (value, self->n_attention);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_printer_group_finalize (GObject *object)
{
  SluicePrinterGroup *self = SLUICE_PRINTER_GROUP (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->observation);
  g_clear_object (&self->printers);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (sluice_printer_group_parent_class)->finalize (object);
}

static void
sluice_printer_group_class_init (SluicePrinterGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_printer_group_get_property;
  object_class->finalize = sluice_printer_group_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PRINTERS] = g_param_spec_object ("printers", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_QUEUE] = g_param_spec_object ("queue", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_OBSERVATION] = g_param_spec_object ("observation", NULL, NULL, SLUICE_TYPE_OBSERVATION, flags);
  properties[PROP_N_ATTENTION] = g_param_spec_uint ("n-attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_printer_group_init (SluicePrinterGroup *self)
{
  self->printers = g_list_store_new (SLUICE_TYPE_PRINTER);
  self->queue = g_list_store_new (SLUICE_TYPE_PRINT_JOB);
}

/* What is known of it is of another age now. */
void
sluice_printer_group_note_observed (SluicePrinterGroup *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OBSERVATION]);
}

/* @observation: (nullable): of all that is in it. */
SluicePrinterGroup *
sluice_printer_group_new (const char        *id,
                          SluiceObservation *observation)
{
  SluicePrinterGroup *self = g_object_new (SLUICE_TYPE_PRINTER_GROUP, NULL);

  self->id = g_strdup (id);
  g_set_object (&self->observation, observation);
  if (observation != NULL)
    g_signal_connect_object (observation, "notify", G_CALLBACK (sluice_printer_group_note_observed), self,
                             G_CONNECT_SWAPPED);
  return self;
}

void
sluice_printer_group_set_name (SluicePrinterGroup *self,
                               const char         *name)
{
  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/* Call it when a printer of a group whose printers are not updated as one changed. */
void
sluice_printer_group_count_attention (SluicePrinterGroup *self)
{
  guint n_attention = 0;
  guint n_printers = g_list_model_get_n_items (G_LIST_MODEL (self->printers));

  for (guint i = 0; i < n_printers; i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->printers), i);

      n_attention += sluice_printer_get_needs_attention (printer);
    }

  if (self->n_attention == n_attention)
    return;
  self->n_attention = n_attention;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ATTENTION]);
}

/* Call it after the printers were updated: it counts who needs a hand. */
void
sluice_printer_group_set_printers (SluicePrinterGroup *self,
                                   GPtrArray          *printers)
{
  sluice_list_store_assign (self->printers, printers);
  sluice_printer_group_count_attention (self);
}

void
sluice_printer_group_set_queue (SluicePrinterGroup *self,
                                GPtrArray          *jobs)
{
  sluice_list_store_assign (self->queue, jobs);
}

/* Returns: (transfer full) (nullable) */
SluicePrinter *
sluice_printer_group_find_printer (SluicePrinterGroup *self,
                                   const char         *uuid)
{
  guint n_printers = g_list_model_get_n_items (G_LIST_MODEL (self->printers));

  for (guint i = 0; i < n_printers; i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->printers), i);

      if (g_str_equal (sluice_printer_get_uuid (printer), uuid))
        return g_steal_pointer (&printer);
    }

  return NULL;
}

/* A job in the queue or on a printer. Returns: (transfer full) (nullable) */
SluicePrintJob *
sluice_printer_group_find_job (SluicePrinterGroup *self,
                               const char         *uuid)
{
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint n_printers = g_list_model_get_n_items (G_LIST_MODEL (self->printers));

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (g_str_equal (sluice_print_job_get_uuid (job), uuid))
        return g_steal_pointer (&job);
    }
  for (guint i = 0; i < n_printers; i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->printers), i);
      SluicePrintJob *job = sluice_printer_get_job (printer);

      if (job != NULL && g_str_equal (sluice_print_job_get_uuid (job), uuid))
        return g_object_ref (job);
    }

  return NULL;
}

/** sluice_printer_group_get_id: the source's own id (`cluster_id`); secret-like, not for display. */
const char *
sluice_printer_group_get_id (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), NULL);
  return self->id;
}

const char *
sluice_printer_group_get_name (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), NULL);
  return self->name;
}

/** sluice_printer_group_get_printers: (transfer none): of #SluicePrinter. */
GListModel *
sluice_printer_group_get_printers (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), NULL);
  return G_LIST_MODEL (self->printers);
}

/** sluice_printer_group_get_queue: (transfer none): of #SluicePrintJob that wait, next first. */
GListModel *
sluice_printer_group_get_queue (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), NULL);
  return G_LIST_MODEL (self->queue);
}

/** sluice_printer_group_get_observation: (transfer none) (nullable): of all that is in it; %NULL when each printer has its own. */
SluiceObservation *
sluice_printer_group_get_observation (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), NULL);
  return self->observation;
}

/** sluice_printer_group_get_n_attention: how many of its printers need a hand. */
guint
sluice_printer_group_get_n_attention (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), 0);
  return self->n_attention;
}

/** sluice_printer_group_is_busy: whether any of its printers is at work. */
gboolean
sluice_printer_group_is_busy (SluicePrinterGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->printers)); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->printers), i);

      if (sluice_printer_is_busy (printer))
        return TRUE;
    }
  return FALSE;
}
