/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-choice.h"

#include "sluice-pattern-question.h"
#include "sluice-upload-words.h"

struct _SluiceUploadChoice
{
  AdwBin parent_instance;

  gboolean showing; /* the rules are being shown, and nobody has chosen */

  /* Owned. */
  SluiceUploadQueue *queue;
  SluiceUpload      *upload;
  char              *group_id;
  GSimpleActionGroup *actions;

  /* template children */
  AdwToggleGroup *mode;
  GtkLabel *why;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (SluiceUploadChoice, sluice_upload_choice, ADW_TYPE_BIN)

static guint signal_changed;

static SluiceUploadRules *
get_rules (SluiceUploadChoice *self)
{
  return sluice_upload_queue_get_rules (self->queue);
}

static SluiceUploadMode
get_mode (SluiceUploadChoice *self)
{
  const char *name = sluice_upload_choice_get_mode (self);

  if (g_strcmp0 (name, "all") == 0)
    return SLUICE_UPLOAD_MODE_ALL;
  return g_strcmp0 (name, "process") == 0 ? SLUICE_UPLOAD_MODE_PROCESS : SLUICE_UPLOAD_MODE_NOTHING;
}

static void
enable (SluiceUploadChoice *self,
        const char         *action,
        gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
                               enabled);
}

static void
show_actions (SluiceUploadChoice *self,
              const SluiceRuling *ruling)
{
  const gboolean free = !sluice_upload_rules_is_locked (get_rules (self), SLUICE_RULE_FILES);

  enable (self, "usual", !sluice_upload_rules_is_locked (get_rules (self), SLUICE_RULE_USUAL));
  enable (self, "place", free && sluice_upload_queue_get_place_id (self->queue) != NULL);
  enable (self, "group", free && self->group_id != NULL);
  enable (self, "files", free);
  enable (self, "undo", ruling->scope == SLUICE_RULE_FILE);
  enable (self, "forget", free && ruling->scope != SLUICE_RULE_USUAL && ruling->scope != SLUICE_RULE_FILE);
}

static void
show_ruling (SluiceUploadChoice *self)
{
  g_auto(SluiceRuling) ruling = { 0 };
  g_autofree char *why = NULL;

  if (self->upload == NULL)
    return;

  sluice_upload_rules_decide (get_rules (self), sluice_upload_queue_get_place_id (self->queue), self->group_id,
                              sluice_upload_get_id (self->upload), &ruling);
  self->showing = TRUE;
  adw_toggle_group_set_active_name (self->mode, sluice_upload_mode_to_nick (ruling.mode));
  self->showing = FALSE;
  why = sluice_upload_dup_why (&ruling);
  gtk_label_set_label (self->why, why);
  gtk_label_set_label (self->reason, sluice_upload_get_reason (sluice_upload_choice_get_mode (self)));
  show_actions (self, &ruling);
  g_signal_emit (self, signal_changed, 0);
}

/* For this file alone: a choice that nobody made a rule of is not one. */
static void
mode_chosen_cb (SluiceUploadChoice *self)
{
  if (!self->showing && self->upload != NULL)
    sluice_upload_rules_set (get_rules (self), SLUICE_RULE_FILE, sluice_upload_get_id (self->upload), get_mode (self));
}

/* What was chosen for the file is the rule now, and needs not be chosen for it any more. */
static void
make_rule (SluiceUploadChoice *self,
           SluiceRuleScope     scope,
           const char         *subject)
{
  sluice_upload_rules_set (get_rules (self), scope, subject, get_mode (self));
  sluice_upload_rules_remove (get_rules (self), SLUICE_RULE_FILE, sluice_upload_get_id (self->upload));
}

static void
usual_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       self)
{
  make_rule (self, SLUICE_RULE_USUAL, "");
}

static void
place_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       self)
{
  make_rule (self, SLUICE_RULE_PLACE, sluice_upload_queue_get_place_id (SLUICE_UPLOAD_CHOICE (self)->queue));
}

static void
group_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       self)
{
  make_rule (self, SLUICE_RULE_GROUP, SLUICE_UPLOAD_CHOICE (self)->group_id);
}

static void
pattern_chosen (GtkWidget  *over,
                const char *pattern)
{
  if (SLUICE_UPLOAD_CHOICE (over)->upload != NULL)
    make_rule (SLUICE_UPLOAD_CHOICE (over), SLUICE_RULE_FILES, pattern);
}

