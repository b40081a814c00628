/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-overview-page.h"

#include "sluice-cloud-place.h"
#include "sluice-data-words.h"
#include "sluice-overview-words.h"
#include "sluice-rights-words.h"
#include "sluice-security-words.h"
#include "sluice-upload-words.h"
#include "sluice-watch-model.h"

#include <glib/gi18n-lib.h>

struct _SluiceOverviewPage
{
  AdwBin parent_instance;

  guint show_id; /* many things change at once: they are summed up once */

  SluicePrintersSummary printers_sum;
  SluiceSentSummary     sent_sum;

  /* Owned. */
  SluiceContext *context;
  SluiceTicker  *ticker;
  GPtrArray     *watches; /* models that tell when an item changes */

  /* template children */
  GtkWidget *needs_you;
  AdwActionRow *asking;
  AdwActionRow *alarms;
  AdwActionRow *attention;
  AdwActionRow *rights;
  AdwActionRow *waiting;
  AdwActionRow *policy;
  AdwActionRow *sent;
  AdwActionRow *vault;
  AdwActionRow *seeing;
  AdwActionRow *kept;
  AdwActionRow *printers;
  AdwActionRow *connection;
  GtkImage *connection_icon;
  GtkWidget *lives_here;
};

G_DEFINE_FINAL_TYPE (SluiceOverviewPage, sluice_overview_page, ADW_TYPE_BIN)

/* @text: (transfer full) */
static void
set_title (AdwActionRow *row,
           char         *text)
{
  g_autofree char *owned = text;

  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), owned) != 0)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), owned);
}

/* @text: (transfer full) */
static void
set_subtitle (AdwActionRow *row,
              char         *text)
{
  g_autofree char *owned = text;

  if (g_strcmp0 (adw_action_row_get_subtitle (row), owned) != 0)
    adw_action_row_set_subtitle (row, owned);
}

/* Returns: whether it shows */
static gboolean
show_need (AdwActionRow *row,
           guint         n_waiting,
           char         *text)
{
  set_title (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), n_waiting > 0);
  return n_waiting > 0;
}

static void
show_needs (SluiceOverviewPage *self)
{
  SluiceConsents *consents = sluice_context_get_consents (self->context);
  guint n_asking = sluice_consents_get_n_waiting (consents);
  guint n_alarms = sluice_consents_get_n_alarms (consents);
  guint n_attention = self->printers_sum.n_attention;
  guint n_overdue = sluice_rights_get_n_overdue (sluice_context_get_rights (self->context));
  guint n_waiting = sluice_overview_count_waiting (G_LIST_MODEL (sluice_context_get_uploads (self->context)));
  gboolean any = FALSE;

  any |= show_need (self->asking, n_asking, sluice_overview_describe_asking (n_asking));
  any |= show_need (self->alarms, n_alarms, sluice_overview_describe_alarms (n_alarms));
  any |= show_need (self->attention, n_attention, sluice_overview_describe_attention (n_attention));
  any |= show_need (self->rights, n_overdue, sluice_rights_describe_overdue (n_overdue));
  any |= show_need (self->waiting, n_waiting, sluice_overview_describe_waiting (n_waiting));
  gtk_widget_set_visible (self->needs_you, any);
}

static void
show_seeing (SluiceOverviewPage *self)
{
  SluiceConsents *consents = sluice_context_get_consents (self->context);
  guint n_grants = g_list_model_get_n_items (sluice_consents_get_grants (consents));

  if (sluice_consents_get_is_offered (consents))
    set_title (self->seeing,
               sluice_overview_describe_seeing (n_grants, sluice_consents_get_observed_at (consents) != 0));
  else
    set_title (self->seeing, g_strdup (_("This cloud does not tell Sluice who can see your data")));
}

