/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connection-row.h"

#include "sluice-fact-row.h"
#include "sluice-place-title.h"
#include "sluice-security-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceConnectionRow
{
  AdwExpanderRow parent_instance;

  /* Owned. */
  SluiceConnection *connection;
  SluiceTicker     *ticker;
  GPtrArray        *rows; /* of the facts, in their order; borrowed from the template */

  /* template children */
  GtkImage *icon;
  GtkWidget *look;
};

G_DEFINE_FINAL_TYPE (SluiceConnectionRow, sluice_connection_row, ADW_TYPE_EXPANDER_ROW)

/* The rows stay as long as there are as many: who reads one does not lose it because it grew older. */
static void
show_facts (SluiceConnectionRow *self)
{
  g_autoptr(GPtrArray) facts = sluice_security_list_facts (self->connection, sluice_ticker_get_now (self->ticker));
  const guint n_before = self->rows->len;

  while (self->rows->len > facts->len)
    {
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, self->rows->len - 1);
    }
  for (guint i = 0; i < facts->len; i++)
    {
      const SluiceSecurityFact *fact = facts->pdata[i];

      if (i == self->rows->len)
        {
          g_ptr_array_add (self->rows, sluice_fact_row_new ());
          adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->rows->pdata[i]);
        }
      sluice_fact_row_set (self->rows->pdata[i], fact->title, fact->text);
    }

  /* What can be done comes after what there is to know. */
  if (self->rows->len > n_before)
    {
      g_object_ref (self->look);
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->look);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->look);
      g_object_unref (self->look);
    }
}

static void
show_connection (SluiceConnectionRow *self)
{
  g_autofree char *verdict = sluice_security_dup_verdict (self->connection);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), verdict);
  gtk_image_set_from_icon_name (self->icon, sluice_security_get_icon (self->connection));
  if (sluice_security_is_worrying (self->connection))
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_set_sensitive (self->look, !sluice_connection_is_looking (self->connection));
  show_facts (self);
}

/* Ages are read where they are seen only. */
static void
tick_cb (SluiceConnectionRow *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_facts (self);
}

static void
look_cb (SluiceConnectionRow *self)
{
  sluice_connection_look (self->connection);
}

static void
sluice_connection_row_dispose (GObject *object)
{
  SluiceConnectionRow *self = SLUICE_CONNECTION_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONNECTION_ROW);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_connection_row_parent_class)->dispose (object);
}

static void
sluice_connection_row_class_init (SluiceConnectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_connection_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/security/sluice-connection-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConnectionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceConnectionRow, look);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
sluice_connection_row_init (SluiceConnectionRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_connection_row_new:
 * @connection: the way to a place
 * @ticker: the time, for the ages
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
sluice_connection_row_new (SluiceConnection *connection,
                           SluiceTicker     *ticker)
{
  SluiceConnectionRow *self = g_object_new (SLUICE_TYPE_CONNECTION_ROW, NULL);
  g_autofree char *place = sluice_place_title_dup (sluice_connection_get_place (connection));
  /* Translators: %s is a place such as "ada@account.example", whose accounts are at another address than the rest */
  g_autofree char *title = sluice_connection_get_door (connection) == 0 ? g_strdup (place)
                                                                       : g_strdup_printf (_("%s, the accounts"), place);

  self->connection = g_object_ref (connection);
  self->ticker = g_object_ref (ticker);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  g_signal_connect_object (connection, "changed", G_CALLBACK (show_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (tick_cb), NULL);
  show_connection (self);
  return GTK_WIDGET (self);
}
