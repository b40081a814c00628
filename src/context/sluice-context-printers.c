/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-fiber.h"
#include "sluice-log.h"
#include "sluice-printer-detection.h"

/* Printers in the local network: what they are is in the settings, and their keys are in the keyring. */

static DexFuture *
find_key (const char *printer_id,
          gpointer    keyring)
{
  return sluice_keyring_lookup (keyring, SLUICE_KEYRING_PRINTER_KEY, printer_id, "", "");
}

void
sluice_context_build_printers (SluiceContext *self)
{
  self->local_printers = sluice_local_printers_new (self->settings);
  self->print_sender = sluice_print_sender_new (self->gate, self->clock, find_key, g_object_ref (self->keyring),
                                                g_object_unref);
  self->local_monitor = sluice_local_monitor_new (self->local_printers, self->gate, self->clock, find_key,
                                                  g_object_ref (self->keyring), g_object_unref);
  sluice_upload_queue_set_printers (self->uploads, self->local_printers, self->print_sender);
}

/* The groups of the place in use and of the local network in one list, and what happens to them. */
void
sluice_context_build_fleet (SluiceContext *self)
{
  g_autofree char *path = g_build_filename (self->data_folder, "history.db", NULL);

  self->fleet = sluice_joined_list_new (sluice_printer_monitor_get_groups (self->monitor),
                                        sluice_local_monitor_get_groups (self->local_monitor));
  self->events = sluice_printer_events_new (G_LIST_MODEL (self->fleet), self->clock);
  self->history = sluice_print_history_new (path, self->clock);
  sluice_print_history_follow (self->history, self->events);
}

static DexFuture *
history_loaded_cb (DexFuture *future,
                   gpointer   unused)
{
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    sluice_log_error (G_LOG_LEVEL_WARNING, "the history of prints cannot be read", error);
  return dex_future_new_true ();
}

/* @key: (nullable): the vault's. A program that is over in a moment has nothing to write down. */
void
sluice_context_use_history (SluiceContext *self,
                            SluiceKey     *key)
{
  sluice_print_history_set_key (self->history, key);
  if (key != NULL && self->keeps_uploads)
    dex_future_disown (dex_future_finally (sluice_print_history_load (self->history), history_loaded_cb, NULL, NULL));
}

typedef struct
{
  SluiceContext      *context;
  SluiceLocalPrinter *printer; /* NULL before it is made of: */
  char               *name;
  char               *address;
  SluicePrinterKind   kind;
  char               *key; /* nullable; secret */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->context);
  g_clear_object (&change->printer);
  g_free (change->name);
  g_free (change->address);
  sluice_secret_free (change->key);
  g_free (change);
}