/* Of a cloud that does not list it there is nothing to say here. */
static void
show_kept (SluiceOverviewPage *self)
{
  SluiceHoldings *holdings = sluice_context_get_holdings (self->context);
  GListModel *sums = sluice_holdings_get_sums (holdings);
  SluiceDataSums by_class;

  sluice_data_sum (sums, &by_class);
  set_title (self->kept, sluice_overview_describe_kept (sums));
  set_subtitle (self->kept, g_list_model_get_n_items (sums) > 0 ? sluice_data_describe_sums (&by_class)
                                                                : g_strdup (""));
  gtk_widget_set_visible (GTK_WIDGET (self->kept), sluice_holdings_get_is_offered (holdings));
}

static void
show_leaving (SluiceOverviewPage *self)
{
  SluiceVault *vault = sluice_context_get_vault (self->context);
  g_autofree char *mode = g_settings_get_string (sluice_context_get_settings (self->context), "upload-mode");

  set_title (self->policy, g_strdup (sluice_upload_get_policy (mode)));
  set_title (self->sent, sluice_overview_describe_sent (&self->sent_sum));
  set_title (self->vault,
             sluice_overview_describe_vault (vault != NULL ? sluice_vault_get_model (vault) : NULL));
}

/* How it is secured says more than that it is. */
static char *
dup_trust (SluicePlace *place,
           gboolean     home,
           gboolean     ready)
{
  SluiceSession *session = ready ? sluice_place_get_session (place) : NULL;
  SluiceConnectionInfo *info = session != NULL ? sluice_session_get_connection_info (session) : NULL;

  return info != NULL ? sluice_security_dup_info_verdict (info) : g_strdup (sluice_overview_get_trust (home, ready));
}

static void
show_security (SluiceOverviewPage *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);
  gboolean ready = place != NULL && sluice_place_get_state (place) == SLUICE_PLACE_READY;
  const gboolean home = !SLUICE_IS_CLOUD_PLACE (place);

  gtk_widget_set_visible (self->lives_here, home);
  gtk_image_set_from_icon_name (self->connection_icon,
                                ready ? "channel-secure-symbolic" : "network-offline-symbolic");
  set_title (self->connection, g_strdup (sluice_overview_get_connection (home, ready)));
  set_subtitle (self->connection, dup_trust (place, home, ready));
}

/* What was summed up is kept, so that growing older costs next to nothing. */
static void
show_ages (SluiceOverviewPage *self)
{
  gint64 now = sluice_ticker_get_now (self->ticker);

  set_subtitle (self->seeing,
                sluice_overview_describe_seen (sluice_consents_get_grants (sluice_context_get_consents (self->context)),
                                               now));
  set_subtitle (self->printers, sluice_overview_describe_age (&self->printers_sum, now));
  set_subtitle (self->sent, sluice_overview_describe_sent_age (&self->sent_sum, now));
}

static gboolean
show_cb (gpointer data)
{
  SluiceOverviewPage *self = data;
  SluiceLedger *ledger = sluice_context_get_ledger (self->context);

  self->show_id = 0;
  sluice_overview_sum_printers (sluice_context_get_fleet (self->context), &self->printers_sum);
  sluice_overview_sum_sent (sluice_ledger_get_entries (ledger), &self->sent_sum);
  set_title (self->printers, sluice_overview_describe_printers (&self->printers_sum));
  show_needs (self);
  show_leaving (self);
  show_seeing (self);
  show_kept (self);
  show_security (self);
  show_ages (self);
  return G_SOURCE_REMOVE;
}

static void
show_later (SluiceOverviewPage *self)
{
  if (self->show_id == 0)
    self->show_id = g_idle_add (show_cb, self);
}

static void
follow (SluiceOverviewPage *self,
        GListModel         *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
}

static void
follow_items (SluiceOverviewPage *self,
              GListModel         *model,
              const char         *property)
{
  SluiceWatchModel *watch = sluice_watch_model_new (model, property);

  g_ptr_array_add (self->watches, watch);
  follow (self, G_LIST_MODEL (watch));
}

