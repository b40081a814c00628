/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "virtual-life.h"

/*
 * A life is a number from 1 on. Time is cut into spells of the same length for
 * each life, and what happens in one follows from the life and the spell's
 * number: any moment can be worked out by itself, nothing is kept and nothing
 * runs. The same life does the same at the same time in every cloud.
 */
#define HOUR ((gint64) 3600)
#define SHORTEST (3 * HOUR)
#define LONGEST_MORE (15 * HOUR)
#define OVERHEAD 300 /* at most: to be sent, to heat up, to cool down */

/* Evenly spread, and the same on every machine: splitmix64. */
guint64
virtual_life_draw (guint  life,
                   gint64 number)
{
  guint64 x = (guint64) life * 0x9e3779b97f4a7c15u + (guint64) number * 0xd1b54a32d192ed03u;

  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

static gint64
get_length (guint life)
{
  return SHORTEST + virtual_life_draw (life, -1) % LONGEST_MORE;
}

static gint64
get_offset (guint life)
{
  return virtual_life_draw (life, -2) % get_length (life);
}

/* Of a hundred jobs. */
static VirtualTemper
choose_temper (guint64 fate)
{
  const guint share = fate % 100;

  if (share < 8)
    return VIRTUAL_HALTED;
  if (share < 13)
    return VIRTUAL_HUNGRY;
  if (share < 17)
    return VIRTUAL_STICKY;
  return share < 20 ? VIRTUAL_DISTANT : VIRTUAL_STEADY;
}

/* The printer stands idle, then prints, and its plate is cleared before the spell is over. */
static void
make_job (VirtualSpell *spell,
          gint64        start,
          gint64        length)
{
  const guint64 fate = spell->fate;
  const VirtualTemper temper = choose_temper (fate >> 8);
  const gint64 idle = length * (4 + (fate >> 16) % 18) / 100;
  const gint64 cleanup = length * (2 + (fate >> 24) % 12) / 100;

  spell->prints = TRUE;
  spell->begins = start + idle;
  spell->time_total = length - idle - cleanup - OVERHEAD - virtual_printers_delay (temper);
  spell->announced = spell->begins - 60 - (fate >> 32) % (length / 2);
  spell->is_blocked = (fate >> 40) % 10 == 0;
  virtual_printers_make_plan (&spell->plan, spell->begins, spell->time_total, cleanup, temper, fate);
  spell->ends = spell->plan.cleared;
}

static VirtualSpell
make_spell (guint  life,
            gint64 number)
{
  const gint64 length = get_length (life);
  const gint64 start = number * length - get_offset (life);
  const guint64 fate = virtual_life_draw (life, number);
  const guint share = fate % 100;
  VirtualSpell spell = { .number = number, .fate = fate, .begins = start, .ends = start + length / 2 };

  if (share < 3)
    spell.condition = VIRTUAL_MAINTENANCE;
  else if (share < 6)
    spell.condition = VIRTUAL_ERROR;
  else if (share < 9)
    spell.condition = VIRTUAL_UNREACHABLE;
  else if (share < 15)
    spell.ends = spell.begins;
  else
    make_job (&spell, start, length);
  return spell;
}

/**
 * virtual_life_at:
 * @life: whose
 * @at: seconds since the epoch
 *
 * Returns: the spell that moment is in: before its beginning and after its end, too
 */
VirtualSpell
virtual_life_at (guint  life,
                 gint64 at)
{
  return make_spell (life, (at + get_offset (life)) / get_length (life));
}

/** virtual_life_next: the one after that. */
VirtualSpell
virtual_life_next (guint  life,
                   gint64 at)
{
  return make_spell (life, (at + get_offset (life)) / get_length (life) + 1);
}

/** virtual_spell_is_shown: whether there is anything of it to be seen at that moment, in the queue or at the printer. */
gboolean
virtual_spell_is_shown (const VirtualSpell *spell,
                        gint64              at)
{
  return at < spell->ends && at >= (spell->prints ? spell->announced : spell->begins);
}
