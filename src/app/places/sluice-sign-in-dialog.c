/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-sign-in-dialog.h"

#include "sluice-auth-error.h"
#include "sluice-browser.h"
#include "sluice-cloud-place.h"
#include "sluice-place-words.h"
#include "sluice-ultimaker-form.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceSignInDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceContext *context;
  SluiceAccount *account; /* whose sign-in ended; NULL for a new one */
  SluicePlace   *place;   /* that is signed in to; NULL until there is an address */
  DexFuture     *working; /* letting go of it gives the sign-in up */
  char          *ca_file; /* nullable */
  gboolean       ultimaker; /* it is UltiMaker's cloud, or one that speaks as it does */

  /* template children */
  GtkStack *stack;
  GtkLabel *introduction;
  SluiceUltimakerForm *form;
  AdwEntryRow *address;
  AdwActionRow *authority;
  GtkWidget *forget_authority;
  GtkLabel *problem;
  GtkLabel *keyring_title;
  GtkLabel *keyring_text;
  GtkLabel *keyring_problem;
  GtkWidget *unlock;
  AdwStatusPage *waiting;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (SluiceSignInDialog, sluice_sign_in_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The widget that had the focus is gone with its page: the next thing to do gets it. Words take it only from the root. */
static void
show_page (SluiceSignInDialog *self,
           const char         *name,
           GtkWidget          *next)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_stack_set_visible_child_name (self->stack, name);
  if (!gtk_widget_grab_focus (next) && root != NULL)
    gtk_root_set_focus (root, next);
}

