/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-log.h"

#include <stdio.h>
#include <string.h>

#define LOG_DOMAIN "sluice"
#define MAX_FIELDS 16

static const char * const allowed_fields[] = {
  "BYTES_IN", "BYTES_OUT", "CLIENT_ID", "CODE", "COUNT", "DURATION_MS", "ERROR_DOMAIN",
  "METHOD", "PORT", "ROUTE", "STATE", "STATUS", "VERSION", "WHAT",
};

static gboolean
is_allowed (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed_fields); i++)
    if (g_str_equal (key, allowed_fields[i]))
      return TRUE;

  return FALSE;
}

static void
append_field (GString          *line,
              const GLogField  *field)
{
  const char *value = field->value;
  gsize length = field->length < 0 ? strlen (value) : (gsize) field->length;

  g_string_append_printf (line, " %s=", field->key);
  /* One record is one line, whatever a value holds. */
  for (gsize i = 0; i < length && i < 200; i++)
    g_string_append_c (line, g_ascii_isgraph (value[i]) ? value[i] : '_');
}

static GLogWriterOutput
write_record (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         user_data)
{
  const char *program = user_data;
  g_autoptr(GString) line = NULL;
  const char *message = NULL;
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE"))
        message = fields[i].value;
      else if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        domain = fields[i].value;
    }

  /* Libraries' own warnings are theirs to word. */
  if (g_strcmp0 (domain, LOG_DOMAIN) != 0)
    return g_log_writer_default (level, fields, n_fields, NULL);
  if (level > G_LOG_LEVEL_MESSAGE && g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  line = g_string_new (program);
  g_string_append_printf (line, ": %s", message);
  for (gsize i = 0; i < n_fields; i++)
    if (is_allowed (fields[i].key))
      append_field (line, &fields[i]);

  g_string_append_c (line, '\n');
  fputs (line->str, stderr);
  fflush (stderr);
  return G_LOG_WRITER_HANDLED;
}

/**
 * sluice_log_init:
 * @program: (not nullable): name at the start of each line; static
 *
 * Makes sluice_log() the only writer of our records. Once, at the start of main.
 */
void
sluice_log_init (const char *program)
{
  g_log_set_writer_func (write_record, (gpointer) program, NULL);
}

/**
 * sluice_log:
 * @level: how grave
 * @message: a constant sentence, without values
 * @...: pairs of field name and text value, ending with %NULL
 */
void
sluice_log (GLogLevelFlags  level,
            const char     *message,
            ...)
{
  GLogField fields[MAX_FIELDS + 2];
  gsize n_fields = 0;
  va_list args;
  const char *key;

  fields[n_fields++] = (GLogField) { "MESSAGE", message, -1 };
  fields[n_fields++] = (GLogField) { "GLIB_DOMAIN", LOG_DOMAIN, -1 };

  va_start (args, message);
  while ((key = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      if (value != NULL && is_allowed (key) && n_fields < G_N_ELEMENTS (fields))
        fields[n_fields++] = (GLogField) { key, value, -1 };
    }
  va_end (args);

  g_log_structured_array (level, fields, n_fields);
}

/**
 * sluice_log_error:
 * @level: how grave
 * @message: a constant sentence
 * @error: what happened: its domain and code are logged, its text is not,
 *   since that may name files and people
 */
void
sluice_log_error (GLogLevelFlags  level,
                  const char     *message,
                  const GError   *error)
{
  g_autofree char *code = g_strdup_printf ("%d", error->code);

  sluice_log (level, message, "ERROR_DOMAIN", g_quark_to_string (error->domain), "CODE", code, NULL);
}
