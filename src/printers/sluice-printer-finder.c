/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-finder.h"

#include "sluice-avahi-object.h"
#include "sluice-list-store.h"
#include "sluice-service-record.h"

#include <glib/gi18n-lib.h>

/*
 * mDNS by way of Avahi, which has the port and the cache; asked on the system bus (org.freedesktop.Avahi.Server of its
 * introspection). For each kind of print server there is a browser, and for each service on each network a resolver, which
 * goes on to tell when the address changes. Signals are told by what they are about, not by where they come from: they may
 * come before the answer that says what their object is called.
 */
#define AVAHI "org.freedesktop.Avahi"
#define BROWSER "ServiceBrowser"
#define RESOLVER "ServiceResolver"
#define ANY (-1)
/* Of the link only; nothing is asked of name servers, whatever an announcement says. */
#define DOMAIN "local"
/* AVAHI_LOOKUP_USE_MULTICAST */
#define FLAGS 2u
/* Anybody in the network can announce as much as they like; and a bus lets 128 questions wait for their answers. */
#define MAX_SERVICES 96

struct _SluicePrinterFinder
{
  GObject parent_instance;

  SluiceFinderState state;
  guint             watch;      /* of the name */
  guint             signals[2]; /* subscriptions, while there is an owner */
  guint             showing;    /* an idle source */

  /* Owned. */
  GDBusConnection *given;      /* nullable */
  GDBusConnection *connection; /* nullable: while it is not stopped */
  GCancellable    *opening;    /* nullable: while the bus is connected to */
  char            *owner;      /* nullable: Avahi's own name on the bus */
  GPtrArray       *browsers;
  GHashTable      *services;   /* what a service is called and where -> Service */
  GListStore      *printers;
};

typedef struct
{
  SluiceAvahiObject   *resolver;
  SluiceServiceRecord *record; /* nullable: before there is an address */
} Service;

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluicePrinterFinder, sluice_printer_finder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (SluiceFinderState, sluice_finder_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_SEARCHING, "searching"),
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_FINDER_FAILED, "failed"))

typedef enum
{
  PROP_STATE = 1,
} SluicePrinterFinderProperty;

static GParamSpec *properties[PROP_STATE + 1];

static GType
sluice_printer_finder_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_FOUND_PRINTER;
}

static guint
sluice_printer_finder_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_PRINTER_FINDER (model)->printers));
}

static gpointer
sluice_printer_finder_get_item (GListModel *model,
                                guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_PRINTER_FINDER (model)->printers), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_printer_finder_get_item_type;
  iface->get_n_items = sluice_printer_finder_get_n_items;
  iface->get_item = sluice_printer_finder_get_item;
}

static void
service_free (gpointer data)
{
  Service *service = data;

  sluice_avahi_object_release (service->resolver);
  g_clear_pointer (&service->record, sluice_service_record_free);
  g_free (service);
}

static void
set_state (SluicePrinterFinder *self,
           SluiceFinderState    state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* One that says the same as before stays the object that it was. */
static void
keep_known (SluicePrinterFinder *self,
            GPtrArray           *printers)
{
  for (guint i = 0; i < printers->len; i++)
    for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (self)); j++)
      {
        g_autoptr(SluiceFoundPrinter) known = g_list_model_get_item (G_LIST_MODEL (self), j);

        if (sluice_found_printer_equal (known, printers->pdata[i]))
          g_set_object ((SluiceFoundPrinter **) &printers->pdata[i], known);
      }
}

static void
show (SluicePrinterFinder *self)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  g_autoptr(GPtrArray) printers = NULL;
  GHashTableIter iter;
  Service *service;

  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &service))
    if (service->record != NULL)
      g_ptr_array_add (records, service->record);
  printers = sluice_service_records_merge (records);
  keep_known (self, printers);
  sluice_list_store_assign (self->printers, printers);
}

static void
show_cb (gpointer data)
{
  SluicePrinterFinder *self = data;

  self->showing = 0;
  show (self);
}

/* What comes at once is shown at once. */
static void
show_soon (SluicePrinterFinder *self)
{
  if (self->showing == 0)
    self->showing = g_idle_add_once (show_cb, self);
}

/* (transfer full): a service may be announced on several networks, by IPv4 and IPv6. */
static char *
make_key (int         interface,
          int         protocol,
          const char *name,
          const char *type,
          const char *domain)
{
  return g_strdup_printf ("%d\n%d\n%s\n%s\n%s", interface, protocol, type, domain, name);
}

