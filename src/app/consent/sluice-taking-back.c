/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-taking-back.h"

#include "sluice-consent-look.h"
#include "sluice-question.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

/*
 * What was taken back takes its row along, and the row may have asked: what came
 * of it is said over the window, which is still there.
 */

typedef struct
{
  GWeakRef        root;
  SluiceConsents *consents;
  SluiceGrant    *grant; /* NULL for all of them */
  char           *told;  /* what is said when it worked */
} TakingBack;

static TakingBack *
taking_back_new (GtkWidget      *over,
                 SluiceConsents *consents,
                 SluiceGrant    *grant,
                 char           *told)
{
  TakingBack *self = g_new0 (TakingBack, 1);

  g_weak_ref_init (&self->root, gtk_widget_get_root (over));
  self->consents = g_object_ref (consents);
  self->grant = grant != NULL ? g_object_ref (grant) : NULL;
  self->told = told;
  return self;
}

static void
taking_back_free (gpointer data)
{
  TakingBack *self = data;

  g_weak_ref_clear (&self->root);
  g_clear_object (&self->consents);
  g_clear_object (&self->grant);
  g_free (self->told);
  g_free (self);
}

static void
free_closure (gpointer  data,
              GClosure *closure)
{
  taking_back_free (data);
}

static DexFuture *
taken_back_cb (DexFuture *future,
               gpointer   data)
{
  TakingBack *self = data;
  g_autoptr(GtkWidget) root = g_weak_ref_get (&self->root);
  g_autoptr(GError) error = NULL;

  if (root == NULL)
    return dex_ref (future);
  if (dex_future_get_value (future, &error) != NULL)
    sluice_tell (root, self->told);
  else
    sluice_tell_failure (root, _("It Was Not Taken Back"), error);
  return dex_ref (future);
}

/* @self: (transfer full) */
static void
finish (TakingBack *self,
        DexFuture  *future)
{
  dex_future_disown (dex_future_finally (future, taken_back_cb, self, taking_back_free));
}

static void
confirmed_cb (TakingBack *self)
{
  DexFuture *future = self->grant != NULL ? sluice_consents_revoke (self->consents, self->grant)
                                          : sluice_consents_revoke_all (self->consents);
  TakingBack *next = g_new0 (TakingBack, 1);
  g_autoptr(GtkWidget) root = g_weak_ref_get (&self->root);

  g_weak_ref_init (&next->root, root);
  next->told = g_strdup (self->told);
  finish (next, future);
}

/* @self: (transfer full). The verb is the same in the button that led here. */
static void
ask (GtkWidget  *over,
     TakingBack *self,
     const char *heading,
     const char *body,
     const char *verb)
{
  sluice_question_ask_with (over, heading, body, verb, G_CALLBACK (confirmed_cb), self, free_closure);
}

/**
 * sluice_taking_back_ask:
 * @over: the widget that wants to know; it may go before the answer comes
 * @consents: through which it is taken back
 * @grant: what
 *
 * Takes back all that one party can see, when the person says so.
 */
void
sluice_taking_back_ask (GtkWidget      *over,
                        SluiceConsents *consents,
                        SluiceGrant    *grant)
{
  const char *name = sluice_consent_party_get_name (sluice_grant_get_party (grant));
  /* Translators: %s is who can see data */
  g_autofree char *body = g_strdup_printf (_("From its next request on, %s will not see your data any more. "
                                             "What it has read already, it may still have."),
                                           name);
  /* Translators: %s is who could see data */
  char *told = g_strdup_printf (_("%s cannot see your data any more"), name);

  ask (over, taking_back_new (over, consents, grant, told), _("Take Back What Was Given?"), body, _("_Take Back"));
}

/** sluice_taking_back_ask_all: takes back what everybody can see, when the person says so. */
void
sluice_taking_back_ask_all (GtkWidget      *over,
                            SluiceConsents *consents)
{
  guint n_grants = g_list_model_get_n_items (sluice_consents_get_grants (consents));
  g_autofree char *body = sluice_consent_look_dup_taking_all (n_grants);
  char *told = g_strdup (_("Nobody can see your data any more"));

  ask (over, taking_back_new (over, consents, NULL, told), _("Take Back Everything?"), body, _("_Take Back Everything"));
}

/**
 * sluice_taking_back_narrow:
 * @over: a widget of the window; it may go
 * @consents: through which it is taken back
 * @grant: what
 * @keep: ids of the data that can still be seen; none takes back all
 *
 * Takes back some of it. There is no question: who chose what stays was asked.
 */
void
sluice_taking_back_narrow (GtkWidget          *over,
                           SluiceConsents     *consents,
                           SluiceGrant        *grant,
                           const char * const *keep)
{
  const char *name = sluice_consent_party_get_name (sluice_grant_get_party (grant));
  const gboolean all = *keep == NULL;
  /* Translators: %s is who can see data */
  char *told = g_strdup_printf (all ? _("%s cannot see your data any more") : _("%s sees less of your data now"), name);

  finish (taking_back_new (over, consents, grant, told),
          all ? sluice_consents_revoke (consents, grant) : sluice_consents_narrow (consents, grant, keep));
}
