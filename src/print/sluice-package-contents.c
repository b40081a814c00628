/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-contents.h"

#include "sluice-inflater.h"

/*
 * What is in a package, and what of it is read. Which member is what is in
 * sluice-package-member.c.
 *
 * A 3MF file may hold the G-code of several plates, which are several prints.
 * One record cannot be all of them: it tells of the plate with the lowest
 * number; the others count as product data.
 */

/* Of one package, all members together that are read into memory, and how many. */
#define MOST_READ (8 * SLUICE_MEMBER_MAX_BYTES)
#define MOST_MEMBERS 256

/* Of "Metadata/plate_3.gcode"; 0 when it is none. */
static guint
get_plate_number (const SluiceFoundMember *member)
{
  const char *digits = member->name + strlen (member->known->name);
  gsize length = strlen (digits) - strlen (member->known->suffix);
  g_autofree char *text = g_strndup (digits, length);
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 1, 9999, &number, NULL) ? (guint) number : 0;
}

static gboolean
has_plate (SluicePackageContents *self,
           guint                  number)
{
  for (guint i = 0; i < self->plates->len; i++)
    if (g_array_index (self->plates, SluiceFoundPlate, i).number == number)
      return TRUE;

  return FALSE;
}

/* Two members of one name: which one is meant depends on who reads. */
static gboolean
is_there_already (SluicePackageContents   *self,
                  const SluiceFoundMember *member)
{
  switch (member->known->role)
    {
    case SLUICE_MEMBER_GCODE:
      return self->gcode.known != NULL;
    case SLUICE_MEMBER_MODEL:
      return self->model.known != NULL;
    case SLUICE_MEMBER_BOT:
      return self->bot.known != NULL;
    case SLUICE_MEMBER_TOOLPATH:
      return self->toolpath.known != NULL;
    case SLUICE_MEMBER_PLATE:
      return has_plate (self, get_plate_number (member));
    case SLUICE_MEMBER_CURA:
    case SLUICE_MEMBER_OTHER:
    default:
      break;
    }

  for (guint i = 0; i < self->to_read->len; i++)
    if (g_str_equal (g_array_index (self->to_read, SluiceFoundMember, i).name, member->name))
      return TRUE;

  return FALSE;
}