static void
show_words (GtkLabel   *label,
            const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Where something is typed first. */
static GtkWidget *
get_first (SluiceSignInDialog *self)
{
  return self->ultimaker ? GTK_WIDGET (self->form) : GTK_WIDGET (self->address);
}

static void
show_problem (SluiceSignInDialog *self,
              const char         *problem)
{
  show_page (self, "address", get_first (self));
  show_words (self->problem, problem);
}

static void
show_keyring (SluiceSignInDialog *self,
              const GError       *error)
{
  const gboolean locked = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);

  gtk_label_set_label (self->keyring_title, sluice_place_words_get_keyring_title (error));
  gtk_label_set_label (self->keyring_text, sluice_place_words_get_keyring_text (error));
  gtk_widget_set_visible (self->unlock, locked);
  show_words (self->keyring_problem, NULL);
  show_page (self, "keyring", GTK_WIDGET (self->keyring_text));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->keyring_title),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_waiting (SluiceSignInDialog *self,
              const char         *title,
              const char         *description)
{
  adw_status_page_set_title (self->waiting, title);
  adw_status_page_set_description (self->waiting, description);
  show_page (self, "waiting", self->cancel);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
browser_failed (GtkWidget *widget)
{
  SluiceSignInDialog *self = SLUICE_SIGN_IN_DIALOG (widget);

  if (self->working == NULL)
    return;

  dex_clear (&self->working);
  show_problem (self, sluice_browser_get_sign_in_problem ());
}

/* SluiceUriLauncher */
static DexFuture *
launch (const char *uri,
        gpointer    weak)
{
  g_autoptr(SluiceSignInDialog) self = g_weak_ref_get (weak);

  if (self != NULL)
    show_waiting (self, _("Go On in Your Browser"),
                  _("Sign in on the page that has opened there. Sluice goes on by itself."));
  return sluice_browser_launch (uri, weak);
}

/* What is wrong from here on is said by the window, which shows the place. */
static void
go_on (SluiceSignInDialog *self)
{
  SluiceCloudPlace *place = SLUICE_CLOUD_PLACE (self->place);

  if (!sluice_cloud_place_get_session_only (place))
    sluice_accounts_add (sluice_context_get_accounts (self->context), sluice_cloud_place_get_account (place));
  dex_future_disown (sluice_context_use_place (self->context, self->place));
  g_signal_emit (self, signals[SIGNED_IN], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static DexFuture *
signed_in_cb (DexFuture *future,
              gpointer   weak)
{
  g_autoptr(SluiceSignInDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->working == NULL)
    return dex_ref (future);

  dex_clear (&self->working);
  if (dex_future_get_value (future, &error) != NULL)
    go_on (self);
  else if (sluice_place_words_is_keyring (error))
    show_keyring (self, error);
  else
    show_problem (self, error->message);
  return dex_ref (future);
}

static void
sign_in (SluiceSignInDialog *self)
{
  SluiceCloudPlace *place = SLUICE_CLOUD_PLACE (self->place);
  const char *token = self->ultimaker ? sluice_ultimaker_form_get_token (self->form) : NULL;
  DexFuture *signing_in;

  show_waiting (self, _("Asking the Cloud"),
                token != NULL ? _("Whether it takes the API token.") : _("Your browser opens when it has answered."));
  dex_clear (&self->working);
  signing_in = token != NULL ? sluice_cloud_place_use_api_token (place, token)
                             : sluice_cloud_place_sign_in (place, launch, sluice_weak_new (self), sluice_weak_free);
  self->working = dex_future_finally (signing_in, signed_in_cb, sluice_weak_new (self), sluice_weak_free);
}

/* Whoever is signed in at the same address already stays so: this may be somebody else. */
static SluiceAccount *
make_account (SluiceSignInDialog  *self,
              const char         **out_problem)
{
  g_autofree char *address =
    sluice_place_words_dup_address (gtk_editable_get_text (GTK_EDITABLE (self->address)), out_problem);

  if (address == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return NULL;
    }
  if (self->account != NULL)
    return g_object_ref (self->account);
  return sluice_account_new (address, sluice_context_get_client_id (self->context), self->ca_file, NULL);
}

static SluiceAccount *
make_ultimaker_account (SluiceSignInDialog  *self,
                        const char         **out_problem)
{
  if (self->account == NULL)
    return sluice_ultimaker_form_make_account (self->form, self->ca_file, sluice_context_get_client_id (self->context),
                                               out_problem);
  return sluice_ultimaker_form_check (self->form, out_problem) ? g_object_ref (self->account) : NULL;
}

static void
sign_in_cb (SluiceSignInDialog *self)
{
  const char *problem = NULL;
  g_autoptr(SluiceAccount) account = self->ultimaker ? make_ultimaker_account (self, &problem)
                                                     : make_account (self, &problem);

  if (account == NULL)
    {
      show_words (self->problem, problem);
      return;
    }

  g_clear_object (&self->place);
  self->place = sluice_context_make_place (self->context, account);
  show_words (self->problem, NULL);
  sign_in (self);
}

/* What was wrong was the address that is being changed. */
static void
changed_cb (SluiceSignInDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  show_words (self->problem, NULL);
}

static void
cancel_cb (SluiceSignInDialog *self)
{
  dex_clear (&self->working);
  show_page (self, "address", get_first (self));
}

static void
session_only_cb (SluiceSignInDialog *self)
{
  sluice_cloud_place_set_session_only (SLUICE_CLOUD_PLACE (self->place), TRUE);
  sign_in (self);
}

static DexFuture *
unlocked_cb (DexFuture *future,
             gpointer   weak)
{
  g_autoptr(SluiceSignInDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->working == NULL)
    return dex_ref (future);

  dex_clear (&self->working);
  gtk_widget_set_sensitive (self->unlock, TRUE);
  if (dex_future_get_value (future, &error) != NULL)
    sign_in (self);
  else
    {
      show_words (self->keyring_problem, error->message);
      show_page (self, "keyring", GTK_WIDGET (self->keyring_text));
    }
  return dex_ref (future);
}

static void
unlock_cb (SluiceSignInDialog *self)
{
  gtk_widget_set_sensitive (self->unlock, FALSE);
  show_words (self->keyring_problem, NULL);
  dex_clear (&self->working);
  self->working = dex_future_finally (sluice_context_unlock_keyring (self->context), unlocked_cb, sluice_weak_new (self),
                                      sluice_weak_free);
}

static void
chosen_cb (GObject      *chooser,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluiceSignInDialog) self = g_weak_ref_get (weak);
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (chooser), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (self != NULL && path != NULL)
    sluice_sign_in_dialog_set_ca_file (self, path);
  sluice_weak_free (weak);
}

static void
choose_cb (SluiceSignInDialog *self)
{
  g_autoptr(GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) certificates = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (certificates, _("Certificates"));
  gtk_file_filter_add_suffix (certificates, "pem");
  gtk_file_filter_add_suffix (certificates, "crt");
  gtk_file_filter_add_suffix (certificates, "cer");
  g_list_store_append (filters, certificates);
  gtk_file_dialog_set_title (chooser, _("Certificate Authority of the Cloud"));
  gtk_file_dialog_set_filters (chooser, G_LIST_MODEL (filters));
  gtk_file_dialog_open (chooser, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        sluice_weak_new (self));
}

static void
forget_authority_cb (SluiceSignInDialog *self)
{
  sluice_sign_in_dialog_set_ca_file (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->authority));
}

static void
sluice_sign_in_dialog_dispose (GObject *object)
{
  SluiceSignInDialog *self = SLUICE_SIGN_IN_DIALOG (object);

  dex_clear (&self->working);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_SIGN_IN_DIALOG);
  g_clear_object (&self->place);
  g_clear_object (&self->account);
  g_clear_object (&self->context);
  g_clear_pointer (&self->ca_file, g_free);

  G_OBJECT_CLASS (sluice_sign_in_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/places/sluice-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, introduction);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, form);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, address);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, authority);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, forget_authority);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, keyring_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, keyring_text);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, keyring_problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, unlock);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, SluiceSignInDialog, cancel);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_authority_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_only_cb);
}

