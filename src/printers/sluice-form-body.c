/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"

#include <string.h>

/*
 * multipart/form-data (RFC 7578) with one file, which is read while it is sent: libsoup's forms hold it in memory.
 */
#define SLUICE_TYPE_FORM_STREAM (sluice_form_stream_get_type ())
G_DECLARE_FINAL_TYPE (SluiceFormStream, sluice_form_stream, SLUICE, FORM_STREAM, GInputStream)

typedef enum
{
  HEAD,
  FILE_BYTES,
  TAIL,
  N_PARTS,
} Part;

struct _SluiceFormStream
{
  GInputStream parent_instance;

  GInputStream *parts[N_PARTS];
  Part          part; /* that is being read */
};

G_DEFINE_FINAL_TYPE (SluiceFormStream, sluice_form_stream, G_TYPE_INPUT_STREAM)

static gssize
sluice_form_stream_read (GInputStream  *stream,
                         void          *buffer,
                         gsize          count,
                         GCancellable  *cancellable,
                         GError       **error)
{
  SluiceFormStream *self = SLUICE_FORM_STREAM (stream);

  for (; self->part < N_PARTS; self->part++)
    {
      gssize n_read = g_input_stream_read (self->parts[self->part], buffer, count, cancellable, error);

      if (n_read != 0)
        return n_read;
    }

  return 0;
}

static void
sluice_form_stream_finalize (GObject *object)
{
  SluiceFormStream *self = SLUICE_FORM_STREAM (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_object (&self->parts[i]);

  G_OBJECT_CLASS (sluice_form_stream_parent_class)->finalize (object);
}

static void
sluice_form_stream_class_init (SluiceFormStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_form_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = sluice_form_stream_read;
}

static void
sluice_form_stream_init (SluiceFormStream *self)
{
}

/* What the body is made of, for as often as it is sent. */
typedef struct
{
  GBytes          *head;
  GBytes          *tail;
  SluicePrintFile *file;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_bytes_unref (form->head);
  g_bytes_unref (form->tail);
  sluice_print_file_unref (form->file);
  g_free (form);
}

static GInputStream *
open_form (gpointer   data,
           GError   **error)
{
  Form *form = data;
  GInputStream *file = form->file->open (form->file->data, error);
  SluiceFormStream *stream;

  if (file == NULL)
    return NULL;

  stream = g_object_new (SLUICE_TYPE_FORM_STREAM, NULL);
  stream->parts[HEAD] = g_memory_input_stream_new_from_bytes (form->head);
  stream->parts[FILE_BYTES] = file;
  stream->parts[TAIL] = g_memory_input_stream_new_from_bytes (form->tail);
  return G_INPUT_STREAM (stream);
}

/* As browsers do: RFC 7578 leaves it open, and HTML's multipart/form-data encoding says it. */
static void
append_quoted (GString    *text,
               const char *value)
{
  for (const char *letter = value; *letter != '\0'; letter++)
    if (*letter == '"' || *letter == '\r' || *letter == '\n')
      g_string_append_printf (text, "%%%02X", *letter);
    else
      g_string_append_c (text, *letter);
}

static GBytes *
write_head (const SluiceFormField *fields,
            guint                  n_fields,
            const char            *file_name,
            const char            *boundary)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary,
                            fields[i].name, fields[i].value);
  g_string_append_printf (text, "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"", boundary);
  append_quoted (text, file_name);
  g_string_append (text, "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
  return g_string_free_to_bytes (text);
}

/**
 * sluice_form_body_new:
 * @fields: what goes before the file
 * @n_fields: how many
 * @file: the field “file”
 *
 * Returns: (transfer full): a body of type multipart/form-data, for a request with product data
 */
SluiceProductBody *
sluice_form_body_new (const SluiceFormField *fields,
                      guint                  n_fields,
                      SluicePrintFile       *file)
{
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  char *end = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  Form *form = g_new0 (Form, 1);

  form->head = write_head (fields, n_fields, file->name, boundary);
  form->tail = g_bytes_new_take (end, strlen (end));
  form->file = sluice_print_file_ref (file);
  return sluice_product_body_new_stream (g_bytes_get_size (form->head) + file->size + g_bytes_get_size (form->tail), type,
                                         open_form, form, form_free);
}
