/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluiceUltimakerRead:
 * @part: the part, as ids of what is of it begin
 * @object: one thing of it, as the place tells it; nothing in it is trusted to be there
 * @spare: an id for what has none
 * @items: (element-type SluiceInventoryItem): where what it is goes
 */
typedef void (*SluiceUltimakerRead) (const char *part,
                                     JsonObject *object,
                                     const char *spare,
                                     GPtrArray  *items);

/**
 * SluiceUltimakerPart:
 * @id: what the ids of all that is of it begin with, up to a slash
 * @title: what it is, for a person, not yet translated
 * @path: where it is; with `{id}` for a project
 * @categories: (array zero-terminated=1): what may be in it
 * @is_account: whether it is where the accounts are
 * @limit: (nullable): how many to ask for at once; %NULL where the list comes whole
 * @item_path: (nullable): where one thing of it can be deleted, up to its id
 * @read: reads one thing of it
 *
 * A list that the place has.
 */
typedef struct
{
  const char          *id;
  const char          *title;
  const char          *path;
  const char * const  *categories;
  gboolean             is_account;
  const char          *limit;
  const char          *item_path;
  SluiceUltimakerRead  read;
} SluiceUltimakerPart;

/** SLUICE_ULTIMAKER_LIBRARY: what the ids of both parts of the library begin with. */
#define SLUICE_ULTIMAKER_LIBRARY "library/"

/** SLUICE_ULTIMAKER_PROJECTS: the part whose things have files. */
#define SLUICE_ULTIMAKER_PROJECTS SLUICE_ULTIMAKER_LIBRARY "projects"

/** SLUICE_ULTIMAKER_FILES: the part that is asked for with each project. */
#define SLUICE_ULTIMAKER_FILES SLUICE_ULTIMAKER_LIBRARY "files"

const SluiceUltimakerPart *sluice_ultimaker_parts_get_all (guint      *out_count);
gboolean                   sluice_ultimaker_is_id         (const char *text);

G_END_DECLS