static void
sluice_sign_in_dialog_class_init (SluiceSignInDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_sign_in_dialog_dispose;

  signals[SIGNED_IN] = g_signal_new ("signed-in", SLUICE_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  sluice_browser_install_signal (GTK_WIDGET_CLASS (klass), browser_failed);

  g_type_ensure (SLUICE_TYPE_ULTIMAKER_FORM);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sluice_sign_in_dialog_init (SluiceSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
be_ultimaker (SluiceSignInDialog *self)
{
  self->ultimaker = TRUE;
  gtk_label_set_label (self->introduction,
                       _("With a client id your browser opens UltiMaker's own page to sign in, and Sluice does not see your "
                         "password. UltiMaker gives client ids to programs, not to everybody; an API token is made in the "
                         "settings of the Digital Factory, and may do all that you may."));
  gtk_widget_set_visible (GTK_WIDGET (self->form), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->address), FALSE);
  adw_dialog_set_title (ADW_DIALOG (self), _("UltiMaker"));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->form));
}

/**
 * sluice_sign_in_dialog_new_ultimaker:
 * @context: whose place it becomes
 *
 * Returns: (transfer floating): a dialog that signs in at UltiMaker's cloud, or one that speaks as it does
 */
AdwDialog *
sluice_sign_in_dialog_new_ultimaker (SluiceContext *context)
{
  SluiceSignInDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_SIGN_IN_DIALOG, NULL);
  self->context = g_object_ref (context);
  be_ultimaker (self);
  sluice_ultimaker_form_set_settings (self->form, sluice_context_get_settings (context));
  return ADW_DIALOG (self);
}

/**
 * sluice_sign_in_dialog_new:
 * @context: whose place it becomes
 * @account: (nullable): one whose sign-in ended; %NULL for a new one
 *
 * Returns: (transfer floating): a dialog that signs in
 */
AdwDialog *
sluice_sign_in_dialog_new (SluiceContext *context,
                           SluiceAccount *account)
{
  SluiceSignInDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_SIGN_IN_DIALOG, NULL);
  self->context = g_object_ref (context);
  if (account != NULL)
    {
      self->account = g_object_ref (account);
      if (sluice_account_is_ultimaker (account))
        {
          be_ultimaker (self);
          sluice_ultimaker_form_set_account (self->form, account);
          /* Whom to trust there was decided before: nothing is left in the list. */
          gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->address)), FALSE);
        }
      gtk_editable_set_text (GTK_EDITABLE (self->address), sluice_account_get_url (account));
      gtk_editable_set_editable (GTK_EDITABLE (self->address), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->authority), FALSE);
      adw_dialog_set_title (ADW_DIALOG (self), _("Sign In Again"));
    }
  return ADW_DIALOG (self);
}

/**
 * sluice_sign_in_dialog_set_ca_file:
 * @self: the dialog
 * @ca_file: (nullable): a file of authorities to trust there and no others; %NULL for whom this computer trusts
 */
void
sluice_sign_in_dialog_set_ca_file (SluiceSignInDialog *self,
                                   const char         *ca_file)
{
  g_autofree char *name = ca_file != NULL ? g_filename_display_basename (ca_file) : NULL;
  g_autofree char *markup = name != NULL ? g_markup_escape_text (name, -1) : NULL;

  g_return_if_fail (SLUICE_IS_SIGN_IN_DIALOG (self));

  g_set_str (&self->ca_file, ca_file);
  adw_action_row_set_subtitle (self->authority, markup != NULL ? markup : _("Only for a cloud with one of its own"));
  gtk_widget_set_visible (self->forget_authority, ca_file != NULL);
}
