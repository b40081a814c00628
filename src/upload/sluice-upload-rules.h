/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-policy.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceRuleScope:
 * @SLUICE_RULE_USUAL: holds where nothing else does
 * @SLUICE_RULE_PLACE: for one place; its subject is the place's id
 * @SLUICE_RULE_GROUP: for one group of printers; its subject is the group's id
 * @SLUICE_RULE_FILES: for files with such names; its subject is a pattern with `*` and `?`
 * @SLUICE_RULE_FILE: for one file on its way, as the person chose for it; its subject is the file's id
 *
 * What a rule is for. Each one goes before those above it.
 */
typedef enum
{
  SLUICE_RULE_USUAL,
  SLUICE_RULE_PLACE,
  SLUICE_RULE_GROUP,
  SLUICE_RULE_FILES,
  SLUICE_RULE_FILE,
} SluiceRuleScope;

#define SLUICE_TYPE_RULE_SCOPE (sluice_rule_scope_get_type ())
GType sluice_rule_scope_get_type (void);

/**
 * SluiceRuling:
 * @mode: what may leave
 * @scope: what it is because of
 * @locked: whether the administrator allows no more, though the person's own rule would
 * @subject: (nullable): whose rule it is, owned
 *
 * What the rules say of one file, and why.
 */
typedef struct
{
  SluiceUploadMode  mode;
  SluiceRuleScope   scope;
  gboolean          locked;
  char             *subject;
} SluiceRuling;

void sluice_ruling_clear (SluiceRuling *ruling);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceRuling, sluice_ruling_clear)

#define SLUICE_TYPE_UPLOAD_RULES (sluice_upload_rules_get_type ())

/*
 * What may leave of a print file: as usual, by place, by group, by the file's name, or for one file. The rules of one
 * file live as long as it is on its way, all others in the settings, where an administrator can lock them.
 *
 * Signals: changed, when anything may now be decided otherwise; rule-changed (scope, subject, from, to), when a rule
 * of the settings is another one, whoever changed it: the words of SluiceUploadMode, or an empty one for no rule.
 */
G_DECLARE_FINAL_TYPE (SluiceUploadRules, sluice_upload_rules, SLUICE, UPLOAD_RULES, GObject)

SluiceUploadRules *sluice_upload_rules_new          (GSettings         *settings);
void               sluice_upload_rules_decide       (SluiceUploadRules *self,
                                                     const char        *place_id,
                                                     const char        *group_id,
                                                     const char        *file_id,
                                                     SluiceRuling      *ruling);
gboolean           sluice_upload_rules_is_locked    (SluiceUploadRules *self,
                                                     SluiceRuleScope    scope);
gboolean           sluice_upload_rules_lookup       (SluiceUploadRules *self,
                                                     SluiceRuleScope    scope,
                                                     const char        *subject,
                                                     SluiceUploadMode  *mode);
void               sluice_upload_rules_set          (SluiceUploadRules *self,
                                                     SluiceRuleScope    scope,
                                                     const char        *subject,
                                                     SluiceUploadMode   mode);
void               sluice_upload_rules_remove       (SluiceUploadRules *self,
                                                     SluiceRuleScope    scope,
                                                     const char        *subject);
char             **sluice_upload_rules_dup_patterns (SluiceUploadRules *self);

void               sluice_upload_rules_add_file     (SluiceUploadRules *self,
                                                     const char        *file_id,
                                                     const char        *name);
void               sluice_upload_rules_remove_file  (SluiceUploadRules *self,
                                                     const char        *file_id);

G_END_DECLS
