/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-label.h"

static const char * const nicks[] = { "none", "process", "product", "personal", "credentials" };

/**
 * sluice_label_to_nick:
 * @label: a label
 *
 * Returns: its word in the ledger, in lower case; "unknown" for what is no label
 */
const char *
sluice_label_to_nick (SluiceLabel label)
{
  return (guint) label < G_N_ELEMENTS (nicks) ? nicks[label] : "unknown";
}
