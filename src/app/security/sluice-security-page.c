/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-security-page.h"

#include "sluice-cloud-place.h"
#include "sluice-connection-row.h"
#include "sluice-fact-row.h"
#include "sluice-report-dialog.h"
#include "sluice-safeguard-words.h"
#include "sluice-security-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceSecurityPage
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceConnections *connections;
  SluiceLocalPrinters *printers;
  SluiceTicker      *ticker;
  SluiceConnection  *used; /* NULL for none */
  GPtrArray         *rows; /* what the place states; borrowed from the template */

  /* template children */
  GtkListBox *list;
  GtkWidget *no_printers;
  GtkListBox *printer_list;
  AdwPreferencesGroup *rest;
  AdwPreferencesGroup *where;
  AdwPreferencesGroup *backups;
  AdwPreferencesGroup *seers;
  AdwActionRow *sign_ins;
  GtkWidget *report;
};

G_DEFINE_FINAL_TYPE (SluiceSecurityPage, sluice_security_page, ADW_TYPE_BIN)

/* @facts: (transfer full) */
static void
show_facts (SluiceSecurityPage  *self,
            AdwPreferencesGroup *group,
            gboolean             stated,
            GPtrArray           *facts)
{
  adw_preferences_group_set_description (group, stated ? _("Stated by the provider; Sluice cannot check it") : NULL);
  for (guint i = 0; i < facts->len; i++)
    {
      const SluiceSecurityFact *fact = facts->pdata[i];
      GtkWidget *row = sluice_fact_row_new ();

      sluice_fact_row_set (row, fact->title, fact->text);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
  g_ptr_array_unref (facts);
}

static void
clear_facts (SluiceSecurityPage *self)
{
  AdwPreferencesGroup *groups[] = { self->rest, self->where, self->backups, self->seers };

  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
      if (gtk_widget_is_ancestor (self->rows->pdata[i], GTK_WIDGET (groups[j])))
        {
          adw_preferences_group_remove (groups[j], self->rows->pdata[i]);
          break;
        }
  g_ptr_array_set_size (self->rows, 0);
}

/* @place: (nullable) */
static const char *
describe_sign_in (SluicePlace *place)
{
  if (SLUICE_IS_CLOUD_PLACE (place) && sluice_cloud_place_get_session_only (SLUICE_CLOUD_PLACE (place)))
    return _("This one in memory only, until Sluice ends; others in your keyring, encrypted with your password");
  return _("In your keyring, encrypted with your password; what lets Sluice in for a few minutes is in memory only");
}

/* Before the place has answered it has not kept silent. */
static void
show_place (SluiceSecurityPage *self)
{
  SluiceConnection *used = sluice_connections_get_used (self->connections);
  const gboolean known = used != NULL && sluice_connection_get_observed_at (used) != 0;
  SluiceSafeguards *safeguards = known ? sluice_connection_get_safeguards (used) : NULL;
  const gboolean stated = safeguards != NULL;
  const gint64 now = sluice_ticker_get_now (self->ticker) / G_USEC_PER_SEC;

  gtk_widget_set_sensitive (self->report, used != NULL);
  adw_action_row_set_subtitle (self->sign_ins, describe_sign_in (used != NULL ? sluice_connection_get_place (used) : NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->rest), known);
  gtk_widget_set_visible (GTK_WIDGET (self->where), known);
  gtk_widget_set_visible (GTK_WIDGET (self->backups), known);
  gtk_widget_set_visible (GTK_WIDGET (self->seers), known);
  clear_facts (self);
  if (!known)
    return;

  show_facts (self, self->rest, stated, sluice_safeguard_list_rest (safeguards));
  show_facts (self, self->where, stated, sluice_safeguard_list_where (safeguards));
  show_facts (self, self->backups, stated, sluice_safeguard_list_backups (safeguards, now));
  show_facts (self, self->seers, stated, sluice_safeguard_list_seers (safeguards));
}

/* What is in use is spoken to anyway. The others are looked at when a person wants that. */
static void
look (SluiceSecurityPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sluice_connections_look (self->connections, FALSE);
}

static void
look_cb (SluiceSecurityPage *self)
{
  sluice_connections_look (self->connections, TRUE);
}

static void
place_state_cb (SluiceSecurityPage *self)
{
  SluiceConnection *used = sluice_connections_get_used (self->connections);

  if (used != NULL && sluice_place_get_state (sluice_connection_get_place (used)) == SLUICE_PLACE_READY)
    look (self);
}

static void
used_changed_cb (SluiceSecurityPage *self)
{
  SluiceConnection *used = sluice_connections_get_used (self->connections);

  if (self->used != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->used, show_place, self);
      g_signal_handlers_disconnect_by_func (sluice_connection_get_place (self->used), place_state_cb, self);
    }
  g_set_object (&self->used, used);
  if (used != NULL)
    {
      g_signal_connect_object (used, "changed", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (sluice_connection_get_place (used), "notify::state", G_CALLBACK (place_state_cb), self,
                               G_CONNECT_SWAPPED);
    }
  show_place (self);
  look (self);
}

static void
report_cb (SluiceSecurityPage *self)
{
  SluiceConnection *used = sluice_connections_get_used (self->connections);

  if (used != NULL)
    adw_dialog_present (sluice_report_dialog_new (used), GTK_WIDGET (self));
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return sluice_connection_row_new (item, SLUICE_SECURITY_PAGE (data)->ticker);
}

static void
sluice_security_page_map (GtkWidget *widget)
{
  SluiceSecurityPage *self = SLUICE_SECURITY_PAGE (widget);

  GTK_WIDGET_CLASS (sluice_security_page_parent_class)->map (widget);

  if (self->connections != NULL)
    look (self);
}

static void
sluice_security_page_dispose (GObject *object)
{
  SluiceSecurityPage *self = SLUICE_SECURITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_SECURITY_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->used);
  g_clear_object (&self->connections);
  g_clear_object (&self->printers);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_security_page_parent_class)->dispose (object);
}

