/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-share-layout.h"

/**
 * sluice_share_layout:
 * @amounts: how much of each there is
 * @width: pixels there are for all parts and the gaps between them
 * @gap: pixels between two parts
 * @minimum: pixels that a part which is there gets at least
 * @out_widths: (out): pixels of each part, 0 for one that is not there
 *
 * A part may be a sliver, as process data is of most files: four kilobytes beside
 * hundreds of megabytes. Drawn to scale it would not be seen, so a part never gets
 * less than @minimum, and the largest one pays for it.
 */
void
sluice_share_layout (const guint64 amounts[SLUICE_SHARE_PARTS],
                     int           width,
                     int           gap,
                     int           minimum,
                     int           out_widths[SLUICE_SHARE_PARTS])
{
  double total = 0;
  guint largest = 0;
  int n_parts = 0;
  int left;

  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    {
      out_widths[i] = 0;
      total += amounts[i];
      n_parts += amounts[i] > 0;
      if (amounts[i] > amounts[largest])
        largest = i;
    }
  if (n_parts == 0)
    return;

  width = MAX (width - (n_parts - 1) * gap, n_parts);
  minimum = MIN (minimum, width / n_parts);
  left = width;

  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    if (i != largest && amounts[i] > 0)
      {
        out_widths[i] = MAX ((int) (amounts[i] / total * width), minimum);
        left -= out_widths[i];
      }

  out_widths[largest] = left;
}
