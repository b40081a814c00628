/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-display.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <string.h>

/*
 * The virtual display from outside: there is no window manager on it, so this
 * gives the focus, sizes windows and takes their pictures. Pictures are taken
 * of the screen where the window is, so that menus, which are windows of
 * their own, are in them.
 */

struct _AtDisplay
{
  GObject parent_instance;

  Display *xdisplay;
  Atom     pid_atom;
};

G_DEFINE_FINAL_TYPE (AtDisplay, at_display, G_TYPE_OBJECT)

/* A window may close while it is being asked about; Xlib would exit. */
static int
ignore_error_cb (Display     *xdisplay,
                 XErrorEvent *event)
{
  return 0;
}

static void
at_display_finalize (GObject *object)
{
  AtDisplay *self = AT_DISPLAY (object);

  g_clear_pointer (&self->xdisplay, XCloseDisplay);
  G_OBJECT_CLASS (at_display_parent_class)->finalize (object);
}

static void
at_display_class_init (AtDisplayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = at_display_finalize;
}

static void
at_display_init (AtDisplay *self)
{
}

/**
 * at_display_new:
 *
 * Returns: (transfer full) (nullable): the display named by DISPLAY; %NULL
 *   with G_IO_ERROR_NOT_FOUND when there is none
 */
AtDisplay *
at_display_new (GError **error)
{
  g_autoptr(AtDisplay) self = g_object_new (AT_TYPE_DISPLAY, NULL);

  self->xdisplay = XOpenDisplay (NULL);
  if (self->xdisplay == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no X display at “%s”.", XDisplayName (NULL));
      return NULL;
    }

  XSetErrorHandler (ignore_error_cb);
  self->pid_atom = XInternAtom (self->xdisplay, "_NET_WM_PID", False);
  return g_steal_pointer (&self);
}

static int
get_pid (AtDisplay *self,
         Window     window)
{
  Atom type = None;
  int format = 0;
  unsigned long n_items = 0;
  unsigned long left;
  unsigned char *data = NULL;
  int pid = -1;

  XGetWindowProperty (self->xdisplay, window, self->pid_atom, 0, 1, False, XA_CARDINAL,
                      &type, &format, &n_items, &left, &data);
  if (data != NULL && format == 32 && n_items == 1)
    pid = *(unsigned long *) (void *) data;
  g_clear_pointer (&data, XFree);
  return pid;
}

/* The topmost window of the program that is no menu. */
static Window
find_window (AtDisplay         *self,
             int                pid,
             XWindowAttributes *attributes)
{
  Window root;
  Window parent;
  Window *children = NULL;
  unsigned int n_children = 0;
  Window found = None;

  XQueryTree (self->xdisplay, DefaultRootWindow (self->xdisplay), &root, &parent, &children, &n_children);
  for (unsigned int i = n_children; i > 0 && found == None; i--)
    if (get_pid (self, children[i - 1]) == pid &&
        XGetWindowAttributes (self->xdisplay, children[i - 1], attributes) &&
        attributes->map_state == IsViewable && !attributes->override_redirect)
      found = children[i - 1];
  g_clear_pointer (&children, XFree);
  return found;
}

/** at_display_has_window: whether the program shows a window. */
gboolean
at_display_has_window (AtDisplay *self,
                       int        pid)
{
  XWindowAttributes attributes;

  return find_window (self, pid, &attributes) != None;
}

/**
 * at_display_get_size:
 * @out_width: (out): of the program's window, in pixels
 * @out_height: (out): of the program's window, in pixels
 *
 * Returns: %FALSE when it shows no window
 */
gboolean
at_display_get_size (AtDisplay *self,
                     int        pid,
                     int       *out_width,
                     int       *out_height)
{
  XWindowAttributes attributes;

  if (find_window (self, pid, &attributes) == None)
    return FALSE;
  *out_width = attributes.width;
  *out_height = attributes.height;
  return TRUE;
}

/**
 * at_display_resize:
 * @width: in pixels
 * @height: in pixels
 *
 * Asks for the size, at the top left of the screen; the program answers later.
 *
 * Returns: %FALSE when it shows no window
 */
gboolean
at_display_resize (AtDisplay *self,
                   int        pid,
                   int        width,
                   int        height)
{
  XWindowAttributes attributes;
  Window window = find_window (self, pid, &attributes);

  if (window == None)
    return FALSE;
  XMoveResizeWindow (self->xdisplay, window, 0, 0, width, height);
  XSync (self->xdisplay, False);
  return TRUE;
}

/** at_display_focus: gives the program's window the keyboard, as a window manager would. */
gboolean
at_display_focus (AtDisplay *self,
                  int        pid)
{
  XWindowAttributes attributes;
  Window window = find_window (self, pid, &attributes);

  if (window == None)
    return FALSE;
  XSetInputFocus (self->xdisplay, window, RevertToParent, CurrentTime);
  XSync (self->xdisplay, False);
  return TRUE;
}

