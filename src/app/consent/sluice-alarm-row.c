/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-alarm-row.h"

#include "sluice-consent-look.h"
#include "sluice-taking-back.h"

#include <glib/gi18n-lib.h>

struct _SluiceAlarmRow
{
  AdwActionRow parent_instance;

  /* Owned. */
  SluiceConsents *consents;
  SluiceGrant    *grant;

  /* template children */
  GtkWidget *take_back;
};

G_DEFINE_FINAL_TYPE (SluiceAlarmRow, sluice_alarm_row, ADW_TYPE_ACTION_ROW)

static void
show_grant (SluiceAlarmRow *self)
{
  const char *name = sluice_consent_party_get_name (sluice_grant_get_party (self->grant));
  g_autofree char *alarms = sluice_consent_look_dup_alarms (self->grant);
  /* Translators: %s is who can see data */
  g_autofree char *description = g_strdup_printf (_("Take back what %s can see"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), alarms != NULL ? alarms : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take_back), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
take_back_cb (SluiceAlarmRow *self)
{
  sluice_taking_back_ask (GTK_WIDGET (self), self->consents, self->grant);
}

static void
sluice_alarm_row_dispose (GObject *object)
{
  SluiceAlarmRow *self = SLUICE_ALARM_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ALARM_ROW);
  g_clear_object (&self->grant);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_alarm_row_parent_class)->dispose (object);
}

static void
sluice_alarm_row_class_init (SluiceAlarmRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_alarm_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-alarm-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceAlarmRow, take_back);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
sluice_alarm_row_init (SluiceAlarmRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_alarm_row_new:
 * @consents: through which it is taken back
 * @grant: who changed
 *
 * Returns: (transfer floating): a row that says what changed
 */
GtkWidget *
sluice_alarm_row_new (SluiceConsents *consents,
                      SluiceGrant    *grant)
{
  SluiceAlarmRow *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_GRANT (grant), NULL);

  self = g_object_new (SLUICE_TYPE_ALARM_ROW, NULL);
  self->consents = g_object_ref (consents);
  self->grant = g_object_ref (grant);
  g_signal_connect_object (grant, "changed", G_CALLBACK (show_grant), self, G_CONNECT_SWAPPED);
  show_grant (self);
  return GTK_WIDGET (self);
}
