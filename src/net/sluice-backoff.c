/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-backoff.h"

/* What a server may ask at most; beyond that it is as good as gone, and is tried anew. */
#define LONGEST_RETRY_AFTER_SECONDS 3600

struct _SluiceBackoff
{
  guint            first;   /* milliseconds */
  guint            most;
  guint            ceiling; /* of the next wait */
  SluiceRandomFunc random;
  gpointer         data;
};

static double
random_double (gpointer data)
{
  return g_random_double ();
}

/**
 * sluice_backoff_new:
 * @first_ms: ceiling of the first wait, in milliseconds
 * @most_ms: ceiling of every wait
 * @random: (nullable) (scope forever): where chance comes from; %NULL for GLib's
 * @data: for @random
 *
 * How long to wait before trying again. Each ceiling is twice the one before;
 * the wait is anywhere in its upper half, so that many clients that lost the same
 * server do not come back at the same moment.
 *
 * Returns: (transfer full): a back-off
 */
SluiceBackoff *
sluice_backoff_new (guint            first_ms,
                    guint            most_ms,
                    SluiceRandomFunc random,
                    gpointer         data)
{
  SluiceBackoff *self;

  g_return_val_if_fail (first_ms > 0 && first_ms <= most_ms && most_ms <= G_MAXINT, NULL);

  self = g_new0 (SluiceBackoff, 1);
  self->first = first_ms;
  self->most = most_ms;
  self->ceiling = first_ms;
  self->random = random != NULL ? random : random_double;
  self->data = data;
  return self;
}

/**
 * sluice_backoff_next:
 * @self: a back-off
 * @retry_after: seconds that the server asked to wait, or 0
 *
 * Returns: milliseconds to wait now: at least @retry_after, of which an hour counts
 */
guint
sluice_backoff_next (SluiceBackoff *self,
                     guint          retry_after)
{
  guint wait = self->ceiling / 2 + self->random (self->data) * (self->ceiling - self->ceiling / 2);

  self->ceiling = self->ceiling > self->most / 2 ? self->most : self->ceiling * 2;
  return MAX (wait, MIN (retry_after, LONGEST_RETRY_AFTER_SECONDS) * 1000);
}

/** sluice_backoff_reset: it worked: the next wait is a first one. */
void
sluice_backoff_reset (SluiceBackoff *self)
{
  self->ceiling = self->first;
}

void
sluice_backoff_free (SluiceBackoff *self)
{
  g_free (self);
}
