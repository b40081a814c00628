/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-keyring-calls.h"

/* Settles the promise that a call was given as its data, and lets go of it. */
static void
settle (gpointer      data,
        const GValue *value,
        GError       *error)
{
  g_autoptr(DexPromise) promise = data;

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve (promise, value);
}

static void
settle_object (gpointer  data,
               GType     type,
               gpointer  object,
               GError   *error)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_value_take_object (&value, object);
  settle (data, &value, error);
}

static void
settle_boolean (gpointer  data,
                gboolean  result,
                GError   *error)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, result);
  settle (data, &value, error);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;
  SecretService *service = secret_service_get_finish (result, &error);

  settle_object (data, SECRET_TYPE_SERVICE, service, error);
}

/** sluice_keyring_call_service: resolves to the #SecretService of the session. */
DexFuture *
sluice_keyring_call_service (void)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_service_get (SECRET_SERVICE_NONE, dex_promise_get_cancellable (promise), service_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
default_collection_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  GError *error = NULL;
  SecretCollection *collection = secret_collection_for_alias_finish (result, &error);

  settle_object (data, SECRET_TYPE_COLLECTION, collection, error);
}

/** sluice_keyring_call_default_collection: resolves to a #SecretCollection, or to %NULL when none was made yet. */
DexFuture *
sluice_keyring_call_default_collection (SecretService *service)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               dex_promise_get_cancellable (promise), default_collection_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr(GList) found = secret_password_search_finish (result, &error);

  for (GList *link = found; link != NULL; link = link->next)
    g_ptr_array_add (items, link->data);

  g_value_init (&value, G_TYPE_PTR_ARRAY);
  g_value_set_boxed (&value, items);
  settle (data, &value, error);
}

/** sluice_keyring_call_search: resolves to a #GPtrArray of #SecretRetrievable, locked ones among them. Asks nobody. */
DexFuture *
sluice_keyring_call_search (const SecretSchema *schema,
                            GHashTable         *attributes)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_searchv (schema, attributes, SECRET_SEARCH_ALL, dex_promise_get_cancellable (promise),
                           search_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
retrieve_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GError *error = NULL;
  SecretValue *secret = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  g_value_init (&value, SECRET_TYPE_VALUE);
  g_value_take_boxed (&value, secret);
  settle (data, &value, error);
}

/** sluice_keyring_call_retrieve: resolves to a #SecretValue, %NULL when the item is locked. */
DexFuture *
sluice_keyring_call_retrieve (SecretRetrievable *item)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_retrievable_retrieve_secret (item, dex_promise_get_cancellable (promise), retrieve_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GError *error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  settle_boolean (data, stored, error);
}

/** sluice_keyring_call_store: where there is no keyring yet, this asks the person to make one. */
DexFuture *
sluice_keyring_call_store (const SecretSchema *schema,
                           GHashTable         *attributes,
                           const char         *label,
                           const char         *secret)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_storev (schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret,
                          dex_promise_get_cancellable (promise), store_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GError *error = NULL;
  gboolean cleared = secret_password_clear_finish (result, &error);

  settle_boolean (data, cleared, error);
}

/** sluice_keyring_call_clear: resolves to whether there was any; what is locked stays, and is not counted. */
DexFuture *
sluice_keyring_call_clear (const SecretSchema *schema,
                           GHashTable         *attributes)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_clearv (schema, attributes, dex_promise_get_cancellable (promise), clear_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
unlock_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GError *error = NULL;
  int unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, unlocked);
  settle (data, &value, error);
}

/** sluice_keyring_call_unlock: may ask the person. Resolves to how many of @objects are unlocked then. */
DexFuture *
sluice_keyring_call_unlock (SecretService *service,
                            GList         *objects)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_service_unlock (service, objects, dex_promise_get_cancellable (promise), unlock_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}
