/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "at-display.h"
#include "at-tree.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AT_DRIVER_ERROR (at_driver_error_quark ())

/**
 * AtDriverError:
 * @AT_DRIVER_ERROR_MISSING: what was waited for did not come; the message ends with the tree
 * @AT_DRIVER_ERROR_ENDED: the program is gone
 * @AT_DRIVER_ERROR_REFUSED: the element is there and does not do what was asked
 */
typedef enum
{
  AT_DRIVER_ERROR_MISSING,
  AT_DRIVER_ERROR_ENDED,
  AT_DRIVER_ERROR_REFUSED,
} AtDriverError;

GQuark at_driver_error_quark (void);

#define AT_TYPE_DRIVER (at_driver_get_type ())

G_DECLARE_FINAL_TYPE (AtDriver, at_driver, AT, DRIVER, GObject)

/** AtCondition: asked again whenever the program has said that something changed. */
typedef gboolean (*AtCondition) (AtDriver *self,
                                 gpointer  data);

AtDriver        *at_driver_start         (const char * const *argv,
                                          GError            **error);
gboolean         at_driver_stop          (AtDriver           *self,
                                          GError            **error);
gboolean         at_driver_run_beside    (AtDriver           *self,
                                          const char * const *argv,
                                          GError            **error);
void             at_driver_set_patience  (AtDriver           *self,
                                          int                 seconds);
int              at_driver_get_pid       (AtDriver           *self);
AtDisplay       *at_driver_get_display   (AtDriver           *self);
AtspiAccessible *at_driver_get_root      (AtDriver           *self);

gboolean         at_driver_wait          (AtDriver           *self,
                                          AtCondition         condition,
                                          gpointer            data,
                                          const char         *what,
                                          GError            **error);
AtspiAccessible *at_driver_wait_for      (AtDriver           *self,
                                          AtspiRole           role,
                                          const char         *name,
                                          GError            **error);
gboolean         at_driver_wait_gone     (AtDriver           *self,
                                          AtspiRole           role,
                                          const char         *name,
                                          GError            **error);
char            *at_driver_wait_text     (AtDriver           *self,
                                          const char         *fragment,
                                          GError            **error);

gboolean         at_driver_activate      (AtDriver           *self,
                                          AtspiRole           role,
                                          const char         *name,
                                          GError            **error);
gboolean         at_driver_select_row    (AtDriver           *self,
                                          const char         *name,
                                          GError            **error);
gboolean         at_driver_type          (AtDriver           *self,
                                          const char         *name,
                                          const char         *text,
                                          GError            **error);
gboolean         at_driver_press         (AtDriver           *self,
                                          const char         *keys,
                                          GError            **error);

gboolean         at_driver_resize        (AtDriver           *self,
                                          int                 width,
                                          int                 height,
                                          GError            **error);
gboolean         at_driver_set_dark      (AtDriver           *self,
                                          gboolean            dark,
                                          GError            **error);
gboolean         at_driver_save_picture  (AtDriver           *self,
                                          const char         *path,
                                          GError            **error);

G_END_DECLS
