/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-accounts.h"

#define KEY "accounts"

struct _SluiceAccounts
{
  GObject parent_instance;

  GSettings *settings;
  GPtrArray *accounts;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceAccounts, sluice_accounts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
sluice_accounts_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_ACCOUNT;
}

static guint
sluice_accounts_get_n_items (GListModel *model)
{
  return SLUICE_ACCOUNTS (model)->accounts->len;
}

static gpointer
sluice_accounts_get_item (GListModel *model,
                          guint       position)
{
  SluiceAccounts *self = SLUICE_ACCOUNTS (model);

  return position < self->accounts->len ? g_object_ref (g_ptr_array_index (self->accounts, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_accounts_get_item_type;
  iface->get_n_items = sluice_accounts_get_n_items;
  iface->get_item = sluice_accounts_get_item;
}

static void
sluice_accounts_finalize (GObject *object)
{
  SluiceAccounts *self = SLUICE_ACCOUNTS (object);

  g_clear_object (&self->settings);
  g_ptr_array_unref (self->accounts);

  G_OBJECT_CLASS (sluice_accounts_parent_class)->finalize (object);
}

static void
sluice_accounts_class_init (SluiceAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_accounts_finalize;
}

static void
sluice_accounts_init (SluiceAccounts *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
load (SluiceAccounts *self)
{
  g_autoptr(GVariant) kept = g_settings_get_value (self->settings, KEY);

  for (gsize i = 0; i < g_variant_n_children (kept); i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (kept, i);
      SluiceAccount *account = sluice_account_new_variant (child);

      if (account != NULL)
        g_ptr_array_add (self->accounts, account);
    }
}

static void
save (SluiceAccounts *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{ss}"));
  for (guint i = 0; i < self->accounts->len; i++)
    g_variant_builder_add_value (&builder, sluice_account_to_variant (g_ptr_array_index (self->accounts, i)));
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
  /* A command ends right after this. */
  g_settings_sync ();
}

/**
 * sluice_accounts_new:
 * @settings: Sluice's settings
 *
 * Returns: (transfer full): the accounts that @settings keep
 */
SluiceAccounts *
sluice_accounts_new (GSettings *settings)
{
  SluiceAccounts *self = g_object_new (SLUICE_TYPE_ACCOUNTS, NULL);

  self->settings = g_object_ref (settings);
  load (self);
  return self;
}

/** sluice_accounts_add: keeps @account, which is signed in; one that is there already is written anew. */
void
sluice_accounts_add (SluiceAccounts *self,
                     SluiceAccount  *account)
{
  g_return_if_fail (SLUICE_IS_ACCOUNTS (self));
  g_return_if_fail (SLUICE_IS_ACCOUNT (account));

  if (!g_ptr_array_find (self->accounts, account, NULL))
    {
      g_ptr_array_add (self->accounts, g_object_ref (account));
      g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
    }
  save (self);
}

/** sluice_accounts_remove: forgets @account, whose sign-in is over. */
void
sluice_accounts_remove (SluiceAccounts *self,
                        SluiceAccount  *account)
{
  guint position;

  g_return_if_fail (SLUICE_IS_ACCOUNTS (self));

  if (!g_ptr_array_find (self->accounts, account, &position))
    return;
  g_ptr_array_remove_index (self->accounts, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  save (self);
}

/**
 * sluice_accounts_find:
 * @self: accounts
 * @name: (nullable): an id, a title as `anna@cloud.example`, or an address; %NULL
 *   for the only one
 *
 * Returns: (transfer none) (nullable): the account; %NULL when none or several are meant
 */
SluiceAccount *
sluice_accounts_find (SluiceAccounts *self,
                      const char     *name)
{
  SluiceAccount *found = NULL;

  g_return_val_if_fail (SLUICE_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      SluiceAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *title = sluice_account_dup_title (account);

      if (name != NULL && !g_str_equal (name, sluice_account_get_id (account)) && !g_str_equal (name, title) &&
          !g_str_equal (name, sluice_account_get_url (account)))
        continue;
      if (found != NULL)
        return NULL;
      found = account;
    }

  return found;
}
