/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_REQUEST_OPENER (sluice_request_opener_get_type ())

/*
 * From a link, or the id in a notification, to the question in the window. It
 * waits until there is a cloud to ask.
 */
G_DECLARE_FINAL_TYPE (SluiceRequestOpener, sluice_request_opener, SLUICE, REQUEST_OPENER, GObject)

SluiceRequestOpener *sluice_request_opener_new       (SluiceContext       *context,
                                                      GtkWidget           *over);
void                 sluice_request_opener_open_link (SluiceRequestOpener *self,
                                                      const char          *link);
void                 sluice_request_opener_open_id   (SluiceRequestOpener *self,
                                                      const char          *id);

G_END_DECLS
