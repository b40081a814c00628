/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define AT_TYPE_DISPLAY (at_display_get_type ())

G_DECLARE_FINAL_TYPE (AtDisplay, at_display, AT, DISPLAY, GObject)

/** AtButton: the buttons of an X pointer, as it numbers them. */
typedef enum
{
  AT_CLICK = 1,
  AT_WHEEL_UP = 4,
  AT_WHEEL_DOWN = 5,
} AtButton;

AtDisplay       *at_display_new         (GError     **error);
gboolean         at_display_has_window  (AtDisplay   *self,
                                         int          pid);
gboolean         at_display_get_size    (AtDisplay   *self,
                                         int          pid,
                                         int         *out_width,
                                         int         *out_height);
gboolean         at_display_resize      (AtDisplay   *self,
                                         int          pid,
                                         int          width,
                                         int          height);
gboolean         at_display_focus       (AtDisplay   *self,
                                         int          pid);
gboolean         at_display_close       (AtDisplay   *self,
                                         int          pid);
cairo_surface_t *at_display_grab        (AtDisplay   *self,
                                         int          pid);
gboolean         at_display_click       (AtDisplay   *self,
                                         int          pid,
                                         int          x,
                                         int          y,
                                         AtButton     button);
gboolean         at_display_press       (AtDisplay   *self,
                                         const char  *keys);

gboolean         at_picture_is_equal    (cairo_surface_t *one,
                                         cairo_surface_t *other);
double           at_picture_brightness  (cairo_surface_t *self);

G_END_DECLS
