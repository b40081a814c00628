/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-page.h"

#include "sluice-alarm-row.h"
#include "sluice-asking-row.h"
#include "sluice-code-dialog.h"
#include "sluice-consent-look.h"
#include "sluice-decision-row.h"
#include "sluice-decisions-dialog.h"
#include "sluice-grant-row.h"
#include "sluice-permission-page.h"
#include "sluice-receipt-dialog.h"
#include "sluice-receipt-look.h"
#include "sluice-receipt-opener.h"
#include "sluice-review.h"
#include "sluice-taking-back.h"
#include "sluice-watch-model.h"

#include <glib/gi18n-lib.h>

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

/* More than these have a list of their own, that makes rows only for what is seen. */
#define N_DECISIONS 20

/* Asked for when it is needed, and not before. */
#define SCOPE "privacy.consent"

struct _SluiceConsentPage
{
  AdwBin parent_instance;

  gboolean loading;
  gboolean patient; /* nothing has been shown yet, and it may still come */
  guint    patience_id;

  /* Owned. */
  SluiceConsents *consents;
  SluiceTicker   *ticker;
  GListModel     *pending; /* of the requests */
  GListModel     *alarmed; /* of the grants */
  char           *reason;  /* why it was old when the loading began; nullable */

  /* template children */
  GtkStack *stack;
  AdwStatusPage *unknown;
  SluicePermissionPage *permission;
  GtkWidget *stale;
  AdwActionRow *stale_row;
  GtkListBox *waiting;
  GtkWidget *nobody_waits;
  GtkWidget *alarms_group;
  GtkListBox *alarms;
  GtkListBox *grants;
  GtkWidget *nobody_sees;
  GtkWidget *take_back_all;
  GtkListBox *decisions;
  GtkWidget *more;
  GtkWidget *no_decisions;
};

G_DEFINE_FINAL_TYPE (SluiceConsentPage, sluice_consent_page, ADW_TYPE_BIN)

static guint
count (GListModel *model)
{
  return g_list_model_get_n_items (model);
}

/* Before the cloud has answered nobody can be said to have nothing. */
static const char *
choose_child (SluiceConsentPage *self)
{
  const guint n_receipts = count (sluice_consents_get_receipts (self->consents));
  const gboolean answered = sluice_consents_get_observed_at (self->consents) != 0;

  /* What was decided elsewhere stays to be seen. */
  if (!sluice_consents_get_is_offered (self->consents))
    return n_receipts > 0 ? "content" : "silent";
  if (sluice_consents_get_not_allowed (self->consents))
    return "permission";
  if (count (self->pending) > 0 || count (sluice_consents_get_grants (self->consents)) > 0 || n_receipts > 0)
    return "content";
  if (answered)
    return sluice_consents_get_stale_reason (self->consents) != NULL ? "content" : "empty";
  if (self->patient)
    return "blank";
  /* Another reason than before is the answer that was waited for. */
  return self->loading && g_strcmp0 (self->reason, sluice_consents_get_stale_reason (self->consents)) == 0 ? "loading"
                                                                                                          : "unknown";
}

static void
show_reason (SluiceConsentPage *self)
{
  const char *reason = sluice_consents_get_stale_reason (self->consents);
  g_autofree char *markup = g_markup_escape_text (reason != NULL ? reason : _("The cloud is not connected"), -1);
  /* Translators: %s is why, as a sentence or two */
  g_autofree char *description = g_strdup_printf (_("Who can see your data is known once your cloud answers. %s"),
                                                  markup);

  adw_status_page_set_description (self->unknown, description);
}

static void
show_child (SluiceConsentPage *self)
{
  guint n_grants = count (sluice_consents_get_grants (self->consents));
  guint n_receipts = count (sluice_consents_get_receipts (self->consents));

  gtk_widget_set_visible (GTK_WIDGET (self->waiting), count (self->pending) > 0);
  gtk_widget_set_visible (self->nobody_waits, count (self->pending) == 0);
  gtk_widget_set_visible (self->alarms_group, count (self->alarmed) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->grants), n_grants > 0);
  gtk_widget_set_visible (self->nobody_sees, n_grants == 0);
  gtk_widget_set_visible (self->take_back_all, n_grants > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->decisions), n_receipts > 0);
  gtk_widget_set_visible (self->more, n_receipts > N_DECISIONS);
  gtk_widget_set_visible (self->no_decisions, n_receipts == 0);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
}