/* All that is Avahi's is given back, and what it said is forgotten. */
static void
leave (SluicePrinterFinder *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    if (self->signals[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->connection, g_steal_handle_id (&self->signals[i]));
  g_ptr_array_set_size (self->browsers, 0);
  g_hash_table_remove_all (self->services);
  g_clear_handle_id (&self->showing, g_source_remove);
  g_clear_pointer (&self->owner, g_free);
  g_list_store_remove_all (self->printers);
}

static void
fail (SluicePrinterFinder *self,
      SluiceFinderState    state)
{
  leave (self);
  set_state (self, state);
}

static void
browser_failed_cb (const GError *error,
                   gpointer      data)
{
  const gboolean refused = g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
                           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED);

  fail (data, refused ? SLUICE_FINDER_REFUSED : SLUICE_FINDER_FAILED);
}

/* A service whose address is not to be had is no printer that one could connect to; it stays until it goes. */
static void
resolver_failed_cb (const GError *error,
                    gpointer      data)
{
}

static void
add_service (SluicePrinterFinder *self,
             GVariant            *parameters)
{
  const char *name;
  const char *type;
  const char *domain;
  g_autofree char *key = NULL;
  Service *service;
  int interface;
  int protocol;

  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, NULL);
  key = make_key (interface, protocol, name, type, domain);
  if (!g_strv_contains (sluice_service_record_get_types (), type) || g_hash_table_contains (self->services, key) ||
      g_hash_table_size (self->services) >= MAX_SERVICES)
    return;

  service = g_new0 (Service, 1);
  /* What is announced by IPv6 is asked for its IPv6 address: so that a printer that has both is known by both. */
  service->resolver = sluice_avahi_object_new (self->connection, self->owner, RESOLVER,
                                               g_variant_new ("(iisssiu)", interface, protocol, name, type, domain,
                                                              protocol, FLAGS),
                                               resolver_failed_cb, NULL);
  g_hash_table_insert (self->services, g_steal_pointer (&key), service);
}

static void
remove_service (SluicePrinterFinder *self,
                GVariant            *parameters)
{
  const char *name;
  const char *type;
  const char *domain;
  g_autofree char *key = NULL;
  int interface;
  int protocol;

  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, NULL);
  key = make_key (interface, protocol, name, type, domain);
  if (g_hash_table_remove (self->services, key))
    show_soon (self);
}

static void
browser_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         data)
{
  SluicePrinterFinder *self = data;
  const gboolean is_item = g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)"));

  if (g_str_equal (signal, "ItemNew") && is_item)
    add_service (self, parameters);
  else if (g_str_equal (signal, "ItemRemove") && is_item)
    remove_service (self, parameters);
  else if (g_str_equal (signal, "Failure"))
    for (guint i = 0; i < self->browsers->len; i++)
      if (sluice_avahi_object_is_at (self->browsers->pdata[i], path))
        {
          fail (self, SLUICE_FINDER_FAILED);
          return;
        }
}

static void
resolver_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         data)
{
  SluicePrinterFinder *self = data;
  const char *name;
  const char *type;
  const char *domain;
  g_autofree char *key = NULL;
  Service *service;
  int index;
  int protocol;

  if (!g_str_equal (signal, "Found") || !g_variant_is_of_type (parameters, SLUICE_SERVICE_FOUND_TYPE))
    return;

  g_variant_get (parameters, "(ii&s&s&ssisqaayu)", &index, &protocol, &name, &type, &domain, NULL, NULL, NULL, NULL, NULL,
                 NULL);
  key = make_key (index, protocol, name, type, domain);
  service = g_hash_table_lookup (self->services, key);
  if (service == NULL)
    return;
  g_clear_pointer (&service->record, sluice_service_record_free);
  service->record = sluice_service_record_new (parameters);
  show_soon (self);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         data)
{
  SluicePrinterFinder *self = data;
  const char * const *types = sluice_service_record_get_types ();

  leave (self);
  self->owner = g_strdup (owner);
  self->signals[0] = g_dbus_connection_signal_subscribe (connection, owner, AVAHI "." BROWSER, NULL, NULL, NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, browser_cb, self, NULL);
  self->signals[1] = g_dbus_connection_signal_subscribe (connection, owner, AVAHI "." RESOLVER, NULL, NULL, NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, resolver_cb, self, NULL);
  for (guint i = 0; types[i] != NULL; i++)
    g_ptr_array_add (self->browsers,
                     sluice_avahi_object_new (connection, owner, BROWSER,
                                              g_variant_new ("(iissu)", ANY, ANY, types[i], DOMAIN, FLAGS),
                                              browser_failed_cb, self));
  set_state (self, SLUICE_FINDER_SEARCHING);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         data)
{
  fail (data, SLUICE_FINDER_ABSENT);
}

