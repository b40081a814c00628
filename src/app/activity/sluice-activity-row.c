/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-row.h"

#include "sluice-activity-words.h"
#include "sluice-badge.h"

struct _SluiceActivityRow
{
  AdwBin parent_instance;

  /* template children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  SluiceBadge *badge;
  GtkLabel *bytes;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (SluiceActivityRow, sluice_activity_row, ADW_TYPE_BIN)

static void
sluice_activity_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ACTIVITY_ROW);

  G_OBJECT_CLASS (sluice_activity_row_parent_class)->dispose (object);
}

static void
sluice_activity_row_class_init (SluiceActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_activity_row_dispose;

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, title);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, bytes);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityRow, more);
}

static void
sluice_activity_row_init (SluiceActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_activity_row_new:
 *
 * Returns: (transfer floating): a row without an entry
 */
GtkWidget *
sluice_activity_row_new (void)
{
  return g_object_new (SLUICE_TYPE_ACTIVITY_ROW, NULL);
}

/**
 * sluice_activity_row_set_texts:
 * @self: a row
 * @icon_name: of a symbolic icon
 * @title: what happened
 * @subtitle: when, and where to
 * @bytes: how much; empty for nothing to say of that
 */
void
sluice_activity_row_set_texts (SluiceActivityRow *self,
                               const char        *icon_name,
                               const char        *title,
                               const char        *subtitle,
                               const char        *bytes)
{
  g_return_if_fail (SLUICE_IS_ACTIVITY_ROW (self));

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->bytes, bytes);
  gtk_widget_set_visible (GTK_WIDGET (self->bytes), *bytes != '\0');
  gtk_widget_set_visible (self->more, FALSE);
}

/** sluice_activity_row_set_kind: of what kind the data was. */
void
sluice_activity_row_set_kind (SluiceActivityRow *self,
                              SluiceKind         kind)
{
  g_return_if_fail (SLUICE_IS_ACTIVITY_ROW (self));

  sluice_badge_set_kind (self->badge, kind);
}

/**
 * sluice_activity_row_set_entry:
 * @self: a row
 * @entry: what it shows
 * @has_body: whether it can be opened
 *
 * Entries do not change, so this is all there is to follow.
 */
void
sluice_activity_row_set_entry (SluiceActivityRow *self,
                               SluiceLedgerEntry *entry,
                               gboolean           has_body)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *bytes = NULL;

  g_return_if_fail (SLUICE_IS_ACTIVITY_ROW (self));
  g_return_if_fail (SLUICE_IS_LEDGER_ENTRY (entry));

  title = sluice_activity_dup_title (entry);
  subtitle = sluice_activity_dup_subtitle (entry);
  bytes = sluice_activity_dup_bytes (entry);
  sluice_activity_row_set_texts (self, sluice_activity_get_icon_name (entry), title, subtitle, bytes);
  sluice_activity_row_set_kind (self, sluice_activity_get_kind (entry));
  gtk_widget_set_visible (self->more, TRUE);
  gtk_widget_set_opacity (self->more, has_body ? 1 : 0);
}
