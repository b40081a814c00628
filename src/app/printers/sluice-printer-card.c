/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-card.h"

#include "sluice-format.h"
#include "sluice-printer-look.h"

struct _SluicePrinterCard
{
  AdwBin parent_instance;

  /* Owned. */
  SluicePrinter *printer;
  SluiceTicker  *ticker;
  char          *place; /* nullable */

  gboolean own_age;
};

G_DEFINE_FINAL_TYPE (SluicePrinterCard, sluice_printer_card, ADW_TYPE_BIN)

typedef enum
{
  PROP_PRINTER = 1,
  PROP_TICKER,
  PROP_OWN_AGE,
  PROP_PLACE,
  PROP_MATERIALS,
} SluicePrinterCardProperty;

#define PROP_LAST PROP_MATERIALS

static GParamSpec *properties[PROP_LAST + 1];

static char *
get_state_title (gpointer           unused,
                 SluicePrinterState state)
{
  return g_strdup (sluice_printer_state_get_title (state));
}

static char *
get_state_icon (gpointer           unused,
                SluicePrinterState state)
{
  return g_strdup (sluice_printer_state_get_icon_name (state));
}

static char **
get_state_classes (gpointer           unused,
                   SluicePrinterState state)
{
  const char *classes[] = { "printer-state", "caption-heading", sluice_printer_state_get_css_class (state), NULL };

  return g_strdupv ((char **) classes);
}

static gboolean
has_job (gpointer        unused,
         SluicePrintJob *job)
{
  return job != NULL;
}

static gboolean
has_text (gpointer    unused,
          const char *text)
{
  return text != NULL && *text != '\0';
}

/* Takes both names so that the binding looks again when either changes. */
static char *
get_job_title (SluicePrinterCard *self,
               const char        *name,
               const char        *local_name)
{
  SluicePrintJob *job = self->printer != NULL ? sluice_printer_get_job (self->printer) : NULL;

  return job != NULL ? sluice_print_job_dup_title (job) : NULL;
}

static char *
get_percent (gpointer unused,
             double   progress)
{
  return sluice_format_percent (progress);
}

/* The times and the state are here for the binding; the job has them all. */
static char *
get_time_left (gpointer        unused,
               SluicePrintJob *job,
               gint64          elapsed,
               gint64          total,
               SluiceJobState  state)
{
  return job != NULL ? sluice_print_job_dup_time_left (job) : NULL;
}

static char *
get_age (gpointer unused,
         gint64   now,
         gint64   observed_at)
{
  return sluice_format_as_of (now, observed_at);
}

/* Why it is old is said here only where nobody else says it. */
static gboolean
has_reason (gpointer    unused,
            gboolean    own_age,
            const char *reason)
{
  return own_age && reason != NULL;
}

static char *
join_materials (SluicePrinterCard *self)
{
  const char * const *materials = self->printer != NULL ? sluice_printer_get_materials (self->printer) : NULL;

  return materials != NULL ? g_strjoinv (" · ", (char **) materials) : NULL;
}

static void
printer_materials_cb (SluicePrinterCard *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATERIALS]);
}

static void
set_printer (SluicePrinterCard *self,
             SluicePrinter     *printer)
{
  if (self->printer == printer)
    return;
  if (self->printer != NULL)
    g_signal_handlers_disconnect_by_func (self->printer, printer_materials_cb, self);
  g_set_object (&self->printer, printer);
  if (printer != NULL)
    g_signal_connect_object (printer, "notify::materials", G_CALLBACK (printer_materials_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRINTER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATERIALS]);
}

static void
sluice_printer_card_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SluicePrinterCard *self = SLUICE_PRINTER_CARD (object);

  switch ((SluicePrinterCardProperty) prop_id)
    {
    case PROP_PRINTER:
      g_value_set_object (value, self->printer);
      break;
    case PROP_TICKER:
      g_value_set_object (value, self->ticker);
      break;
    case PROP_OWN_AGE:
      g_value_set_boolean (value, self->own_age);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_MATERIALS:
      g_value_take_string (value, join_materials (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_printer_card_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SluicePrinterCard *self = SLUICE_PRINTER_CARD (object);

  switch ((SluicePrinterCardProperty) prop_id)
    {
    case PROP_PRINTER:
      set_printer (self, g_value_get_object (value));
      break;
    case PROP_TICKER:
      self->ticker = g_value_dup_object (value);
      break;
    case PROP_OWN_AGE:
      if (self->own_age == g_value_get_boolean (value))
        break;
      self->own_age = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PLACE:
      if (g_set_str (&self->place, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_MATERIALS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_printer_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTER_CARD);
  g_clear_object (&SLUICE_PRINTER_CARD (object)->printer);
  g_clear_pointer (&SLUICE_PRINTER_CARD (object)->place, g_free);
  g_clear_object (&SLUICE_PRINTER_CARD (object)->ticker);

  G_OBJECT_CLASS (sluice_printer_card_parent_class)->dispose (object);
}

static void
sluice_printer_card_class_init (SluicePrinterCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_printer_card_get_property;
  object_class->set_property = sluice_printer_card_set_property;
  object_class->dispose = sluice_printer_card_dispose;

  properties[PROP_PRINTER] =
    g_param_spec_object ("printer", NULL, NULL, SLUICE_TYPE_PRINTER,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OWN_AGE] =
    g_param_spec_boolean ("own-age", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACE] =
    g_param_spec_string ("place", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TICKER] =
    g_param_spec_object ("ticker", NULL, NULL, SLUICE_TYPE_TICKER,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MATERIALS] =
    g_param_spec_string ("materials", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printer-card.ui");
  gtk_widget_class_bind_template_callback (widget_class, get_state_title);
  gtk_widget_class_bind_template_callback (widget_class, get_state_icon);
  gtk_widget_class_bind_template_callback (widget_class, get_state_classes);
  gtk_widget_class_bind_template_callback (widget_class, has_job);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, get_job_title);
  gtk_widget_class_bind_template_callback (widget_class, get_percent);
  gtk_widget_class_bind_template_callback (widget_class, get_time_left);
  gtk_widget_class_bind_template_callback (widget_class, get_age);
  gtk_widget_class_bind_template_callback (widget_class, has_reason);
}

static void
sluice_printer_card_init (SluicePrinterCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_printer_card_new:
 * @ticker: the time, for its age
 *
 * Returns: (transfer floating): a card that shows no printer yet
 */
GtkWidget *
sluice_printer_card_new (SluiceTicker *ticker)
{
  g_return_val_if_fail (SLUICE_IS_TICKER (ticker), NULL);

  return g_object_new (SLUICE_TYPE_PRINTER_CARD, "ticker", ticker, NULL);
}

SluicePrinter *
sluice_printer_card_get_printer (SluicePrinterCard *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_CARD (self), NULL);

  return self->printer;
}
