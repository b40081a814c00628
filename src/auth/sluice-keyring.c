/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-keyring.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-keyring-calls.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/*
 * The desktop's keyring, through libsecret: the Secret Service, or in a sandbox
 * the file that libsecret keeps with the portal's key. Nobody else in Sluice
 * talks to libsecret.
 *
 * A locked keyring answers like an empty one, and clears like one. So every
 * answer that says "nothing" is only believed of a keyring that is open.
 */
struct _SluiceKeyring
{
  GObject parent_instance;

  guint      seconds;        /* for an answer of the service */
  guint      prompt_seconds; /* for an answer of the person */
  GPtrArray *locked_items;   /* of other keyrings than the default; what unlocking is about as well */
};

#define ANSWER_SECONDS 25
#define PROMPT_SECONDS 180

static const SecretSchema schema = {
  APP_ID ".Secret",
  SECRET_SCHEMA_NONE,
  {
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "place", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "client", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

G_DEFINE_FINAL_TYPE (SluiceKeyring, sluice_keyring, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SluiceKeyringState, sluice_keyring_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_KEYRING_STATE_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KEYRING_STATE_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KEYRING_STATE_OPEN, "open"))

static void
sluice_keyring_finalize (GObject *object)
{
  SluiceKeyring *self = SLUICE_KEYRING (object);

  g_clear_pointer (&self->locked_items, g_ptr_array_unref);

  G_OBJECT_CLASS (sluice_keyring_parent_class)->finalize (object);
}

static void
sluice_keyring_class_init (SluiceKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_keyring_finalize;
}

static void
sluice_keyring_init (SluiceKeyring *self)
{
  self->locked_items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sluice_keyring_new:
 *
 * Returns: (transfer full): the keyring of the person's session; not asked anything yet
 */
SluiceKeyring *
sluice_keyring_new (void)
{
  return sluice_keyring_new_with_time_outs (ANSWER_SECONDS, PROMPT_SECONDS);
}

/**
 * sluice_keyring_new_with_time_outs:
 * @seconds: how long the service may take for an answer
 * @prompt_seconds: how long the person may take
 *
 * Returns: (transfer full): as sluice_keyring_new()
 */
SluiceKeyring *
sluice_keyring_new_with_time_outs (guint seconds,
                                   guint prompt_seconds)
{
  SluiceKeyring *self = g_object_new (SLUICE_TYPE_KEYRING, NULL);

  self->seconds = seconds;
  self->prompt_seconds = prompt_seconds;
  return self;
}

/* What a fiber is about. */
typedef struct
{
  SluiceKeyring *keyring;
  GHashTable    *attributes; /* nullable */
  char          *label;      /* nullable */
  char          *secret;     /* nullable; wiped */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->attributes, g_hash_table_unref);
  g_clear_pointer (&request->secret, sluice_secret_free);
  g_free (request->label);
  g_object_unref (request->keyring);
  g_free (request);
}

static Request *
request_new (SluiceKeyring *self,
             const char    *kind,
             const char    *place,
             const char    *account,
             const char    *client)
{
  Request *request = g_new0 (Request, 1);

  request->keyring = g_object_ref (self);
  if (kind != NULL)
    request->attributes = secret_attributes_build (&schema,
                                                   "kind", kind,
                                                   "place", place,
                                                   "account", account,
                                                   "client", client,
                                                   NULL);
  return request;
}

static const char *
message_for (SluiceAuthError code)
{
  switch (code)
    {
    case SLUICE_AUTH_ERROR_NOT_FOUND:
      return _("The keyring has no such secret.");
    case SLUICE_AUTH_ERROR_LOCKED:
      return _("The keyring is locked. What it keeps is still there; unlock it to go on.");
    case SLUICE_AUTH_ERROR_NO_SERVICE:
      return _("This desktop has no keyring to keep secrets in. Nothing was stored elsewhere. "
               "Start one, such as GNOME Keyring, and try again.");
    case SLUICE_AUTH_ERROR_CANCELLED:
      return _("The keyring was not unlocked. What it keeps is still there.");
    case SLUICE_AUTH_ERROR_TIMEOUT:
      return _("The keyring did not answer in time. What it keeps is still there; try again.");
    case SLUICE_AUTH_ERROR_FAILED:
    case SLUICE_AUTH_ERROR_NOT_REVOKED:
    default:
      return _("The keyring refused. What it keeps is still there; try again.");
    }
}

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         (error->domain == G_DBUS_ERROR &&
          error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED && error->code <= G_DBUS_ERROR_SPAWN_FILE_INVALID) ||
         /* No session bus, or its address leads nowhere. */
         error->domain == G_IO_ERROR;
}

