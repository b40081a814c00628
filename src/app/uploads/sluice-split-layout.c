/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split-layout.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/**
 * sluice_split_layout:
 * @bytes: of process, product and structure
 * @width: pixels there are for all parts and the gaps between them
 * @gap: pixels between two parts
 * @minimum: pixels that a part which is there gets at least
 * @out_widths: (out): pixels of each part, 0 for one that is not there
 *
 * Process data is a sliver of most files: four kilobytes beside hundreds of
 * megabytes. Drawn to scale it would not be seen, so a part never gets less than
 * @minimum, and the largest one pays for it.
 */
void
sluice_split_layout (const guint64 bytes[SLUICE_SPLIT_PARTS],
                     int           width,
                     int           gap,
                     int           minimum,
                     int           out_widths[SLUICE_SPLIT_PARTS])
{
  double total = 0;
  guint largest = 0;
  int n_parts = 0;
  int left;

  for (guint i = 0; i < SLUICE_SPLIT_PARTS; i++)
    {
      out_widths[i] = 0;
      total += bytes[i];
      n_parts += bytes[i] > 0;
      if (bytes[i] > bytes[largest])
        largest = i;
    }
  if (n_parts == 0)
    return;

  width = MAX (width - (n_parts - 1) * gap, n_parts);
  minimum = MIN (minimum, width / n_parts);
  left = width;

  for (guint i = 0; i < SLUICE_SPLIT_PARTS; i++)
    if (i != largest && bytes[i] > 0)
      {
        out_widths[i] = MAX ((int) (bytes[i] / total * width), minimum);
        left -= out_widths[i];
      }

  out_widths[largest] = left;
}

/**
 * sluice_split_describe:
 * @bytes: of process, product and structure
 *
 * Returns: (transfer full): what the bar shows, in words
 */
char *
sluice_split_describe (const guint64 bytes[SLUICE_SPLIT_PARTS])
{
  g_autofree char *share = sluice_format_share (bytes[0], bytes[0] + bytes[1] + bytes[2]);
  g_autofree char *product = sluice_format_bytes (bytes[1]);
  g_autofree char *structure = sluice_format_bytes (bytes[2]);

  if (bytes[2] == 0)
    /* Translators: "4 KB of 246 MB is process data; 245 MB is product data." */
    return g_strdup_printf (_("%s is process data; %s is product data."), share, product);

  /* Translators: "4 KB of 246 MB is process data; 245 MB is product data and 2 KB is structure." */
  return g_strdup_printf (_("%s is process data; %s is product data and %s is structure."), share, product,
                          structure);
}
