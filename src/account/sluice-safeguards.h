/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluiceStoredKind:
 * @SLUICE_STORED_PERSONAL: who the person is, and who may see what
 * @SLUICE_STORED_PROCESS: how things were printed
 * @SLUICE_STORED_PRODUCT: what was printed
 * @SLUICE_STORED_BOOKKEEPING: random ids, times and sizes, by which the place finds the rest
 * @SLUICE_STORED_OTHER: what this version of Sluice has no word for
 *
 * What a place keeps apart from the rest.
 */
typedef enum
{
  SLUICE_STORED_PERSONAL,
  SLUICE_STORED_PROCESS,
  SLUICE_STORED_PRODUCT,
  SLUICE_STORED_BOOKKEEPING,
  SLUICE_STORED_OTHER,
} SluiceStoredKind;

/**
 * SluiceStored:
 * @kind: what
 * @encryption: (nullable): with what it is encrypted; %NULL for not at all
 */
typedef struct
{
  SluiceStoredKind  kind;
  char             *encryption;
} SluiceStored;

/**
 * SluiceRole:
 * @SLUICE_ROLE_OWNER: the person
 * @SLUICE_ROLE_THIRD_PARTY: whom the person gave something
 * @SLUICE_ROLE_SUPPORT: who helps the place's people
 * @SLUICE_ROLE_OPERATOR: who runs the place
 * @SLUICE_ROLE_OTHER: what this version of Sluice has no word for
 */
typedef enum
{
  SLUICE_ROLE_OWNER,
  SLUICE_ROLE_THIRD_PARTY,
  SLUICE_ROLE_SUPPORT,
  SLUICE_ROLE_OPERATOR,
  SLUICE_ROLE_OTHER,
} SluiceRole;

/**
 * SluiceSight:
 * @SLUICE_SIGHT_UNKNOWN: the place does not say, or in words that Sluice does not know
 * @SLUICE_SIGHT_NOTHING: none of it
 * @SLUICE_SIGHT_GRANTED: what they were given
 * @SLUICE_SIGHT_POSSIBLE: they are not meant to, and have what it takes
 * @SLUICE_SIGHT_EVERYTHING: all of it
 *
 * What somebody can technically see.
 */
typedef enum
{
  SLUICE_SIGHT_UNKNOWN,
  SLUICE_SIGHT_NOTHING,
  SLUICE_SIGHT_GRANTED,
  SLUICE_SIGHT_POSSIBLE,
  SLUICE_SIGHT_EVERYTHING,
} SluiceSight;

/**
 * SluiceSeer:
 * @role: who
 * @name: what the place calls them
 * @sees: what they can see
 */
typedef struct
{
  SluiceRole   role;
  SluiceSight  sees;
  char        *name;
} SluiceSeer;

/**
 * SluiceBackups:
 * @every: seconds between two
 * @last: when the newest was made, seconds since the epoch; 0 for none yet
 * @next: when the next one is due
 * @verified: when one was last restored to see that it can be; 0 for never
 */
typedef struct
{
  gint64 every;
  gint64 last;
  gint64 next;
  gint64 verified;
} SluiceBackups;

#define SLUICE_TYPE_SAFEGUARDS (sluice_safeguards_get_type ())

/* What a place states of how it keeps what it keeps. Sluice cannot check any of it. Does not change. */
G_DECLARE_FINAL_TYPE (SluiceSafeguards, sluice_safeguards, SLUICE, SAFEGUARDS, GObject)

SluiceSafeguards    *sluice_safeguards_new            (JsonObject       *object);
GPtrArray           *sluice_safeguards_get_stored     (SluiceSafeguards *self);
GPtrArray           *sluice_safeguards_get_seers      (SluiceSafeguards *self);
gboolean             sluice_safeguards_has_keys_there (SluiceSafeguards *self);
gboolean             sluice_safeguards_is_home        (SluiceSafeguards *self);
const char          *sluice_safeguards_get_region     (SluiceSafeguards *self);
const char          *sluice_safeguards_get_redundancy (SluiceSafeguards *self);
const SluiceBackups *sluice_safeguards_get_backups    (SluiceSafeguards *self);

G_END_DECLS
