/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tour-partner.h"

#include "sluice-json.h"
#include "test-cloud-partner.h"

/*
 * The operator of a home cloud is its owner: who asks is registered beside the
 * cloud while it runs, and then asks it over HTTPS like everybody else.
 */

#define MOST 4096 /* bytes of what the cloud prints */

static TestCloudPartner *partner; /* from the first question on; the process ends with the walk */
static char *handle;              /* of the newest question */

static char *
build_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "sluice", "home-cloud", name, NULL);
}

/* @out_printed: (out) (optional) (transfer full) */
static gboolean
operate (const char * const  *words,
         JsonObject         **out_printed,
         GError             **error)
{
  g_autofree char *state = build_path (NULL);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) printed = NULL;

  g_ptr_array_add (argv, (gpointer) "sluice-cloud");
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, (gpointer) "--state");
  g_ptr_array_add (argv, state);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char * const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &printed, NULL, error) ||
      !g_subprocess_wait_check (process, NULL, error))
    return FALSE;
  if (out_printed != NULL)
    *out_printed = sluice_json_parse_object (printed, MOST, error);
  return out_printed == NULL || *out_printed != NULL;
}

static gboolean
open_partner (GError **error)
{
  const char *words[] = { "client", "add", "--id", "partner", "--name", "Print Lab", "--homepage",
                          "https://printlab.example", "--notice", "https://printlab.example/privacy", "--category",
                          "prints.jobs", "--category", "prints.records", "--category", "prints.names", "--grant-type",
                          "ciba", "--grant-type", "refresh_token", NULL };
  g_autofree char *path = build_path ("ready.json");
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) ready = NULL;
  g_autoptr(JsonObject) client = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  ready = sluice_json_parse_object (bytes, MOST, error);
  if (ready == NULL || !operate (words, &client, error))
    return FALSE;

  partner = g_new0 (TestCloudPartner, 1);
  partner->client = test_cloud_client_new (sluice_json_get_string (ready, "url"),
                                           sluice_json_get_string (ready, "ca_file"));
  partner->secret = g_strdup (sluice_json_get_string (client, "client_secret"));
  return TRUE;
}

static gboolean
expect (guint    status,
        GError **error)
{
  if (status == 200)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The cloud answered %u.", status);
  return FALSE;
}

/** tour_partner_ask: three kinds of data, for the first time. */
gboolean
tour_partner_ask (GError **error)
{
  return open_partner (error) && tour_partner_again (error);
}

/** tour_partner_again: the same, while it has some of it. */
gboolean
tour_partner_again (GError **error)
{
  guint status;

  g_free (handle);
  handle = test_cloud_partner_ask (partner, "\"prints.jobs\",\"prints.records\",\"prints.names\"", &status);
  return expect (status, error);
}

/** tour_partner_read: what it was given. */
gboolean
tour_partner_read (GError **error)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_partner_poll (partner, handle, &status);

  return expect (status, error) && expect (test_cloud_partner_read (partner, "prints.jobs", NULL), error);
}

/** tour_partner_change: it moves to another home page, after it was trusted. */
gboolean
tour_partner_change (GError **error)
{
  const char *words[] = { "client", "change", "--id", "partner", "--homepage", "https://printlab-app.example", NULL };

  return operate (words, NULL, error);
}
