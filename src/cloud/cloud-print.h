/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-jobs.h"

G_BEGIN_DECLS

gboolean cloud_print_reply_again (CloudRequest  *request,
                                  CloudNewJob   *job);
void     cloud_print_reply       (CloudRequest  *request,
                                  CloudNewJob   *job);

G_END_DECLS
