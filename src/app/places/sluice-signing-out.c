/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-signing-out.h"

#include "sluice-auth-error.h"
#include "sluice-place-title.h"
#include "sluice-place-words.h"
#include "sluice-question.h"
#include "sluice-tell.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* The row that asked goes with its account: what came of it is said over the window, which is still there. */

typedef struct
{
  GWeakRef       root;
  SluiceContext *context;
  SluicePlace   *place;
} SigningOut;

static SigningOut *
signing_out_new (GtkWidget     *root,
                 SluiceContext *context,
                 SluicePlace   *place)
{
  SigningOut *self = g_new0 (SigningOut, 1);

  g_weak_ref_init (&self->root, root);
  self->context = g_object_ref (context);
  self->place = g_object_ref (place);
  return self;
}

static SigningOut *
signing_out_copy (SigningOut *self)
{
  g_autoptr(GtkWidget) root = g_weak_ref_get (&self->root);

  return signing_out_new (root, self->context, self->place);
}

static void
signing_out_free (gpointer data)
{
  SigningOut *self = data;

  g_weak_ref_clear (&self->root);
  g_object_unref (self->context);
  g_object_unref (self->place);
  g_free (self);
}

static void
free_closure (gpointer  data,
              GClosure *closure)
{
  signing_out_free (data);
}

static void sign_out (SigningOut *self);

static DexFuture *
unlocked_cb (DexFuture *future,
             gpointer   data)
{
  SigningOut *self = data;
  g_autoptr(GtkWidget) root = g_weak_ref_get (&self->root);
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    sign_out (self);
  else if (root != NULL)
    sluice_tell_failure (root, _("The Keyring Is Still Locked"), error);
  return dex_ref (future);
}

static void
unlock_cb (SigningOut *self)
{
  dex_future_disown (dex_future_finally (sluice_context_unlock_keyring (self->context), unlocked_cb,
                                         signing_out_copy (self), signing_out_free));
}

/* One of the endings of docs/keyring.md. A locked keyring is one that can be opened right here. */
static void
say_ending (SigningOut   *self,
            GtkWidget    *root,
            const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (sluice_place_words_get_sign_out_heading (error), error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED))
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "unlock", _("_Unlock and Sign Out…"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response::unlock", G_CALLBACK (unlock_cb), signing_out_copy (self), free_closure,
                         G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, root);
}

static DexFuture *
signed_out_cb (DexFuture *future,
               gpointer   data)
{
  SigningOut *self = data;
  g_autoptr(GtkWidget) root = g_weak_ref_get (&self->root);
  g_autoptr(GError) error = NULL;

  if (root == NULL)
    return dex_ref (future);
  if (dex_future_get_value (future, &error) != NULL)
    sluice_tell (root, _("Signed out. Nothing of the sign-in is left on this computer."));
  else
    say_ending (self, root, error);
  return dex_ref (future);
}

static void
sign_out (SigningOut *self)
{
  dex_future_disown (dex_future_finally (sluice_context_sign_out (self->context, self->place), signed_out_cb,
                                         signing_out_copy (self), signing_out_free));
}

/**
 * sluice_signing_out_ask:
 * @over: the widget that wants to know; it may go before the answer comes
 * @context: whose place it is
 * @place: a #SluiceCloudPlace
 *
 * Signs out of @place when the person says so, and says what came of it.
 */
void
sluice_signing_out_ask (GtkWidget     *over,
                        SluiceContext *context,
                        SluicePlace   *place)
{
  g_autofree char *title = sluice_place_title_dup (place);
  /* Translators: %s is like anna@cloud.example */
  g_autofree char *body = g_strdup_printf (_("The sign-in of %s ends: the cloud is told, and it is removed from this "
                                             "computer. Your vault stays, and so does what is at the cloud."),
                                           title);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (over));

  /* The name stands in the body, which can break it anywhere: a heading that just does not fit is measured wrongly. */
  sluice_question_ask_with (over, _("Sign Out?"), body, _("_Sign Out"), G_CALLBACK (sign_out),
                            signing_out_new (root, context, place), free_closure);
}
