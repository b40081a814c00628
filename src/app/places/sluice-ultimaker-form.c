/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-form.h"

#include "sluice-loopback.h"
#include "sluice-place-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceUltimakerForm
{
  AdwBin parent_instance;

  /* template children */
  AdwEntryRow *client_id;
  AdwEntryRow *token;
  AdwExpanderRow *addresses;
  AdwEntryRow *accounts;
  AdwEntryRow *rest;
  AdwEntryRow *redirect;
};

G_DEFINE_FINAL_TYPE (SluiceUltimakerForm, sluice_ultimaker_form, ADW_TYPE_BIN)

static guint signal_changed;

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* (transfer full): without the spaces that came with it from somewhere else */
static char *
dup_trimmed (gpointer row)
{
  return g_strstrip (g_strdup (get_text (row)));
}

static void
changed_cb (SluiceUltimakerForm *self,
            GtkWidget           *row)
{
  gtk_widget_remove_css_class (row, "error");
  g_signal_emit (self, signal_changed, 0);
}

static void
mark (SluiceUltimakerForm *self,
      gpointer             row)
{
  gtk_widget_add_css_class (row, "error");
  if (gtk_widget_is_ancestor (row, GTK_WIDGET (self->addresses)))
    adw_expander_row_set_expanded (self->addresses, TRUE);
  gtk_widget_grab_focus (row);
}

static gboolean
sluice_ultimaker_form_grab_focus (GtkWidget *widget)
{
  SluiceUltimakerForm *self = SLUICE_ULTIMAKER_FORM (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_visible (GTK_WIDGET (self->client_id)) ? self->client_id
                                                                                                   : self->token));
}

static void
sluice_ultimaker_form_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ULTIMAKER_FORM);

  G_OBJECT_CLASS (sluice_ultimaker_form_parent_class)->dispose (object);
}

static void
sluice_ultimaker_form_class_init (SluiceUltimakerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_ultimaker_form_dispose;
  widget_class->grab_focus = sluice_ultimaker_form_grab_focus;

  signal_changed = g_signal_new ("changed", SLUICE_TYPE_ULTIMAKER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/places/sluice-ultimaker-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, client_id);
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, token);
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, addresses);
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, accounts);
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, rest);
  gtk_widget_class_bind_template_child (widget_class, SluiceUltimakerForm, redirect);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sluice_ultimaker_form_init (SluiceUltimakerForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_from (AdwEntryRow *row,
          GSettings   *settings,
          const char  *key)
{
  g_autofree char *text = g_settings_get_string (settings, key);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/** sluice_ultimaker_form_set_settings: @settings: where it is, unless something else is typed. */
void
sluice_ultimaker_form_set_settings (SluiceUltimakerForm *self,
                                    GSettings           *settings)
{
  g_return_if_fail (SLUICE_IS_ULTIMAKER_FORM (self));

  set_from (self->client_id, settings, "ultimaker-client-id");
  set_from (self->accounts, settings, "ultimaker-account-url");
  set_from (self->rest, settings, "ultimaker-api-url");
  set_from (self->redirect, settings, "ultimaker-redirect-uri");
}

static void
fix (AdwEntryRow *row,
     const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  gtk_editable_set_editable (GTK_EDITABLE (row), FALSE);
}

/** sluice_ultimaker_form_set_account: @account: whose sign-in ended: only the token can be another one. */
void
sluice_ultimaker_form_set_account (SluiceUltimakerForm *self,
                                   SluiceAccount       *account)
{
  g_return_if_fail (SLUICE_IS_ULTIMAKER_FORM (self));
  g_return_if_fail (sluice_account_is_ultimaker (account));

  fix (self->client_id, sluice_account_get_client_id (account));
  fix (self->accounts, sluice_account_get_url (account));
  fix (self->rest, sluice_account_get_api_url (account));
  fix (self->redirect, sluice_account_get_redirect (account));
  gtk_widget_set_visible (GTK_WIDGET (self->client_id), *sluice_account_get_client_id (account) != '\0');
}

/** sluice_ultimaker_form_get_token: (nullable): an API token, if one is typed. Secret. */
const char *
sluice_ultimaker_form_get_token (SluiceUltimakerForm *self)
{
  const char *token;

  g_return_val_if_fail (SLUICE_IS_ULTIMAKER_FORM (self), NULL);

  token = get_text (self->token);
  return *token != '\0' ? token : NULL;
}

/** sluice_ultimaker_form_check: whether there is something to sign in with; @out_problem says what is missing. */
gboolean
sluice_ultimaker_form_check (SluiceUltimakerForm  *self,
                             const char          **out_problem)
{
  g_autofree char *client_id = dup_trimmed (self->client_id);

  g_return_val_if_fail (SLUICE_IS_ULTIMAKER_FORM (self), FALSE);

  *out_problem = NULL;
  if (*client_id != '\0' || sluice_ultimaker_form_get_token (self) != NULL)
    return TRUE;

  *out_problem = _("Type the client id that UltiMaker gave you for this program, or an API token.");
  mark (self, gtk_widget_get_visible (GTK_WIDGET (self->client_id)) ? self->client_id : self->token);
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
dup_address (SluiceUltimakerForm  *self,
             AdwEntryRow          *row,
             const char          **out_problem)
{
  char *address = sluice_place_words_dup_address (get_text (row), out_problem);

  if (address == NULL)
    mark (self, row);
  return address;
}

/**
 * sluice_ultimaker_form_make_account:
 * @self: the form
 * @ca_file: (nullable): a file of authorities to trust there, and no others
 * @program: whose sign-in it is
 * @out_problem: (out) (transfer none): what is wrong with what was typed, for a person
 *
 * Returns: (transfer full) (nullable): an account of what was typed; %NULL when something is wrong with it
 */
SluiceAccount *
sluice_ultimaker_form_make_account (SluiceUltimakerForm  *self,
                                    const char           *ca_file,
                                    const char           *program,
                                    const char          **out_problem)
{
  g_autofree char *client_id = dup_trimmed (self->client_id);
  g_autofree char *redirect = dup_trimmed (self->redirect);
  g_autofree char *accounts = NULL;
  g_autofree char *rest = NULL;

  g_return_val_if_fail (SLUICE_IS_ULTIMAKER_FORM (self), NULL);

  if (!sluice_ultimaker_form_check (self, out_problem))
    return NULL;
  accounts = dup_address (self, self->accounts, out_problem);
  rest = accounts != NULL ? dup_address (self, self->rest, out_problem) : NULL;
  if (rest == NULL)
    return NULL;
  if (!sluice_loopback_is_address (redirect))
    {
      *out_problem = _("The browser has to come back to an address of this computer, such as "
                       "http://localhost:32118/callback.");
      mark (self, self->redirect);
      return NULL;
    }
  return sluice_account_new_ultimaker (accounts, rest, client_id, redirect, ca_file, program);
}
