/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-grant-row.h"

#include "sluice-consent-look.h"
#include "sluice-grant-item-row.h"
#include "sluice-narrow-dialog.h"
#include "sluice-taking-back.h"

#include <glib/gi18n-lib.h>

struct _SluiceGrantRow
{
  AdwExpanderRow parent_instance;

  /* Owned. */
  SluiceConsents *consents;
  SluiceGrant    *grant;
  SluiceTicker   *ticker;
  GPtrArray      *rows; /* of its items, in their order; the widgets are the expander's */

  /* template children */
  AdwAvatar *avatar;
  AdwActionRow *until;
  GtkWidget *change;
  GtkWidget *take_back;
};

G_DEFINE_FINAL_TYPE (SluiceGrantRow, sluice_grant_row, ADW_TYPE_EXPANDER_ROW)

static void
show_summary (SluiceGrantRow *self)
{
  g_autofree char *who = sluice_consent_look_dup_who (sluice_grant_get_party (self->grant));
  g_autofree char *sees = sluice_consent_look_dup_sees (self->grant, sluice_ticker_get_now (self->ticker));
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", who, sees);

  if (g_strcmp0 (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (self)), subtitle) != 0)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

/* Each look brings new items: the rows stay, or the focus would leave them every few seconds. */
static void
show_items (SluiceGrantRow *self)
{
  GListModel *items = sluice_grant_get_items (self->grant);
  guint n_items = g_list_model_get_n_items (items);

  while (self->rows->len > n_items)
    {
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      if (i == self->rows->len)
        {
          GtkWidget *row = sluice_grant_item_row_new ();

          g_ptr_array_add (self->rows, row);
          adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
        }
      sluice_grant_item_row_set_item (g_ptr_array_index (self->rows, i), item, sluice_ticker_get_now (self->ticker));
    }
}

static void
show_ages (SluiceGrantRow *self)
{
  show_summary (self);
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    show_items (self);
}

/* The same words in every row say nothing to who cannot see the row. */
static void
describe (GtkWidget  *button,
          const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show_grant (SluiceGrantRow *self)
{
  const char *name = sluice_consent_party_get_name (sluice_grant_get_party (self->grant));
  g_autofree char *until = sluice_consent_look_dup_until (self->grant);
  /* Translators: %s is who can see data */
  g_autofree char *change = g_strdup_printf (_("Change what %s can see"), name);
  /* Translators: %s is who can see data */
  g_autofree char *take_back = g_strdup_printf (_("Take back what %s can see"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_avatar_set_text (self->avatar, name);
  adw_action_row_set_subtitle (self->until, until);
  describe (self->change, change);
  describe (self->take_back, take_back);
  /* Of one thing there is nothing to choose. */
  gtk_widget_set_visible (self->change, g_list_model_get_n_items (sluice_grant_get_items (self->grant)) > 1);
  show_summary (self);
  show_items (self);
}

static void
change_cb (SluiceGrantRow *self)
{
  adw_dialog_present (sluice_narrow_dialog_new (self->consents, self->grant), GTK_WIDGET (self));
}

static void
take_back_cb (SluiceGrantRow *self)
{
  sluice_taking_back_ask (GTK_WIDGET (self), self->consents, self->grant);
}

static void
sluice_grant_row_dispose (GObject *object)
{
  SluiceGrantRow *self = SLUICE_GRANT_ROW (object);

  /* The rows are the expander's own: it would not let go of them by itself. */
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_GRANT_ROW);
  g_clear_object (&self->ticker);
  g_clear_object (&self->grant);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_grant_row_parent_class)->dispose (object);
}

static void
sluice_grant_row_class_init (SluiceGrantRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_grant_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-grant-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantRow, until);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantRow, change);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantRow, take_back);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
sluice_grant_row_init (SluiceGrantRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_grant_row_new:
 * @consents: through which it is taken back
 * @grant: who can see what
 * @ticker: the time
 *
 * Returns: (transfer floating): a row that follows @grant
 */
GtkWidget *
sluice_grant_row_new (SluiceConsents *consents,
                      SluiceGrant    *grant,
                      SluiceTicker   *ticker)
{
  SluiceGrantRow *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_GRANT (grant), NULL);

  self = g_object_new (SLUICE_TYPE_GRANT_ROW, NULL);
  self->consents = g_object_ref (consents);
  self->grant = g_object_ref (grant);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (grant, "changed", G_CALLBACK (show_grant), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_ages), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (show_ages), NULL);
  show_grant (self);
  return GTK_WIDGET (self);
}
