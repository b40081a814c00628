/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-screen-badges.h"

#include "sluice-overview-words.h"
#include "sluice-watch-model.h"

struct _SluiceScreenBadges
{
  GObject parent_instance;

  AdwViewStack *screens; /* borrowed: it goes with the window that owns this */

  /* Owned. */
  SluiceContext    *context;
  SluiceWatchModel *groups;
  SluiceWatchModel *uploads;
};

G_DEFINE_FINAL_TYPE (SluiceScreenBadges, sluice_screen_badges, G_TYPE_OBJECT)

static void
set_badge (SluiceScreenBadges *self,
           const char         *screen,
           guint               n_waiting)
{
  GtkWidget *child = adw_view_stack_get_child_by_name (self->screens, screen);
  AdwViewStackPage *page = adw_view_stack_get_page (self->screens, child);

  adw_view_stack_page_set_badge_number (page, n_waiting);
  adw_view_stack_page_set_needs_attention (page, n_waiting > 0);
}

static void
count_printers (SluiceScreenBadges *self)
{
  SluicePrintersSummary summary;

  sluice_overview_sum_printers (sluice_context_get_groups (self->context), &summary);
  set_badge (self, "printers", summary.n_attention);
}

static void
count_uploads (SluiceScreenBadges *self)
{
  GListModel *uploads = G_LIST_MODEL (sluice_context_get_uploads (self->context));

  set_badge (self, "uploads", sluice_overview_count_waiting (uploads));
}

/* An alarm waits, too: for a look at whom it is about. */
static void
count_consents (SluiceScreenBadges *self)
{
  SluiceConsents *consents = sluice_context_get_consents (self->context);

  set_badge (self, "consent", sluice_consents_get_n_waiting (consents) + sluice_consents_get_n_alarms (consents));
}

/* A formal request that should have been answered is about what others keep. */
static void
count_rights (SluiceScreenBadges *self)
{
  set_badge (self, "data", sluice_rights_get_n_overdue (sluice_context_get_rights (self->context)));
}

static void
sluice_screen_badges_dispose (GObject *object)
{
  SluiceScreenBadges *self = SLUICE_SCREEN_BADGES (object);

  g_clear_object (&self->groups);
  g_clear_object (&self->uploads);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_screen_badges_parent_class)->dispose (object);
}

static void
sluice_screen_badges_class_init (SluiceScreenBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_screen_badges_dispose;
}

static void
sluice_screen_badges_init (SluiceScreenBadges *self)
{
}

/**
 * sluice_screen_badges_new:
 * @context: what may wait
 * @screens: with the screens "printers", "uploads", "data" and "consent"; must outlive the result
 *
 * Returns: (transfer full): what keeps the badges right for as long as it lives
 */
SluiceScreenBadges *
sluice_screen_badges_new (SluiceContext *context,
                          AdwViewStack  *screens)
{
  SluiceScreenBadges *self;
  SluiceConsents *consents;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (ADW_IS_VIEW_STACK (screens), NULL);

  self = g_object_new (SLUICE_TYPE_SCREEN_BADGES, NULL);
  self->screens = screens;
  self->context = g_object_ref (context);
  self->groups = sluice_watch_model_new (sluice_context_get_groups (context), "n-attention");
  self->uploads = sluice_watch_model_new (G_LIST_MODEL (sluice_context_get_uploads (context)), "state");
  g_signal_connect_object (self->groups, "items-changed", G_CALLBACK (count_printers), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->uploads, "items-changed", G_CALLBACK (count_uploads), self, G_CONNECT_SWAPPED);
  consents = sluice_context_get_consents (context);
  g_signal_connect_object (consents, "notify::n-waiting", G_CALLBACK (count_consents), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::n-alarms", G_CALLBACK (count_consents), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_rights (context), "notify::n-overdue", G_CALLBACK (count_rights), self,
                           G_CONNECT_SWAPPED);
  count_printers (self);
  count_uploads (self);
  count_rights (self);
  count_consents (self);
  return self;
}