static void
sluice_security_page_class_init (SluiceSecurityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_security_page_dispose;
  widget_class->map = sluice_security_page_map;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/security/sluice-security-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, no_printers);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, printer_list);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, rest);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, where);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, backups);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, seers);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, report);
  gtk_widget_class_bind_template_child (widget_class, SluiceSecurityPage, sign_ins);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_cb);
}

static void
sluice_security_page_init (SluiceSecurityPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_security_page_set_connections:
 * @self: the page
 * @connections: the ways to the places
 * @ticker: the time, for the ages
 *
 * Sets what is shown; once.
 */
void
sluice_security_page_set_connections (SluiceSecurityPage *self,
                                      SluiceConnections  *connections,
                                      SluiceTicker       *ticker)
{
  g_return_if_fail (SLUICE_IS_SECURITY_PAGE (self));
  g_return_if_fail (SLUICE_IS_CONNECTIONS (connections));
  g_return_if_fail (self->connections == NULL);

  self->connections = g_object_ref (connections);
  self->ticker = g_object_ref (ticker);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (connections), make_row, self, NULL);
  g_signal_connect_object (connections, "notify::used", G_CALLBACK (used_changed_cb), self, G_CONNECT_SWAPPED);
  used_changed_cb (self);
}

static GtkWidget *
make_printer_row (gpointer item,
                  gpointer data)
{
  const gboolean encrypted = sluice_local_printer_is_encrypted (item);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-lines", 0, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (encrypted ? "channel-secure-symbolic" : "channel-insecure-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sluice_local_printer_get_name (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sluice_security_describe_printer (item));
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static void
printers_changed_cb (SluiceSecurityPage *self)
{
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->printers)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->printer_list), any);
  gtk_widget_set_visible (self->no_printers, !any);
}

/**
 * sluice_security_page_set_printers:
 * @self: the page
 * @printers: in the local network
 *
 * Sets what is shown; once.
 */
void
sluice_security_page_set_printers (SluiceSecurityPage  *self,
                                   SluiceLocalPrinters *printers)
{
  g_return_if_fail (SLUICE_IS_SECURITY_PAGE (self));
  g_return_if_fail (SLUICE_IS_LOCAL_PRINTERS (printers));
  g_return_if_fail (self->printers == NULL);

  self->printers = g_object_ref (printers);
  gtk_list_box_bind_model (self->printer_list, G_LIST_MODEL (printers), make_printer_row, NULL, NULL);
  g_signal_connect_object (printers, "items-changed", G_CALLBACK (printers_changed_cb), self, G_CONNECT_SWAPPED);
  printers_changed_cb (self);
}
