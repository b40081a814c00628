/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-canary-place.h"

#include "sluice-allow-list.h"
#include "sluice-name-list.h"

/* Keys out of the allow-list itself, so that a new row is tried without a change here. */

/* A value that would pass. */
static void
append_good (GString               *value,
             const SluiceAllowRule *rule,
             FuzzChoice            *choice)
{
  const char * const *names;

  switch ((int) rule->type)
    {
    case SLUICE_ALLOW_TYPE_NAME:
    case SLUICE_ALLOW_TYPE_NAMES:
      names = sluice_name_list_get_names (rule->list);
      /* A list of codes has no names of its own. */
      g_string_append (value, *names != NULL ? names[fuzz_choose (choice, g_strv_length ((char **) names))] : "sketch");
      break;
    case SLUICE_ALLOW_TYPE_GUID:
      g_string_append (value, "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9");
      break;
    case SLUICE_ALLOW_TYPE_VERSION:
    case SLUICE_ALLOW_TYPE_OWN_VERSION:
      g_string_append (value, "4.13.0");
      break;
    case SLUICE_ALLOW_TYPE_PROGRAM:
      g_string_append (value, "PrusaSlicer 2.5.0");
      break;
    case SLUICE_ALLOW_TYPE_DURATION:
      g_string_append (value, "1h 2m 3s");
      break;
    case SLUICE_ALLOW_TYPE_SPELLED_DURATION:
      g_string_append (value, "1 hour 2 minutes");
      break;
    case SLUICE_ALLOW_TYPE_MODEL_AND_TOTAL:
      g_string_append (value, "20m 3s; total estimated time: 25m 1s");
      break;
    case SLUICE_ALLOW_TYPE_MEASURE:
      g_string_append (value, "3542.7 mm (3.54 m)");
      break;
    case SLUICE_ALLOW_TYPE_LAYER_AT:
      g_string_append (value, "1, Z = 0.2");
      break;
    case SLUICE_ALLOW_TYPE_BED_AND_NOZZLES:
      g_string_append (value, "305.000 305.000 605.000 0.400 0.600");
      break;
    case SLUICE_ALLOW_TYPE_MAKER_MATERIAL:
      g_string_append (value, "abs-cf10");
      break;
    case SLUICE_ALLOW_TYPE_BOOLEAN:
      g_string_append (value, "True");
      break;
    case SLUICE_ALLOW_TYPE_DATE:
      g_string_append (value, "2022-11-23");
      break;
    case SLUICE_ALLOW_TYPE_FILAMENT:
      g_string_append (value, fuzz_choose (choice, 2) == 0 ? "1.5m" : "9014mm3");
      break;
    case SLUICE_ALLOW_TYPE_WORDS:
      g_string_append_printf (value, "%c20", rule->letters != NULL && *rule->letters != '\0' ? *rule->letters : 'S');
      break;
    default:
      g_string_append_printf (value, "%.0f", rule->min + 1);
      break;
    }
}

/* The canary alone, or beside what would pass. */
static void
append_value (GString               *value,
              const SluiceAllowRule *rule,
              const FuzzCanary      *canary,
              FuzzChoice            *choice)
{
  static const char * const between[] = { "", " ", ",", ";", ", ", "\t", ".", "-", "e", "=", ":", "|", "/", "\"" };
  guint how = fuzz_choose (choice, 4);
  const char *joint = between[fuzz_choose (choice, G_N_ELEMENTS (between))];

  if (how == 1 || how == 3)
    {
      append_good (value, rule, choice);
      g_string_append (value, joint);
    }
  if (rule->type == SLUICE_ALLOW_TYPE_WORDS && fuzz_choose (choice, 2) == 0)
    g_string_append_c (value, rule->letters != NULL && *rule->letters != '\0' ? *rule->letters : 'S');
  g_string_append_len (value, canary->text->str, canary->text->len);
  if (how >= 2)
    {
      g_string_append (value, joint);
      append_good (value, rule, choice);
    }
}

static char *
make_key (const SluiceAllowRule *rule,
          FuzzChoice            *choice)
{
  g_auto(GStrv) parts = g_strsplit (rule->key, "#", 2);
  char digit[] = { (char) ('0' + fuzz_choose (choice, 3)), '\0' };

  return g_strjoinv (digit, parts);
}

/** fuzz_known_key: (transfer none): a key, until the next call, with a value in @out_value. */
const char *
fuzz_known_key (FuzzChoice       *choice,
                GString          *out_value,
                const FuzzCanary *canary)
{
  static char *key;
  const SluiceAllowRule *rule = &sluice_allow_rules[fuzz_choose (choice, sluice_allow_n_rules)];

  g_free (key);
  key = make_key (rule, choice);
  append_value (out_value, rule, canary, choice);
  return key;
}

/** fuzz_known_line: (transfer full): a key of G-code as it is written there, with its end. */
char *
fuzz_known_line (FuzzChoice       *choice,
                 const FuzzCanary *canary)
{
  const SluiceAllowRule *rule = &sluice_allow_rules[fuzz_choose (choice, sluice_allow_n_rules)];
  g_autofree char *key = make_key (rule, choice);
  g_autoptr(GString) value = g_string_new (NULL);
  static const char * const forms[] = { ";%s:%s\n", "; %s = %s\n", ";%s%s\n", "; %s%s\n", "%s %s\n", "; %s: %s\n",
                                        ";   %s,%s\n", ";%s: %s\n" };
  static const guint form_of[] = {
    [SLUICE_ALLOW_FORM_COLON] = 0, [SLUICE_ALLOW_FORM_EQUALS] = 1, [SLUICE_ALLOW_FORM_PREFIX] = 2,
    [SLUICE_ALLOW_FORM_MARK] = 2, [SLUICE_ALLOW_FORM_COMMAND] = 4, [SLUICE_ALLOW_FORM_TITLE] = 5,
    [SLUICE_ALLOW_FORM_COMMA] = 6,
  };
  guint form = (guint) rule->form < G_N_ELEMENTS (form_of) && fuzz_choose (choice, 4) > 0
               ? form_of[rule->form] : fuzz_choose (choice, G_N_ELEMENTS (forms));
  g_auto(GStrv) parts = g_strsplit (forms[form], "%s", 3);

  append_value (value, rule, canary, choice);
  return g_strconcat (parts[0], key, parts[1], value->str, parts[2], NULL);
}