static DexFuture *
add_fiber (DexFuture *stop,
           gpointer   data)
{
  Change *change = data;
  SluiceContext *self = change->context;
  g_autoptr(GError) error = NULL;

  change->printer = sluice_local_printer_new (change->name, change->address, change->kind, change->key != NULL, &error);
  if (change->printer == NULL ||
      !dex_await (sluice_until (sluice_print_sender_check (self->print_sender, change->printer, change->key), stop),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (change->key != NULL &&
      !dex_await (sluice_until (sluice_keyring_store (self->keyring, SLUICE_KEYRING_PRINTER_KEY,
                                                      sluice_local_printer_get_id (change->printer), "", "", change->key),
                                stop),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  sluice_local_printers_add (self->local_printers, change->printer);
  return dex_future_new_true ();
}

/**
 * sluice_context_add_printer:
 * @self: a context
 * @name: what the person calls it; empty for its address
 * @address: in the local network, as it is typed
 * @kind: what it speaks
 * @key: (nullable): its key
 *
 * Looks whether such a printer answers there, and keeps it: its key in the keyring, the rest in the settings.
 *
 * Returns: (transfer full): settles when it is kept; rejects with #SluicePrintersError, #SluiceNetError, or
 *   #SluiceAuthError when the keyring does not take the key
 */
DexFuture *
sluice_context_add_printer (SluiceContext     *self,
                            const char        *name,
                            const char        *address,
                            SluicePrinterKind  kind,
                            const char        *key)
{
  Change *change;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (name != NULL && address != NULL);

  change = g_new0 (Change, 1);
  change->context = g_object_ref (self);
  change->name = g_strdup (name);
  change->address = g_strdup (address);
  change->kind = kind;
  change->key = g_strdup (key);
  return sluice_fiber_spawn (add_fiber, change, change_free);
}

/**
 * sluice_context_detect_printer:
 * @self: a context
 * @address: in the local network, as it is typed
 *
 * Asks what answers there; see sluice_printer_detect().
 *
 * Returns: (transfer full): a future of a boxed #SluicePrinterDetection
 */
DexFuture *
sluice_context_detect_printer (SluiceContext *self,
                               const char    *address)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (address != NULL);

  return sluice_printer_detect (self->gate, self->clock, address);
}

/* A key that cannot be removed now must not keep the printer on the list; it is of no use to anybody without it. */
static DexFuture *
remove_fiber (DexFuture *stop,
              gpointer   data)
{
  Change *change = data;
  SluiceContext *self = change->context;
  g_autoptr(GError) error = NULL;

  sluice_local_printers_remove (self->local_printers, change->printer);
  if (sluice_local_printer_has_key (change->printer) &&
      !dex_await (sluice_keyring_clear (self->keyring, SLUICE_KEYRING_PRINTER_KEY,
                                        sluice_local_printer_get_id (change->printer), "", ""),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_context_remove_printer:
 * @self: a context
 * @printer: one of its list
 *
 * Forgets a printer and its key.
 *
 * Returns: (transfer full): settles when both are gone; rejects with #SluiceAuthError when only the printer is
 */
DexFuture *
sluice_context_remove_printer (SluiceContext      *self,
                               SluiceLocalPrinter *printer)
{
  Change *change;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_LOCAL_PRINTER (printer));

  change = g_new0 (Change, 1);
  change->context = g_object_ref (self);
  change->printer = g_object_ref (printer);
  return sluice_fiber_spawn (remove_fiber, change, change_free);
}

/** sluice_context_get_local_printers: (transfer none): in the local network, as the person added them. */
SluiceLocalPrinters *
sluice_context_get_local_printers (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->local_printers;
}

/** sluice_context_get_fleet: (transfer none): of #SluicePrinterGroup: those of the place in use, and what is in the local network. */
GListModel *
sluice_context_get_fleet (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return G_LIST_MODEL (self->fleet);
}

/** sluice_context_get_printer_events: (transfer none): what happens to them. */
SluicePrinterEvents *
sluice_context_get_printer_events (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->events;
}

/** sluice_context_get_history: (transfer none): the prints that were seen; kept while the vault is open. */
SluicePrintHistory *
sluice_context_get_history (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->history;
}

/**
 * sluice_context_set_watch_level:
 * @self: a context
 * @level: how much a person wants to know of the printers now
 *
 * Sets how often it looks at them.
 */
void
sluice_context_set_watch_level (SluiceContext    *self,
                                SluiceWatchLevel  level)
{
  g_return_if_fail (SLUICE_IS_CONTEXT (self));

  sluice_printer_monitor_set_level (self->monitor, level);
  sluice_local_monitor_set_level (self->local_monitor, level);
}

/**
 * sluice_context_look_around:
 * @self: a context that was not started
 *
 * One look at the printers of the local network, for a program that does not watch them.
 *
 * Returns: (transfer full): settles when each was looked at; how that went their observations say
 */
DexFuture *
sluice_context_look_around (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_local_monitor_look_once (self->local_monitor);
}

/** sluice_context_refresh: looks at the printers now instead of at the next turn. */
void
sluice_context_refresh (SluiceContext *self)
{
  g_return_if_fail (SLUICE_IS_CONTEXT (self));

  sluice_printer_monitor_refresh (self->monitor);
  sluice_local_monitor_refresh (self->local_monitor);
}
