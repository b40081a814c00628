/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-safeguards.h"

#include "sluice-json.h"
#include "sluice-text.h"

/* As `GET /privacy/v1/security` has it; see docs/cloud.md. */
#define MAX_LIST 32
#define MAX_NAME 100

struct _SluiceSafeguards
{
  GObject parent_instance;

  /* Owned. */
  GPtrArray     *stored;
  GPtrArray     *seers;
  SluiceBackups *backups; /* NULL for none */
  char          *region;
  char          *redundancy;

  gboolean keys_there;
  gboolean is_home;
};

G_DEFINE_FINAL_TYPE (SluiceSafeguards, sluice_safeguards, G_TYPE_OBJECT)

static void
stored_free (gpointer data)
{
  g_free (((SluiceStored *) data)->encryption);
  g_free (data);
}

static void
seer_free (gpointer data)
{
  g_free (((SluiceSeer *) data)->name);
  g_free (data);
}

static void
sluice_safeguards_finalize (GObject *object)
{
  SluiceSafeguards *self = SLUICE_SAFEGUARDS (object);

  g_ptr_array_unref (self->stored);
  g_ptr_array_unref (self->seers);
  g_free (self->backups);
  g_free (self->region);
  g_free (self->redundancy);

  G_OBJECT_CLASS (sluice_safeguards_parent_class)->finalize (object);
}

static void
sluice_safeguards_class_init (SluiceSafeguardsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_safeguards_finalize;
}

static void
sluice_safeguards_init (SluiceSafeguards *self)
{
  self->stored = g_ptr_array_new_with_free_func (stored_free);
  self->seers = g_ptr_array_new_with_free_func (seer_free);
}

/* Returns: where @word is in @words; else @otherwise */
static int
find_word (const char         *word,
           const char * const  words[],
           int                 n_words,
           int                 otherwise)
{
  for (int i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return otherwise;
}

/* Returns: (nullable): what somebody else wrote, fit to be shown in a line */
static char *
dup_tame (JsonObject *object,
          const char *member)
{
  const char *text = sluice_json_get_string (object, member);

  return text != NULL && *text != '\0' ? sluice_text_tame (text, MAX_NAME) : NULL;
}

static void
read_stored (SluiceSafeguards *self,
             JsonObject       *entry)
{
  static const char * const kinds[] = { "personal", "process", "product", "bookkeeping" };
  SluiceStored *stored = g_new0 (SluiceStored, 1);

  stored->kind = find_word (sluice_json_get_string (entry, "store"), kinds, G_N_ELEMENTS (kinds), SLUICE_STORED_OTHER);
  stored->encryption = dup_tame (entry, "encryption");
  g_ptr_array_add (self->stored, stored);
}

static void
read_seer (SluiceSafeguards *self,
           JsonObject       *entry)
{
  static const char * const roles[] = { "owner", "third_party", "support", "operator" };
  static const char * const sights[] = { "", "nothing", "granted", "possible", "everything" };
  SluiceSeer *seer = g_new0 (SluiceSeer, 1);

  seer->role = find_word (sluice_json_get_string (entry, "role"), roles, G_N_ELEMENTS (roles), SLUICE_ROLE_OTHER);
  seer->sees = find_word (sluice_json_get_string (entry, "sees"), sights, G_N_ELEMENTS (sights), SLUICE_SIGHT_UNKNOWN);
  seer->name = dup_tame (entry, "role") ?: g_strdup ("");
  g_ptr_array_add (self->seers, seer);
}

static void
read_list (SluiceSafeguards *self,
           JsonArray        *list,
           void            (*read) (SluiceSafeguards *self,
                                    JsonObject       *entry))
{
  const guint n = list != NULL ? MIN (json_array_get_length (list), MAX_LIST) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *entry = sluice_json_array_get_object (list, i);

      if (entry != NULL)
        read (self, entry);
    }
}

static SluiceBackups *
read_backups (JsonObject *object)
{
  SluiceBackups *backups;

  if (object == NULL)
    return NULL;

  backups = g_new0 (SluiceBackups, 1);
  sluice_json_get_int (object, "every_s", &backups->every);
  backups->last = sluice_json_get_time (object, "last");
  backups->next = sluice_json_get_time (object, "next");
  backups->verified = sluice_json_get_time (object, "verified");
  return backups;
}

/**
 * sluice_safeguards_new:
 * @object: what a place says
 *
 * Returns: (transfer full): the same; what it does not say is unknown
 */
SluiceSafeguards *
sluice_safeguards_new (JsonObject *object)
{
  SluiceSafeguards *self = g_object_new (SLUICE_TYPE_SAFEGUARDS, NULL);

  read_list (self, sluice_json_get_array (object, "at_rest"), read_stored);
  read_list (self, sluice_json_get_array (object, "roles"), read_seer);
  self->backups = read_backups (sluice_json_get_object (object, "backups"));
  self->region = dup_tame (object, "region");
  self->redundancy = dup_tame (object, "redundancy");
  self->keys_there = g_strcmp0 (sluice_json_get_string (object, "keys"), "same_computer") == 0;
  self->is_home = g_strcmp0 (sluice_json_get_string (object, "location"), "home") == 0;
  return self;
}

/** sluice_safeguards_get_stored: (transfer none) (element-type SluiceStored): how it keeps what; empty when it does not say. */
GPtrArray *
sluice_safeguards_get_stored (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), NULL);

  return self->stored;
}

/** sluice_safeguards_get_seers: (transfer none) (element-type SluiceSeer): who can see what; empty when it does not say. */
GPtrArray *
sluice_safeguards_get_seers (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), NULL);

  return self->seers;
}

/** sluice_safeguards_has_keys_there: whether it says that the keys lie on the computer where the data lies. */
gboolean
sluice_safeguards_has_keys_there (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), FALSE);

  return self->keys_there;
}

/** sluice_safeguards_is_home: whether it says that it is on its owner's computer. */
gboolean
sluice_safeguards_is_home (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), FALSE);

  return self->is_home;
}

/** sluice_safeguards_get_region: (nullable): where it stands; %NULL when it does not say. */
const char *
sluice_safeguards_get_region (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), NULL);

  return self->region;
}

/** sluice_safeguards_get_redundancy: (nullable): how often and where the data is kept beside that. */
const char *
sluice_safeguards_get_redundancy (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), NULL);

  return self->redundancy;
}

/** sluice_safeguards_get_backups: (nullable): %NULL when it says that it makes none, or nothing. */
const SluiceBackups *
sluice_safeguards_get_backups (SluiceSafeguards *self)
{
  g_return_val_if_fail (SLUICE_IS_SAFEGUARDS (self), NULL);

  return self->backups;
}