static void
follow_place (SluiceOverviewPage *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  if (place != NULL)
    g_signal_connect_object (place, "notify::state", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
  show_later (self);
}

static void
follow_vault (SluiceOverviewPage *self)
{
  SluiceVault *vault = sluice_context_get_vault (self->context);

  if (vault != NULL)
    follow (self, sluice_vault_get_model (vault));
  show_later (self);
}

/* The counts change with the lists, and the first look with neither. */
static void
follow_consents (SluiceOverviewPage *self)
{
  SluiceConsents *consents = sluice_context_get_consents (self->context);

  follow (self, sluice_consents_get_grants (consents));
  g_signal_connect_object (consents, "notify::n-waiting", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::n-alarms", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::observed-at", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::is-offered", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
}

static void
follow_holdings (SluiceOverviewPage *self)
{
  SluiceHoldings *holdings = sluice_context_get_holdings (self->context);

  follow (self, sluice_holdings_get_sums (holdings));
  g_signal_connect_object (holdings, "notify::is-offered", G_CALLBACK (show_later), self, G_CONNECT_SWAPPED);
}

static void
sluice_overview_page_map (GtkWidget *widget)
{
  SluiceOverviewPage *self = SLUICE_OVERVIEW_PAGE (widget);

  if (self->context != NULL)
    sluice_holdings_set_glancing (sluice_context_get_holdings (self->context), TRUE);

  GTK_WIDGET_CLASS (sluice_overview_page_parent_class)->map (widget);
}

static void
sluice_overview_page_unmap (GtkWidget *widget)
{
  SluiceOverviewPage *self = SLUICE_OVERVIEW_PAGE (widget);

  if (self->context != NULL)
    sluice_holdings_set_glancing (sluice_context_get_holdings (self->context), FALSE);

  GTK_WIDGET_CLASS (sluice_overview_page_parent_class)->unmap (widget);
}

static void
sluice_overview_page_dispose (GObject *object)
{
  SluiceOverviewPage *self = SLUICE_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->show_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_OVERVIEW_PAGE);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_overview_page_parent_class)->dispose (object);
}

static void
sluice_overview_page_class_init (SluiceOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_overview_page_dispose;
  widget_class->map = sluice_overview_page_map;
  widget_class->unmap = sluice_overview_page_unmap;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/overview/sluice-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, needs_you);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, asking);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, alarms);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, attention);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, rights);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, policy);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, sent);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, vault);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, seeing);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, kept);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, printers);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, connection);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, connection_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceOverviewPage, lives_here);
}

static void
sluice_overview_page_init (SluiceOverviewPage *self)
{
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_overview_page_set_context:
 * @self: the page
 * @context: what there is to say something about
 * @ticker: the time, for the ages
 *
 * Sets what is shown; once.
 */
void
sluice_overview_page_set_context (SluiceOverviewPage *self,
                                  SluiceContext      *context,
                                  SluiceTicker       *ticker)
{
  GListModel *groups = sluice_context_get_fleet (context);

  g_return_if_fail (SLUICE_IS_OVERVIEW_PAGE (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);

  /* Each look at a group moves its time, whatever else it changed. */
  follow_items (self, groups, "observation");
  follow_items (self, groups, "n-attention");
  follow_items (self, G_LIST_MODEL (sluice_context_get_uploads (context)), "state");
  follow (self, sluice_ledger_get_entries (sluice_context_get_ledger (context)));
  g_signal_connect_object (sluice_context_get_settings (context), "changed::upload-mode", G_CALLBACK (show_later),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (follow_place), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::vault", G_CALLBACK (follow_vault), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_ages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_rights (context), "notify::n-overdue", G_CALLBACK (show_later), self,
                           G_CONNECT_SWAPPED);
  follow_consents (self);
  follow_holdings (self);
  follow_place (self);
  follow_vault (self);
}
