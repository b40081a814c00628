/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SluiceLabel:
 * @SLUICE_LABEL_NONE: there is no body
 * @SLUICE_LABEL_PROCESS: how something is printed: a process record, and nothing else
 * @SLUICE_LABEL_PRODUCT: what is printed: geometry, toolpath, picture, names
 * @SLUICE_LABEL_PERSONAL: about a person: name, address, settings of an account
 * @SLUICE_LABEL_CREDENTIALS: proves who one is: codes, tokens, passwords
 *
 * What the body of a request is. A request gets its label from the type of its
 * body (sluice-body.h) and from nowhere else.
 */
typedef enum
{
  SLUICE_LABEL_NONE,
  SLUICE_LABEL_PROCESS,
  SLUICE_LABEL_PRODUCT,
  SLUICE_LABEL_PERSONAL,
  SLUICE_LABEL_CREDENTIALS,
} SluiceLabel;

const char *sluice_label_to_nick (SluiceLabel label);

G_END_DECLS
