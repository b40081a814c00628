/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access-log.h"

#include "sluice-consents-private.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* The cloud keeps a year of it: it is read from the newest on, as far as somebody wants to see. */
#define PAGE 100

struct _SluiceAccessLog
{
  GObject parent_instance;

  gboolean is_loading;
  gboolean has_more;
  gint64   observed_at; /* microseconds since the epoch */
  guint    n_places;    /* what was asked at a place before is not true of this one */

  /* Owned. */
  SluiceConsents *consents;
  GListStore     *entries;
  char           *stale_reason;
};

G_DEFINE_FINAL_TYPE (SluiceAccessLog, sluice_access_log, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_HAS_MORE,
  PROP_OBSERVED_AT,
  PROP_STALE_REASON,
} SluiceAccessLogProperty;

static GParamSpec *properties[PROP_STALE_REASON + 1];

typedef struct
{
  /* Owned. */
  SluiceAccessLog *log;
  SluiceSession   *session; /* NULL when there is no place */

  gint64 before; /* number of an entry; 0 for the newest */
  guint  n_places;
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->log);
  g_clear_object (&ask->session);
  g_free (ask);
}

static void
sluice_access_log_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceAccessLog *self = SLUICE_ACCESS_LOG (object);

  switch ((SluiceAccessLogProperty) property_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_OBSERVED_AT:
      g_value_set_int64 (value, self->observed_at);
      break;
    case PROP_STALE_REASON:
      g_value_set_string (value, self->stale_reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_access_log_finalize (GObject *object)
{
  SluiceAccessLog *self = SLUICE_ACCESS_LOG (object);

  g_clear_object (&self->consents);
  g_clear_object (&self->entries);
  g_free (self->stale_reason);

  G_OBJECT_CLASS (sluice_access_log_parent_class)->finalize (object);
}

static void
sluice_access_log_class_init (SluiceAccessLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_access_log_get_property;
  object_class->finalize = sluice_access_log_finalize;

  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STALE_REASON] = g_param_spec_string ("stale-reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_access_log_init (SluiceAccessLog *self)
{
  self->entries = g_list_store_new (SLUICE_TYPE_ACCESS);
}

static void
set_flag (SluiceAccessLog         *self,
          gboolean                *flag,
          gboolean                 value,
          SluiceAccessLogProperty  property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_seen (SluiceAccessLog *self,
          gint64           observed_at,
          const char      *stale_reason)
{
  if (self->observed_at != observed_at)
    {
      self->observed_at = observed_at;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OBSERVED_AT]);
    }
  if (g_set_str (&self->stale_reason, stale_reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

static guint
count (SluiceAccessLog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->entries));
}

static gint64
get_number (SluiceAccessLog *self,
            guint            position)
{
  g_autoptr(SluiceAccess) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return entry != NULL ? sluice_access_get_number (entry) : 0;
}

/* (transfer full): those of @array that come before @before, newest first, as the cloud has them */
static GPtrArray *
read_entries (JsonArray *array,
              gint64     before)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      SluiceAccess *entry = object != NULL ? sluice_access_new (object) : NULL;

      if (entry == NULL)
        continue;
      if (before > 0 && sluice_access_get_number (entry) >= before)
        {
          g_object_unref (entry);
          continue;
        }
      before = sluice_access_get_number (entry);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

/* What is known stays where it joins on to what is new; where there may be a gap, it goes. */
static void
take_newest (SluiceAccessLog *self,
             GPtrArray       *entries,
             gboolean         is_full)
{
  const gint64 newest = get_number (self, 0);
  guint n_new = 0;

  while (n_new < entries->len && sluice_access_get_number (entries->pdata[n_new]) > newest)
    n_new++;
  if (n_new == entries->len && is_full && count (self) > 0)
    g_list_store_remove_all (self->entries);
  if (count (self) == 0)
    set_flag (self, &self->has_more, is_full, PROP_HAS_MORE);
  if (n_new > 0)
    g_list_store_splice (self->entries, 0, 0, entries->pdata, n_new);
}

static void
take (Ask       *ask,
      JsonArray *array,
      gint64     observed_at)
{
  SluiceAccessLog *self = ask->log;
  const gboolean is_full = json_array_get_length (array) >= PAGE;
  g_autoptr(GPtrArray) entries = read_entries (array, ask->before);

  if (ask->before == 0)
    {
      take_newest (self, entries, is_full);
      set_seen (self, observed_at, NULL);
    }
  else if (ask->before == get_number (self, MAX (count (self), 1) - 1))
    {
      if (entries->len > 0)
        g_list_store_splice (self->entries, count (self), 0, entries->pdata, entries->len);
      set_flag (self, &self->has_more, is_full && entries->len > 0, PROP_HAS_MORE);
    }
}

static SluiceRequest *
make_request (gint64 before)
{
  SluiceRequest *request = sluice_consents_make_request ("GET", "/privacy/v1/accesses", NULL, NULL, NULL, NULL);

  sluice_request_add_query (request, "limit", G_STRINGIFY (PAGE));
  if (before > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, before);

      sluice_request_add_query (request, "before", text);
    }
  return request;
}

static DexFuture *
ask_fiber (DexFuture *stop,
           gpointer   data)
{
  Ask *ask = data;
  SluiceAccessLog *self = ask->log;
  g_autoptr(SluiceRequest) request = make_request (ask->before);
  g_autoptr(GError) error = NULL;
  gint64 observed_at = 0;
  g_autoptr(JsonNode) node = sluice_consents_call (ask->session, request, stop, &observed_at, &error);

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    g_set_error_literal (&error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                         _("The list of who read your data is not one that Sluice understands."));
  if (ask->n_places == self->n_places)
    {
      if (error == NULL)
        take (ask, json_node_get_array (node), observed_at);
      else if (dex_future_is_pending (stop))
        set_seen (self, self->observed_at, error->message);
      set_flag (self, &self->is_loading, FALSE, PROP_IS_LOADING);
    }
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
spawn (SluiceAccessLog *self,
       gint64           before)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->log = g_object_ref (self);
  ask->session = self->consents->session != NULL ? g_object_ref (self->consents->session) : NULL;
  ask->before = before;
  ask->n_places = self->n_places;
  set_flag (self, &self->is_loading, TRUE, PROP_IS_LOADING);
  return sluice_fiber_spawn (ask_fiber, ask, (GDestroyNotify) ask_free);
}

/* The service has forgotten what it saw: it is of another place from here on. */
static void
observed_cb (SluiceAccessLog *self)
{
  if (sluice_consents_get_observed_at (self->consents) != 0)
    return;

  self->n_places++;
  g_list_store_remove_all (self->entries);
  set_flag (self, &self->has_more, FALSE, PROP_HAS_MORE);
  set_flag (self, &self->is_loading, FALSE, PROP_IS_LOADING);
  set_seen (self, 0, NULL);
}

/** sluice_access_log_new: @consents: of the place in use. (transfer full): a list that knows nothing yet. */
SluiceAccessLog *
sluice_access_log_new (SluiceConsents *consents)
{
  SluiceAccessLog *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);

  self = g_object_new (SLUICE_TYPE_ACCESS_LOG, NULL);
  self->consents = g_object_ref (consents);
  g_signal_connect_object (consents, "notify::observed-at", G_CALLBACK (observed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_access_log_look:
 * @self: a list
 *
 * Returns: (transfer full): settles when the newest are in the list; rejects with #SluiceNetError
 */
DexFuture *
sluice_access_log_look (SluiceAccessLog *self)
{
  dex_return_error_if_fail (SLUICE_IS_ACCESS_LOG (self));

  return spawn (self, 0);
}

/** sluice_access_log_load_more: (transfer full): as sluice_access_log_look(), for those before the oldest in the list. */
DexFuture *
sluice_access_log_load_more (SluiceAccessLog *self)
{
  dex_return_error_if_fail (SLUICE_IS_ACCESS_LOG (self));

  return spawn (self, count (self) > 0 ? get_number (self, count (self) - 1) : 0);
}

/** sluice_access_log_get_entries: (transfer none): of #SluiceAccess, newest first. */
GListModel *
sluice_access_log_get_entries (SluiceAccessLog *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS_LOG (self), NULL);
  return G_LIST_MODEL (self->entries);
}

gboolean
sluice_access_log_get_is_loading (SluiceAccessLog *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS_LOG (self), FALSE);
  return self->is_loading;
}

gboolean
sluice_access_log_get_has_more (SluiceAccessLog *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS_LOG (self), FALSE);
  return self->has_more;
}

gint64
sluice_access_log_get_observed_at (SluiceAccessLog *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS_LOG (self), 0);
  return self->observed_at;
}

const char *
sluice_access_log_get_stale_reason (SluiceAccessLog *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS_LOG (self), NULL);
  return self->stale_reason;
}
