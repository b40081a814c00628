/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-private.h"

struct _SluicePrinter
{
  GObject parent_instance;

  /* Owned. */
  char           *uuid;
  char           *name;
  char           *model;
  SluicePrintJob *job;
  char          **materials;
  char           *attention;

  SluicePrinterState state;
};

G_DEFINE_ENUM_TYPE (SluicePrinterState, sluice_printer_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PRINTING, "printing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_ATTENTION, "attention"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_WAIT_CLEANUP, "wait-cleanup"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_ERROR, "error"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_MAINTENANCE, "maintenance"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_DISABLED, "disabled"))

G_DEFINE_FINAL_TYPE (SluicePrinter, sluice_printer, G_TYPE_OBJECT)

typedef enum
{
  PROP_UUID = 1,
  PROP_NAME,
  PROP_MODEL,
  PROP_STATE,
  PROP_JOB,
  PROP_MATERIALS,
  PROP_NEEDS_ATTENTION,
  PROP_ATTENTION,
} SluicePrinterProperty;

static GParamSpec *properties[PROP_ATTENTION + 1];

static void
sluice_printer_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluicePrinter *self = SLUICE_PRINTER (object);

  switch ((SluicePrinterProperty) property_id)
    {
    case PROP_UUID:
      g_value_set_string (value, self->uuid);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_MATERIALS:
      g_value_set_boxed (value, self->materials);
      break;
    case PROP_NEEDS_ATTENTION:
      g_value_set_boolean (value, self->attention != NULL);
      break;
    case PROP_ATTENTION:
      g_value_set_string (value, self->attention);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_printer_finalize (GObject *object)
{
  SluicePrinter *self = SLUICE_PRINTER (object);

  g_free (self->uuid);
  g_free (self->name);
  g_free (self->model);
  g_clear_object (&self->job);
  g_strfreev (self->materials);
  g_free (self->attention);

  G_OBJECT_CLASS (sluice_printer_parent_class)->finalize (object);
}

static void
sluice_printer_class_init (SluicePrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_printer_get_property;
  object_class->finalize = sluice_printer_finalize;

  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL,
                                              SLUICE_TYPE_PRINTER_STATE, SLUICE_PRINTER_UNKNOWN, flags);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, SLUICE_TYPE_PRINT_JOB, flags);
  properties[PROP_MATERIALS] = g_param_spec_boxed ("materials", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_NEEDS_ATTENTION] = g_param_spec_boolean ("needs-attention", NULL, NULL, FALSE, flags);
  properties[PROP_ATTENTION] = g_param_spec_string ("attention", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_printer_init (SluicePrinter *self)
{
  self->materials = g_new0 (char *, 1);
}

SluicePrinter *
sluice_printer_new (const char *uuid)
{
  SluicePrinter *self = g_object_new (SLUICE_TYPE_PRINTER, NULL);

  self->uuid = g_strdup (uuid);
  return self;
}

void
sluice_printer_update (SluicePrinter             *self,
                       const SluicePrinterValues *values)
{
  GObject *object = G_OBJECT (self);
  gboolean needed_attention = self->attention != NULL;

  g_return_if_fail (SLUICE_IS_PRINTER (self));

  g_object_freeze_notify (object);

  if (g_set_str (&self->name, values->name))
    g_object_notify_by_pspec (object, properties[PROP_NAME]);
  if (g_set_str (&self->model, values->model))
    g_object_notify_by_pspec (object, properties[PROP_MODEL]);
  if (g_set_object (&self->job, values->job))
    g_object_notify_by_pspec (object, properties[PROP_JOB]);
  if (g_set_str (&self->attention, values->attention))
    g_object_notify_by_pspec (object, properties[PROP_ATTENTION]);
  if (needed_attention != (self->attention != NULL))
    g_object_notify_by_pspec (object, properties[PROP_NEEDS_ATTENTION]);
  if (self->state != values->state)
    {
      self->state = values->state;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
    }
  if (!g_strv_equal ((const char * const *) self->materials, values->materials))
    {
      g_strfreev (self->materials);
      self->materials = g_strdupv ((char **) values->materials);
      g_object_notify_by_pspec (object, properties[PROP_MATERIALS]);
    }

  g_object_thaw_notify (object);
}

const char *
sluice_printer_get_uuid (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->uuid;
}

const char *
sluice_printer_get_name (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->name;
}

/** sluice_printer_get_model: the machine's display name, such as "Ultimaker S5". */
const char *
sluice_printer_get_model (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->model;
}

SluicePrinterState
sluice_printer_get_state (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), SLUICE_PRINTER_UNKNOWN);
  return self->state;
}

/** sluice_printer_get_job: (transfer none) (nullable): what is on its build plate. */
SluicePrintJob *
sluice_printer_get_job (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->job;
}

/** sluice_printer_get_materials: (array zero-terminated=1): one text per extruder, left first. */
const char * const *
sluice_printer_get_materials (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return (const char * const *) self->materials;
}

gboolean
sluice_printer_get_needs_attention (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), FALSE);
  return self->attention != NULL;
}

/** sluice_printer_get_attention: (nullable): what it needs a person for. */
const char *
sluice_printer_get_attention (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->attention;
}
