/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-folder-intake.h"

/*
 * A file in the queue is read on a thread, and has an encrypted copy in the vault's folder until the person has decided.
 * Of hundreds that come at once only a few are read at a time, and only so many are in the queue; the others stay where
 * they are, and come as the person goes on.
 */
#define MOST_READING 2
#define MOST_UNDECIDED 20

typedef struct
{
  char   *name;
  guint64 size;
} Later;

struct _SluiceFolderIntake
{
  GObject parent_instance;

  gboolean feeding;

  /* Owned. */
  SluiceUploadQueue *queue;
  char              *folder;
  GQueue            *later; /* of Later */
  GHashTable        *held;  /* name to SluiceUpload: what is not decided on, or failed */
};

G_DEFINE_FINAL_TYPE (SluiceFolderIntake, sluice_folder_intake, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_LATER = 1,
} SluiceFolderIntakeProperty;

static GParamSpec *properties[PROP_N_LATER + 1];

static guint decided_signal;

static void
later_free (gpointer data)
{
  Later *later = data;

  g_free (later->name);
  g_free (later);
}

static gboolean
is_undecided (SluiceUpload *upload)
{
  const SluiceUploadState state = sluice_upload_get_state (upload);

  return !sluice_upload_is_decided (upload) &&
         (state == SLUICE_UPLOAD_QUEUED || state == SLUICE_UPLOAD_READING || state == SLUICE_UPLOAD_WAITING);
}

static gboolean
has_room (SluiceFolderIntake *self)
{
  GHashTableIter iter;
  SluiceUpload *upload;
  guint n_reading = 0;
  guint n_undecided = 0;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &upload))
    {
      n_undecided += is_undecided (upload);
      n_reading += is_undecided (upload) && sluice_upload_get_state (upload) != SLUICE_UPLOAD_WAITING;
    }

  return n_reading < MOST_READING && n_undecided < MOST_UNDECIDED;
}

/* One that has failed may be tried again by the person, and is looked after until then. */
static void
state_changed_cb (SluiceFolderIntake *self,
                  GParamSpec         *pspec,
                  SluiceUpload       *upload)
{
  g_autofree char *name = g_path_get_basename (sluice_upload_get_path (upload));

  if (!is_undecided (upload))
    {
      if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_FAILED)
        {
          g_signal_handlers_disconnect_by_func (upload, state_changed_cb, self);
          g_hash_table_remove (self->held, name);
        }
      g_signal_emit (self, decided_signal, 0);
    }
  sluice_folder_intake_feed (self);
}

static void
release (SluiceFolderIntake *self,
         SluiceUpload       *upload)
{
  g_signal_handlers_disconnect_by_func (upload, state_changed_cb, self);
}

static gboolean
is_in_queue (SluiceFolderIntake *self,
             SluiceUpload       *upload)
{
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceUpload) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (item == upload)
        return TRUE;
    }

  return FALSE;
}

/* What the person took off the list is decided on. */
static void
queue_changed_cb (SluiceFolderIntake *self)
{
  GHashTableIter iter;
  SluiceUpload *upload;
  gboolean decided = FALSE;

  if (self->feeding)
    return;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &upload))
    if (!is_in_queue (self, upload))
      {
        release (self, upload);
        g_hash_table_iter_remove (&iter);
        decided = TRUE;
      }
  if (!decided)
    return;
  g_signal_emit (self, decided_signal, 0);
  sluice_folder_intake_feed (self);
}

/* (transfer full) (nullable): the same file, as it was dropped by hand or is there from before, if it is not another one by now. */
static SluiceUpload *
find_same (SluiceFolderIntake *self,
           const char         *path,
           guint64             size)
{
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceUpload) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      SluiceSplit *split = sluice_upload_get_split (item);

      if (is_undecided (item) && g_strcmp0 (sluice_upload_get_path (item), path) == 0 &&
          (split == NULL || sluice_split_get_size (split) == size))
        return g_steal_pointer (&item);
    }

  return NULL;
}

/* The one of before is not what is in the folder any more. */
static void
drop_old (SluiceFolderIntake *self,
          const char         *name)
{
  SluiceUpload *upload = g_hash_table_lookup (self->held, name);

  if (upload == NULL)
    return;

  release (self, upload);
  if (is_in_queue (self, upload))
    sluice_upload_queue_remove (self->queue, upload);
  g_hash_table_remove (self->held, name);
}

static void
hold (SluiceFolderIntake *self,
      const Later        *later)
{
  g_autofree char *path = g_build_filename (self->folder, later->name, NULL);
  g_autoptr(SluiceUpload) upload = NULL;

  drop_old (self, later->name);
  upload = find_same (self, path, later->size);
  if (upload == NULL)
    upload = g_object_ref (sluice_upload_queue_add (self->queue, path));
  g_signal_connect_object (upload, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->held, g_strdup (later->name), g_steal_pointer (&upload));
}

