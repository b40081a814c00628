/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes out of G-code what says who somebody is, and leaves the motion. Private to this room. */

/** SluiceRedactorSink: takes what stays; %FALSE with an error when it cannot. */
typedef gboolean (*SluiceRedactorSink) (const char  *data,
                                        gsize        length,
                                        gpointer     sink_data,
                                        GError     **error);

typedef struct _SluiceRedactor SluiceRedactor;

SluiceRedactor *sluice_redactor_new                  (SluiceRedactorSink   sink,
                                                      gpointer             sink_data);
gboolean        sluice_redactor_feed                 (SluiceRedactor      *self,
                                                      const guint8        *data,
                                                      gsize                length,
                                                      GError             **error);
gboolean        sluice_redactor_finish               (SluiceRedactor      *self,
                                                      GError             **error);
guint64         sluice_redactor_get_dropped_comments (SluiceRedactor      *self);
guint64         sluice_redactor_get_dropped_commands (SluiceRedactor      *self);
void            sluice_redactor_free                 (SluiceRedactor      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceRedactor, sluice_redactor_free)

G_END_DECLS
