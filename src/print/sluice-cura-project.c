/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-members.h"

#include <string.h>

/*
 * A project of Cura: one stack of profiles for the machine, one for each
 * extruder. A stack lists its profiles from the one that counts most to the
 * one that counts least; each is a member of its own. As written by Cura's
 * 3MFWriter plug-in (ThreeMFWorkspaceWriter).
 */

/* Places in a stack, of eight. */
#define N_PROFILES 8
#define PLACE_MATERIAL 4
#define PLACE_VARIANT 5

typedef struct
{
  SluiceRecordBuilder *builder;
  SluicePartTally     *tally;
  GArray              *containers; /* SluiceCuraContainer */
} Project;

static void
take_container (Project             *self,
                SluiceCuraContainer *container,
                guint                place,
                guint                extruder)
{
  gsize length;
  const char *text = g_bytes_get_data (container->bytes, &length);
  gboolean is_material = g_str_has_suffix (container->name, ".xml.fdm_material");
  /* A profile that several extruders share is counted once. */
  SluiceCuraReading reading = { .builder = self->builder, .tally = container->is_counted ? NULL : self->tally,
                                .left = length, .hides = TRUE,
                                .name_key = place == PLACE_VARIANT ? "variant/name" : NULL };

  if (is_material)
    sluice_cura_material_take (&reading, text, length, extruder);
  else
    sluice_cura_reading_take_ini (&reading, text, length, extruder);
  sluice_cura_reading_end (&reading, is_material ? SLUICE_PART_MATERIAL_FILE : SLUICE_PART_SETTINGS);
  container->is_counted = TRUE;
}

/* The member of a profile by its id. A material's is that of all printers; the id has the printer's behind it. */
static SluiceCuraContainer *
find_container (Project    *self,
                const char *id,
                gsize       length,
                guint       place)
{
  const char *suffix = place == PLACE_MATERIAL ? ".xml.fdm_material" : ".inst.cfg";
  SluiceCuraContainer *found = NULL;
  gsize found_length = 0;

  for (guint i = 0; i < self->containers->len; i++)
    {
      SluiceCuraContainer *container = &g_array_index (self->containers, SluiceCuraContainer, i);
      const char *base = container->name + strlen ("Cura/");
      gsize base_length;

      if (!g_str_has_suffix (base, suffix))
        continue;
      base_length = strlen (base) - strlen (suffix);
      if (base_length > length || memcmp (base, id, base_length) != 0 ||
          (base_length < length && (place != PLACE_MATERIAL || id[base_length] != '_')) ||
          base_length <= found_length)
        continue;
      found = container;
      found_length = base_length;
    }

  return found;
}

/* The stack itself, then its profiles in its order: the first value of a key counts. */
static void
take_stack (Project             *self,
            SluiceCuraContainer *stack,
            guint                extruder)
{
  gsize length;
  const char *text = g_bytes_get_data (stack->bytes, &length);

  take_container (self, stack, N_PROFILES, extruder);
  for (guint place = 0; place < N_PROFILES; place++)
    {
      const char key[] = { '0' + place, '\0' };
      SluiceCuraContainer *container;
      SluiceCuraEntry entry;

      if (!sluice_cura_ini_find (text, length, "containers", key, &entry))
        continue;
      container = find_container (self, entry.value, entry.value_length, place);
      if (container != NULL)
        take_container (self, container, place, extruder);
    }
}

/* Which extruder a stack is of; -1 when it does not say, or is switched off. */
static int
find_extruder (const SluiceCuraContainer *stack)
{
  gsize length;
  const char *text = g_bytes_get_data (stack->bytes, &length);
  SluiceCuraEntry entry;

  if (sluice_cura_ini_find (text, length, "metadata", "enabled", &entry) &&
      entry.value_length == strlen ("False") && memcmp (entry.value, "False", entry.value_length) == 0)
    return -1;
  if (!sluice_cura_ini_find (text, length, "metadata", "position", &entry) || entry.value_length != 1 ||
      !g_ascii_isdigit (*entry.value))
    return -1;

  return *entry.value - '0';
}

/**
 * sluice_cura_project_read:
 * @builder: where values that pass are stated
 * @tally: where all bytes of @containers are counted; its place is set
 * @containers: (element-type SluiceCuraContainer): the profiles of a project
 */
void
sluice_cura_project_read (SluiceRecordBuilder *builder,
                          SluicePartTally     *tally,
                          GArray              *containers)
{
  Project self = { builder, tally, containers };
  gboolean has_stack[SLUICE_PROFILE_MACHINE + 1] = { FALSE };

  /* One stack for each: a second one of the same place is somebody's play. */
  for (guint i = 0; i < containers->len; i++)
    {
      SluiceCuraContainer *container = &g_array_index (containers, SluiceCuraContainer, i);
      int owner = -1;

      if (g_str_has_suffix (container->name, ".global.cfg"))
        owner = SLUICE_PROFILE_MACHINE;
      else if (g_str_has_suffix (container->name, ".extruder.cfg"))
        owner = find_extruder (container);
      if (owner < 0 || has_stack[owner])
        continue;
      has_stack[owner] = TRUE;
      take_stack (&self, container, owner);
    }

  /* Profiles that no stack lists, and what else there is. */
  for (guint i = 0; i < containers->len; i++)
    {
      SluiceCuraContainer *container = &g_array_index (containers, SluiceCuraContainer, i);

      if (!container->is_counted)
        sluice_part_tally_add (tally, SLUICE_PART_SETTINGS, g_bytes_get_size (container->bytes), 0);
    }
}
