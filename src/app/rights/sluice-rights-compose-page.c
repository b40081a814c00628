/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-compose-page.h"

#include "sluice-rights-letter.h"
#include "sluice-rights-words.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceRightsComposePage
{
  AdwNavigationPage parent_instance;

  /* Owned. */
  SluiceRights        *rights;
  SluiceRightsRequest *request; /* while it is being kept */

  /* template children */
  AdwPreferencesGroup *wish;
  AdwComboRow *right;
  GtkEditable *recipient;
  GtkEditable *address;
  GtkEditable *account;
  GtkEditable *details;
  GtkWidget *write;
};

G_DEFINE_FINAL_TYPE (SluiceRightsComposePage, sluice_rights_compose_page, ADW_TYPE_NAVIGATION_PAGE)

static guint signal_written;

/* (transfer full) */
static char *
get_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static gboolean
is_filled (GtkEditable *row)
{
  g_autofree char *text = get_text (row);

  return *text != '\0';
}

static void
set_error (GtkEditable *row,
           gboolean     wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
changed_cb (SluiceRightsComposePage *self)
{
  const SluiceRight right = adw_combo_row_get_selected (self->right);
  const gboolean corrects = right == SLUICE_RIGHT_RECTIFICATION;
  g_autofree char *address = get_text (self->address);
  const gboolean wrong = *address != '\0' && !sluice_rights_letter_is_address (address);

  if (right >= SLUICE_RIGHT_LAST)
    return;

  adw_preferences_group_set_description (self->wish, sluice_rights_get_description (right));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->details),
                                 corrects ? _("What is wrong, and what is right") : _("What it is about (optional)"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address),
                                 wrong ? _("That is no e-mail address") : _("Their e-mail address (if you know it)"));
  set_error (self->address, wrong);
  gtk_widget_set_sensitive (self->write, self->request == NULL && is_filled (self->recipient) && !wrong &&
                                           (!corrects || is_filled (self->details)));
}

static DexFuture *
added_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluiceRightsComposePage) self = g_weak_ref_get (weak);
  g_autoptr(SluiceRightsRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);

  request = g_steal_pointer (&self->request);
  if (dex_future_get_value (future, &error) != NULL)
    g_signal_emit (self, signal_written, 0, request);
  else
    sluice_tell_failure (GTK_WIDGET (self), _("The Request Was Not Kept"), error);
  changed_cb (self);
  return dex_ref (future);
}

static void
write_cb (SluiceRightsComposePage *self)
{
  self->request = sluice_rights_request_new (adw_combo_row_get_selected (self->right),
                                             gtk_editable_get_text (self->recipient),
                                             gtk_editable_get_text (self->address),
                                             gtk_editable_get_text (self->account),
                                             gtk_editable_get_text (self->details));
  changed_cb (self);
  dex_future_disown (dex_future_finally (sluice_rights_add (self->rights, self->request), added_cb,
                                         sluice_weak_new (self), sluice_weak_free));
}

static void
sluice_rights_compose_page_dispose (GObject *object)
{
  SluiceRightsComposePage *self = SLUICE_RIGHTS_COMPOSE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RIGHTS_COMPOSE_PAGE);
  g_clear_object (&self->rights);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (sluice_rights_compose_page_parent_class)->dispose (object);
}

static void
sluice_rights_compose_page_class_init (SluiceRightsComposePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_rights_compose_page_dispose;
  signal_written = g_signal_new ("written", SLUICE_TYPE_RIGHTS_COMPOSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SLUICE_TYPE_RIGHTS_REQUEST);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/rights/sluice-rights-compose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, wish);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, right);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, recipient);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, address);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, account);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, details);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsComposePage, write);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
}

static void
sluice_rights_compose_page_init (SluiceRightsComposePage *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint right = 0; right < SLUICE_RIGHT_LAST; right++)
    gtk_string_list_append (titles, sluice_rights_get_title (right));
  adw_combo_row_set_model (self->right, G_LIST_MODEL (titles));
}

/**
 * sluice_rights_compose_page_new:
 * @rights: what it will be one of
 * @recipient: (nullable): whom it is likely to go to
 * @account: (nullable): what they know the person by
 *
 * Returns: (transfer floating): a page
 */
AdwNavigationPage *
sluice_rights_compose_page_new (SluiceRights *rights,
                                const char   *recipient,
                                const char   *account)
{
  SluiceRightsComposePage *self;

  g_return_val_if_fail (SLUICE_IS_RIGHTS (rights), NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS_COMPOSE_PAGE, NULL);
  self->rights = g_object_ref (rights);
  gtk_editable_set_text (self->recipient, recipient != NULL ? recipient : "");
  gtk_editable_set_text (self->account, account != NULL ? account : "");
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
