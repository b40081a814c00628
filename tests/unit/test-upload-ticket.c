/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-ticket.h"
#include "test-util.h"

static void
test_kept (void)
{
  g_autoptr(SluiceUploadTicket) ticket = sluice_upload_ticket_new ("job \"1\"", "/upload/a%20b", "application/x-ufp",
                                                                   G_GUINT64_CONSTANT (5000000000), TRUE);
  g_autofree char *json = sluice_upload_ticket_to_json (ticket);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceUploadTicket) again = sluice_upload_ticket_new_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sluice_upload_ticket_get_job_id (again), ==, "job \"1\"");
  g_assert_cmpstr (sluice_upload_ticket_get_path (again), ==, "/upload/a%20b");
  g_assert_cmpstr (sluice_upload_ticket_get_content_type (again), ==, "application/x-ufp");
  g_assert_cmpuint (sluice_upload_ticket_get_size (again), ==, G_GUINT64_CONSTANT (5000000000));
  g_assert_true (sluice_upload_ticket_get_resumable (again));
}

/* What was kept may be damaged: then there is no ticket, rather than one to another address. */
static void
test_not_a_ticket (void)
{
  static const char * const rows[] = {
    "", "[]", "{}",
    "{\"job_id\":\"a\",\"path\":\"//other.example/x\",\"content_type\":\"a/b\",\"size\":1,\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"upload\",\"content_type\":\"a/b\",\"size\":1,\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"/x?y\",\"content_type\":\"a/b\",\"size\":1,\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"/x y\",\"content_type\":\"a/b\",\"size\":1,\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"/x\",\"content_type\":\"a/b\",\"size\":-1,\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"/x\",\"content_type\":\"a/b\",\"size\":\"1\",\"resumable\":true}",
    "{\"job_id\":\"a\",\"path\":\"/x\",\"content_type\":\"a/b\",\"size\":1}",
    "{\"path\":\"/x\",\"content_type\":\"a/b\",\"size\":1,\"resumable\":true}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_upload_ticket_new_from_json (rows[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upload-ticket/kept", test_kept);
  g_test_add_func ("/upload-ticket/not-a-ticket", test_not_a_ticket);
  return test_run ();
}
