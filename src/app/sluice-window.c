/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-window.h"

#include "sluice-activity-page.h"
#include "sluice-arrival-teller.h"
#include "sluice-cloud-place.h"
#include "sluice-consent-page.h"
#include "sluice-data-page.h"
#include "sluice-history-dialog.h"
#include "sluice-local-printers-dialog.h"
#include "sluice-notice-dialog.h"
#include "sluice-overview-page.h"
#include "sluice-place-banner.h"
#include "sluice-place-title.h"
#include "sluice-places-dialog.h"
#include "sluice-printers-page.h"
#include "sluice-recover-dialog.h"
#include "sluice-request-opener.h"
#include "sluice-rights-dialog.h"
#include "sluice-rules-dialog.h"
#include "sluice-screen-badges.h"
#include "sluice-security-page.h"
#include "sluice-sign-in-dialog.h"
#include "sluice-sidebar-row.h"
#include "sluice-ticker.h"
#include "sluice-uploads-page.h"
#include "sluice-vault-dialog.h"
#include "sluice-watch-teller.h"
#include "sluice-weak.h"
#include "sluice-welcome-page.h"
#include "sluice-window-open.h"

#include <glib/gi18n-lib.h>

/* In place of an account: somebody new signs in, and not at a Sluice cloud. */
#define ULTIMAKER "ultimaker"

struct _SluiceWindow
{
  AdwApplicationWindow parent_instance;

  gboolean started;  /* it is known whether there is a place from before */
  gboolean welcomed; /* the person has, or had, a place */

  /* Owned. */
  SluiceContext       *context;
  SluiceTicker        *ticker;
  DexFuture           *trying; /* "Try it here", while it is under way */
  GListStore          *later;   /* files that came before there was a place */
  SluiceScreenBadges  *badges;
  SluiceRequestOpener *requests;
  SluiceArrivalTeller *arrivals;
  SluiceWatchTeller   *watching;

  /* template children */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  SluiceWelcomePage *welcome;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkListBox *sidebar;
  GtkWidget *place_button;
  GtkImage *place_icon;
  GtkLabel *place_name;
  GtkWidget *open;
  SluicePlaceBanner *banner;
  AdwViewStack *screens;
  SluiceOverviewPage *overview;
  SluicePrintersPage *printers;
  SluiceUploadsPage *uploads;
  SluiceConsentPage *consent;
  SluiceDataPage *data;
  SluiceSecurityPage *security;
  SluiceActivityPage *activity;
};

G_DEFINE_FINAL_TYPE (SluiceWindow, sluice_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the window shows as a whole follows from these few facts, and from nothing else. */
static const char *
choose_child (SluiceWindow *self)
{
  if (self->welcomed)
    return "main";
  return self->started ? "welcome" : "blank";
}

static void
show_child (SluiceWindow *self)
{
  const char *name = choose_child (self);
  gboolean main = g_str_equal (name, "main");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-file", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-screen", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-places", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-printers", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-rights", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-history", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-notices", main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-rules", main);

  if (main && g_list_model_get_n_items (G_LIST_MODEL (self->later)) > 0)
    {
      g_autoptr(GListStore) files = g_steal_pointer (&self->later);

      self->later = g_list_store_new (G_TYPE_FILE);
      sluice_window_open_files (self, G_LIST_MODEL (files));
    }
}

static DexFuture *
started_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceWindow) self = g_weak_ref_get (weak);

  /* What went wrong is the place's problem, and the banner shows it. */
  if (self != NULL)
    {
      self->started = TRUE;
      show_child (self);
    }
  return dex_ref (future);
}

static gboolean
is_locked (SluiceWindow *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  return place != NULL && sluice_place_get_state (place) == SLUICE_PLACE_LOCKED;
}

static DexFuture *
tried_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluiceWindow) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->trying == NULL)
    return dex_ref (future);

  dex_clear (&self->trying);
  if (dex_future_get_value (future, &error) != NULL)
    {
      self->welcomed = TRUE;
      show_child (self);
    }
  else
    sluice_welcome_page_show_problem (self->welcome, error->message, is_locked (self));
  /* Trying again is of no use then; the phrase is. */
  if (sluice_context_is_key_lost (self->context))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.recover-vault", NULL);
  return dex_ref (future);
}

