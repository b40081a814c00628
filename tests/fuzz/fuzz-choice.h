/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Choices out of bytes, as long as there are any, and then out of a number
 * that those bytes gave: so an input says everything, and a short one serves.
 */
typedef struct
{
  const guint8 *data;
  gsize         length;
  guint64       state;
} FuzzChoice;

static inline void
fuzz_choice_init (FuzzChoice   *self,
                  const guint8 *data,
                  gsize         length)
{
  self->data = data;
  self->length = length;
  self->state = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  for (gsize i = 0; i < length; i++)
    self->state = (self->state ^ data[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  self->state |= 1;
}

/* xorshift64*, the upper half. */
static inline guint32
fuzz_choice_next (FuzzChoice *self)
{
  self->state ^= self->state >> 12;
  self->state ^= self->state << 25;
  self->state ^= self->state >> 27;
  return (self->state * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d)) >> 32;
}

/** fuzz_choose: one of @n, from 0; 0 where there is none. */
static inline guint
fuzz_choose (FuzzChoice *self,
             gsize       n)
{
  guint32 value;

  if (n <= 1)
    return 0;
  if (self->length == 0)
    return fuzz_choice_next (self) % n;

  value = *self->data++;
  self->length--;
  if (n > 256)
    value = (value << 16) ^ (fuzz_choice_next (self) & 0xffff);
  return value % n;
}

G_END_DECLS
