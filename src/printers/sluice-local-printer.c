/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-printer.h"

#include "sluice-endpoint.h"
#include "sluice-printer-wire.h"

#include <string.h>

struct _SluiceLocalPrinter
{
  GObject parent_instance;

  char              *id;
  char              *name;
  char              *address;
  SluicePrinterKind  kind;
  gboolean           has_key;
};

G_DEFINE_FINAL_TYPE (SluiceLocalPrinter, sluice_local_printer, G_TYPE_OBJECT)

/* The words are what the settings and sluicectl say. */
G_DEFINE_ENUM_TYPE (SluicePrinterKind, sluice_printer_kind,
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_KIND_ULTIMAKER, "ultimaker"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_KIND_OCTOPRINT, "octoprint"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_KIND_MOONRAKER, "moonraker"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_KIND_PRUSALINK, "prusalink"))

typedef enum
{
  PROP_NAME = 1,
} SluiceLocalPrinterProperty;

static GParamSpec *properties[PROP_NAME + 1];

static void
sluice_local_printer_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((SluiceLocalPrinterProperty) property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, SLUICE_LOCAL_PRINTER (object)->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_local_printer_finalize (GObject *object)
{
  SluiceLocalPrinter *self = SLUICE_LOCAL_PRINTER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->address);

  G_OBJECT_CLASS (sluice_local_printer_parent_class)->finalize (object);
}

static void
sluice_local_printer_class_init (SluiceLocalPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_local_printer_get_property;
  object_class->finalize = sluice_local_printer_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_local_printer_init (SluiceLocalPrinter *self)
{
}

/* (transfer full): what people type, with what they leave out. */
static char *
dup_address (const char *typed)
{
  g_autofree char *address = g_strstrip (g_strdup (typed));
  gsize length = strlen (address);

  while (length > 0 && address[length - 1] == '/')
    address[--length] = '\0';
  return strstr (address, "://") != NULL ? g_steal_pointer (&address) : g_strconcat ("http://", address, NULL);
}

/**
 * sluice_local_printer_new:
 * @name: what the person calls it; empty for the address's host
 * @address: scheme, host and port as a person types it: without a scheme it is http
 * @kind: what it speaks
 * @has_key: whether the keyring has its key
 * @error: #SluiceNetError, when the address is none of a local network
 *
 * Returns: (transfer full) (nullable): a printer with an id of its own
 */
SluiceLocalPrinter *
sluice_local_printer_new (const char         *name,
                          const char         *address,
                          SluicePrinterKind   kind,
                          gboolean            has_key,
                          GError            **error)
{
  g_autofree char *whole = NULL;
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  SluiceLocalPrinter *self;

  g_return_val_if_fail (name != NULL && address != NULL, NULL);

  whole = dup_address (address);
  endpoint = sluice_endpoint_new ("", "", whole, SLUICE_ENDPOINT_LOCAL_NETWORK, NULL, NULL, error);
  if (endpoint == NULL)
    return NULL;

  self = g_object_new (SLUICE_TYPE_LOCAL_PRINTER, NULL);
  self->id = g_uuid_string_random ();
  self->name = g_strdup (*name != '\0' ? name : sluice_endpoint_get_host (endpoint));
  self->address = g_steal_pointer (&whole);
  self->kind = kind;
  self->has_key = has_key;
  return self;
}

/** sluice_local_printer_new_from_variant: (transfer full) (nullable): @kept: of sluice_local_printer_to_variant(); %NULL if it is none. */
SluiceLocalPrinter *
sluice_local_printer_new_from_variant (GVariant *kept)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  const char *id = NULL;
  const char *name = NULL;
  const char *address = NULL;
  const char *nick = NULL;
  const char *key = NULL;
  const GEnumValue *kind;
  SluiceLocalPrinter *self;

  if (!g_variant_lookup (kept, "id", "&s", &id) || !g_variant_lookup (kept, "name", "&s", &name) ||
      !g_variant_lookup (kept, "address", "&s", &address) || !g_variant_lookup (kept, "kind", "&s", &nick))
    return NULL;
  g_variant_lookup (kept, "key", "&s", &key);
  kind = g_enum_get_value_by_nick (kinds, nick);
  self = kind != NULL ? sluice_local_printer_new (name, address, kind->value, key != NULL, NULL) : NULL;
  if (self != NULL)
    g_set_str (&self->id, id);
  return self;
}

/** sluice_local_printer_to_variant: (transfer floating): as the settings keep it, of type a{ss}. */
GVariant *
sluice_local_printer_to_variant (SluiceLocalPrinter *self)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), NULL);

  g_variant_builder_add (&builder, "{ss}", "id", self->id);
  g_variant_builder_add (&builder, "{ss}", "name", self->name);
  g_variant_builder_add (&builder, "{ss}", "address", self->address);
  g_variant_builder_add (&builder, "{ss}", "kind", g_enum_get_value (kinds, self->kind)->value_nick);
  if (self->has_key)
    g_variant_builder_add (&builder, "{ss}", "key", "keyring");
  return g_variant_builder_end (&builder);
}

const char *
sluice_local_printer_get_id (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), NULL);

  return self->id;
}

const char *
sluice_local_printer_get_name (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), NULL);

  return self->name;
}

/** sluice_local_printer_get_address: with its scheme, without a slash at the end. */
const char *
sluice_local_printer_get_address (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), NULL);

  return self->address;
}

SluicePrinterKind
sluice_local_printer_get_kind (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), SLUICE_PRINTER_KIND_ULTIMAKER);

  return self->kind;
}

/** sluice_local_printer_has_key: whether the keyring has its key. */
gboolean
sluice_local_printer_has_key (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), FALSE);

  return self->has_key;
}

/** sluice_local_printer_is_encrypted: whether what is sent there is encrypted on its way; mostly it is not. */
gboolean
sluice_local_printer_is_encrypted (SluiceLocalPrinter *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), FALSE);

  return g_ascii_strncasecmp (self->address, "https:", 6) == 0;
}

/* A split says what is inside; a packed file has it at the end of its name. */
static gboolean
is_packed (const char *name)
{
  const gsize length = strlen (name);

  return length > 3 && g_ascii_strcasecmp (name + length - 3, ".gz") == 0;
}

/**
 * sluice_local_printer_takes:
 * @self: a printer
 * @format: as a split names it
 * @name: the file's name
 *
 * Returns: whether the printer prints files of that kind
 */
gboolean
sluice_local_printer_takes (SluiceLocalPrinter *self,
                            const char         *format,
                            const char         *name)
{
  const SluicePrinterWire *wire;

  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTER (self), FALSE);
  g_return_val_if_fail (format != NULL && name != NULL, FALSE);

  wire = sluice_printer_wire_get (self->kind);
  return g_strv_contains (wire->formats, format) && (wire->unpacks || !is_packed (name));
}

/** sluice_printer_kind_get_title: the print server's own name. */
const char *
sluice_printer_kind_get_title (SluicePrinterKind kind)
{
  return sluice_printer_wire_get (kind)->title;
}

/** sluice_printer_kind_needs_key: whether nothing can be printed there without a key. */
gboolean
sluice_printer_kind_needs_key (SluicePrinterKind kind)
{
  return sluice_printer_wire_get (kind)->needs_key;
}
