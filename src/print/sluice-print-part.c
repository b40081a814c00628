/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-part.h"

#include "sluice-part-tally.h"

#include <glib/gi18n-lib.h>

/* A kind of thing found in a print file, for people: what, how much, where. Never what it says. */

struct _SluicePrintPart
{
  GObject parent_instance;

  SluicePartId id;
  guint64      bytes;
  guint64      file_bytes;
  guint        count;
  guint64      line;
  const char  *member; /* static */
};

G_DEFINE_FINAL_TYPE (SluicePrintPart, sluice_print_part, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SluicePartKind, sluice_part_kind,
                    G_DEFINE_ENUM_VALUE (SLUICE_PART_KIND_PRODUCT, "product"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PART_KIND_PROCESS, "process"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PART_KIND_STRUCTURE, "structure"))

typedef enum
{
  PROP_TITLE = 1,
  PROP_KIND,
  PROP_BYTES,
  PROP_FILE_BYTES,
  PROP_COUNT,
  PROP_LINE,
  PROP_MEMBER,
  PROP_SENSITIVE,
} SluicePrintPartProperty;

static GParamSpec *properties[PROP_SENSITIVE + 1];

#define PRODUCT SLUICE_PART_KIND_PRODUCT
#define PROCESS SLUICE_PART_KIND_PROCESS
#define STRUCTURE SLUICE_PART_KIND_STRUCTURE

/* Sensitive: it tells who somebody is, or opens a door, beside what is printed. */
static const struct
{
  const char    *name;
  SluicePartKind kind;
  gboolean       is_sensitive;
  const char    *title;
} descriptions[SLUICE_N_PARTS] = {
  [SLUICE_PART_TOOLPATH] = { "toolpath", PRODUCT, FALSE, N_("Toolpath") },
  [SLUICE_PART_GEOMETRY] = { "geometry", PRODUCT, FALSE, N_("Shape of the object") },
  [SLUICE_PART_PICTURES] = { "pictures", PRODUCT, FALSE, N_("Pictures") },
  [SLUICE_PART_OBJECT_NAMES] = { "object-names", PRODUCT, TRUE, N_("Object names") },
  [SLUICE_PART_FILE_PATHS] = { "file-paths", PRODUCT, TRUE, N_("A file path with a user name") },
  [SLUICE_PART_DISPLAY_TEXTS] = { "display-texts", PRODUCT, TRUE, N_("Texts for the printer’s display") },
  [SLUICE_PART_NOTES] = { "notes", PRODUCT, TRUE, N_("Notes") },
  [SLUICE_PART_HOST_PASSWORD] = { "host-password", PRODUCT, TRUE, N_("Password for a print host") },
  [SLUICE_PART_HOST_ADDRESS] = { "host-address", PRODUCT, TRUE, N_("Address or user name of a print host") },
  [SLUICE_PART_PROFILE_NAMES] = { "profile-names", PRODUCT, TRUE, N_("Names of profiles") },
  [SLUICE_PART_SCRIPTS] = { "scripts", PRODUCT, FALSE, N_("Start, end and other scripts") },
  [SLUICE_PART_DIMENSIONS] = { "dimensions", PRODUCT, FALSE, N_("Size of the object") },
  [SLUICE_PART_LINKING_ID] = { "linking-id", PRODUCT, FALSE, N_("A number that links copies of the file") },
  [SLUICE_PART_PACKED_NAME] = { "packed-name", PRODUCT, TRUE, N_("Name the file had when it was packed") },
  [SLUICE_PART_SETTINGS] = { "settings", PRODUCT, FALSE, N_("Slicer settings that stay") },
  [SLUICE_PART_SETTINGS_UNREAD] = { "settings-unread", PRODUCT, FALSE, N_("Slicer settings, not read yet") },
  [SLUICE_PART_MATERIAL_FILE] = { "material-file", PRODUCT, FALSE, N_("Description of a material") },
  [SLUICE_PART_SLICED_WHEN] = { "sliced-when", PRODUCT, FALSE, N_("When it was sliced") },
  [SLUICE_PART_COMMENTS] = { "comments", PRODUCT, FALSE, N_("Other comments and settings") },
  [SLUICE_PART_UNKNOWN] = { "unknown", PRODUCT, FALSE, N_("What Sluice does not know") },
  [SLUICE_PART_WHOLE_FILE] = { "whole-file", PRODUCT, FALSE, N_("The whole file") },
  [SLUICE_PART_HEADER] = { "header", PROCESS, FALSE, N_("How it is printed, as the slicer states it") },
  [SLUICE_PART_MACHINE_COMMANDS] = { "machine-commands", PROCESS, FALSE, N_("Temperatures, fans and limits") },
  [SLUICE_PART_LAYER_MARKS] = { "layer-marks", PROCESS, FALSE, N_("Marks and times of layers") },
  [SLUICE_PART_LAYOUT] = { "layout", STRUCTURE, FALSE, N_("Empty lines and headings") },
  [SLUICE_PART_CONTAINER] = { "container", STRUCTURE, FALSE, N_("Container") },
};