static void
try_here_cb (SluiceWindow *self)
{
  gboolean locked = is_locked (self);

  sluice_welcome_page_show_busy (self->welcome);
  dex_clear (&self->trying);
  self->trying = dex_future_finally (locked ? sluice_context_unlock (self->context)
                                            : sluice_context_use_home (self->context),
                                     tried_cb, sluice_weak_new (self), sluice_weak_free);
}

static void
cancel_start_cb (SluiceWindow *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  dex_clear (&self->trying);
  if (place != NULL)
    dex_future_disown (sluice_place_stop (place));
  sluice_welcome_page_show_choices (self->welcome);
}

static void
elsewhere_cb (SluiceWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in", "s", "");
}

static void
ultimaker_cb (SluiceWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in", "s", ULTIMAKER);
}

/* Where one is. Whoever has signed out of the last place is welcomed as at first. */
static void
place_changed_cb (SluiceWindow *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);
  g_autofree char *name = place != NULL ? sluice_place_title_dup (place) : g_strdup ("");
  /* Translators: %s is the name of a cloud, or like anna@cloud.example */
  g_autofree char *label = g_strdup_printf (_("Cloud: %s"), name);

  gtk_label_set_label (self->place_name, name);
  gtk_image_set_from_icon_name (self->place_icon, SLUICE_IS_CLOUD_PLACE (place) ? "network-server-symbolic"
                                                                                : "computer-symbolic");
  gtk_widget_set_visible (self->place_button, place != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  sluice_consent_page_set_place (self->consent, place);
  sluice_data_page_set_place (self->data, place);
  if (place != NULL || !self->welcomed || !self->started)
    return;

  self->welcomed = FALSE;
  sluice_welcome_page_show_choices (self->welcome);
  show_child (self);
}

static void
place_starting_cb (SluiceWindow *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);
  gboolean starting = sluice_place_banner_get_starting (self->banner);
  gboolean ready = place != NULL && sluice_place_get_state (place) == SLUICE_PLACE_READY;

  sluice_printers_page_set_loading (self->printers, starting);
  sluice_consent_page_set_loading (self->consent, starting || ready);
  sluice_data_page_set_loading (self->data, starting);
}

static void
screen_changed_cb (SluiceWindow *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->screens);
  AdwViewStackPage *page;
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar));

  if (child == NULL)
    return;

  page = adw_view_stack_get_page (self->screens, child);
  adw_navigation_page_set_title (self->content_page, adw_view_stack_page_get_title (page));
  gtk_widget_set_visible (self->open, child == GTK_WIDGET (self->uploads));
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (sluice_sidebar_row_get_page (SLUICE_SIDEBAR_ROW (row)) == page)
      gtk_list_box_select_row (self->sidebar, GTK_LIST_BOX_ROW (row));
}

static void
show_screen (SluiceWindow *self,
             const char   *name)
{
  adw_view_stack_set_visible_child_name (self->screens, name);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* Beside the content the selection is enough; where the sidebar hides it, walking
 * through the rows with the keyboard must not go there before Enter. */
static void
screen_selected_cb (SluiceWindow  *self,
                    GtkListBoxRow *row)
{
  AdwViewStackPage *page;

  if (row == NULL)
    return;

  page = sluice_sidebar_row_get_page (SLUICE_SIDEBAR_ROW (row));
  adw_view_stack_set_visible_child_name (self->screens, adw_view_stack_page_get_name (page));
  if (!adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
screen_activated_cb (SluiceWindow     *self,
                     SluiceSidebarRow *row)
{
  show_screen (self, adw_view_stack_page_get_name (sluice_sidebar_row_get_page (row)));
}

static void
show_screen_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);
  const char *name = g_variant_get_string (parameter, NULL);

  if (adw_view_stack_get_child_by_name (self->screens, name) != NULL)
    show_screen (self, name);
}

static void
open_file_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  sluice_window_open_dialog (SLUICE_WINDOW (widget));
}