static void
show_age (SluiceConsentPage *self)
{
  g_autofree char *age = sluice_consent_look_dup_age (self->consents, sluice_ticker_get_now (self->ticker));

  gtk_widget_set_visible (self->stale, age != NULL);
  if (age != NULL && g_strcmp0 (adw_action_row_get_subtitle (self->stale_row), age) != 0)
    adw_action_row_set_subtitle (self->stale_row, age);
}

static void
looked_cb (SluiceConsentPage *self)
{
  show_age (self);
  show_reason (self);
  show_child (self);
}

static gboolean
patience_over_cb (gpointer data)
{
  SluiceConsentPage *self = data;

  self->patience_id = 0;
  self->patient = FALSE;
  show_child (self);
  return G_SOURCE_REMOVE;
}

static void
wait_a_little (SluiceConsentPage *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->patient = TRUE;
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
}

static GtkWidget *
create_asking_row_cb (gpointer item,
                      gpointer data)
{
  SluiceConsentPage *self = data;

  return sluice_asking_row_new (self->consents, item, self->ticker);
}

static GtkWidget *
create_alarm_row_cb (gpointer item,
                     gpointer data)
{
  return sluice_alarm_row_new (SLUICE_CONSENT_PAGE (data)->consents, item);
}

static GtkWidget *
create_grant_row_cb (gpointer item,
                     gpointer data)
{
  SluiceConsentPage *self = data;

  return sluice_grant_row_new (self->consents, item, self->ticker);
}

static GtkWidget *
create_decision_row_cb (gpointer item,
                        gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *child = sluice_decision_row_new ();
  g_autofree char *title = sluice_receipt_look_dup_title (item);
  g_autofree char *subtitle = sluice_receipt_look_dup_subtitle (item);

  sluice_decision_row_set_receipt (SLUICE_DECISION_ROW (child), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle,
                                  -1);
  return row;
}

static void
decision_activated_cb (SluiceConsentPage *self,
                       GtkListBoxRow     *row)
{
  g_autoptr(SluiceReceipt) receipt = g_list_model_get_item (sluice_consents_get_receipts (self->consents),
                                                            (guint) gtk_list_box_row_get_index (row));

  if (receipt != NULL)
    adw_dialog_present (sluice_receipt_dialog_new (self->consents, receipt), GTK_WIDGET (self));
}

static void
all_decisions_cb (SluiceConsentPage *self)
{
  adw_dialog_present (sluice_decisions_dialog_new (self->consents), GTK_WIDGET (self));
}

static void
check_receipt_cb (SluiceConsentPage *self)
{
  sluice_receipt_opener_ask (GTK_WIDGET (self), self->consents);
}

static void
take_back_all_cb (SluiceConsentPage *self)
{
  sluice_taking_back_ask_all (GTK_WIDGET (self), self->consents);
}

/* The sign-in is another one now, with which the next look is tried. */
static void
allowed_cb (SluiceConsentPage *self)
{
  sluice_consents_refresh (self->consents);
}

static void
code_found_cb (SluiceConsentPage    *self,
               SluiceConsentRequest *request)
{
  sluice_review_present (GTK_WIDGET (self), self->consents, request);
}

static void
enter_code_cb (SluiceConsentPage *self)
{
  AdwDialog *dialog = sluice_code_dialog_new (self->consents);

  g_signal_connect_object (dialog, "found", G_CALLBACK (code_found_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static gboolean
is_pending (gpointer item,
            gpointer unused)
{
  return sluice_consent_request_get_state (item) == SLUICE_CONSENT_PENDING;
}

static gboolean
has_alarms (gpointer item,
            gpointer unused)
{
  return count (sluice_grant_get_alarms (item)) > 0;
}

/* @model: (transfer full). (transfer full): of its items those that @func lets through */
static GListModel *
filter (GListModel          *model,
        GtkCustomFilterFunc  func)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (model, GTK_FILTER (gtk_custom_filter_new (func, NULL, NULL))));
}

static void
bind_lists (SluiceConsentPage *self)
{
  GListModel *receipts = sluice_consents_get_receipts (self->consents);
  g_autoptr(GtkSliceListModel) newest = gtk_slice_list_model_new (g_object_ref (receipts), 0, N_DECISIONS);

  gtk_list_box_bind_model (self->waiting, self->pending, create_asking_row_cb, self, NULL);
  gtk_list_box_bind_model (self->alarms, self->alarmed, create_alarm_row_cb, self, NULL);
  gtk_list_box_bind_model (self->grants, sluice_consents_get_grants (self->consents), create_grant_row_cb, self, NULL);
  gtk_list_box_bind_model (self->decisions, G_LIST_MODEL (newest), create_decision_row_cb, self, NULL);
}

static void
follow (SluiceConsentPage *self,
        GListModel        *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (show_child), self, G_CONNECT_SWAPPED);
}

