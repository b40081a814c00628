/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-member-reading.h"

#include "sluice-json.h"
#include "sluice-package-member.h"

#include <string.h>

/**
 * sluice_member_reading_parse:
 * @text: a member, or a text of the same kind, not trusted
 * @length: bytes of @text; more than %SLUICE_MEMBER_MAX_BYTES are not read
 *
 * Returns: (transfer full) (nullable): it, as a JSON object
 */
JsonObject *
sluice_member_reading_parse (const char *text,
                             gsize       length)
{
  static const char zero[] = "\\u0000";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, length);

  /* A text with a zero in it would be read to there only, and no value passes in part. */
  if (memmem (text, length, zero, strlen (zero)) != NULL)
    return NULL;

  return sluice_json_parse_object (bytes, SLUICE_MEMBER_MAX_BYTES, NULL);
}

/**
 * sluice_member_reading_take:
 * @self: a member that is read
 * @form: how the key stands
 * @key: a key, not trusted
 * @value: its value, not trusted
 * @value_length: bytes of @value
 * @extruder: which extruder it speaks of
 */
void
sluice_member_reading_take (SluiceMemberReading *self,
                            SluiceAllowForm      form,
                            const char          *key,
                            const char          *value,
                            gsize                value_length,
                            guint                extruder)
{
  gsize passed = 0;
  const SluiceAllowRule *rule = sluice_setting_state (self->builder, form, key, strlen (key), value, value_length,
                                                      extruder, &passed);
  gsize bytes;

  if (rule == NULL || value_length == 0)
    return;
  if (rule->kind == SLUICE_PART_KIND_PRODUCT)
    sluice_part_tally_found (self->tally, rule->part, value, value_length);
  else if (passed != value_length)
    return;

  bytes = MIN (self->left, strlen (key) + value_length);
  self->left -= bytes;
  sluice_part_tally_add (self->tally, rule->part, bytes, 0);
}

/** sluice_member_reading_end: what nobody has counted is @rest. */
void
sluice_member_reading_end (SluiceMemberReading *self,
                           SluicePartId         rest)
{
  if (self->left > 0)
    sluice_part_tally_add (self->tally, rest, self->left, 0);
  self->left = 0;
}