static SluiceAuthError
code_for (const GError *error)
{
  if (error->domain == SLUICE_AUTH_ERROR)
    return error->code;
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return SLUICE_AUTH_ERROR_LOCKED;
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT))
    return SLUICE_AUTH_ERROR_TIMEOUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SLUICE_AUTH_ERROR_CANCELLED;
  return is_absence (error) ? SLUICE_AUTH_ERROR_NO_SERVICE : SLUICE_AUTH_ERROR_FAILED;
}

/* @error: (transfer full). The service's own words name objects on a bus; a person gets ours. */
static DexFuture *
reject (GError *error)
{
  g_autoptr(GError) owned = error;
  SluiceAuthError code = code_for (error);

  return dex_future_new_reject (SLUICE_AUTH_ERROR, code, "%s", message_for (code));
}

static DexFuture *
reject_code (SluiceAuthError code)
{
  return dex_future_new_reject (SLUICE_AUTH_ERROR, code, "%s", message_for (code));
}

/* @future: (transfer full). What comes too late is cancelled. */
static DexFuture *
within (guint      seconds,
        DexFuture *future)
{
  return dex_future_first (future, dex_timeout_new_seconds (seconds), NULL);
}

/*
 * In a sandbox libsecret keeps a file, encrypted with a key that it has from
 * the portal; it is not locked while the portal answers. The condition is
 * libsecret's own (backend_get_impl_type()); its secret_backend_get() cannot be
 * asked, because the reference it gives is sometimes its own (0.21.7).
 */
static gboolean
keeps_a_file (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_getenv ("SNAP_NAME") != NULL ||
         (backend != NULL && *backend != '\0' && !g_str_equal (backend, "service"));
}

/*
 * Returns: (transfer full) (nullable): the default keyring; %NULL without an
 * error when none was made yet, or where libsecret keeps a file.
 */
static SecretCollection *
await_default_collection (SluiceKeyring  *self,
                          SecretService **out_service,
                          GError        **error)
{
  g_autoptr(SecretService) service = NULL;

  if (keeps_a_file ())
    return NULL;
  service = dex_await_object (within (self->seconds, sluice_keyring_call_service ()), error);
  if (service == NULL)
    return NULL;
  if (out_service != NULL)
    *out_service = g_object_ref (service);

  return dex_await_object (within (self->seconds, sluice_keyring_call_default_collection (service)), error);
}

static DexFuture *
get_state_fiber (DexFuture *stop,
                 gpointer   data)
{
  Request *request = data;
  SluiceKeyring *self = request->keyring;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(SecretCollection) collection = NULL;
  SluiceKeyringState state = SLUICE_KEYRING_STATE_OPEN;

  /* Looking for something shows whether anybody answers, also where there is but a file. */
  items = dex_await_boxed (within (self->seconds, sluice_keyring_call_search (&schema, request->attributes)), &error);
  if (error == NULL)
    collection = await_default_collection (self, NULL, &error);
  if (error != NULL)
    {
      if (code_for (error) != SLUICE_AUTH_ERROR_NO_SERVICE)
        return reject (g_steal_pointer (&error));
      state = SLUICE_KEYRING_STATE_ABSENT;
    }
  else if (collection != NULL && secret_collection_get_locked (collection))
    state = SLUICE_KEYRING_STATE_LOCKED;

  return dex_future_new_for_int (state);
}

/**
 * sluice_keyring_get_state:
 * @self: a keyring
 *
 * Asks the service, never the person.
 *
 * Returns: (transfer full): resolves to a #SluiceKeyringState (int), or rejects
 *   with %SLUICE_AUTH_ERROR_TIMEOUT or %SLUICE_AUTH_ERROR_FAILED
 */
DexFuture *
sluice_keyring_get_state (SluiceKeyring *self)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (self));

  return sluice_fiber_spawn (get_state_fiber,
                              request_new (self, SLUICE_KEYRING_VAULT_KEY, "", "", ""), request_free);
}

static void
remember_locked (SluiceKeyring *self,
                 GObject       *item)
{
  g_ptr_array_add (self->locked_items, g_object_ref (item));
}

