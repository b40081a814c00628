/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CloudAttempts CloudAttempts;

CloudAttempts *cloud_attempts_new      (void);
void           cloud_attempts_free     (CloudAttempts *self);
gint64         cloud_attempts_get_wait (CloudAttempts *self,
                                        const char    *key,
                                        gint64         now);
void           cloud_attempts_fail     (CloudAttempts *self,
                                        const char    *key,
                                        guint          n_free,
                                        gint64         now);
void           cloud_attempts_forget   (CloudAttempts *self,
                                        const char    *key);
char          *cloud_attempts_key_of   (const char    *address);

G_END_DECLS
