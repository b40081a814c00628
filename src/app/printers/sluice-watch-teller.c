/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watch-teller.h"

struct _SluiceWatchTeller
{
  GObject parent_instance;

  SluiceContext *context;  /* owned */
  GtkWindow     *window;   /* not owned: it owns this */
  AdwViewStack  *screens;  /* not owned: the window's */
  GtkWidget     *printers; /* not owned: one of the screens */
};

G_DEFINE_FINAL_TYPE (SluiceWatchTeller, sluice_watch_teller, G_TYPE_OBJECT)

static SluiceWatchLevel
get_level (SluiceWatchTeller *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->window)) || gtk_window_is_suspended (self->window))
    return SLUICE_WATCH_HIDDEN;
  return adw_view_stack_get_visible_child (self->screens) == self->printers ? SLUICE_WATCH_LOOKED_AT : SLUICE_WATCH_OPEN;
}

static void
tell (SluiceWatchTeller *self)
{
  sluice_context_set_watch_level (self->context, get_level (self));
}

static void
sluice_watch_teller_finalize (GObject *object)
{
  g_clear_object (&SLUICE_WATCH_TELLER (object)->context);

  G_OBJECT_CLASS (sluice_watch_teller_parent_class)->finalize (object);
}

static void
sluice_watch_teller_class_init (SluiceWatchTellerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_watch_teller_finalize;
}

static void
sluice_watch_teller_init (SluiceWatchTeller *self)
{
}

/**
 * sluice_watch_teller_new:
 * @context: whose printers
 * @window: keeps the teller
 * @screens: what is in it
 * @printers: the screen that shows the printers
 *
 * Returns: (transfer full): a teller
 */
SluiceWatchTeller *
sluice_watch_teller_new (SluiceContext *context,
                         GtkWindow     *window,
                         AdwViewStack  *screens,
                         GtkWidget     *printers)
{
  SluiceWatchTeller *self = g_object_new (SLUICE_TYPE_WATCH_TELLER, NULL);

  self->context = g_object_ref (context);
  self->window = window;
  self->screens = screens;
  self->printers = printers;
  g_signal_connect_object (window, "map", G_CALLBACK (tell), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (window, "unmap", G_CALLBACK (tell), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (window, "notify::suspended", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (screens, "notify::visible-child", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);
  return self;
}