static void
sluice_print_part_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluicePrintPart *self = SLUICE_PRINT_PART (object);

  switch ((SluicePrintPartProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, sluice_print_part_dup_title (self));
      break;
    case PROP_KIND:
      g_value_set_enum (value, sluice_print_part_get_kind (self));
      break;
    case PROP_BYTES:
      g_value_set_uint64 (value, self->bytes);
      break;
    case PROP_FILE_BYTES:
      g_value_set_uint64 (value, self->file_bytes);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_LINE:
      g_value_set_uint64 (value, self->line);
      break;
    case PROP_MEMBER:
      g_value_set_static_string (value, self->member);
      break;
    case PROP_SENSITIVE:
      g_value_set_boolean (value, sluice_print_part_is_sensitive (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_print_part_class_init (SluicePrintPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sluice_print_part_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, SLUICE_TYPE_PART_KIND, SLUICE_PART_KIND_PRODUCT, flags);
  properties[PROP_BYTES] = g_param_spec_uint64 ("bytes", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_FILE_BYTES] = g_param_spec_uint64 ("file-bytes", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LINE] = g_param_spec_uint64 ("line", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_MEMBER] = g_param_spec_string ("member", NULL, NULL, NULL, flags);
  properties[PROP_SENSITIVE] = g_param_spec_boolean ("sensitive", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_print_part_init (SluicePrintPart *self)
{
}

SluicePartKind
sluice_part_id_get_kind (SluicePartId id)
{
  return descriptions[id].kind;
}

SluicePrintPart *
sluice_print_part_new (SluicePartId id,
                       guint64      bytes,
                       guint64      file_bytes,
                       guint        count,
                       guint64      line,
                       const char  *member)
{
  SluicePrintPart *self = g_object_new (SLUICE_TYPE_PRINT_PART, NULL);

  self->id = id;
  self->bytes = bytes;
  self->file_bytes = file_bytes;
  self->count = count;
  self->line = line;
  self->member = member;
  return self;
}

/** sluice_print_part_get_name: a short name for programs, the same in all languages, such as "object-names". */
const char *
sluice_print_part_get_name (SluicePrintPart *self)
{
  return descriptions[self->id].name;
}

/**
 * sluice_print_part_dup_title:
 * @self: a part
 *
 * Returns: (transfer full): what it is in plain words, with how many there are
 *   when there are several: "Pictures (3)"
 */
char *
sluice_print_part_dup_title (SluicePrintPart *self)
{
  const char *title = _(descriptions[self->id].title);

  /* Translators: what was found in a print file, and how many of them: "Pictures (3)" */
  return self->count > 1 ? g_strdup_printf (_("%s (%u)"), title, self->count) : g_strdup (title);
}

SluicePartKind
sluice_print_part_get_kind (SluicePrintPart *self)
{
  return descriptions[self->id].kind;
}

/** sluice_print_part_get_bytes: bytes of it as they are read; inside a package, unpacked. */
guint64
sluice_print_part_get_bytes (SluicePrintPart *self)
{
  return self->bytes;
}

/**
 * sluice_print_part_get_file_bytes:
 * @self: a part
 *
 * Returns: bytes of the file itself. Packed G-code cannot be told apart there:
 *   all of its packed bytes are the toolpath's.
 */
guint64
sluice_print_part_get_file_bytes (SluicePrintPart *self)
{
  return self->file_bytes;
}

/** sluice_print_part_get_count: how many different ones there are; 0 for what is not counted. */
guint
sluice_print_part_get_count (SluicePrintPart *self)
{
  return self->count;
}

/** sluice_print_part_get_line: the first line that holds it, from 1; 0 where there are no lines. */
guint64
sluice_print_part_get_line (SluicePrintPart *self)
{
  return self->line;
}

/** sluice_print_part_get_member: (nullable): the first member of a package that holds it, if its name is known. */
const char *
sluice_print_part_get_member (SluicePrintPart *self)
{
  return self->member;
}

/** sluice_print_part_is_sensitive: whether it tells who somebody is or opens a door, beside what is printed. */
gboolean
sluice_print_part_is_sensitive (SluicePrintPart *self)
{
  return descriptions[self->id].is_sensitive;
}

/**
 * sluice_print_part_get_warning:
 * @self: a part
 *
 * Returns: (nullable): for a sensitive part, a translated sentence about what
 *   the file would tell whoever gets it as a whole
 */
const char *
sluice_print_part_get_warning (SluicePrintPart *self)
{
  switch ((int) self->id)
    {
    case SLUICE_PART_OBJECT_NAMES:
      return _("This file names the objects in it.");
    case SLUICE_PART_FILE_PATHS:
      return _("This file holds a path on somebody’s computer, with a user name in it.");
    case SLUICE_PART_DISPLAY_TEXTS:
      return _("This file holds texts that somebody wrote for a printer’s display.");
    case SLUICE_PART_NOTES:
      return _("This file holds notes that somebody wrote.");
    case SLUICE_PART_HOST_PASSWORD:
      return _("This file holds a password for a print host.");
    case SLUICE_PART_HOST_ADDRESS:
      return _("This file holds the address of a print host, or a user name there.");
    case SLUICE_PART_PROFILE_NAMES:
      return _("This file holds names that somebody gave to profiles.");
    case SLUICE_PART_PACKED_NAME:
      return _("This file holds the name it had when it was packed.");
    default:
      return NULL;
    }
}