/* What was missing the vault goes on. */
static void
recovered_cb (SluiceWindow *self)
{
  if (self->welcomed)
    dex_future_disown (sluice_context_use_again (self->context));
  else
    try_here_cb (self);
}

static void
recover_vault_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  AdwDialog *dialog = sluice_recover_dialog_new (SLUICE_WINDOW (widget)->context);

  g_signal_connect_object (dialog, "recovered", G_CALLBACK (recovered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
show_vault_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);

  if (sluice_context_get_vault (self->context) != NULL)
    adw_dialog_present (sluice_vault_dialog_new (self->context), widget);
  else if (sluice_context_is_key_lost (self->context))
    recover_vault_action (widget, action_name, parameter);
  else
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The vault is not open yet")));
}

static void
signed_in_cb (SluiceWindow *self)
{
  dex_clear (&self->trying);
  self->started = TRUE;
  self->welcomed = TRUE;
  show_child (self);
}

/* Whose sign-in ended is the place that is shown; for anything else, somebody new signs in. */
static void
sign_in_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);
  SluicePlace *place = sluice_context_get_place (self->context);
  SluiceAccount *account = NULL;
  AdwDialog *dialog;

  if (SLUICE_IS_CLOUD_PLACE (place) && g_str_equal (sluice_place_get_id (place), g_variant_get_string (parameter, NULL)))
    account = sluice_cloud_place_get_account (SLUICE_CLOUD_PLACE (place));
  if (g_str_equal (g_variant_get_string (parameter, NULL), ULTIMAKER))
    dialog = sluice_sign_in_dialog_new_ultimaker (self->context);
  else
    dialog = sluice_sign_in_dialog_new (self->context, account);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
show_places_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  adw_dialog_present (sluice_places_dialog_new (SLUICE_WINDOW (widget)->context), widget);
}

static void
show_printers_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  adw_dialog_present (sluice_local_printers_dialog_new (SLUICE_WINDOW (widget)->context), widget);
}

static void
show_history_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  adw_dialog_present (sluice_history_dialog_new (sluice_context_get_history (SLUICE_WINDOW (widget)->context)), widget);
}

static void
show_notices_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SluiceContext *context = SLUICE_WINDOW (widget)->context;

  adw_dialog_present (sluice_notice_dialog_new (sluice_context_get_settings (context), sluice_context_get_fleet (context)),
                      widget);
}

static void
show_rules_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  SluiceContext *context = SLUICE_WINDOW (widget)->context;

  adw_dialog_present (sluice_rules_dialog_new (sluice_upload_queue_get_rules (sluice_context_get_uploads (context)),
                                               sluice_context_get_place (context), sluice_context_get_groups (context)),
                      widget);
}

/* A new letter is likely to go to whoever runs the cloud in use, unless that is the person. */
static void
show_rights_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);
  SluicePlace *place = sluice_context_get_place (self->context);
  SluiceAccount *account = SLUICE_IS_CLOUD_PLACE (place)
                             ? sluice_cloud_place_get_account (SLUICE_CLOUD_PLACE (place)) : NULL;

  adw_dialog_present (sluice_rights_dialog_new (sluice_context_get_rights (self->context),
                                                account != NULL ? sluice_place_get_name (place) : NULL,
                                                account != NULL ? sluice_account_get_user_name (account) : NULL),
                      widget);
}

static void
fill_sidebar (SluiceWindow *self)
{
  g_autoptr(GtkSelectionModel) pages = adw_view_stack_get_pages (self->screens);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (pages));

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr(AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      gtk_list_box_append (self->sidebar, sluice_sidebar_row_new (page));
    }
  screen_changed_cb (self);
}

/* Who looks at the window does not want to wait for a question. */
static void
active_changed_cb (SluiceWindow *self)
{
  if (self->context != NULL)
    sluice_consents_set_attentive (sluice_context_get_consents (self->context),
                                   gtk_window_is_active (GTK_WINDOW (self)));
}

