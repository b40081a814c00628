/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-window.h"

G_BEGIN_DECLS

/* The ways a file gets into the window. */
void sluice_window_accept_drops (SluiceWindow *self);
void sluice_window_open_dialog  (SluiceWindow *self);

G_END_DECLS