/** at_display_close: asks the window to close, as the button in a title bar does. */
gboolean
at_display_close (AtDisplay *self,
                  int        pid)
{
  XWindowAttributes attributes;
  XEvent event = { 0 };
  Window window = find_window (self, pid, &attributes);

  if (window == None)
    return FALSE;
  event.xclient.type = ClientMessage;
  event.xclient.window = window;
  event.xclient.message_type = XInternAtom (self->xdisplay, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = XInternAtom (self->xdisplay, "WM_DELETE_WINDOW", False);
  event.xclient.data.l[1] = CurrentTime;
  XSendEvent (self->xdisplay, window, False, NoEventMask, &event);
  XSync (self->xdisplay, False);
  return TRUE;
}

static cairo_surface_t *
copy_image (XImage *image)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, image->width, image->height);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; y < image->height; y++)
    {
      guint32 *to = (guint32 *) (void *) (pixels + (gsize) y * stride);

      /* The byte beside red, green and blue is whatever the server had. */
      for (int x = 0; x < image->width; x++)
        to[x] = XGetPixel (image, x, y) & 0xffffff;
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/**
 * at_display_grab:
 *
 * Returns: (transfer full) (nullable): the program's window as it is on the
 *   screen now; %NULL when it shows none
 */
cairo_surface_t *
at_display_grab (AtDisplay *self,
                 int        pid)
{
  XWindowAttributes at;
  XImage *image;
  cairo_surface_t *surface;
  int left, top, right, bottom;

  if (find_window (self, pid, &at) == None)
    return NULL;

  left = MAX (at.x, 0);
  top = MAX (at.y, 0);
  right = MIN (at.x + at.width, DisplayWidth (self->xdisplay, DefaultScreen (self->xdisplay)));
  bottom = MIN (at.y + at.height, DisplayHeight (self->xdisplay, DefaultScreen (self->xdisplay)));
  if (right <= left || bottom <= top)
    return NULL;
  image = XGetImage (self->xdisplay, DefaultRootWindow (self->xdisplay), left, top,
                     right - left, bottom - top, AllPlanes, ZPixmap);
  if (image == NULL)
    return NULL;
  surface = copy_image (image);
  XDestroyImage (image);
  return surface;
}

/**
 * at_display_click:
 * @x: from the left of the program's window, in pixels
 * @y: from its top, in pixels
 *
 * Moves the mouse there and presses a button, or turns the wheel by a notch.
 *
 * Returns: %FALSE when the program shows no window
 */
gboolean
at_display_click (AtDisplay *self,
                  int        pid,
                  int        x,
                  int        y,
                  AtButton   button)
{
  XWindowAttributes at;

  if (find_window (self, pid, &at) == None)
    return FALSE;
  XTestFakeMotionEvent (self->xdisplay, DefaultScreen (self->xdisplay), at.x + x, at.y + y, CurrentTime);
  XTestFakeButtonEvent (self->xdisplay, button, True, CurrentTime);
  XTestFakeButtonEvent (self->xdisplay, button, False, CurrentTime);
  XSync (self->xdisplay, False);
  return TRUE;
}

static KeyCode
find_key (AtDisplay  *self,
          const char *name)
{
  KeySym symbol = XStringToKeysym (name);

  return symbol == NoSymbol ? 0 : XKeysymToKeycode (self->xdisplay, symbol);
}

/**
 * at_display_press:
 * @keys: X names of keys with "+" between them, modifiers first: "Tab",
 *   "Control_L+w"
 *
 * Presses them in order and lets go in reverse.
 *
 * Returns: %FALSE when the keyboard has no such key
 */
gboolean
at_display_press (AtDisplay  *self,
                  const char *keys)
{
  g_auto(GStrv) names = g_strsplit (keys, "+", -1);
  guint n_names = g_strv_length (names);

  for (guint i = 0; i < n_names; i++)
    if (find_key (self, names[i]) == 0)
      return FALSE;

  for (guint i = 0; i < n_names; i++)
    XTestFakeKeyEvent (self->xdisplay, find_key (self, names[i]), True, CurrentTime);
  for (guint i = n_names; i > 0; i--)
    XTestFakeKeyEvent (self->xdisplay, find_key (self, names[i - 1]), False, CurrentTime);
  XSync (self->xdisplay, False);
  return TRUE;
}

/** at_picture_is_equal: whether size and every pixel are the same. */
gboolean
at_picture_is_equal (cairo_surface_t *one,
                     cairo_surface_t *other)
{
  int height = cairo_image_surface_get_height (one);
  int stride = cairo_image_surface_get_stride (one);

  return cairo_image_surface_get_width (one) == cairo_image_surface_get_width (other) &&
         height == cairo_image_surface_get_height (other) &&
         memcmp (cairo_image_surface_get_data (one), cairo_image_surface_get_data (other),
                 (gsize) stride * height) == 0;
}

/** at_picture_brightness: from 0, black, to 1, white: green, the eye's own, over all pixels. */
double
at_picture_brightness (cairo_surface_t *self)
{
  int width = cairo_image_surface_get_width (self);
  int height = cairo_image_surface_get_height (self);
  int stride = cairo_image_surface_get_stride (self);
  const guint8 *pixels = cairo_image_surface_get_data (self);
  guint64 sum = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      sum += (((const guint32 *) (const void *) (pixels + (gsize) y * stride))[x] >> 8) & 0xff;
  return (double) sum / (255.0 * width * height);
}