/*
 * Returns: (transfer full) (nullable): an item that can be read. Otherwise the
 * error says NOT_FOUND, and that only when nothing locked could hide it.
 */
static SecretRetrievable *
await_item (Request  *request,
            GError  **error)
{
  SluiceKeyring *self = request->keyring;
  g_autoptr(GPtrArray) items = dex_await_boxed (within (self->seconds,
                                                        sluice_keyring_call_search (&schema, request->attributes)),
                                                error);
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean locked = FALSE;

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      GObject *item = g_ptr_array_index (items, i);

      if (!SECRET_IS_ITEM (item) || !secret_item_get_locked (SECRET_ITEM (item)))
        return g_object_ref (SECRET_RETRIEVABLE (item));
      remember_locked (self, item);
      locked = TRUE;
    }

  if (!locked)
    collection = await_default_collection (self, NULL, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    {
      locked = locked || (collection != NULL && secret_collection_get_locked (collection));
      g_set_error_literal (error, SLUICE_AUTH_ERROR,
                           locked ? SLUICE_AUTH_ERROR_LOCKED : SLUICE_AUTH_ERROR_NOT_FOUND, "");
    }
  return NULL;
}

static DexFuture *
lookup_fiber (DexFuture *stop,
              gpointer   data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretRetrievable) item = await_item (request, &error);
  g_autoptr(SecretValue) value = NULL;
  const char *text;

  if (item == NULL)
    return reject (g_steal_pointer (&error));
  value = dex_await_boxed (within (request->keyring->seconds, sluice_keyring_call_retrieve (item)), &error);
  if (error != NULL)
    return reject (g_steal_pointer (&error));

  /* Locked between the two calls. */
  if (value == NULL)
    return reject_code (SLUICE_AUTH_ERROR_LOCKED);
  text = secret_value_get_text (value);
  if (text == NULL)
    return reject_code (SLUICE_AUTH_ERROR_FAILED);

  return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strdup (text));
}

/**
 * sluice_keyring_lookup:
 * @self: a keyring
 * @kind: what it is, such as %SLUICE_KEYRING_REFRESH_TOKEN
 * @place: which place it is for; empty for this computer
 * @account: whose; empty where there is but one
 * @client: which OAuth client; empty where there is none
 *
 * Asks the service, never the person.
 *
 * Returns: (transfer full): resolves to a %SLUICE_TYPE_SECRET: await it with
 *   dex_await_boxed(), free it with sluice_secret_free(). Rejects with
 *   %SLUICE_AUTH_ERROR_NOT_FOUND only when the keyring is open and has none,
 *   %SLUICE_AUTH_ERROR_LOCKED, %SLUICE_AUTH_ERROR_NO_SERVICE,
 *   %SLUICE_AUTH_ERROR_TIMEOUT or %SLUICE_AUTH_ERROR_FAILED
 */
DexFuture *
sluice_keyring_lookup (SluiceKeyring *self,
                       const char    *kind,
                       const char    *place,
                       const char    *account,
                       const char    *client)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (self));
  dex_return_error_if_fail (kind != NULL && place != NULL && account != NULL && client != NULL);

  return sluice_fiber_spawn (lookup_fiber, request_new (self, kind, place, account, client), request_free);
}

