/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-correction.h"
#include "sluice-net-error.h"
#include "sluice-privacy-source.h"
#include "test-person.h"
#include "test-util.h"

/* A person corrects what a real cloud calls them; and only there, and only when they say so. */

typedef struct
{
  TestPerson     *person;
  SluiceHoldings *holdings;
} Fixture;

static gboolean
has_looked (gpointer holdings)
{
  return !sluice_holdings_get_is_looking (holdings);
}

static void
use (Fixture *self)
{
  g_autoptr(SluiceInventorySource) source = sluice_privacy_source_new (self->person->session);

  sluice_holdings_use (self->holdings, source, NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->person = test_person_new ();
  self->holdings = sluice_holdings_new ();
  use (self);
  sluice_holdings_set_attentive (self->holdings, TRUE);
  test_wait_until (has_looked, self->holdings, "the look at what is kept");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  sluice_holdings_forget (self->holdings);
  g_object_unref (self->holdings);
  test_person_free (self->person);
}

/* (transfer full) (nullable): what the person is called, as it was seen last */
static SluiceInventoryItem *
find_name (Fixture *self)
{
  GListModel *items = sluice_inventory_get_items (sluice_holdings_get_inventory (self->holdings));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (sluice_inventory_item_get_category_id (item), "profile.username"))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static gboolean
is_renamed (gpointer data)
{
  g_autoptr(SluiceInventoryItem) item = find_name (data);

  return item != NULL && g_str_equal (sluice_inventory_item_get_title (item), "Grace");
}

static SluiceLedgerEntry *
find_entry (Fixture *self)
{
  GListModel *entries = sluice_ledger_get_entries (self->person->ledger);

  test_settle (sluice_ledger_load (self->person->ledger, 1000), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      if (g_str_equal (sluice_ledger_entry_get_method (entry), "PUT"))
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/* It is seen to be so, and the ledger says that it left because the person said so. */
static void
test_name (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(SluiceInventoryItem) item = find_name (self);
  g_autoptr(SluiceCorrection) correction = sluice_correction_new (self->holdings, item);
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (sluice_inventory_item_get_can_correct (item));
  g_assert_null (find_entry (self));
  test_settle (sluice_correction_run (correction, "Grace"), &error);
  g_assert_no_error (error);
  test_wait_until (is_renamed, self, "the name to be seen");
  entry = find_entry (self);
  g_assert_cmpstr (sluice_ledger_entry_get_label (entry), ==, "personal");
  g_assert_cmpstr (sluice_ledger_entry_get_reason (entry), ==, "person:correct");
  g_assert_cmpstr (sluice_ledger_entry_get_route (entry), ==, "/privacy/v1/inventory/{id}");
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SluiceInventoryItem) item = find_name (self);
  g_autoptr(SluiceCorrection) correction = sluice_correction_new (self->holdings, item);
  g_autoptr(GError) error = NULL;

  g_assert_false (test_settle (sluice_correction_run (correction, "a@b"), &error));
  g_assert_true (g_str_has_prefix (error->message, "This cloud does not take that."));
  g_assert_false (is_renamed (self));
}

/* Each place has a name of the person: what was begun at one is not done at another. */
static void
test_another_place (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(SluiceInventoryItem) item = find_name (self);
  g_autoptr(SluiceCorrection) correction = sluice_correction_new (self->holdings, item);
  g_autoptr(GError) error = NULL;

  sluice_holdings_forget (self->holdings);
  use (self);
  g_assert_false (test_settle (sluice_correction_run (correction, "Grace"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_null (find_entry (self));
}

static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(SluiceInventoryItem) item = find_name (self);
  g_autoptr(SluiceCorrection) correction = sluice_correction_new (self->holdings, item);
  g_autoptr(GError) error = NULL;

  sluice_cloud_stop (self->person->scene->home->cloud);
  g_assert_false (test_settle (sluice_correction_run (correction, "Grace"), &error));
  g_assert_nonnull (g_strrstr (error->message, "it is not known whether it was changed"));
  g_clear_error (&error);

  sluice_holdings_use (self->holdings, NULL, "The cloud does not answer.");
  g_assert_false (test_settle (sluice_correction_run (correction, "Grace"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  g_assert_nonnull (g_strrstr (error->message, "Nothing was changed"));
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/correction/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("name", test_name);
  ADD ("refused", test_refused);
  ADD ("another-place", test_another_place);
  ADD ("gone", test_gone);
#undef ADD
  return test_run ();
}
