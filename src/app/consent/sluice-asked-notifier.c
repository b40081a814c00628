/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-asked-notifier.h"

#include <glib/gi18n-lib.h>

struct _SluiceAskedNotifier
{
  GObject parent_instance;

  GApplication *application; /* borrowed: it owns this */

  /* Owned. */
  SluiceConsents *consents;
  GPtrArray      *told; /* requests that there is a notification of */
};

G_DEFINE_FINAL_TYPE (SluiceAskedNotifier, sluice_asked_notifier, G_TYPE_OBJECT)

static char *
dup_notification_id (SluiceConsentRequest *request)
{
  return g_strconcat ("request-", sluice_consent_request_get_id (request), NULL);
}

static void
withdraw (SluiceAskedNotifier  *self,
          SluiceConsentRequest *request)
{
  g_autofree char *id = dup_notification_id (request);

  g_application_withdraw_notification (self->application, id);
}

static void
state_changed_cb (SluiceAskedNotifier  *self,
                  GParamSpec           *pspec,
                  SluiceConsentRequest *request)
{
  if (sluice_consent_request_get_state (request) == SLUICE_CONSENT_PENDING)
    return;

  withdraw (self, request);
  g_signal_handlers_disconnect_by_func (request, state_changed_cb, self);
  g_ptr_array_remove (self->told, request);
}

/* Of another place's requests nobody learns here how they end. */
static void
requests_changed_cb (SluiceAskedNotifier *self,
                     guint                position,
                     guint                removed,
                     guint                added,
                     GListStore          *requests)
{
  for (guint i = self->told->len; i > 0; i--)
    {
      SluiceConsentRequest *request = g_ptr_array_index (self->told, i - 1);

      if (g_list_store_find (requests, request, NULL))
        continue;
      withdraw (self, request);
      g_signal_handlers_disconnect_by_func (request, state_changed_cb, self);
      g_ptr_array_remove_index (self->told, i - 1);
    }
}

static void
asked_cb (SluiceAskedNotifier  *self,
          SluiceConsentRequest *request)
{
  g_autofree char *id = dup_notification_id (request);
  g_autoptr(GNotification) notification = sluice_asked_notification_new (sluice_consent_request_get_id (request));

  g_ptr_array_add (self->told, g_object_ref (request));
  g_signal_connect_object (request, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_application_send_notification (self->application, id, notification);
}

static void
sluice_asked_notifier_dispose (GObject *object)
{
  SluiceAskedNotifier *self = SLUICE_ASKED_NOTIFIER (object);

  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_asked_notifier_parent_class)->dispose (object);
}

static void
sluice_asked_notifier_class_init (SluiceAskedNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_asked_notifier_dispose;
}

static void
sluice_asked_notifier_init (SluiceAskedNotifier *self)
{
  self->told = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sluice_asked_notifier_new:
 * @application: in whose name; must outlive the result
 * @consents: who is asked
 *
 * Returns: (transfer full): what tells for as long as it lives
 */
SluiceAskedNotifier *
sluice_asked_notifier_new (GApplication   *application,
                           SluiceConsents *consents)
{
  SluiceAskedNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);

  self = g_object_new (SLUICE_TYPE_ASKED_NOTIFIER, NULL);
  self->application = application;
  self->consents = g_object_ref (consents);
  g_signal_connect_object (consents, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_consents_get_requests (consents), "items-changed", G_CALLBACK (requests_changed_cb),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_asked_notifier_withdraw:
 * @self: a notifier
 *
 * Takes back what it told: the application ends, and would not know when a
 * question ends.
 */
void
sluice_asked_notifier_withdraw (SluiceAskedNotifier *self)
{
  g_return_if_fail (SLUICE_IS_ASKED_NOTIFIER (self));

  for (guint i = 0; i < self->told->len; i++)
    {
      SluiceConsentRequest *request = g_ptr_array_index (self->told, i);

      withdraw (self, request);
      g_signal_handlers_disconnect_by_func (request, state_changed_cb, self);
    }
  g_ptr_array_set_size (self->told, 0);
}

/**
 * sluice_asked_notification_new:
 * @id: of the request
 *
 * Screens that are locked show notifications: this one names nobody, and does
 * not say what is asked for.
 *
 * Returns: (transfer full): what the desktop shows
 */
GNotification *
sluice_asked_notification_new (const char *id)
{
  GNotification *notification = g_notification_new (_("Somebody asks for your data"));

  g_notification_set_body (notification, _("Nothing is given before you have answered."));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.review-request", "s", id);
  g_notification_add_button_with_target (notification, _("Review"), "app.review-request", "s", id);
  return notification;
}
