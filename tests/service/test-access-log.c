/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access-log.h"
#include "sluice-net-error.h"
#include "test-person.h"
#include "test-util.h"

/* Who read what, as the cloud wrote it down: newest first, page by page, and nothing of another place. */

#define PAGE 100

typedef struct
{
  TestPerson      *person;
  SluiceAccessLog *log;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->person = test_person_new ();
  self->log = sluice_access_log_new (self->person->consents);
  json_object_unref (test_cloud_person_give (self->person->scene, "\"prints.jobs\"", "\"prints.jobs\"", "until_revoked"));
  test_settle (sluice_consents_look_once (self->person->consents), NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->log);
  test_person_free (self->person);
}

static void
read_times (Fixture *self,
            guint    n_times)
{
  for (guint i = 0; i < n_times; i++)
    g_assert_cmpuint (test_cloud_partner_read (self->person->scene, "prints.jobs", NULL), ==, 200);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (sluice_access_log_get_entries (self->log));
}

static void
settle (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  test_settle (future, &error);
  g_assert_no_error (error);
}

/* Each once, newest first. */
static void
assert_in_order (Fixture *self)
{
  gint64 before = G_MAXINT64;

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(SluiceAccess) entry = g_list_model_get_item (sluice_access_log_get_entries (self->log), i);

      g_assert_cmpint (sluice_access_get_number (entry), <, before);
      before = sluice_access_get_number (entry);
    }
}

static void
test_entry (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SluiceGrant) grant = g_list_model_get_item (sluice_consents_get_grants (self->person->consents), 0);
  g_autoptr(SluiceAccess) entry = NULL;

  settle (sluice_access_log_look (self->log));
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpint (sluice_access_log_get_observed_at (self->log), >, 0);

  read_times (self, 1);
  settle (sluice_access_log_look (self->log));
  g_assert_cmpuint (count (self), ==, 1);
  entry = g_list_model_get_item (sluice_access_log_get_entries (self->log), 0);
  g_assert_cmpstr (sluice_access_get_reader (entry), ==, "Partner");
  g_assert_cmpstr (sluice_access_get_category_id (entry), ==, "prints.jobs");
  g_assert_nonnull (sluice_access_get_category (entry));
  g_assert_cmpstr (sluice_access_get_grant_id (entry), ==, sluice_grant_get_id (grant));
  g_assert_cmpuint (sluice_access_get_size (entry), >, 0);
  g_assert_cmpint (sluice_access_get_time (entry), ==,
                   sluice_clock_now_seconds (SLUICE_CLOCK (self->person->scene->home->clock)));
}

/* What is new joins on; where too much is new for that, the list begins anew, and has no gap. */
static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  read_times (self, PAGE + 20);
  settle (sluice_access_log_look (self->log));
  g_assert_cmpuint (count (self), ==, PAGE);
  g_assert_true (sluice_access_log_get_has_more (self->log));

  read_times (self, 3);
  settle (sluice_access_log_load_more (self->log));
  g_assert_cmpuint (count (self), ==, PAGE + 20);
  g_assert_false (sluice_access_log_get_has_more (self->log));
  settle (sluice_access_log_look (self->log));
  g_assert_cmpuint (count (self), ==, PAGE + 23);
  assert_in_order (self);

  read_times (self, PAGE + 1);
  settle (sluice_access_log_look (self->log));
  g_assert_cmpuint (count (self), ==, PAGE);
  g_assert_true (sluice_access_log_get_has_more (self->log));
  assert_in_order (self);
}

/* Without the cloud what was seen stays, with the reason; of another place nothing does. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  read_times (self, 2);
  settle (sluice_access_log_look (self->log));
  sluice_cloud_stop (self->person->scene->home->cloud);
  g_assert_false (test_settle (sluice_access_log_look (self->log), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_cmpstr (sluice_access_log_get_stale_reason (self->log), ==, error->message);
  g_assert_false (sluice_access_log_get_is_loading (self->log));

  sluice_consents_forget (self->person->consents);
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_null (sluice_access_log_get_stale_reason (self->log));
  g_assert_cmpint (sluice_access_log_get_observed_at (self->log), ==, 0);
}

/* What is no entry is passed over. */
static void
test_junk (void)
{
  static const char * const junk[] = {
    "{}", "{\"id\":1,\"client_id\":\"x\",\"category\":\"y\"}",
    "{\"id\":0,\"when\":\"2026-01-02T03:04:05Z\",\"client_id\":\"x\",\"category\":\"y\"}",
    "{\"id\":1,\"when\":\"2026-01-02T03:04:05Z\",\"client_id\":7,\"category\":\"y\"}",
    "{\"id\":1,\"when\":\"soon\",\"client_id\":\"x\",\"category\":\"y\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      g_autoptr(JsonNode) node = json_from_string (junk[i], NULL);

      g_assert_null (sluice_access_new (json_node_get_object (node)));
    }
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/access-log/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("entry", test_entry);
  ADD ("pages", test_pages);
  ADD ("gone", test_gone);
#undef ADD
  g_test_add_func ("/access-log/junk", test_junk);
  return test_run ();
}