static void
clear_held (SluiceFolderIntake *self)
{
  GHashTableIter iter;
  SluiceUpload *upload;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &upload))
    release (self, upload);
  g_hash_table_remove_all (self->held);
}

static void
sluice_folder_intake_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SluiceFolderIntake *self = SLUICE_FOLDER_INTAKE (object);

  switch ((SluiceFolderIntakeProperty) property_id)
    {
    case PROP_N_LATER:
      g_value_set_uint (value, g_queue_get_length (self->later));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_folder_intake_dispose (GObject *object)
{
  SluiceFolderIntake *self = SLUICE_FOLDER_INTAKE (object);

  clear_held (self);
  g_queue_clear_full (self->later, later_free);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (sluice_folder_intake_parent_class)->dispose (object);
}

static void
sluice_folder_intake_finalize (GObject *object)
{
  SluiceFolderIntake *self = SLUICE_FOLDER_INTAKE (object);

  g_queue_free (self->later);
  g_hash_table_unref (self->held);
  g_free (self->folder);

  G_OBJECT_CLASS (sluice_folder_intake_parent_class)->finalize (object);
}

static void
sluice_folder_intake_class_init (SluiceFolderIntakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_folder_intake_get_property;
  object_class->dispose = sluice_folder_intake_dispose;
  object_class->finalize = sluice_folder_intake_finalize;

  properties[PROP_N_LATER] =
    g_param_spec_uint ("n-later", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  decided_signal = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sluice_folder_intake_init (SluiceFolderIntake *self)
{
  self->later = g_queue_new ();
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/** sluice_folder_intake_new: (transfer full): into @queue, from no folder yet. */
SluiceFolderIntake *
sluice_folder_intake_new (SluiceUploadQueue *queue)
{
  SluiceFolderIntake *self = g_object_new (SLUICE_TYPE_FOLDER_INTAKE, NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_folder_intake_set_folder:
 * @self: an intake
 * @folder: (nullable): where names are from now on
 *
 * What waited for room is forgotten. What is in the queue stays there: it is the person's now.
 */
void
sluice_folder_intake_set_folder (SluiceFolderIntake *self,
                                 const char         *folder)
{
  clear_held (self);
  g_queue_clear_full (self->later, later_free);
  g_set_str (&self->folder, folder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LATER]);
}

static Later *
find_later (SluiceFolderIntake *self,
            const char         *name)
{
  for (GList *link = self->later->head; link != NULL; link = link->next)
    if (g_str_equal (((Later *) link->data)->name, name))
      return link->data;

  return NULL;
}

/**
 * sluice_folder_intake_take:
 * @self: an intake
 * @name: of a file of the folder
 * @size: bytes of it
 *
 * It is put into the queue when there is room, in place of the file of that name which is there and not decided on.
 * To be followed by sluice_folder_intake_feed().
 */
void
sluice_folder_intake_take (SluiceFolderIntake *self,
                           const char         *name,
                           guint64             size)
{
  Later *later = find_later (self, name);

  if (later == NULL)
    {
      later = g_new0 (Later, 1);
      later->name = g_strdup (name);
      g_queue_push_tail (self->later, later);
    }
  later->size = size;
}

/** sluice_folder_intake_forget: @name is not there any more: it does not have to wait for room. */
void
sluice_folder_intake_forget (SluiceFolderIntake *self,
                             const char         *name)
{
  Later *later = find_later (self, name);

  if (later == NULL)
    return;
  g_queue_remove (self->later, later);
  later_free (later);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LATER]);
}

/** sluice_folder_intake_feed: puts into the queue what there is room for. */
void
sluice_folder_intake_feed (SluiceFolderIntake *self)
{
  /* To add and to remove changes the queue, which leads here. */
  if (self->feeding)
    return;

  self->feeding = TRUE;
  while (!g_queue_is_empty (self->later) && has_room (self))
    {
      Later *later = g_queue_pop_head (self->later);

      hold (self, later);
      later_free (later);
    }
  self->feeding = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LATER]);
}

/** sluice_folder_intake_dup_undecided: (transfer container): the set of names that are to be offered again after a restart. */
GHashTable *
sluice_folder_intake_dup_undecided (SluiceFolderIntake *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  const char *name;
  SluiceUpload *upload;

  for (GList *link = self->later->head; link != NULL; link = link->next)
    g_hash_table_add (names, g_strdup (((Later *) link->data)->name));
  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &upload))
    if (is_undecided (upload))
      g_hash_table_add (names, g_strdup (name));
  return names;
}

guint
sluice_folder_intake_get_n_later (SluiceFolderIntake *self)
{
  return g_queue_get_length (self->later);
}