static DexFuture *
store_fiber (DexFuture *stop,
             gpointer   data)
{
  Request *request = data;
  SluiceKeyring *self = request->keyring;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretService) service = NULL;
  g_autoptr(SecretCollection) collection = await_default_collection (self, &service, &error);
  DexFuture *stored;
  gboolean asks;

  if (error != NULL)
    return reject (g_steal_pointer (&error));
  if (collection != NULL && secret_collection_get_locked (collection))
    return reject_code (SLUICE_AUTH_ERROR_LOCKED);

  /* The very first secret: the desktop asks for the password of the keyring it makes. */
  asks = service != NULL && collection == NULL;
  stored = within (asks ? self->prompt_seconds : self->seconds,
                   sluice_keyring_call_store (&schema, request->attributes, request->label, request->secret));
  /* A question is taken away when nobody waits for it; what needs none is done in any case. */
  if (!dex_await (asks ? sluice_until (stored, stop) : stored, &error))
    return reject (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static char *
make_label (const char *kind,
            const char *place)
{
  if (g_str_equal (kind, SLUICE_KEYRING_VAULT_KEY))
    return g_strdup (_("Sluice: key of the vault on this computer"));

  /* Translators: %s is the address of a cloud. Shown in the list of the keyring's secrets. */
  return g_strdup_printf (_("Sluice: sign-in at %s"), place);
}

/**
 * sluice_keyring_store:
 * @self: a keyring
 * @kind: as for sluice_keyring_lookup()
 * @place: as for sluice_keyring_lookup()
 * @account: as for sluice_keyring_lookup()
 * @client: as for sluice_keyring_lookup()
 * @secret: text to keep; takes the place of the one that was there
 *
 * Never unlocks. Where the person has no keyring yet, the desktop asks to make one.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with #SluiceAuthError
 */
DexFuture *
sluice_keyring_store (SluiceKeyring *self,
                      const char    *kind,
                      const char    *place,
                      const char    *account,
                      const char    *client,
                      const char    *secret)
{
  Request *request;

  dex_return_error_if_fail (SLUICE_IS_KEYRING (self));
  dex_return_error_if_fail (kind != NULL && place != NULL && account != NULL && client != NULL);
  dex_return_error_if_fail (secret != NULL);

  request = request_new (self, kind, place, account, client);
  request->label = make_label (kind, place);
  request->secret = g_strdup (secret);
  return sluice_fiber_spawn (store_fiber, request, request_free);
}

static DexFuture *
clear_fiber (DexFuture *stop,
             gpointer   data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretRetrievable) left = NULL;

  if (!dex_await (within (request->keyring->seconds, sluice_keyring_call_clear (&schema, request->attributes)), &error))
    return reject (g_steal_pointer (&error));

  left = await_item (request, &error);
  if (left != NULL)
    return reject_code (SLUICE_AUTH_ERROR_FAILED);
  if (!g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    return reject (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * sluice_keyring_clear:
 * @self: a keyring
 * @kind: as for sluice_keyring_lookup()
 * @place: as for sluice_keyring_lookup()
 * @account: as for sluice_keyring_lookup()
 * @client: as for sluice_keyring_lookup()
 *
 * Deletes a secret, and looks again: it succeeds when certainly none is left,
 * also when there was none. Never unlocks.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with
 *   %SLUICE_AUTH_ERROR_LOCKED when something locked may be left, or as
 *   sluice_keyring_lookup() does
 */
DexFuture *
sluice_keyring_clear (SluiceKeyring *self,
                      const char    *kind,
                      const char    *place,
                      const char    *account,
                      const char    *client)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (self));
  dex_return_error_if_fail (kind != NULL && place != NULL && account != NULL && client != NULL);

  return sluice_fiber_spawn (clear_fiber, request_new (self, kind, place, account, client), request_free);
}

static DexFuture *
unlock_fiber (DexFuture *stop,
              gpointer   data)
{
  Request *request = data;
  SluiceKeyring *self = request->keyring;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretService) service = NULL;
  g_autoptr(SecretCollection) collection = await_default_collection (self, &service, &error);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GList) objects = NULL;
  int unlocked;

  if (error != NULL)
    return reject (g_steal_pointer (&error));

  items = g_steal_pointer (&self->locked_items);
  self->locked_items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    objects = g_list_prepend (objects, g_ptr_array_index (items, i));
  if (collection != NULL)
    objects = g_list_prepend (objects, collection);
  if (objects == NULL)
    return dex_future_new_true ();

  unlocked = dex_await_int (sluice_until (within (self->prompt_seconds, sluice_keyring_call_unlock (service, objects)),
                                          stop),
                            &error);
  if (error != NULL)
    return reject (g_steal_pointer (&error));
  if (unlocked < (int) g_list_length (objects))
    return reject_code (SLUICE_AUTH_ERROR_CANCELLED);

  return dex_future_new_true ();
}

/**
 * sluice_keyring_unlock:
 * @self: a keyring
 *
 * Asks the person for the keyring's password, if that is needed: so only ever
 * call it because the person wants to go on. When a future that waits for this
 * one settles without it, as dex_future_first() does, the question is taken away.
 *
 * Returns: (transfer full): resolves to %TRUE when it is open, or rejects with
 *   %SLUICE_AUTH_ERROR_CANCELLED when the person said no,
 *   %SLUICE_AUTH_ERROR_TIMEOUT when nobody answered, or as sluice_keyring_lookup() does
 */
DexFuture *
sluice_keyring_unlock (SluiceKeyring *self)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (self));

  return sluice_fiber_spawn (unlock_fiber, request_new (self, NULL, NULL, NULL, NULL), request_free);
}
