/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-places-dialog.h"

#include "sluice-cloud-place.h"
#include "sluice-place-title.h"
#include "sluice-signing-out.h"

#include <glib/gi18n-lib.h>

/* What a row stands for: a SluicePlace, or nothing for the home cloud. */
#define PLACE "sluice-place"

struct _SluicePlacesDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceContext *context;

  /* template children */
  GtkListBox *places;
};

G_DEFINE_FINAL_TYPE (SluicePlacesDialog, sluice_places_dialog, ADW_TYPE_DIALOG)

static gboolean
is_here (SluicePlacesDialog *self,
         const char         *id)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  return place != NULL && g_str_equal (sluice_place_get_id (place), id);
}

static void
sign_out_cb (GtkWidget *button,
             GtkWidget *row)
{
  SluicePlacesDialog *self = SLUICE_PLACES_DIALOG (gtk_widget_get_ancestor (row, SLUICE_TYPE_PLACES_DIALOG));

  sluice_signing_out_ask (GTK_WIDGET (self), self->context, g_object_get_data (G_OBJECT (row), PLACE));
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle,
          const char *icon,
          gboolean    here)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  if (here)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("You are here"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
    }
  return row;
}

static void
add_home (SluicePlacesDialog *self)
{
  gtk_list_box_append (self->places, make_row (_("Home cloud"), _("On this computer"), "computer-symbolic",
                                               is_here (self, "home")));
}

static void
add_place (SluicePlacesDialog *self,
           SluicePlace        *place)
{
  SluiceCloudPlace *cloud = SLUICE_CLOUD_PLACE (place);
  const char *address = sluice_account_get_url (sluice_cloud_place_get_account (cloud));
  g_autofree char *title = sluice_place_title_dup (place);
  GtkWidget *row = make_row (title,
                             sluice_cloud_place_get_session_only (cloud) ? _("For this session only") : address,
                             "network-server-symbolic", is_here (self, sluice_place_get_id (place)));
  GtkWidget *sign_out = gtk_button_new_from_icon_name ("system-log-out-symbolic");
  /* Translators: %s is like anna@cloud.example */
  g_autofree char *name = g_strdup_printf (_("Sign Out of %s…"), title);

  gtk_widget_set_tooltip_text (sign_out, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign_out), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (sign_out, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (sign_out, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sign_out);
  g_object_set_data_full (G_OBJECT (row), PLACE, g_object_ref (place), g_object_unref);
  g_signal_connect_object (sign_out, "clicked", G_CALLBACK (sign_out_cb), row, 0);
  gtk_list_box_append (self->places, row);
}

/* sluicectl has sign-ins of its own: they are not this program's to use or to end. */
static void
add_accounts (SluicePlacesDialog *self)
{
  GListModel *accounts = G_LIST_MODEL (sluice_context_get_accounts (self->context));
  SluicePlace *here = sluice_context_get_place (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SluiceAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr(SluicePlace) place = NULL;

      if (!g_str_equal (sluice_account_get_program (account), sluice_context_get_client_id (self->context)))
        continue;
      place = is_here (self, sluice_account_get_id (account)) ? g_object_ref (here)
                                                              : sluice_context_make_place (self->context, account);
      add_place (self, place);
    }
}

static void
fill (SluicePlacesDialog *self)
{
  GListModel *session_places = sluice_context_get_session_places (self->context);

  gtk_list_box_remove_all (self->places);
  add_home (self);
  add_accounts (self);
  for (guint i = 0; i < g_list_model_get_n_items (session_places); i++)
    {
      g_autoptr(SluicePlace) place = g_list_model_get_item (session_places, i);

      add_place (self, place);
    }
}

/* How that goes is said by the banner of the window. */
static void
activated_cb (SluicePlacesDialog *self,
              GtkListBoxRow      *row)
{
  SluicePlace *place = g_object_get_data (G_OBJECT (row), PLACE);

  if (!is_here (self, place != NULL ? sluice_place_get_id (place) : "home"))
    dex_future_disown (place != NULL ? sluice_context_use_place (self->context, place)
                                     : sluice_context_use_home (self->context));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add (SluicePlacesDialog *self,
     const char         *what)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (parent, "win.sign-in", "s", what);
}

static void
add_cb (SluicePlacesDialog *self)
{
  add (self, "");
}

static void
add_ultimaker_cb (SluicePlacesDialog *self)
{
  add (self, "ultimaker");
}

static void
sluice_places_dialog_dispose (GObject *object)
{
  SluicePlacesDialog *self = SLUICE_PLACES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PLACES_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_places_dialog_parent_class)->dispose (object);
}

static void
sluice_places_dialog_class_init (SluicePlacesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_places_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/places/sluice-places-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePlacesDialog, places);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_ultimaker_cb);
}

static void
sluice_places_dialog_init (SluicePlacesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_places_dialog_new:
 * @context: whose places
 *
 * Returns: (transfer floating): a dialog that shows them
 */
AdwDialog *
sluice_places_dialog_new (SluiceContext *context)
{
  SluicePlacesDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_PLACES_DIALOG, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_accounts (context), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_session_places (context), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
