/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-member.h"

#include "sluice-cura-members.h"
#include "sluice-makerbot-reader.h"
#include "sluice-plate-reader.h"

/*
 * Names of members come from whoever made the file: they are compared with
 * those below, and used for nothing else. The first row that fits counts. A
 * member without a row is product data, and is not unpacked.
 */

#define OTHER SLUICE_MEMBER_OTHER
#define PART(Part) SLUICE_PART_##Part

static const SluiceKnownMember known[] = {
  { "3D/model.gcode", NULL, SLUICE_MEMBER_GCODE, PART (TOOLPATH), NULL },
  { "3D/3dmodel.model", NULL, SLUICE_MEMBER_MODEL, PART (GEOMETRY), NULL },
  { "Metadata/thumbnail.png", NULL, OTHER, PART (PICTURES), NULL },
  { "Metadata/UFP_Global.json", NULL, OTHER, PART (OBJECT_NAMES), NULL },
  { "Metadata/Slic3r_PE_model.config", NULL, OTHER, PART (OBJECT_NAMES), NULL },
  { "Metadata/Slic3r_PE.config", NULL, OTHER, PART (SETTINGS), sluice_prusa_settings_read },
  { "Metadata/plate_", ".gcode", SLUICE_MEMBER_PLATE, PART (TOOLPATH), NULL },
  { "Metadata/slice_info.config", NULL, OTHER, PART (SETTINGS), sluice_plate_list_read },
  { "Metadata/project_settings.config", NULL, OTHER, PART (SETTINGS), sluice_plate_settings_read },
  { "Metadata/model_settings.config", NULL, OTHER, PART (OBJECT_NAMES), NULL },
  { "Metadata/plate_", ".json", OTHER, PART (OBJECT_NAMES), NULL },
  { "Metadata/plate_", ".gcode.md5", OTHER, PART (LINKING_ID), NULL },
  { "Metadata/", ".png", OTHER, PART (PICTURES), NULL },
  { "Auxiliaries/", ".png", OTHER, PART (PICTURES), NULL },
  { "Auxiliaries/", ".jpg", OTHER, PART (PICTURES), NULL },
  { "Auxiliaries/", ".webp", OTHER, PART (PICTURES), NULL },
  { "3D/", ".model", OTHER, PART (GEOMETRY), NULL },
  { "3D/_rels/", ".rels", OTHER, PART (CONTAINER), NULL },
  { "Metadata/_rels/", ".rels", OTHER, PART (CONTAINER), NULL },
  { "meta.json", NULL, SLUICE_MEMBER_BOT, PART (SETTINGS), sluice_makerbot_read },
  { "print.gcode", NULL, SLUICE_MEMBER_GCODE, PART (TOOLPATH), NULL },
  { "print.jsontoolpath", NULL, SLUICE_MEMBER_TOOLPATH, PART (TOOLPATH), NULL },
  { "thumbnail_", ".png", OTHER, PART (PICTURES), NULL },
  { "isometric_thumbnail_", ".png", OTHER, PART (PICTURES), NULL },
  { "slicemetadata.json", NULL, OTHER, PART (SETTINGS), sluice_cura_read_slice_metadata },
  { "Cura/slicemetadata.json", NULL, OTHER, PART (SETTINGS), sluice_cura_read_slice_metadata },
  { "Cura/version.ini", NULL, OTHER, PART (SETTINGS), sluice_cura_read_version },
  { "Cura/", ".cfg", SLUICE_MEMBER_CURA, PART (SETTINGS), NULL },
  { "Cura/", ".xml.fdm_material", SLUICE_MEMBER_CURA, PART (MATERIAL_FILE), NULL },
  { "Cura/", "", OTHER, PART (SETTINGS), NULL },
  { "Materials/", ".xml.fdm_material", OTHER, PART (MATERIAL_FILE), sluice_cura_read_material },
  { "Materials/", "", OTHER, PART (MATERIAL_FILE), NULL },
  { "[Content_Types].xml", NULL, OTHER, PART (CONTAINER), NULL },
  { "_rels/.rels", NULL, OTHER, PART (CONTAINER), NULL },
  { "3D/_rels/model.gcode.rels", NULL, OTHER, PART (CONTAINER), NULL },
  { "3D/_rels/3dmodel.model.rels", NULL, OTHER, PART (CONTAINER), NULL },
};

static gboolean
fits (const SluiceKnownMember *member,
      const char              *name)
{
  if (member->suffix == NULL)
    return g_str_equal (name, member->name);

  return g_str_has_prefix (name, member->name) && g_str_has_suffix (name, member->suffix);
}

/**
 * sluice_package_member_find:
 * @name: name of a member, as the package has it
 * @out_name: (out) (transfer none): @name without a slash before it
 *
 * Returns: (nullable) (transfer none): its row
 */
const SluiceKnownMember *
sluice_package_member_find (const char  *name,
                            const char **out_name)
{
  if (*name == '/')
    name++;
  *out_name = name;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (fits (&known[i], name))
      return &known[i];

  return NULL;
}

/** sluice_package_member_get_place: (transfer none): what people are told for where such a member is; static. */
const char *
sluice_package_member_get_place (const SluiceKnownMember *self)
{
  g_autofree char *pattern = NULL;

  if (self->suffix == NULL || *self->suffix == '\0')
    return self->name;

  /* One for each row: the package's own name is never shown. */
  pattern = g_strconcat (self->name, "*", self->suffix, NULL);
  return g_intern_string (pattern);
}
