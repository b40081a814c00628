/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-grant-item-row.h"

#include "sluice-badge.h"
#include "sluice-consent-look.h"

#include <glib/gi18n-lib.h>

struct _SluiceGrantItemRow
{
  AdwPreferencesRow parent_instance;

  /* template children */
  GtkLabel *name;
  GtkLabel *description;
  SluiceBadge *klass;
  SluiceBadge *kind;
  GtkLabel *used;
};

G_DEFINE_FINAL_TYPE (SluiceGrantItemRow, sluice_grant_item_row, ADW_TYPE_PREFERENCES_ROW)

/* What the catalogue of this version does not know is shown by its id: it can be seen all the same. */
static void
show_category (SluiceGrantItemRow       *self,
               const SluiceDataCategory *category,
               const char               *id)
{
  const char *title = category != NULL ? _(category->title) : id;
  const char *description = category != NULL ? _(category->description)
                                             : _("This version of Sluice does not know what that is.");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_label_set_label (self->name, title);
  gtk_label_set_label (self->description, description);
  gtk_widget_set_visible (GTK_WIDGET (self->klass), category != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), category != NULL);
  if (category == NULL)
    return;
  sluice_badge_set_class (self->klass, category->klass);
  sluice_badge_set_kind (self->kind, sluice_kind_of_data (category->kind));
}

static void
sluice_grant_item_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_GRANT_ITEM_ROW);

  G_OBJECT_CLASS (sluice_grant_item_row_parent_class)->dispose (object);
}

static void
sluice_grant_item_row_class_init (SluiceGrantItemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_grant_item_row_dispose;

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-grant-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantItemRow, name);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantItemRow, description);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantItemRow, klass);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantItemRow, kind);
  gtk_widget_class_bind_template_child (widget_class, SluiceGrantItemRow, used);
}

static void
sluice_grant_item_row_init (SluiceGrantItemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_grant_item_row_new: (transfer floating): a row that shows nothing yet. */
GtkWidget *
sluice_grant_item_row_new (void)
{
  return g_object_new (SLUICE_TYPE_GRANT_ITEM_ROW, NULL);
}

/**
 * sluice_grant_item_row_set_item:
 * @self: a row
 * @item: what it shows from now on
 * @now: microseconds since the epoch, for the age
 */
void
sluice_grant_item_row_set_item (SluiceGrantItemRow *self,
                                SluiceGrantItem    *item,
                                gint64              now)
{
  g_autofree char *used = NULL;

  g_return_if_fail (SLUICE_IS_GRANT_ITEM_ROW (self));
  g_return_if_fail (SLUICE_IS_GRANT_ITEM (item));

  used = sluice_consent_look_dup_used (item, now);
  show_category (self, sluice_grant_item_get_category (item), sluice_grant_item_get_id (item));
  gtk_label_set_label (self->used, used);
}