/* Keeps a member that is unpacked later; FALSE when it is counted here and now. */
static gboolean
keep_member (SluicePackageContents   *self,
             const SluiceFoundMember *member)
{
  if (member->known->role == SLUICE_MEMBER_MODEL)
    self->model = *member;
  if (member->known->role == SLUICE_MEMBER_BOT)
    self->bot = *member;
  if (member->known->role == SLUICE_MEMBER_TOOLPATH)
    self->toolpath = *member;
  if (member->known->role == SLUICE_MEMBER_GCODE)
    self->gcode = *member;
  else if (member->known->role == SLUICE_MEMBER_PLATE && get_plate_number (member) > 0 &&
           self->plates->len < MOST_MEMBERS)
    {
      SluiceFoundPlate plate = { get_plate_number (member), *member };

      g_array_append_val (self->plates, plate);
    }
  else if ((member->known->read != NULL || member->known->role == SLUICE_MEMBER_CURA) &&
           member->info.size <= SLUICE_MEMBER_MAX_BYTES &&
           member->info.size <= MOST_READ - self->n_read && self->to_read->len < MOST_MEMBERS)
    {
      self->n_read += member->info.size;
      g_array_append_val (self->to_read, *member);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
count_member (SluicePackageContents  *self,
              const zip_stat_t       *info,
              GError                **error)
{
  SluiceFoundMember member = { NULL, *info, NULL };
  SluicePartId part = SLUICE_PART_UNKNOWN;
  const char *place = NULL;

  member.known = sluice_package_member_find (info->name, &member.name);
  if (member.known != NULL)
    {
      part = member.known->part;
      place = sluice_package_member_get_place (member.known);
    }

  /* Sizes that cannot be: somebody plays. */
  if ((member.known != NULL && is_there_already (self, &member)) || info->size > G_MAXINT64 / 65536 ||
      info->comp_size > sluice_byte_source_get_size (self->source) - self->n_packed)
    {
      sluice_print_set_strange (error);
      return FALSE;
    }
  self->n_packed += info->comp_size;

  sluice_part_tally_set_place (self->tally, place, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, part, info->comp_size);
  if (member.known == NULL || !keep_member (self, &member))
    sluice_part_tally_add (self->tally, part, info->size, 0);
  if (part == SLUICE_PART_PICTURES)
    sluice_part_tally_found (self->tally, part, NULL, 0);
  return TRUE;
}

/**
 * sluice_package_contents_count:
 * @self: a package; nothing is known but its file
 * @error: #SluicePrintError: %SLUICE_PRINT_ERROR_TRUNCATED or %SLUICE_PRINT_ERROR_TOO_STRANGE
 *
 * Finds what is in it, and counts what is not read later.
 */
gboolean
sluice_package_contents_count (SluicePackageContents  *self,
                               GError                **error)
{
  zip_int64_t n_members = zip_get_num_entries (self->zip, 0);

  for (zip_int64_t i = 0; i < n_members; i++)
    {
      zip_stat_t info;

      if (zip_stat_index (self->zip, i, ZIP_FL_ENC_RAW, &info) < 0 ||
          (info.valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) !=
            (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE))
        {
          sluice_print_set_truncated (error);
          return FALSE;
        }
      if (!count_member (self, &info, error))
        return FALSE;
    }

  sluice_part_tally_set_place (self->tally, NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, SLUICE_PART_CONTAINER,
                                    sluice_byte_source_get_size (self->source) - self->n_packed);
  return TRUE;
}

/** sluice_package_contents_find_format: what it is, from %SLUICE_NAME_LIST_FORMATS. */
const char *
sluice_package_contents_find_format (SluicePackageContents *self)
{
  gboolean is_bots = self->gcode.known != NULL && g_str_equal (self->gcode.known->name, "print.gcode");

  if (self->bot.known != NULL && (is_bots || self->toolpath.known != NULL))
    return "makerbot";
  if (self->gcode.known != NULL && !is_bots)
    return "ufp";

  return self->plates->len > 0 || self->model.known != NULL ? "3mf" : "other";
}

/** sluice_package_contents_leave: counts all of @member as product data. */
void
sluice_package_contents_leave (SluicePackageContents   *self,
                               const SluiceFoundMember *member)
{
  sluice_part_tally_set_place (self->tally, sluice_package_member_get_place (member->known), TRUE);
  sluice_part_tally_add (self->tally, member->known->part, member->info.size, 0);
}

/**
 * sluice_package_contents_choose_gcode:
 * @self: a package
 * @format: what it is
 * @out_plate: (out): the number of the plate that it is of; 0 when it has none
 *
 * Leaves the G-code of all other plates.
 *
 * Returns: (nullable) (transfer none): the G-code that the record tells of
 */
const SluiceFoundMember *
sluice_package_contents_choose_gcode (SluicePackageContents *self,
                                      const char            *format,
                                      guint                 *out_plate)
{
  const SluiceFoundMember *chosen = self->gcode.known != NULL && !g_str_equal (format, "other") ? &self->gcode : NULL;

  *out_plate = 0;
  for (guint i = 0; i < self->plates->len && chosen != &self->gcode; i++)
    {
      const SluiceFoundPlate *plate = &g_array_index (self->plates, SluiceFoundPlate, i);

      if (*out_plate != 0 && *out_plate < plate->number)
        continue;
      *out_plate = plate->number;
      chosen = &plate->member;
    }

  for (guint i = 0; i < self->plates->len; i++)
    if (&g_array_index (self->plates, SluiceFoundPlate, i).member != chosen)
      sluice_package_contents_leave (self, &g_array_index (self->plates, SluiceFoundPlate, i).member);
  if (self->gcode.known != NULL && chosen != &self->gcode)
    sluice_package_contents_leave (self, &self->gcode);
  return chosen;
}
