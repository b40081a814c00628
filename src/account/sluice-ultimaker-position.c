/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-position.h"

/* Written down as "part.project.page.query". */
#define MAX_ANSWER (8 * 1024 * 1024)

void
sluice_ultimaker_position_clear (SluiceUltimakerPosition *self)
{
  g_clear_pointer (&self->query, g_free);
}

/** sluice_ultimaker_position_get_part: (nullable) (transfer none): %NULL behind the last part. */
const SluiceUltimakerPart *
sluice_ultimaker_position_get_part (const SluiceUltimakerPosition *self)
{
  guint n_parts;
  const SluiceUltimakerPart *parts = sluice_ultimaker_parts_get_all (&n_parts);

  return self->part < n_parts ? &parts[self->part] : NULL;
}

/** sluice_ultimaker_position_read: @text: (nullable): what sluice_ultimaker_position_write() gave; %NULL for the start. */
void
sluice_ultimaker_position_read (const char              *text,
                                SluiceUltimakerPosition *out_position)
{
  g_auto(GStrv) words = text != NULL ? g_strsplit (text, ".", 4) : NULL;

  *out_position = (SluiceUltimakerPosition) { .page = 1 };
  if (words == NULL || g_strv_length (words) < 4)
    return;
  out_position->part = (guint) g_ascii_strtoull (words[0], NULL, 10);
  out_position->project = (guint) g_ascii_strtoull (words[1], NULL, 10);
  out_position->page = (guint) g_ascii_strtoull (words[2], NULL, 10);
  out_position->query = *words[3] != '\0' ? g_strdup (words[3]) : NULL;
}

/** sluice_ultimaker_position_write: (transfer full) (nullable): %NULL behind the last part. */
char *
sluice_ultimaker_position_write (const SluiceUltimakerPosition *self)
{
  if (sluice_ultimaker_position_get_part (self) == NULL)
    return NULL;
  return g_strdup_printf ("%u.%u.%u.%s", self->part, self->project, self->page, self->query != NULL ? self->query : "");
}

/** sluice_ultimaker_position_is_files: whether it is in the part that is asked for with each project. */
gboolean
sluice_ultimaker_position_is_files (const SluiceUltimakerPosition *self)
{
  return g_str_equal (sluice_ultimaker_position_get_part (self)->id, SLUICE_ULTIMAKER_FILES);
}

/* Some lists are known to count pages, of others it is not known: these are told both. */
static void
add_page (const SluiceUltimakerPosition *self,
          const SluiceUltimakerPart     *part,
          SluiceRequest                 *request)
{
  const guint64 limit = part->limit != NULL ? g_ascii_strtoull (part->limit, NULL, 10) : 0;
  g_autofree char *page = g_strdup_printf ("%u", self->page);
  g_autofree char *offset = g_strdup_printf ("%" G_GUINT64_FORMAT, (self->page - 1) * limit);

  sluice_request_add_query (request, "page", page);
  if (limit > 0 && !g_str_equal (part->id, SLUICE_ULTIMAKER_PROJECTS))
    sluice_request_add_query (request, "offset", offset);
}

/* As the place itself asks for it. */
static void
add_query (const SluiceUltimakerPosition *self,
           SluiceRequest                 *request)
{
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, self->query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      sluice_request_add_query (request, name, value);
      g_free (name);
      g_free (value);
    }
}

/**
 * sluice_ultimaker_position_make_request:
 * @self: a place in the lists, not behind them
 * @project: (nullable): whose files
 *
 * Returns: (transfer full): what asks for the page
 */
SluiceRequest *
sluice_ultimaker_position_make_request (const SluiceUltimakerPosition *self,
                                        const char                    *project)
{
  const SluiceUltimakerPart *part = sluice_ultimaker_position_get_part (self);
  g_autofree char *id = project != NULL ? g_uri_escape_string (project, NULL, FALSE) : NULL;
  g_autoptr(GString) path = g_string_new (part->path);
  SluiceRequest *request;

  if (id != NULL)
    g_string_replace (path, "{id}", id, 1);
  request = sluice_request_new_read ("GET", path->str);
  sluice_request_set_route (request, part->path);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  if (self->query != NULL)
    add_query (self, request);
  else if (part->limit != NULL)
    sluice_request_add_query (request, "limit", part->limit);
  if (self->query == NULL && self->page > 1)
    add_page (self, part, request);
  return request;
}