static void
watch (SluicePrinterFinder *self)
{
  self->watch = g_bus_watch_name_on_connection (self->connection, AVAHI, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, appeared_cb,
                                                vanished_cb, self, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(SluicePrinterFinder) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->opening == NULL)
    return;
  g_clear_object (&self->opening);
  if (connection == NULL)
    {
      set_state (self, SLUICE_FINDER_ABSENT);
      return;
    }
  /* The bus of the system may be started anew; Sluice goes on without it. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  self->connection = g_steal_pointer (&connection);
  watch (self);
}

static void
sluice_printer_finder_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((SluicePrinterFinderProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, SLUICE_PRINTER_FINDER (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
stop (SluicePrinterFinder *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  leave (self);
  g_clear_object (&self->connection);
}

static void
sluice_printer_finder_dispose (GObject *object)
{
  stop (SLUICE_PRINTER_FINDER (object));

  G_OBJECT_CLASS (sluice_printer_finder_parent_class)->dispose (object);
}

static void
sluice_printer_finder_finalize (GObject *object)
{
  SluicePrinterFinder *self = SLUICE_PRINTER_FINDER (object);

  g_clear_object (&self->given);
  g_clear_pointer (&self->browsers, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_object (&self->printers);

  G_OBJECT_CLASS (sluice_printer_finder_parent_class)->finalize (object);
}

static void
sluice_printer_finder_class_init (SluicePrinterFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_printer_finder_get_property;
  object_class->dispose = sluice_printer_finder_dispose;
  object_class->finalize = sluice_printer_finder_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_FINDER_STATE, SLUICE_FINDER_STOPPED,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_printer_finder_init (SluicePrinterFinder *self)
{
  self->browsers = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_avahi_object_release);
  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, service_free);
  self->printers = g_list_store_new (SLUICE_TYPE_FOUND_PRINTER);
  g_signal_connect_object (self->printers, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_printer_finder_new:
 * @connection: (nullable): the bus that Avahi is on; %NULL for the system's, which is connected to when it is needed
 *
 * Returns: (transfer full): a finder that does not search yet
 */
SluicePrinterFinder *
sluice_printer_finder_new (GDBusConnection *connection)
{
  SluicePrinterFinder *self;

  g_return_val_if_fail (connection == NULL || G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (SLUICE_TYPE_PRINTER_FINDER, NULL);
  g_set_object (&self->given, connection);
  return self;
}

/**
 * sluice_printer_finder_start:
 * @self: a finder
 *
 * Searches until sluice_printer_finder_stop(): for as long as somebody looks. Where a search ended with a problem, it is
 * begun anew; while one goes on, nothing is done.
 */
void
sluice_printer_finder_start (SluicePrinterFinder *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_FINDER (self));

  if (self->state == SLUICE_FINDER_STARTING || self->state == SLUICE_FINDER_SEARCHING)
    return;

  stop (self);
  set_state (self, SLUICE_FINDER_STARTING);
  if (self->given != NULL)
    {
      self->connection = g_object_ref (self->given);
      watch (self);
      return;
    }
  self->opening = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->opening, opened_cb, g_object_ref (self));
}

/** sluice_printer_finder_stop: asks nobody any more, and forgets what was found. */
void
sluice_printer_finder_stop (SluicePrinterFinder *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_FINDER (self));

  stop (self);
  set_state (self, SLUICE_FINDER_STOPPED);
}

SluiceFinderState
sluice_printer_finder_get_state (SluicePrinterFinder *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_FINDER (self), SLUICE_FINDER_STOPPED);

  return self->state;
}

/** sluice_printer_finder_get_problem: (nullable): why there is no search, in a sentence for people; %NULL when there is one. */
const char *
sluice_printer_finder_get_problem (SluicePrinterFinder *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_FINDER (self), NULL);

  switch (self->state)
    {
    case SLUICE_FINDER_ABSENT:
      return _("Sluice cannot search here: Avahi, which knows what is in the network, does not run or cannot be reached. "
               "A printer can be added by its address.");
    case SLUICE_FINDER_REFUSED:
      return _("Sluice may not ask Avahi what is in the network. A printer can be added by its address.");
    case SLUICE_FINDER_FAILED:
      return _("The search failed. Search again, or add the printer by its address.");
    case SLUICE_FINDER_STOPPED:
    case SLUICE_FINDER_STARTING:
    case SLUICE_FINDER_SEARCHING:
    default:
      return NULL;
    }
}
