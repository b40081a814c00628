/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-exact-bytes.h"

#include "sluice-format.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

/* A record is one line, and a line is laid out in one go: of a very long one the beginning is shown. In bytes. */
#define MOST_SHOWN (32 * 1024)

struct _SluiceExactBytes
{
  AdwBin parent_instance;

  /* Owned. */
  GBytes *bytes;
  char   *size;

  /* template children */
  GtkTextView *text;
  GtkLabel *cut;
  GtkLabel *digest;
};

G_DEFINE_FINAL_TYPE (SluiceExactBytes, sluice_exact_bytes, ADW_TYPE_BIN)

typedef enum
{
  PROP_SIZE = 1,
  PROP_TEXT_NAME,
} SluiceExactBytesProperty;

#define PROP_LAST PROP_TEXT_NAME

static GParamSpec *properties[PROP_LAST + 1];

static void
copy (SluiceExactBytes *self,
      const char       *text,
      const char       *done)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sluice_tell (GTK_WIDGET (self), done);
}

/* All of them, however many are shown. */
static void
copy_bytes_cb (SluiceExactBytes *self)
{
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  if (self->bytes == NULL)
    return;
  data = g_bytes_get_data (self->bytes, &length);
  text = g_utf8_make_valid (data, (gssize) length);
  copy (self, text, _("The exact bytes were copied"));
}

static void
copy_digest_cb (SluiceExactBytes *self)
{
  if (self->bytes != NULL)
    copy (self, gtk_label_get_label (self->digest), _("The checksum was copied"));
}

static void
show_text (SluiceExactBytes *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  gsize length = 0;
  const char *data = self->bytes != NULL ? g_bytes_get_data (self->bytes, &length) : NULL;
  gsize shown = MIN (length, MOST_SHOWN);
  /* Whatever is kept of what left is shown, and a text view takes UTF-8. */
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) shown);
  g_autofree char *all = sluice_format_exact_bytes (length);
  g_autofree char *part = sluice_format_exact_bytes (shown);
  /* Translators: two numbers of bytes: “32,768 bytes”, “412,000 bytes” */
  g_autofree char *cut = g_strdup_printf (_("Shown are the first %s of %s. “Copy Bytes” takes them all."), part, all);

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_label_set_label (self->cut, cut);
  gtk_widget_set_visible (GTK_WIDGET (self->cut), shown < length);
  g_set_str (&self->size, all);
}

static void
sluice_exact_bytes_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((SluiceExactBytesProperty) prop_id)
    {
    case PROP_SIZE:
      g_value_set_string (value, SLUICE_EXACT_BYTES (object)->size);
      break;
    case PROP_TEXT_NAME:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_exact_bytes_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((SluiceExactBytesProperty) prop_id)
    {
    case PROP_TEXT_NAME:
      gtk_accessible_update_property (GTK_ACCESSIBLE (SLUICE_EXACT_BYTES (object)->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_SIZE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_exact_bytes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_EXACT_BYTES);

  G_OBJECT_CLASS (sluice_exact_bytes_parent_class)->dispose (object);
}

static void
sluice_exact_bytes_finalize (GObject *object)
{
  SluiceExactBytes *self = SLUICE_EXACT_BYTES (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->size);

  G_OBJECT_CLASS (sluice_exact_bytes_parent_class)->finalize (object);
}

static void
sluice_exact_bytes_class_init (SluiceExactBytesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_exact_bytes_get_property;
  object_class->set_property = sluice_exact_bytes_set_property;
  object_class->dispose = sluice_exact_bytes_dispose;
  object_class->finalize = sluice_exact_bytes_finalize;

  properties[PROP_SIZE] =
    g_param_spec_string ("size", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT_NAME] =
    g_param_spec_string ("text-name", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/shared/sluice-exact-bytes.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceExactBytes, text);
  gtk_widget_class_bind_template_child (widget_class, SluiceExactBytes, cut);
  gtk_widget_class_bind_template_child (widget_class, SluiceExactBytes, digest);
  gtk_widget_class_bind_template_callback (widget_class, copy_bytes_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_digest_cb);
}

static void
sluice_exact_bytes_init (SluiceExactBytes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_exact_bytes_set_bytes:
 * @self: a view
 * @bytes: (nullable): what to show
 *
 * Shows @bytes, or nothing.
 */
void
sluice_exact_bytes_set_bytes (SluiceExactBytes *self,
                              GBytes           *bytes)
{
  g_autofree char *digest = NULL;

  g_return_if_fail (SLUICE_IS_EXACT_BYTES (self));

  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (bytes != NULL)
    {
      self->bytes = g_bytes_ref (bytes);
      digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
    }
  gtk_label_set_label (self->digest, digest != NULL ? digest : "");
  show_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/** sluice_exact_bytes_get_size: (nullable): how many bytes there are, in words. */
const char *
sluice_exact_bytes_get_size (SluiceExactBytes *self)
{
  g_return_val_if_fail (SLUICE_IS_EXACT_BYTES (self), NULL);

  return self->size;
}

/** sluice_exact_bytes_get_digest: their SHA-256, in hexadecimal; empty without bytes. */
const char *
sluice_exact_bytes_get_digest (SluiceExactBytes *self)
{
  g_return_val_if_fail (SLUICE_IS_EXACT_BYTES (self), NULL);

  return gtk_label_get_label (self->digest);
}
