/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "virtual-printers.h"

G_BEGIN_DECLS

/**
 * VirtualSpell:
 * @number: how many there were before it
 * @fate: what chance there is about it is taken from here
 * @begins: when the printer is taken; seconds since the epoch
 * @ends: when it is free again; not after @begins when nothing happens
 * @condition: what is the matter with it from @begins to @ends
 * @prints: whether it prints then: @announced, @is_blocked, @time_total and @plan are of that job
 * @announced: when the job joins the queue
 * @is_blocked: whether the printer has to be set up for it, which somebody has done when it @begins
 * @time_total: seconds it prints
 * @plan: what happens to it
 *
 * What a printer with a life of its own does for some hours.
 */
typedef struct
{
  gint64           number;
  guint64          fate;
  gint64           begins;
  gint64           ends;
  VirtualCondition condition;
  gboolean         prints;
  gint64           announced;
  gboolean         is_blocked;
  gint64           time_total;
  VirtualPlan      plan;
} VirtualSpell;

guint64      virtual_life_draw (guint   life,
                                gint64  number);
VirtualSpell virtual_life_at   (guint   life,
                                gint64  at);
VirtualSpell virtual_life_next (guint   life,
                                gint64  at);
gboolean     virtual_spell_is_shown (const VirtualSpell *spell,
                                     gint64              at);

G_END_DECLS
