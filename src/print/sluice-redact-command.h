/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decides what of a command may be handed on with a design. Private to this room. */

typedef struct _SluiceCommandRedactor SluiceCommandRedactor;

SluiceCommandRedactor *sluice_command_redactor_new  (void);
gboolean               sluice_command_redactor_keep (SluiceCommandRedactor *self,
                                                     const char            *line,
                                                     gsize                  length,
                                                     GString               *out);
void                   sluice_command_redactor_free (SluiceCommandRedactor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceCommandRedactor, sluice_command_redactor_free)

G_END_DECLS
