/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-setting.h"

/**
 * sluice_setting_apply:
 * @builder: what is told of what passes
 * @rule: a row of the allow-list
 * @extruder: which extruder the value speaks of; a list starts there
 * @value: bytes of a file
 * @length: how many
 * @out_value: (out): what has passed of it
 *
 * Returns: how many bytes of @value have passed
 */
gsize
sluice_setting_apply (SluiceRecordBuilder   *builder,
                      const SluiceAllowRule *rule,
                      guint                  extruder,
                      const char            *value,
                      gsize                  length,
                      SluiceAllowValue      *out_value)
{
  gsize passed;

  *out_value = (SluiceAllowValue) { 0 };
  if (rule->kind == SLUICE_PART_KIND_PRODUCT)
    return 0;

  passed = sluice_allow_value_parse (rule, value, length, out_value);
  if (passed > 0 || rule->type == SLUICE_ALLOW_TYPE_NOTHING || out_value->count > 0)
    sluice_record_builder_state (builder, rule, extruder, out_value);
  return passed;
}

/**
 * sluice_setting_state:
 * @builder: what is told of what passes
 * @form: how the key stands
 * @key: bytes of a file
 * @key_length: how many
 * @value: bytes of a file
 * @length: how many
 * @extruder: which extruder a package states it of, added to what the key says
 * @out_passed: (out) (optional): how many bytes of @value have passed
 *
 * States one setting, as a package holds it.
 *
 * Returns: (nullable): the row for @key, which gives what stays its name;
 *   %NULL when the key is not known
 */
const SluiceAllowRule *
sluice_setting_state (SluiceRecordBuilder *builder,
                      SluiceAllowForm      form,
                      const char          *key,
                      gsize                key_length,
                      const char          *value,
                      gsize                length,
                      guint                extruder,
                      gsize               *out_passed)
{
  guint named = 0;
  const SluiceAllowRule *rule = sluice_allow_list_find (form, key, key_length, &named);
  SluiceAllowValue parsed;
  gsize passed = 0;

  if (rule != NULL)
    passed = sluice_setting_apply (builder, rule, extruder + named, value, length, &parsed);
  if (out_passed != NULL)
    *out_passed = passed;
  return rule;
}
