/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "at-driver.h"

G_BEGIN_DECLS

AtDriver *newcomer_start     (void);
void      newcomer_stop      (AtDriver   *driver);
char     *newcomer_dup_data  (void);

void      newcomer_open      (AtDriver   *driver,
                              const char *argument);
void      newcomer_activate  (AtDriver   *driver,
                              AtspiRole   role,
                              const char *name);
void      newcomer_click     (AtDriver   *driver,
                              const char *name);
void      newcomer_go_to     (AtDriver   *driver,
                              const char *screen);
void      newcomer_press     (AtDriver   *driver,
                              const char *keys);
char     *newcomer_wait_text (AtDriver   *driver,
                              const char *fragment);
void      newcomer_expect    (AtDriver   *driver,
                              const char *fragment);

G_END_DECLS
