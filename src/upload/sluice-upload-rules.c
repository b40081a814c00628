/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-rules.h"

#define KEY_USUAL "upload-mode"
#define KEY_RULES "upload-rules"

/* A rule of the settings; its subject is behind its scope in the key of the table. */
struct _SluiceUploadRules
{
  GObject parent_instance;

  GSettings        *settings;
  GHashTable       *rules; /* "scope:subject" to the mode's word, "usual:" among them: as they were last seen */
  GHashTable       *files; /* file id to its File */
};

/* A file on its way. */
typedef struct
{
  char             *name;
  SluiceUploadMode  mode; /* as chosen for it */
  gboolean          chosen;
} File;

static void policy_iface_init (SluicePolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceUploadRules, sluice_upload_rules, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_POLICY, policy_iface_init))

static const GEnumValue scopes[] = {
  { SLUICE_RULE_USUAL, "SLUICE_RULE_USUAL", "usual" },
  { SLUICE_RULE_PLACE, "SLUICE_RULE_PLACE", "place" },
  { SLUICE_RULE_GROUP, "SLUICE_RULE_GROUP", "group" },
  { SLUICE_RULE_FILES, "SLUICE_RULE_FILES", "files" },
  { SLUICE_RULE_FILE, "SLUICE_RULE_FILE", "file" },
  { 0, NULL, NULL },
};

GType
sluice_rule_scope_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SluiceRuleScope", scopes));
  return type;
}

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_RULE_CHANGED,
} SluiceUploadRulesSignal;

static guint signals[SIGNAL_RULE_CHANGED + 1];

static void
file_free (File *file)
{
  g_free (file->name);
  g_free (file);
}

void
sluice_ruling_clear (SluiceRuling *ruling)
{
  g_clear_pointer (&ruling->subject, g_free);
}

static char *
dup_key (SluiceRuleScope  scope,
         const char      *subject)
{
  return g_strconcat (scopes[scope].value_nick, ":", subject, NULL);
}

static void
take (SluiceRuling     *ruling,
      SluiceUploadMode  mode,
      SluiceRuleScope   scope,
      const char       *subject)
{
  ruling->mode = mode;
  ruling->scope = scope;
  g_set_str (&ruling->subject, subject);
}

static void
decide_by_subject (SluiceUploadRules *self,
                   SluiceRuleScope    scope,
                   const char        *subject,
                   SluiceRuling      *ruling)
{
  SluiceUploadMode mode;

  if (subject != NULL && sluice_upload_rules_lookup (self, scope, subject, &mode))
    take (ruling, mode, scope, subject);
}

/* Of several patterns that fit, the one that lets out the least. Names differ in case on some disks only. */
static void
decide_by_name (SluiceUploadRules *self,
                const char        *name,
                SluiceRuling      *ruling)
{
  g_auto(GStrv) patterns = sluice_upload_rules_dup_patterns (self);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  gboolean found = FALSE;

  for (guint i = 0; patterns[i] != NULL; i++)
    {
      g_autofree char *pattern = g_utf8_casefold (patterns[i], -1);
      SluiceUploadMode mode;

      if (!g_pattern_match_simple (pattern, folded) ||
          !sluice_upload_rules_lookup (self, SLUICE_RULE_FILES, patterns[i], &mode) || (found && mode >= ruling->mode))
        continue;
      take (ruling, mode, SLUICE_RULE_FILES, patterns[i]);
      found = TRUE;
    }
}

/**
 * sluice_upload_rules_decide:
 * @self: the rules
 * @place_id: (nullable): where it would go
 * @group_id: (nullable): the group of printers it is for
 * @file_id: (nullable): the file it is of
 * @ruling: (out): what may leave, and why
 *
 * Nothing may leave of a file that is not known: its name could be one that a rule is for. What the administrator has
 * locked can only be lessened by a choice of the person's own.
 */
void
sluice_upload_rules_decide (SluiceUploadRules *self,
                            const char        *place_id,
                            const char        *group_id,
                            const char        *file_id,
                            SluiceRuling      *ruling)
{
  const File *file;
  SluiceUploadMode usual;

  g_return_if_fail (SLUICE_IS_UPLOAD_RULES (self));

  *ruling = (SluiceRuling) { .mode = SLUICE_UPLOAD_MODE_NOTHING };
  file = file_id != NULL ? g_hash_table_lookup (self->files, file_id) : NULL;
  if (file_id != NULL && file == NULL)
    {
      take (ruling, SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILE, file_id);
      return;
    }

  sluice_upload_rules_lookup (self, SLUICE_RULE_USUAL, "", &usual);
  take (ruling, usual, SLUICE_RULE_USUAL, NULL);
  decide_by_subject (self, SLUICE_RULE_PLACE, place_id, ruling);
  decide_by_subject (self, SLUICE_RULE_GROUP, group_id, ruling);
  if (file != NULL)
    decide_by_name (self, file->name, ruling);
  if (file != NULL && file->chosen)
    {
      ruling->locked = sluice_upload_rules_is_locked (self, SLUICE_RULE_FILES) && file->mode > ruling->mode;
      if (!ruling->locked)
        take (ruling, file->mode, SLUICE_RULE_FILE, file_id);
    }
  if (sluice_upload_rules_is_locked (self, SLUICE_RULE_USUAL) && ruling->mode > usual)
    {
      take (ruling, usual, SLUICE_RULE_USUAL, NULL);
      ruling->locked = TRUE;
    }
}

