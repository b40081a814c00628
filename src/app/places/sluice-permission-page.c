/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-permission-page.h"

#include "sluice-browser.h"
#include "sluice-cloud-place.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluicePermissionPage
{
  AdwBin parent_instance;

  /* Owned. */
  SluicePlace *place;    /* nullable */
  DexFuture   *working;  /* letting go of it gives it up */
  char        *scope;
  char        *title;
  char        *what_for;

  /* template children */
  AdwSpinnerPaintable *spinner;
  AdwStatusPage *status;
  GtkLabel *problem;
  GtkWidget *allow;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (SluicePermissionPage, sluice_permission_page, ADW_TYPE_BIN)

enum
{
  ALLOWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_state (SluicePermissionPage *self)
{
  const gboolean working = self->working != NULL;
  const gboolean focused = gtk_widget_get_focus_child (gtk_widget_get_parent (self->allow)) != NULL;

  adw_status_page_set_title (self->status, working ? _("Go On in Your Browser") : self->title);
  adw_status_page_set_description (self->status, working ? _("Allow it on the page that opens there. Sluice goes on by "
                                                             "itself.")
                                                         : self->what_for);
  if (working)
    adw_status_page_set_paintable (self->status, GDK_PAINTABLE (self->spinner));
  else
    adw_status_page_set_icon_name (self->status, "system-lock-screen-symbolic");
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_set_visible (self->allow, !working && SLUICE_IS_CLOUD_PLACE (self->place) &&
                                       sluice_cloud_place_can_ask (SLUICE_CLOUD_PLACE (self->place)));
  if (focused)
    gtk_widget_grab_focus (working ? self->cancel : self->allow);
}

static void
show_problem (SluicePermissionPage *self,
              const char           *words)
{
  gtk_label_set_label (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
give_up (SluicePermissionPage *self,
         const char           *problem)
{
  dex_clear (&self->working);
  show_state (self);
  show_problem (self, problem);
}

static void
browser_failed (GtkWidget *widget)
{
  SluicePermissionPage *self = SLUICE_PERMISSION_PAGE (widget);

  if (self->working != NULL)
    give_up (self, sluice_browser_get_sign_in_problem ());
}

static DexFuture *
allowed_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluicePermissionPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->working == NULL)
    return dex_ref (future);

  if (dex_future_get_value (future, &error) == NULL)
    give_up (self, error->message);
  else
    {
      give_up (self, NULL);
      g_signal_emit (self, signals[ALLOWED], 0);
    }
  return dex_ref (future);
}

static void
allow_cb (SluicePermissionPage *self)
{
  show_problem (self, NULL);
  self->working = dex_future_finally (sluice_cloud_place_require_scope (SLUICE_CLOUD_PLACE (self->place), self->scope,
                                                                        sluice_browser_launch, sluice_weak_new (self),
                                                                        sluice_weak_free),
                                      allowed_cb, sluice_weak_new (self), sluice_weak_free);
  show_state (self);
}

static void
cancel_cb (SluicePermissionPage *self)
{
  give_up (self, NULL);
}

static void
sluice_permission_page_dispose (GObject *object)
{
  SluicePermissionPage *self = SLUICE_PERMISSION_PAGE (object);

  dex_clear (&self->working);
  /* The page is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PERMISSION_PAGE);
  g_clear_object (&self->place);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->what_for, g_free);

  G_OBJECT_CLASS (sluice_permission_page_parent_class)->dispose (object);
}

static void
sluice_permission_page_class_init (SluicePermissionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_permission_page_dispose;

  signals[ALLOWED] = g_signal_new ("allowed", SLUICE_TYPE_PERMISSION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  sluice_browser_install_signal (widget_class, browser_failed);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/places/sluice-permission-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePermissionPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SluicePermissionPage, status);
  gtk_widget_class_bind_template_child (widget_class, SluicePermissionPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SluicePermissionPage, allow);
  gtk_widget_class_bind_template_child (widget_class, SluicePermissionPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, allow_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sluice_permission_page_init (SluicePermissionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_permission_page_set_need:
 * @self: the page
 * @scope: what the feature needs, separated by spaces
 * @title: what cannot be shown
 * @what_for: why the right is needed, and what happens next
 */
void
sluice_permission_page_set_need (SluicePermissionPage *self,
                                 const char           *scope,
                                 const char           *title,
                                 const char           *what_for)
{
  g_return_if_fail (SLUICE_IS_PERMISSION_PAGE (self));

  g_set_str (&self->scope, scope);
  g_set_str (&self->title, title);
  g_set_str (&self->what_for, what_for);
  show_state (self);
}

/** sluice_permission_page_set_place: @place: (nullable): whom to ask. What was asked of another one is given up. */
void
sluice_permission_page_set_place (SluicePermissionPage *self,
                                  SluicePlace          *place)
{
  g_return_if_fail (SLUICE_IS_PERMISSION_PAGE (self));

  if (g_set_object (&self->place, place))
    give_up (self, NULL);
}
