/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-source.h"

G_BEGIN_DECLS

/**
 * SluicePlaceState:
 * @SLUICE_PLACE_OFF: not started
 * @SLUICE_PLACE_STARTING: being started or signed in to
 * @SLUICE_PLACE_READY: signed in
 * @SLUICE_PLACE_LOCKED: the keyring that holds the sign-in is locked
 * @SLUICE_PLACE_FAILED: see #SluicePlace:problem
 */
typedef enum
{
  SLUICE_PLACE_OFF,
  SLUICE_PLACE_STARTING,
  SLUICE_PLACE_READY,
  SLUICE_PLACE_LOCKED,
  SLUICE_PLACE_FAILED,
} SluicePlaceState;

#define SLUICE_TYPE_PLACE_STATE (sluice_place_state_get_type ())
GType sluice_place_state_get_type (void);

#define SLUICE_TYPE_PLACE (sluice_place_get_type ())

/*
 * Where an account can live. Properties: id ("home"), name ("Home cloud"),
 * state, problem (what is wrong, what is safe and what to do next, for a person,
 * or NULL).
 */
G_DECLARE_DERIVABLE_TYPE (SluicePlace, sluice_place, SLUICE, PLACE, GObject)

/**
 * SluicePlaceClass:
 * @start: brings the place to %SLUICE_PLACE_READY; the base class keeps the state
 * @stop: ends what @start began; settles in any case
 * @get_session: see sluice_place_get_session()
 * @n_doors: at how many addresses it is reached; one unless it is set
 * @open_door: see sluice_place_open_door()
 * @make_source: how the place says what it holds; a Sluice cloud's way unless it is set
 */
struct _SluicePlaceClass
{
  GObjectClass parent_class;

  DexFuture     *(*start)       (SluicePlace *self);
  DexFuture     *(*stop)        (SluicePlace *self);
  SluiceSession *(*get_session) (SluicePlace *self);
  guint          (*n_doors)     (SluicePlace *self);
  DexFuture     *(*open_door)   (SluicePlace *self,
                                 guint        door);

  SluiceInventorySource *(*make_source) (SluicePlace *self);
};

const char       *sluice_place_get_id      (SluicePlace *self);
const char       *sluice_place_get_name    (SluicePlace *self);
SluicePlaceState  sluice_place_get_state   (SluicePlace *self);
const char       *sluice_place_get_problem (SluicePlace *self);
SluiceSession    *sluice_place_get_session (SluicePlace *self);

guint             sluice_place_get_n_doors (SluicePlace *self);
DexFuture        *sluice_place_open_door   (SluicePlace *self,
                                            guint        door) G_GNUC_WARN_UNUSED_RESULT;
SluiceSession         *sluice_place_get_privacy_session (SluicePlace *self);
SluiceInventorySource *sluice_place_get_source          (SluicePlace *self);

DexFuture        *sluice_place_start       (SluicePlace *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *sluice_place_stop        (SluicePlace *self) G_GNUC_WARN_UNUSED_RESULT;

/* For implementations: it failed, now or after it was ready. */
void              sluice_place_fail        (SluicePlace      *self,
                                            SluicePlaceState  state,
                                            const char       *problem);

G_END_DECLS