static SluiceUploadMode
sluice_upload_rules_get_mode (SluicePolicy *policy,
                              const char   *place_id,
                              const char   *group_id,
                              const char   *file_id)
{
  g_auto(SluiceRuling) ruling = { 0 };

  sluice_upload_rules_decide (SLUICE_UPLOAD_RULES (policy), place_id, group_id, file_id, &ruling);
  return ruling.mode;
}

static void
policy_iface_init (SluicePolicyInterface *iface)
{
  iface->get_mode = sluice_upload_rules_get_mode;
}

/* Returns: (transfer full): what the settings say now */
static GHashTable *
read_rules (SluiceUploadRules *self)
{
  GHashTable *rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GVariant) list = g_settings_get_value (self->settings, KEY_RULES);
  const char *scope, *subject, *mode;
  GVariantIter iter;

  g_hash_table_insert (rules, dup_key (SLUICE_RULE_USUAL, ""), g_settings_get_string (self->settings, KEY_USUAL));
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &scope, &subject, &mode))
    for (guint i = SLUICE_RULE_PLACE; i <= SLUICE_RULE_FILES; i++)
      if (g_str_equal (scope, scopes[i].value_nick) && *subject != '\0')
        g_hash_table_insert (rules, dup_key (i, subject), g_strdup (sluice_upload_mode_to_nick (sluice_upload_mode_from_nick (mode))));
  return rules;
}

static void
tell_rule (SluiceUploadRules *self,
           const char        *key,
           const char        *from,
           const char        *to)
{
  const char *subject = strchr (key, ':') + 1;

  for (guint i = SLUICE_RULE_USUAL; i <= SLUICE_RULE_FILES; i++)
    if (strncmp (key, scopes[i].value_nick, subject - 1 - key) == 0 && g_strcmp0 (from, to) != 0)
      g_signal_emit (self, signals[SIGNAL_RULE_CHANGED], 0, i, subject, from != NULL ? from : "",
                     to != NULL ? to : "");
}

static void
settings_changed_cb (SluiceUploadRules *self)
{
  g_autoptr(GHashTable) before = g_steal_pointer (&self->rules);
  GHashTableIter iter;
  gpointer key, mode;

  self->rules = read_rules (self);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &mode))
    tell_rule (self, key, mode, g_hash_table_lookup (self->rules, key));
  g_hash_table_iter_init (&iter, self->rules);
  while (g_hash_table_iter_next (&iter, &key, &mode))
    if (!g_hash_table_contains (before, key))
      tell_rule (self, key, NULL, mode);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sluice_upload_rules_finalize (GObject *object)
{
  SluiceUploadRules *self = SLUICE_UPLOAD_RULES (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rules, g_hash_table_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);

  G_OBJECT_CLASS (sluice_upload_rules_parent_class)->finalize (object);
}

static void
sluice_upload_rules_class_init (SluiceUploadRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_upload_rules_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SLUICE_TYPE_UPLOAD_RULES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_RULE_CHANGED] = g_signal_new ("rule-changed", SLUICE_TYPE_UPLOAD_RULES, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 4, SLUICE_TYPE_RULE_SCOPE, G_TYPE_STRING,
                                               G_TYPE_STRING, G_TYPE_STRING);
}

static void
sluice_upload_rules_init (SluiceUploadRules *self)
{
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) file_free);
}

/**
 * sluice_upload_rules_new:
 * @settings: with the keys `upload-mode` and `upload-rules`
 *
 * Returns: (transfer full): the rules that @settings has at each moment
 */
SluiceUploadRules *
sluice_upload_rules_new (GSettings *settings)
{
  SluiceUploadRules *self = g_object_new (SLUICE_TYPE_UPLOAD_RULES, NULL);

  self->settings = g_object_ref (settings);
  self->rules = read_rules (self);
  g_signal_connect_object (settings, "changed::" KEY_USUAL, G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" KEY_RULES, G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sluice_upload_rules_is_locked: whether the administrator has fixed the rules of @scope; a file's own go with #SLUICE_RULE_FILES. */
gboolean
sluice_upload_rules_is_locked (SluiceUploadRules *self,
                               SluiceRuleScope    scope)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_RULES (self), TRUE);

  return !g_settings_is_writable (self->settings, scope == SLUICE_RULE_USUAL ? KEY_USUAL : KEY_RULES);
}

/**
 * sluice_upload_rules_lookup:
 * @self: the rules
 * @scope: what a rule is for
 * @subject: and for which; an empty one for #SLUICE_RULE_USUAL
 * @mode: (out): what that rule says, where there is one
 *
 * Returns: whether there is such a rule; there always is the usual one
 */
