/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"

/*
 * Pictures of the program's window, at any size and in both styles. Each step
 * is awaited in what can be seen: a size in the program's own answer, a style
 * in the picture, and rest in two pictures that are the same.
 */

typedef struct
{
  int              width;  /* pixels */
  int              height;
  gboolean         dark;
  cairo_surface_t *last;
} Look;

static gboolean
has_size (AtDriver *self,
          gpointer  data)
{
  Look *look = data;
  g_autoptr(AtspiAccessible) frame = at_tree_find (at_driver_get_root (self), ATSPI_ROLE_FRAME, NULL);
  g_autoptr(AtspiComponent) component = frame != NULL ? atspi_accessible_get_component_iface (frame) : NULL;
  g_autofree AtspiPoint *size = component != NULL ? atspi_component_get_size (component, NULL) : NULL;

  return size != NULL && size->x == look->width && size->y == look->height;
}

/**
 * at_driver_resize:
 * @width: of the window, in pixels
 * @height: of the window, in pixels
 *
 * Waits until the program has laid itself out for that size.
 *
 * Returns: %FALSE with @error when it does not, as when its contents need more
 */
gboolean
at_driver_resize (AtDriver  *self,
                  int        width,
                  int        height,
                  GError   **error)
{
  g_autofree char *what = g_strdup_printf ("the window to be %d×%d", width, height);

  if (!at_display_resize (at_driver_get_display (self), at_driver_get_pid (self), width, height))
    {
      g_set_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_MISSING, "The program shows no window.");
      return FALSE;
    }
  return at_driver_wait (self, has_size, &(Look) { .width = width, .height = height }, what, error);
}

static gboolean
has_style (AtDriver *self,
           gpointer  data)
{
  Look *look = data;
  cairo_surface_t *now = at_display_grab (at_driver_get_display (self), at_driver_get_pid (self));
  gboolean is_dark = FALSE;

  if (now == NULL)
    return FALSE;
  is_dark = at_picture_brightness (now) < 0.5;
  cairo_surface_destroy (now);
  return is_dark == look->dark;
}

/**
 * at_driver_set_dark:
 * @dark: whether the person prefers the dark style
 *
 * Changes the desktop's setting, and waits until the window follows.
 */
gboolean
at_driver_set_dark (AtDriver  *self,
                    gboolean   dark,
                    GError   **error)
{
  g_autoptr(GSettings) interface = g_settings_new ("org.gnome.desktop.interface");

  g_settings_set_string (interface, "color-scheme", dark ? "prefer-dark" : "default");
  g_settings_sync ();
  return at_driver_wait (self, has_style, &(Look) { .dark = dark }, dark ? "the dark style" : "the light style", error);
}

/* The program answers between two frames: whatever it had to draw when it was
 * asked is drawn in the second picture. */
static gboolean
is_at_rest (AtDriver *self,
            gpointer  data)
{
  Look *look = data;
  cairo_surface_t *now;
  gboolean same;

  if (atspi_accessible_get_child_count (at_driver_get_root (self), NULL) < 1)
    return FALSE;
  now = at_display_grab (at_driver_get_display (self), at_driver_get_pid (self));
  same = now != NULL && look->last != NULL && at_picture_is_equal (now, look->last);
  g_clear_pointer (&look->last, cairo_surface_destroy);
  look->last = now;
  return same;
}

/**
 * at_driver_save_picture:
 * @path: a PNG file to write
 *
 * Takes the window's picture once it has come to rest.
 */
gboolean
at_driver_save_picture (AtDriver    *self,
                        const char  *path,
                        GError     **error)
{
  Look look = { 0 };
  cairo_status_t status = CAIRO_STATUS_SUCCESS;
  gboolean rests = at_driver_wait (self, is_at_rest, &look, "the window to come to rest", error);

  if (rests)
    status = cairo_surface_write_to_png (look.last, path);
  g_clear_pointer (&look.last, cairo_surface_destroy);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s”: %s.", path, cairo_status_to_string (status));
  return rests && status == CAIRO_STATUS_SUCCESS;
}
