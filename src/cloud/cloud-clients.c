/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"

#include "sluice-cloud-error.h"
#include "sluice-scope.h"

#include <string.h>

/*
 * Who may ask for tokens: the programs of this project, which need no
 * registration, and those that the operator registered.
 */
typedef struct
{
  const char *id;
  const char *name;
} OwnProgram;

static const OwnProgram own_programs[] = {
  { "sluice-desktop", "Sluice" },
  { "sluicectl", "sluicectl" },
};

void
cloud_client_free (CloudClient *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->homepage);
  g_free (self->notice_url);
  g_free (self->secret_hash);
  g_strfreev (self->redirect_uris);
  g_strfreev (self->grant_types);
  g_free (self->scope);
  g_strfreev (self->categories);
  g_free (self);
}

/* Every scope there is: these programs act for the person, not for somebody else. */
static char *
join_all_scopes (void)
{
  guint n_scopes;
  const SluiceScope *scopes = sluice_scope_get_all (&n_scopes);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_scopes; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", scopes[i].name);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static CloudClient *
make_own (const OwnProgram *program)
{
  static const char * const redirects[] = { "http://127.0.0.1/callback", "http://[::1]/callback", NULL };
  /* No device codes: anybody can start one in a public client's name, and what these may do is everything. */
  static const char * const grant_types[] = { CLOUD_GRANT_TYPE_CODE, CLOUD_GRANT_TYPE_REFRESH, NULL };
  CloudClient *self = g_new0 (CloudClient, 1);

  self->id = g_strdup (program->id);
  self->name = g_strdup (program->name);
  self->homepage = g_strdup ("");
  self->notice_url = g_strdup ("");
  self->redirect_uris = g_strdupv ((char **) redirects);
  self->grant_types = g_strdupv ((char **) grant_types);
  self->scope = join_all_scopes ();
  self->categories = g_new0 (char *, 1);
  self->is_first_party = TRUE;
  self->is_verified = TRUE;
  return self;
}

/* Words separated by spaces; none for an empty text. */
static GStrv
split (const char *text)
{
  return *text != '\0' ? g_strsplit (text, " ", -1) : g_new0 (char *, 1);
}

static CloudClient *
read_row (SluiceStatement *row)
{
  CloudClient *self = g_new0 (CloudClient, 1);

  self->id = g_strdup (sluice_statement_text (row, 0));
  self->name = g_strdup (sluice_statement_text (row, 1));
  self->homepage = g_strdup (sluice_statement_text (row, 2));
  self->notice_url = g_strdup (sluice_statement_text (row, 3));
  self->secret_hash = g_strdup (sluice_statement_text (row, 4));
  self->redirect_uris = split (sluice_statement_text (row, 5));
  self->grant_types = split (sluice_statement_text (row, 6));
  self->scope = g_strdup (sluice_statement_text (row, 7));
  self->categories = split (sluice_statement_text (row, 8));
  self->is_verified = sluice_statement_int (row, 9) != 0;
  self->is_vendor_compatible = sluice_statement_int (row, 10) != 0;
  self->requires_pushed = sluice_statement_int (row, 11) != 0;
  self->changed = sluice_statement_int (row, 12);
  return self;
}

/**
 * cloud_clients_find:
 * @context: the cloud
 * @id: (nullable): `client_id`
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the client of that id
 */
CloudClient *
cloud_clients_find (CloudContext  *context,
                    const char    *id,
                    GError       **error)
{
  g_autoptr(SluiceStatement) row = NULL;
  g_autoptr(GError) failed = NULL;

  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (own_programs); i++)
    if (g_str_equal (own_programs[i].id, id))
      return make_own (&own_programs[i]);

  row = sluice_database_query (cloud_store_get_data (context->store), &failed,
                               "SELECT id, name, homepage, notice_url, secret_hash, redirect_uris, grant_types, scope,"
                               " categories, is_verified, is_vendor_compatible, requires_pushed, changed"
                               " FROM clients WHERE id = ?", "s", id != NULL ? id : "");
  if (row != NULL && sluice_statement_step (row, &failed))
    return read_row (row);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "unknown client");
  return NULL;
}

gboolean
cloud_client_is_confidential (const CloudClient *self)
{
  return self->secret_hash != NULL;
}

/* Returns: (nullable): what comes after `http://127.0.0.1`, or the same for ::1, and its port, if it has one */
static const char *
skip_loopback (const char *uri,
               const char *literal)
{
  const char *rest = uri + strlen (literal);
  gsize digits;

  if (*rest == ':')
    {
      digits = strspn (rest + 1, "0123456789");
      if (digits < 1 || digits > 5)
        return NULL;
      rest += 1 + digits;
    }
  return *rest == '/' ? rest : NULL;
}

/* RFC 8252 §7.3: any port, whatever was registered; host names will not do. */
static gboolean
is_same_loopback (const char *registered,
                  const char *given)
{
  static const char * const literals[] = { "http://127.0.0.1", "http://[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    if (g_str_has_prefix (registered, literals[i]) && g_str_has_prefix (given, literals[i]))
      {
        const char *wanted = skip_loopback (registered, literals[i]);

        return wanted != NULL && g_strcmp0 (skip_loopback (given, literals[i]), wanted) == 0;
      }

  return FALSE;
}

/**
 * cloud_client_may_redirect:
 * @self: a client
 * @uri: (nullable): where it wants the answer
 *
 * Addresses are compared exactly, letter by letter (RFC 9700 §2.1), but for the
 * port of a loopback literal, which a native program learns only when it listens.
 *
 * Returns: whether that is this client's
 */
gboolean
cloud_client_may_redirect (const CloudClient *self,
                           const char        *uri)
{
  for (guint i = 0; uri != NULL && self->redirect_uris[i] != NULL; i++)
    if (g_str_equal (self->redirect_uris[i], uri) || is_same_loopback (self->redirect_uris[i], uri))
      return TRUE;

  return FALSE;
}

gboolean
cloud_client_may_use (const CloudClient *self,
                      const char        *grant_type)
{
  return g_strv_contains ((const char * const *) self->grant_types, grant_type);
}

/** cloud_client_describe: (transfer full): what a person is told of it; also what a grant remembers of it. */
JsonObject *
cloud_client_describe (const CloudClient *self)
{
  JsonObject *client = json_object_new ();

  json_object_set_string_member (client, "client_id", self->id);
  json_object_set_string_member (client, "name", self->name);
  json_object_set_string_member (client, "homepage", self->homepage);
  json_object_set_string_member (client, "notice_url", self->notice_url);
  json_object_set_boolean_member (client, "verified", self->is_verified);
  return client;
}
