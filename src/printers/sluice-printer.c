/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-private.h"

#include <glib/gi18n-lib.h>

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
  char           *firmware;
  char           *new_firmware;
  char           *camera;

  SluiceTemperatureLog *temperatures;
  SluiceObservation    *observation;

  SluicePrinterState state;
  gboolean           maintenance_due;
};

G_DEFINE_ENUM_TYPE (SluicePrinterState, sluice_printer_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PRINTING, "printing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PAUSING, "pausing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_CANCELLING, "cancelling"),
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
  PROP_FIRMWARE,
  PROP_NEW_FIRMWARE,
  PROP_MAINTENANCE_DUE,
  PROP_CAMERA,
  PROP_TEMPERATURES,
  PROP_OBSERVATION,
} SluicePrinterProperty;

#define PROP_LAST PROP_OBSERVATION

static GParamSpec *properties[PROP_LAST + 1];

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
    case PROP_FIRMWARE:
      g_value_set_string (value, self->firmware);
      break;
    case PROP_NEW_FIRMWARE:
      g_value_set_string (value, self->new_firmware);
      break;
    case PROP_MAINTENANCE_DUE:
      g_value_set_boolean (value, self->maintenance_due);
      break;
    case PROP_CAMERA:
      g_value_set_string (value, self->camera);
      break;
    case PROP_TEMPERATURES:
      g_value_set_object (value, self->temperatures);
      break;
    case PROP_OBSERVATION:
      g_value_set_object (value, self->observation);
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
  g_free (self->firmware);
  g_free (self->new_firmware);
  g_free (self->camera);
  g_clear_object (&self->temperatures);
  g_clear_object (&self->observation);

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
  properties[PROP_FIRMWARE] = g_param_spec_string ("firmware", NULL, NULL, NULL, flags);
  properties[PROP_NEW_FIRMWARE] = g_param_spec_string ("new-firmware", NULL, NULL, NULL, flags);
  properties[PROP_MAINTENANCE_DUE] = g_param_spec_boolean ("maintenance-due", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA] = g_param_spec_string ("camera", NULL, NULL, NULL, flags);
  properties[PROP_TEMPERATURES] = g_param_spec_object ("temperatures", NULL, NULL, SLUICE_TYPE_TEMPERATURE_LOG, flags);
  properties[PROP_OBSERVATION] = g_param_spec_object ("observation", NULL, NULL, SLUICE_TYPE_OBSERVATION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_printer_init (SluicePrinter *self)
{
  self->materials = g_new0 (char *, 1);
}

SluicePrinter *
sluice_printer_new (const char        *uuid,
                    SluiceObservation *observation)
{
  SluicePrinter *self = g_object_new (SLUICE_TYPE_PRINTER, NULL);

  self->uuid = g_strdup (uuid);
  self->observation = g_object_ref (observation);
  return self;
}

static void
update_text (SluicePrinter          *self,
             char                  **member,
             const char             *value,
             SluicePrinterProperty   property)
{
  if (g_set_str (member, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Few sources tell of temperatures, so most printers have no log. */
static void
update_temperatures (SluicePrinter             *self,
                     const SluicePrinterValues *values)
{
  if (values->n_temperatures == 0 && self->temperatures == NULL)
    return;
  if (self->temperatures == NULL)
    {
      self->temperatures = sluice_temperature_log_new ();
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPERATURES]);
    }
  sluice_temperature_log_add (self->temperatures, values->observed_at, values->temperatures, values->n_temperatures);
}

void
sluice_printer_update (SluicePrinter             *self,
                       const SluicePrinterValues *values)
{
  GObject *object = G_OBJECT (self);
  gboolean needed_attention = self->attention != NULL;

  g_return_if_fail (SLUICE_IS_PRINTER (self));

  g_object_freeze_notify (object);

  update_text (self, &self->name, values->name, PROP_NAME);
  update_text (self, &self->model, values->model, PROP_MODEL);
  update_text (self, &self->attention, values->attention, PROP_ATTENTION);
  update_text (self, &self->firmware, values->firmware, PROP_FIRMWARE);
  update_text (self, &self->new_firmware, values->new_firmware, PROP_NEW_FIRMWARE);
  update_text (self, &self->camera, values->camera, PROP_CAMERA);
  update_temperatures (self, values);
  if (g_set_object (&self->job, values->job))
    g_object_notify_by_pspec (object, properties[PROP_JOB]);
  if (self->maintenance_due != values->maintenance_due)
    {
      self->maintenance_due = values->maintenance_due;
      g_object_notify_by_pspec (object, properties[PROP_MAINTENANCE_DUE]);
    }
  if (needed_attention != (self->attention != NULL))
    g_object_notify_by_pspec (object, properties[PROP_NEEDS_ATTENTION]);
  if (self->state != values->state)
    {
      self->state = values->state;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
    }
  if (values->materials != NULL && !g_strv_equal ((const char * const *) self->materials, values->materials))
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

/** sluice_printer_is_busy: whether it is at work, so that things may change soon. */
gboolean
sluice_printer_is_busy (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), FALSE);

  switch (self->state)
    {
    case SLUICE_PRINTER_STARTING:
    case SLUICE_PRINTER_BUSY:
    case SLUICE_PRINTER_PREPARING:
    case SLUICE_PRINTER_PRINTING:
    case SLUICE_PRINTER_PAUSING:
    case SLUICE_PRINTER_PAUSED:
    case SLUICE_PRINTER_CANCELLING:
    case SLUICE_PRINTER_ATTENTION:
      return TRUE;
    case SLUICE_PRINTER_UNKNOWN:
    case SLUICE_PRINTER_OFFLINE:
    case SLUICE_PRINTER_IDLE:
    case SLUICE_PRINTER_WAIT_CLEANUP:
    case SLUICE_PRINTER_ERROR:
    case SLUICE_PRINTER_MAINTENANCE:
    case SLUICE_PRINTER_DISABLED:
    default:
      return FALSE;
    }
}

/* What is said of a state in which a person is needed, unless the source said more. */
const char *
sluice_printer_state_get_need (SluicePrinterState state)
{
  switch (state)
    {
    case SLUICE_PRINTER_ATTENTION:
      return _("The printer asks for something on its screen");
    case SLUICE_PRINTER_WAIT_CLEANUP:
      return _("The build plate must be cleared");
    case SLUICE_PRINTER_ERROR:
      return _("The printer reports an error");
    case SLUICE_PRINTER_UNKNOWN:
    case SLUICE_PRINTER_OFFLINE:
    case SLUICE_PRINTER_STARTING:
    case SLUICE_PRINTER_IDLE:
    case SLUICE_PRINTER_BUSY:
    case SLUICE_PRINTER_PREPARING:
    case SLUICE_PRINTER_PRINTING:
    case SLUICE_PRINTER_PAUSING:
    case SLUICE_PRINTER_PAUSED:
    case SLUICE_PRINTER_CANCELLING:
    case SLUICE_PRINTER_MAINTENANCE:
    case SLUICE_PRINTER_DISABLED:
    default:
      return NULL;
    }
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

/** sluice_printer_get_firmware: (nullable): the version that it runs. */
const char *
sluice_printer_get_firmware (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->firmware;
}

/** sluice_printer_get_new_firmware: (nullable): a version that it could have. */
const char *
sluice_printer_get_new_firmware (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->new_firmware;
}

gboolean
sluice_printer_get_maintenance_due (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), FALSE);
  return self->maintenance_due;
}

/** sluice_printer_get_camera: (nullable): where a picture is: a path below the printer's address, or a whole one; from outside, so not to be trusted. */
const char *
sluice_printer_get_camera (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->camera;
}

/** sluice_printer_get_temperatures: (transfer none) (nullable): %NULL when its source does not tell. */
SluiceTemperatureLog *
sluice_printer_get_temperatures (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->temperatures;
}

/** sluice_printer_get_observation: (transfer none): whose word all this is, and how old. */
SluiceObservation *
sluice_printer_get_observation (SluicePrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER (self), NULL);
  return self->observation;
}