static void
set_context (SluiceWindow  *self,
             SluiceContext *context)
{
  GSettings *settings = sluice_context_get_settings (context);
  GListModel *groups = sluice_context_get_groups (context);
  SluiceUploadQueue *uploads = sluice_context_get_uploads (context);
  g_autoptr(SluiceConnections) connections = sluice_connections_new (context);

  self->context = g_object_ref (context);
  self->welcomed = sluice_context_has_place (context);
  self->ticker = sluice_ticker_new (sluice_context_get_clock (context));
  g_signal_connect_object (self->ticker, "notify::now", G_CALLBACK (sluice_rights_refresh),
                           sluice_context_get_rights (context), G_CONNECT_SWAPPED);
  sluice_overview_page_set_context (self->overview, context, self->ticker);
  sluice_printers_page_set_groups (self->printers, sluice_context_get_fleet (context), self->ticker);
  sluice_uploads_page_set_services (self->uploads, uploads, groups,
                                    sluice_context_get_local_printers (self->context), settings);
  sluice_uploads_page_set_watched (self->uploads, sluice_context_get_watched (context), settings);
  sluice_consent_page_set_consents (self->consent, sluice_context_get_consents (context), self->ticker);
  sluice_data_page_set_holdings (self->data, sluice_context_get_holdings (context), self->ticker);
  sluice_security_page_set_connections (self->security, connections, self->ticker);
  sluice_security_page_set_printers (self->security, sluice_context_get_local_printers (context));
  sluice_activity_page_set_ledger (self->activity, sluice_context_get_ledger (context), self->ticker);
  sluice_activity_page_set_consents (self->activity, sluice_context_get_consents (context), self->ticker);

  self->requests = sluice_request_opener_new (context, GTK_WIDGET (self));
  self->badges = sluice_screen_badges_new (context, self->screens);
  self->arrivals = sluice_arrival_teller_new (sluice_context_get_watched (context), GTK_WINDOW (self), self->toasts);
  self->watching = sluice_watch_teller_new (context, GTK_WINDOW (self), self->screens, GTK_WIDGET (self->printers));
  sluice_place_banner_set_context (self->banner, context);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (place_changed_cb), self, G_CONNECT_SWAPPED);
  place_changed_cb (self);
  show_child (self);

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
sluice_window_map (GtkWidget *widget)
{
  sluice_ticker_start (SLUICE_WINDOW (widget)->ticker);

  GTK_WIDGET_CLASS (sluice_window_parent_class)->map (widget);
}

static void
sluice_window_unmap (GtkWidget *widget)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);

  if (self->ticker != NULL)
    sluice_ticker_stop (self->ticker);

  GTK_WIDGET_CLASS (sluice_window_parent_class)->unmap (widget);
}

static void
sluice_window_dispose (GObject *object)
{
  SluiceWindow *self = SLUICE_WINDOW (object);

  dex_clear (&self->trying);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_WINDOW);
  g_clear_object (&self->requests);
  g_clear_object (&self->badges);
  g_clear_object (&self->arrivals);
  g_clear_object (&self->watching);
  g_clear_object (&self->later);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, place_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, place_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, place_name);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, open);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, printers);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, uploads);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, consent);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, data);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, security);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, activity);
  gtk_widget_class_bind_template_callback (widget_class, try_here_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, ultimaker_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_start_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_starting_cb);
  gtk_widget_class_bind_template_callback (widget_class, screen_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, screen_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, screen_selected_cb);
}