static void
sluice_consent_page_dispose (GObject *object)
{
  SluiceConsentPage *self = SLUICE_CONSENT_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  /* The stack is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_PAGE);
  g_clear_object (&self->pending);
  g_clear_object (&self->alarmed);
  g_clear_object (&self->ticker);
  g_clear_object (&self->consents);
  g_clear_pointer (&self->reason, g_free);

  G_OBJECT_CLASS (sluice_consent_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, permission);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, stale);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, stale_row);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, nobody_waits);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, alarms_group);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, alarms);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, grants);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, nobody_sees);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, take_back_all);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, decisions);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, more);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentPage, no_decisions);
  gtk_widget_class_bind_template_callback (widget_class, allowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_receipt_cb);
  gtk_widget_class_bind_template_callback (widget_class, decision_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_decisions_cb);
}

static void
sluice_consent_page_class_init (SluiceConsentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_consent_page_dispose;

  g_type_ensure (SLUICE_TYPE_PERMISSION_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-page.ui");
  bind_template (widget_class);
}

static void
sluice_consent_page_init (SluiceConsentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sluice_permission_page_set_need (self->permission, SCOPE, _("Not Allowed Yet"),
                                   _("To show who asks for your data at this cloud, and to give your answers, Sluice needs "
                                     "the right to decide for you there. Your browser asks you for it."));
}

/**
 * sluice_consent_page_set_consents:
 * @self: the page
 * @consents: what is shown
 * @ticker: the time
 *
 * Sets what is shown; once.
 */
void
sluice_consent_page_set_consents (SluiceConsentPage *self,
                                  SluiceConsents    *consents,
                                  SluiceTicker      *ticker)
{
  GListModel *grants;

  g_return_if_fail (SLUICE_IS_CONSENT_PAGE (self));
  g_return_if_fail (SLUICE_IS_CONSENTS (consents));
  g_return_if_fail (self->consents == NULL);

  self->consents = g_object_ref (consents);
  self->ticker = g_object_ref (ticker);
  grants = sluice_consents_get_grants (consents);
  self->pending = filter (G_LIST_MODEL (sluice_watch_model_new (sluice_consents_get_requests (consents), "state")),
                          is_pending);
  self->alarmed = filter (G_LIST_MODEL (sluice_watch_model_new_for_signal (grants, "changed")), has_alarms);
  bind_lists (self);

  follow (self, self->pending);
  follow (self, self->alarmed);
  follow (self, grants);
  follow (self, sluice_consents_get_receipts (consents));
  g_signal_connect_object (consents, "notify::observed-at", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::stale-reason", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::not-allowed", G_CALLBACK (show_child), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::is-offered", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_age), self, G_CONNECT_SWAPPED);
  wait_a_little (self);
  looked_cb (self);
}

/**
 * sluice_consent_page_set_loading:
 * @self: the page
 * @loading: whether the cloud is about to answer for the first time: it is started, signed in to, or asked
 */
void
sluice_consent_page_set_loading (SluiceConsentPage *self,
                                 gboolean           loading)
{
  g_return_if_fail (SLUICE_IS_CONSENT_PAGE (self));

  if (self->loading == loading)
    return;

  self->loading = loading;
  if (self->consents == NULL)
    return;
  if (loading)
    g_set_str (&self->reason, sluice_consents_get_stale_reason (self->consents));
  wait_a_little (self);
  show_child (self);
}

/** sluice_consent_page_set_place: @place: (nullable): whom the sign-in may have to be allowed more by. */
void
sluice_consent_page_set_place (SluiceConsentPage *self,
                               SluicePlace       *place)
{
  g_return_if_fail (SLUICE_IS_CONSENT_PAGE (self));

  sluice_permission_page_set_place (self->permission, place);
}
