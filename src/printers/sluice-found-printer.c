/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-found-printer.h"

struct _SluiceFoundPrinter
{
  GObject parent_instance;

  char              *name;
  char              *address;
  char              *detail; /* nullable */
  SluicePrinterKind  kind;
  gboolean           takes_prints;
};

G_DEFINE_FINAL_TYPE (SluiceFoundPrinter, sluice_found_printer, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_ADDRESS,
  PROP_KIND,
  PROP_DETAIL,
  PROP_TAKES_PRINTS,
} SluiceFoundPrinterProperty;

static GParamSpec *properties[PROP_TAKES_PRINTS + 1];

static void
sluice_found_printer_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SluiceFoundPrinter *self = SLUICE_FOUND_PRINTER (object);

  switch ((SluiceFoundPrinterProperty) property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_TAKES_PRINTS:
      g_value_set_boolean (value, self->takes_prints);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_found_printer_finalize (GObject *object)
{
  SluiceFoundPrinter *self = SLUICE_FOUND_PRINTER (object);

  g_free (self->name);
  g_free (self->address);
  g_free (self->detail);

  G_OBJECT_CLASS (sluice_found_printer_parent_class)->finalize (object);
}

static void
sluice_found_printer_class_init (SluiceFoundPrinterClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_found_printer_get_property;
  object_class->finalize = sluice_found_printer_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, SLUICE_TYPE_PRINTER_KIND, SLUICE_PRINTER_KIND_ULTIMAKER, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_TAKES_PRINTS] = g_param_spec_boolean ("takes-prints", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_found_printer_init (SluiceFoundPrinter *self)
{
}

/**
 * sluice_found_printer_new:
 * @name: what it calls itself, one line
 * @address: scheme, host and port, to connect to
 * @kind: what it seems to speak
 * @detail: (nullable): model and version, as it says, one line
 * @takes_prints: whether it prints what it gets, and is not one of a group of which another takes the prints
 *
 * Returns: (transfer full): a printer that was found
 */
SluiceFoundPrinter *
sluice_found_printer_new (const char        *name,
                          const char        *address,
                          SluicePrinterKind  kind,
                          const char        *detail,
                          gboolean           takes_prints)
{
  SluiceFoundPrinter *self;

  g_return_val_if_fail (name != NULL && address != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_FOUND_PRINTER, NULL);
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->kind = kind;
  self->detail = g_strdup (detail);
  self->takes_prints = takes_prints;
  return self;
}

const char *
sluice_found_printer_get_name (SluiceFoundPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_FOUND_PRINTER (self), NULL);

  return self->name;
}

/** sluice_found_printer_get_address: as sluice_local_printer_new() takes it. */
const char *
sluice_found_printer_get_address (SluiceFoundPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_FOUND_PRINTER (self), NULL);

  return self->address;
}

SluicePrinterKind
sluice_found_printer_get_kind (SluiceFoundPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_FOUND_PRINTER (self), SLUICE_PRINTER_KIND_ULTIMAKER);

  return self->kind;
}

/** sluice_found_printer_get_detail: (nullable): model and version, as it says. */
const char *
sluice_found_printer_get_detail (SluiceFoundPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_FOUND_PRINTER (self), NULL);

  return self->detail;
}

/** sluice_found_printer_get_takes_prints: %FALSE for one of a group whose host is another. */
gboolean
sluice_found_printer_get_takes_prints (SluiceFoundPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_FOUND_PRINTER (self), FALSE);

  return self->takes_prints;
}

gboolean
sluice_found_printer_equal (SluiceFoundPrinter *self,
                            SluiceFoundPrinter *other)
{
  return g_str_equal (self->name, other->name) && g_str_equal (self->address, other->address) &&
         self->kind == other->kind && g_strcmp0 (self->detail, other->detail) == 0 &&
         self->takes_prints == other->takes_prints;
}

/** sluice_found_printer_compare: the order in which people look for them. */
int
sluice_found_printer_compare (SluiceFoundPrinter *self,
                              SluiceFoundPrinter *other)
{
  const int names = g_utf8_collate (self->name, other->name);

  return names != 0 ? names : g_strcmp0 (self->address, other->address);
}
