/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "at-driver.h"

G_BEGIN_DECLS

/**
 * TourAction:
 * @TOUR_LOOK: nothing but to wait
 * @TOUR_CLICK: a click on the button named by the target
 * @TOUR_GO: the row of the sidebar named by the target
 * @TOUR_CHOICE: a click that opens the choice named by the target
 * @TOUR_PRESS: the keys named by the target, separated by spaces
 * @TOUR_ROW: a click on the row of a list named by the target
 * @TOUR_SWITCH: a click on the switch named by the target
 * @TOUR_TAB: a click on the tab named by the target
 * @TOUR_ACT: somebody else does something: the step's act
 * @TOUR_OPEN: the program started a second time, with the file, as a file manager does
 *
 * How a step begins.
 */
typedef enum
{
  TOUR_LOOK,
  TOUR_CLICK,
  TOUR_GO,
  TOUR_CHOICE,
  TOUR_PRESS,
  TOUR_ROW,
  TOUR_SWITCH,
  TOUR_TAB,
  TOUR_ACT,
  TOUR_OPEN,
} TourAction;

/** TourAct: what happens outside of the program; %FALSE with an error ends the walk. */
typedef gboolean (*TourAct) (GError **error);

/**
 * TourStep:
 * @action: how the step begins
 * @target: what the action is done to; %NULL for %TOUR_LOOK, %TOUR_ACT and %TOUR_OPEN
 * @mark: text that shows once the screen is there, at every width
 * @screen: its name in the pictures' names; %NULL for no picture
 * @act: what %TOUR_ACT does; else %NULL
 *
 * A line of the walk.
 */
typedef struct
{
  TourAction  action;
  const char *target;
  const char *mark;
  const char *screen;
  TourAct     act;
} TourStep;

/**
 * Tour:
 * @program: what is started, found on PATH
 * @file: what %TOUR_OPEN opens
 * @folder: where the pictures go; it has to exist
 * @steps: the walk
 * @n_steps: lines of it
 */
typedef struct
{
  const char     *program;
  const char     *file;
  const char     *folder;
  const TourStep *steps;
  gsize           n_steps;
} Tour;

gboolean tour_walk (const Tour  *self,
                    AtDriver    *driver,
                    GError     **error);

G_END_DECLS
