/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-cloud-browser.h"

#include "sluice-json.h"
#include "test-cloud.h"
#include "test-util.h"

#include <string.h>

TestCloudBrowser *
test_cloud_browser_new (const char *url,
                        const char *ca_file)
{
  TestCloudBrowser *self = g_new0 (TestCloudBrowser, 1);
  g_autoptr(SoupCookieJar) jar = soup_cookie_jar_new ();

  self->client = test_cloud_client_new (url, ca_file);
  soup_session_add_feature (self->client->session, SOUP_SESSION_FEATURE (jar));
  return self;
}

void
test_cloud_browser_free (TestCloudBrowser *self)
{
  test_cloud_client_free (self->client);
  g_free (self->address);
  g_free (self->page);
  g_free (self);
}

static char *
request (TestCloudBrowser *self,
         const char       *path,
         const char       *form)
{
  g_autoptr(GBytes) body = form != NULL ? g_bytes_new (form, strlen (form)) : NULL;
  g_autoptr(GBytes) answer = test_cloud_client_send (self->client, body != NULL ? "POST" : "GET", path,
                                                     SOUP_FORM_MIME_TYPE_URLENCODED, body, &self->status);

  g_free (self->page);
  self->page = test_dup_text (answer);
  if (self->client->location == NULL)
    return NULL;
  if (!g_str_has_prefix (self->client->location, "/"))
    return g_strdup (self->client->location);

  return test_cloud_browser_go (self, self->client->location);
}

/**
 * test_cloud_browser_go:
 * @self: a browser
 * @path: where to
 *
 * Returns: (transfer full) (nullable): the address elsewhere that it was sent to in the end
 */
char *
test_cloud_browser_go (TestCloudBrowser *self,
                       const char       *path)
{
  g_autofree char *copy = g_strdup (path);

  g_set_str (&self->address, copy);
  return request (self, copy, NULL);
}

/**
 * test_cloud_browser_submit:
 * @self: a browser on a page with a form
 * @action: the button
 * @...: pairs of field and value, %NULL at the end
 *
 * Returns: (transfer full) (nullable): as test_cloud_browser_go()
 */
char *
test_cloud_browser_submit (TestCloudBrowser *self,
                           const char       *action,
                           ...)
{
  static const char before[] = "name=\"token\" value=\"";
  g_autoptr(GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  const char *at = strstr (self->page, before);
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  const char *name;
  va_list args;

  g_assert_nonnull (at);
  at += strlen (before);
  token = g_strndup (at, strcspn (at, "\""));
  g_hash_table_insert (form, (gpointer) "token", token);
  g_hash_table_insert (form, (gpointer) "action", (gpointer) action);
  va_start (args, action);
  while ((name = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (form, (gpointer) name, va_arg (args, char *));
  va_end (args);

  text = soup_form_encode_hash (form);
  return request (self, self->address, text);
}

/**
 * test_cloud_operate:
 * @state_folder: of a cloud, which may run
 * @input: (nullable): what is typed
 * @...: words of the command line, such as "client", "add"; %NULL at the end
 *
 * Returns: (transfer full) (nullable): what it printed
 */
JsonObject *
test_cloud_operate (const char *state_folder,
                    const char *input,
                    ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = test_cloud_get_program ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) typed = g_bytes_new (input, input != NULL ? strlen (input) : 0);
  g_autoptr(GBytes) printed = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object = NULL;
  char *word;
  va_list args;

  g_ptr_array_add (argv, program);
  va_start (args, input);
  while ((word = va_arg (args, char *)) != NULL)
    g_ptr_array_add (argv, word);
  va_end (args);
  g_ptr_array_add (argv, (gpointer) "--state");
  g_ptr_array_add (argv, (gpointer) state_folder);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char * const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, typed, NULL, &printed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  if (g_bytes_get_size (printed) > 0)
    {
      object = sluice_json_parse_object (printed, 64 * 1024, &error);
      g_assert_no_error (error);
    }
  return object;
}