/* The name as it is would be one file; most people mean all that are made of the same design. */
static void
files_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       self)
{
  const char *name = sluice_upload_get_name (SLUICE_UPLOAD_CHOICE (self)->upload);
  const char *dot = strchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  g_autofree char *pattern = g_strconcat (stem, "*", NULL);

  sluice_pattern_question_ask (self, pattern, pattern_chosen);
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  SluiceUploadChoice *self = data;

  sluice_upload_rules_remove (get_rules (self), SLUICE_RULE_FILE, sluice_upload_get_id (self->upload));
}

static void
forget_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SluiceUploadChoice *self = data;
  g_auto(SluiceRuling) ruling = { 0 };

  sluice_upload_rules_decide (get_rules (self), sluice_upload_queue_get_place_id (self->queue), self->group_id,
                              sluice_upload_get_id (self->upload), &ruling);
  if (ruling.scope != SLUICE_RULE_USUAL)
    sluice_upload_rules_remove (get_rules (self), ruling.scope, ruling.subject);
}

static void
sluice_upload_choice_dispose (GObject *object)
{
  SluiceUploadChoice *self = SLUICE_UPLOAD_CHOICE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_UPLOAD_CHOICE);
  g_clear_object (&self->actions);
  g_clear_object (&self->upload);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->group_id, g_free);

  G_OBJECT_CLASS (sluice_upload_choice_parent_class)->dispose (object);
}

static void
sluice_upload_choice_class_init (SluiceUploadChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_upload_choice_dispose;
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_UPLOAD_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-upload-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadChoice, mode);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadChoice, why);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadChoice, reason);
  gtk_widget_class_bind_template_callback (widget_class, mode_chosen_cb);
}

static void
sluice_upload_choice_init (SluiceUploadChoice *self)
{
  const GActionEntry entries[] = {
    { "usual", usual_cb, NULL, NULL, NULL, { 0 } },   { "place", place_cb, NULL, NULL, NULL, { 0 } },
    { "group", group_cb, NULL, NULL, NULL, { 0 } },   { "files", files_cb, NULL, NULL, NULL, { 0 } },
    { "undo", undo_cb, NULL, NULL, NULL, { 0 } },     { "forget", forget_cb, NULL, NULL, NULL, { 0 } },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "choice", G_ACTION_GROUP (self->actions));
}

/** sluice_upload_choice_set_queue: @queue: whose rules hold; once. */
void
sluice_upload_choice_set_queue (SluiceUploadChoice *self,
                                SluiceUploadQueue  *queue)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_CHOICE (self));
  g_return_if_fail (self->queue == NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (get_rules (self), "changed", G_CALLBACK (show_ruling), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "place-changed", G_CALLBACK (show_ruling), self, G_CONNECT_SWAPPED);
}

/** sluice_upload_choice_set_upload: @upload: (nullable): what it is about. */
void
sluice_upload_choice_set_upload (SluiceUploadChoice *self,
                                 SluiceUpload       *upload)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_CHOICE (self));

  if (g_set_object (&self->upload, upload))
    show_ruling (self);
}

/** sluice_upload_choice_set_group: @group_id: (nullable): the group that shall print it. */
void
sluice_upload_choice_set_group (SluiceUploadChoice *self,
                                const char         *group_id)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_CHOICE (self));

  if (g_set_str (&self->group_id, group_id))
    show_ruling (self);
}

/** sluice_upload_choice_set_narrow: @narrow: whether there is no room for one beside the other. */
void
sluice_upload_choice_set_narrow (SluiceUploadChoice *self,
                                 gboolean            narrow)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_CHOICE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->mode),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/** sluice_upload_choice_get_mode: the word of a #SluiceUploadMode. */
const char *
sluice_upload_choice_get_mode (SluiceUploadChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_CHOICE (self), NULL);

  return adw_toggle_group_get_active_name (self->mode);
}

/** sluice_upload_choice_confirm: what is shown holds for the file, whatever becomes of the rules while it is on its way. */
void
sluice_upload_choice_confirm (SluiceUploadChoice *self)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_CHOICE (self));
  g_return_if_fail (self->upload != NULL);

  sluice_upload_rules_set (get_rules (self), SLUICE_RULE_FILE, sluice_upload_get_id (self->upload), get_mode (self));
}