gboolean
sluice_upload_rules_lookup (SluiceUploadRules *self,
                            SluiceRuleScope    scope,
                            const char        *subject,
                            SluiceUploadMode  *mode)
{
  g_autofree char *key = NULL;
  const File *file;
  const char *word;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_RULES (self), FALSE);

  if (scope == SLUICE_RULE_FILE)
    {
      file = g_hash_table_lookup (self->files, subject);
      if (file == NULL || !file->chosen)
        return FALSE;
      *mode = file->mode;
      return TRUE;
    }

  key = dup_key (scope, subject);
  word = g_hash_table_lookup (self->rules, key);
  if (word != NULL)
    *mode = sluice_upload_mode_from_nick (word);
  return word != NULL;
}

/* The list of the settings with another mode for one rule, or without it. */
static void
write_rule (SluiceUploadRules *self,
            SluiceRuleScope    scope,
            const char        *subject,
            const char        *mode)
{
  g_autoptr(GVariant) list = g_settings_get_value (self->settings, KEY_RULES);
  const char *a_scope, *a_subject, *a_mode;
  GVariantBuilder builder;
  GVariantIter iter;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &a_scope, &a_subject, &a_mode))
    if (!g_str_equal (a_scope, scopes[scope].value_nick) || !g_str_equal (a_subject, subject))
      g_variant_builder_add (&builder, "(sss)", a_scope, a_subject, a_mode);
  if (mode != NULL)
    g_variant_builder_add (&builder, "(sss)", scopes[scope].value_nick, subject, mode);
  g_settings_set_value (self->settings, KEY_RULES, g_variant_builder_end (&builder));
}

/**
 * sluice_upload_rules_set:
 * @self: the rules
 * @scope: what the rule is for
 * @subject: and for which; an empty one for #SLUICE_RULE_USUAL
 * @mode: what may leave
 *
 * Makes a rule, in place of the one there was. A locked one stays as it is.
 */
void
sluice_upload_rules_set (SluiceUploadRules *self,
                         SluiceRuleScope    scope,
                         const char        *subject,
                         SluiceUploadMode   mode)
{
  File *file;

  g_return_if_fail (SLUICE_IS_UPLOAD_RULES (self));
  g_return_if_fail (subject != NULL && (*subject != '\0') == (scope != SLUICE_RULE_USUAL));

  if (scope == SLUICE_RULE_USUAL)
    {
      g_settings_set_string (self->settings, KEY_USUAL, sluice_upload_mode_to_nick (mode));
    }
  else if (scope == SLUICE_RULE_FILE)
    {
      file = g_hash_table_lookup (self->files, subject);
      g_return_if_fail (file != NULL);
      file->mode = mode;
      file->chosen = TRUE;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  else
    {
      write_rule (self, scope, subject, sluice_upload_mode_to_nick (mode));
    }
}

/** sluice_upload_rules_remove: takes away a rule that is not the usual one; what is above it holds again. */
void
sluice_upload_rules_remove (SluiceUploadRules *self,
                            SluiceRuleScope    scope,
                            const char        *subject)
{
  File *file;

  g_return_if_fail (SLUICE_IS_UPLOAD_RULES (self));
  g_return_if_fail (scope != SLUICE_RULE_USUAL && subject != NULL);

  if (scope != SLUICE_RULE_FILE)
    {
      write_rule (self, scope, subject, NULL);
      return;
    }

  file = g_hash_table_lookup (self->files, subject);
  if (file == NULL || !file->chosen)
    return;
  file->chosen = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

/** sluice_upload_rules_dup_patterns: (transfer full): the names of files there are rules for, in the order of the alphabet. */
char **
sluice_upload_rules_dup_patterns (SluiceUploadRules *self)
{
  g_autoptr(GPtrArray) patterns = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  const char *prefix = "files:";
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_RULES (self), NULL);

  g_hash_table_iter_init (&iter, self->rules);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      g_ptr_array_add (patterns, g_strdup ((const char *) key + strlen (prefix)));
  g_ptr_array_sort (patterns, compare_texts);
  return (char **) g_ptr_array_free (g_steal_pointer (&patterns), FALSE);
}

/**
 * sluice_upload_rules_add_file:
 * @self: the rules
 * @file_id: what requests call it
 * @name: its name, which never leaves through here
 *
 * A file is on its way from now on.
 */
void
sluice_upload_rules_add_file (SluiceUploadRules *self,
                              const char        *file_id,
                              const char        *name)
{
  File *file;

  g_return_if_fail (SLUICE_IS_UPLOAD_RULES (self));
  g_return_if_fail (file_id != NULL && name != NULL);

  file = g_new0 (File, 1);
  file->name = g_utf8_make_valid (name, -1);
  g_hash_table_replace (self->files, g_strdup (file_id), file);
}

/** sluice_upload_rules_remove_file: it is not on its way any more, and nothing may leave of it. */
void
sluice_upload_rules_remove_file (SluiceUploadRules *self,
                                 const char        *file_id)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_RULES (self));

  g_hash_table_remove (self->files, file_id);
}