static void
sluice_window_class_init (SluiceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_window_dispose;
  widget_class->map = sluice_window_map;
  widget_class->unmap = sluice_window_unmap;

  g_type_ensure (SLUICE_TYPE_WELCOME_PAGE);
  g_type_ensure (SLUICE_TYPE_OVERVIEW_PAGE);
  g_type_ensure (SLUICE_TYPE_PLACE_BANNER);
  g_type_ensure (SLUICE_TYPE_PRINTERS_PAGE);
  g_type_ensure (SLUICE_TYPE_UPLOADS_PAGE);
  g_type_ensure (SLUICE_TYPE_CONSENT_PAGE);
  g_type_ensure (SLUICE_TYPE_ACTIVITY_PAGE);
  g_type_ensure (SLUICE_TYPE_DATA_PAGE);
  g_type_ensure (SLUICE_TYPE_SECURITY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/sluice_desktop/Sluice/sluice-window.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "win.show-screen", "s", show_screen_action);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "win.show-places", NULL, show_places_action);
  gtk_widget_class_install_action (widget_class, "win.show-printers", NULL, show_printers_action);
  gtk_widget_class_install_action (widget_class, "win.show-rights", NULL, show_rights_action);
  gtk_widget_class_install_action (widget_class, "win.show-history", NULL, show_history_action);
  gtk_widget_class_install_action (widget_class, "win.show-notices", NULL, show_notices_action);
  gtk_widget_class_install_action (widget_class, "win.show-rules", NULL, show_rules_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.show-vault", NULL, show_vault_action);
  gtk_widget_class_install_action (widget_class, "win.recover-vault", NULL, recover_vault_action);
}

static void
sluice_window_init (SluiceWindow *self)
{
  self->later = g_list_store_new (G_TYPE_FILE);

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_sidebar (self);
  sluice_window_accept_drops (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

/**
 * sluice_window_new:
 * @application: whose window
 * @context: what it shows
 *
 * Returns: (transfer none): a window that is not shown yet
 */
SluiceWindow *
sluice_window_new (GtkApplication *application,
                   SluiceContext  *context)
{
  SluiceWindow *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_WINDOW, "application", application, NULL);
  set_context (self, context);
  return self;
}

/**
 * sluice_window_start:
 * @self: a window
 *
 * Starts the place that was chosen before, or welcomes the person.
 */
void
sluice_window_start (SluiceWindow *self)
{
  g_return_if_fail (SLUICE_IS_WINDOW (self));

  /* They are on this computer: they are shown whether or not there is a connection. */
  dex_future_disown (sluice_consents_load_receipts (sluice_context_get_consents (self->context)));
  dex_future_disown (dex_future_finally (sluice_context_start (self->context), started_cb, sluice_weak_new (self),
                                         sluice_weak_free));
}

/**
 * sluice_window_open_files:
 * @self: a window
 * @files: of #GFile
 *
 * Takes files in and shows the newest; nothing of them is sent. Before there is
 * a place they wait.
 */
void
sluice_window_open_files (SluiceWindow *self,
                          GListModel   *files)
{
  guint n_files = g_list_model_get_n_items (files);

  g_return_if_fail (SLUICE_IS_WINDOW (self));

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      const char *path = g_file_peek_path (file);

      if (path == NULL)
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Only files on this computer can be opened")));
      else if (!self->welcomed)
        g_list_store_append (self->later, file);
      else
        sluice_uploads_page_add_file (self->uploads, path);
    }

  if (self->welcomed && n_files > 0)
    show_screen (self, "uploads");
}

/**
 * sluice_window_open_link:
 * @self: a window
 * @link: a `sluice:` link, from anybody
 *
 * Shows what it asks for, once there is a cloud to say so.
 */
void
sluice_window_open_link (SluiceWindow *self,
                         const char   *link)
{
  g_return_if_fail (SLUICE_IS_WINDOW (self));

  sluice_request_opener_open_link (self->requests, link);
}

/**
 * sluice_window_review:
 * @self: a window
 * @id: of a request
 *
 * Shows the request, once there is a cloud to say what is in it.
 */
void
sluice_window_review (SluiceWindow *self,
                      const char   *id)
{
  g_return_if_fail (SLUICE_IS_WINDOW (self));

  if (self->welcomed)
    show_screen (self, "consent");
  sluice_request_opener_open_id (self->requests, id);
}

/**
 * sluice_window_get_screen:
 * @self: a window
 *
 * Returns: the name of the screen that is shown, or would be after Welcome
 */
const char *
sluice_window_get_screen (SluiceWindow *self)
{
  g_return_val_if_fail (SLUICE_IS_WINDOW (self), NULL);

  return adw_view_stack_get_visible_child_name (self->screens);
}
