/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a print file holds, said on standard output, or for programs. */
void        print_show_split     (SluiceSplit *split);
JsonObject *print_describe_split (SluiceSplit *split);

G_END_DECLS
