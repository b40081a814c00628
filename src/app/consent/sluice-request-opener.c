/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-request-opener.h"

#include "sluice-consent-link.h"
#include "sluice-review.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SluiceRequestOpener
{
  GObject parent_instance;

  GtkWidget *over; /* borrowed: it is the window, that owns this */

  /* Owned. Of links that come one after the other only the newest is wanted. */
  SluiceContext *context;
  GSignalGroup  *signals; /* of the place */
  char          *link;    /* waits for the place; nullable */
  char          *id;      /* the same */
  DexFuture     *looking; /* while the cloud is asked; letting go of it cancels */
};

G_DEFINE_FINAL_TYPE (SluiceRequestOpener, sluice_request_opener, G_TYPE_OBJECT)

/* A link comes as a GFile, and GVfs gives it back as “sluice:///consent?…”. (transfer full) */
static char *
dup_as_written (const char *link)
{
  const char *prefix = "sluice:///";

  return g_str_has_prefix (link, prefix) ? g_strconcat ("sluice:", link + strlen (prefix), NULL) : g_strdup (link);
}

static DexFuture *
looked_up_cb (DexFuture *future,
              gpointer   weak)
{
  g_autoptr(SluiceRequestOpener) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *request = dex_future_get_value (future, &error);

  if (self == NULL || self->looking == NULL)
    return dex_ref (future);

  dex_clear (&self->looking);
  if (request != NULL)
    sluice_review_present (self->over, sluice_context_get_consents (self->context), g_value_get_object (request));
  else
    sluice_tell_failure (self->over, _("The Request Cannot Be Shown"), error);
  return dex_ref (future);
}

static gboolean
is_ready (SluiceRequestOpener *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  return place != NULL && sluice_place_get_state (place) == SLUICE_PLACE_READY;
}

static void
look_up (SluiceRequestOpener *self)
{
  SluiceConsents *consents = sluice_context_get_consents (self->context);
  g_autofree char *link = NULL;
  g_autofree char *id = NULL;
  DexFuture *future;

  if (!is_ready (self) || (self->link == NULL && self->id == NULL))
    return;

  link = g_steal_pointer (&self->link);
  id = g_steal_pointer (&self->id);
  dex_clear (&self->looking);
  future = link != NULL ? sluice_consents_look_up_link (consents, link) : sluice_consents_look_up_id (consents, id);
  self->looking = dex_future_finally (future, looked_up_cb, sluice_weak_new (self), sluice_weak_free);
}

static void
place_changed_cb (SluiceRequestOpener *self)
{
  g_signal_group_set_target (self->signals, sluice_context_get_place (self->context));
  look_up (self);
}

static void
sluice_request_opener_dispose (GObject *object)
{
  SluiceRequestOpener *self = SLUICE_REQUEST_OPENER (object);

  dex_clear (&self->looking);
  g_clear_object (&self->signals);
  g_clear_object (&self->context);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (sluice_request_opener_parent_class)->dispose (object);
}

static void
sluice_request_opener_class_init (SluiceRequestOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_request_opener_dispose;
}

static void
sluice_request_opener_init (SluiceRequestOpener *self)
{
  self->signals = g_signal_group_new (SLUICE_TYPE_PLACE);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (look_up), self);
}

/**
 * sluice_request_opener_new:
 * @context: whose place is asked
 * @over: what the question is shown over; must outlive the result
 *
 * Returns: (transfer full): an opener that waits for nothing
 */
SluiceRequestOpener *
sluice_request_opener_new (SluiceContext *context,
                           GtkWidget     *over)
{
  SluiceRequestOpener *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_REQUEST_OPENER, NULL);
  self->over = over;
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (place_changed_cb), self, G_CONNECT_SWAPPED);
  place_changed_cb (self);
  return self;
}

/**
 * sluice_request_opener_open_link:
 * @self: an opener
 * @link: a `sluice:` link, from anybody
 *
 * Shows what it asks for, or says why not. One that is none is told at once.
 */
void
sluice_request_opener_open_link (SluiceRequestOpener *self,
                                 const char          *link)
{
  g_autofree char *written = dup_as_written (link);
  g_autofree char *client_id = NULL;
  g_autofree char *request_uri = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (SLUICE_IS_REQUEST_OPENER (self));

  if (!sluice_consent_link_parse (written, &client_id, &request_uri, &error))
    {
      sluice_tell_failure (self->over, _("This Link Cannot Be Opened"), error);
      return;
    }
  g_clear_pointer (&self->id, g_free);
  g_set_str (&self->link, written);
  look_up (self);
}

/** sluice_request_opener_open_id: shows the request of that @id, or says why not. */
void
sluice_request_opener_open_id (SluiceRequestOpener *self,
                               const char          *id)
{
  g_return_if_fail (SLUICE_IS_REQUEST_OPENER (self));

  g_clear_pointer (&self->link, g_free);
  g_set_str (&self->id, id);
  look_up (self);
}
