/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-past-print.h"

#define RESULT "result"
#define STARTED "started"
#define ENDED "ended"

typedef enum
{
  PROP_NAME = 1,
  PROP_PRINTER,
  PROP_PRINTER_ID,
  PROP_JOB_ID,
  PROP_GROUP,
  PROP_MODEL,
  PROP_MATERIAL,
  PROP_SOURCE,
  PROP_RESULT,
  PROP_STARTED,
  PROP_ENDED,
} SluicePastPrintProperty;

#define N_TEXTS PROP_SOURCE
#define PROP_LAST PROP_ENDED

static GParamSpec *properties[PROP_LAST + 1];

struct _SluicePastPrint
{
  GObject parent_instance;

  /* Owned. */
  char *id;
  char *texts[N_TEXTS + 1]; /* by property */

  SluicePastResult result;
  gint64           started;
  gint64           ended;
};

/* The words are those of exports. */
G_DEFINE_ENUM_TYPE (SluicePastResult, sluice_past_result,
                    G_DEFINE_ENUM_VALUE (SLUICE_PAST_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PAST_FINISHED, "finished"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PAST_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PAST_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PAST_UNSEEN, "unseen"))

G_DEFINE_FINAL_TYPE (SluicePastPrint, sluice_past_print, G_TYPE_OBJECT)

static void
sluice_past_print_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluicePastPrint *self = SLUICE_PAST_PRINT (object);

  switch (property_id)
    {
    case PROP_RESULT:
      g_value_set_enum (value, self->result);
      break;
    case PROP_STARTED:
      g_value_set_int64 (value, self->started);
      break;
    case PROP_ENDED:
      g_value_set_int64 (value, self->ended);
      break;
    default:
      g_value_set_string (value, self->texts[property_id]);
    }
}

static void
sluice_past_print_finalize (GObject *object)
{
  SluicePastPrint *self = SLUICE_PAST_PRINT (object);

  g_free (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (sluice_past_print_parent_class)->finalize (object);
}

static void
sluice_past_print_class_init (SluicePastPrintClass *klass)
{
  static const char * const names[] = { "name", "printer", "printer-id", "job-id", "group", "model", "material", "source" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_past_print_get_property;
  object_class->finalize = sluice_past_print_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    properties[PROP_NAME + i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_RESULT] = g_param_spec_enum (RESULT, NULL, NULL, SLUICE_TYPE_PAST_RESULT, SLUICE_PAST_RUNNING, flags);
  properties[PROP_STARTED] = g_param_spec_int64 (STARTED, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ENDED] = g_param_spec_int64 (ENDED, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_past_print_init (SluicePastPrint *self)
{
}

/**
 * sluice_past_print_new:
 * @id: its own
 * @started: seconds since the epoch
 *
 * Returns: (transfer full): a print that goes on
 */
SluicePastPrint *
sluice_past_print_new (const char *id,
                       gint64      started)
{
  SluicePastPrint *self = g_object_new (SLUICE_TYPE_PAST_PRINT, NULL);

  self->id = g_strdup (id);
  self->started = started;
  return self;
}

/** sluice_past_print_new_from_entry: (transfer full): what sluice_past_print_to_entry() made of it; what is missing is unknown. */
SluicePastPrint *
sluice_past_print_new_from_entry (const char *id,
                                  GVariant   *entry)
{
  SluicePastPrint *self = sluice_past_print_new (id, 0);
  g_autoptr(GEnumClass) class = g_type_class_ref (SLUICE_TYPE_PAST_RESULT);
  GEnumValue *result = NULL;
  const char *nick = NULL;

  g_variant_lookup (entry, STARTED, "x", &self->started);
  g_variant_lookup (entry, ENDED, "x", &self->ended);
  if (g_variant_lookup (entry, RESULT, "&s", &nick))
    result = g_enum_get_value_by_nick (class, nick);
  self->result = result != NULL ? (SluicePastResult) result->value : SLUICE_PAST_UNSEEN;
  for (guint i = PROP_NAME; i <= N_TEXTS; i++)
    g_variant_lookup (entry, properties[i]->name, "s", &self->texts[i]);
  return self;
}

/** sluice_past_print_to_entry: (transfer floating): an `a{sv}`. */
GVariant *
sluice_past_print_to_entry (SluicePastPrint *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GEnumClass) class = g_type_class_ref (SLUICE_TYPE_PAST_RESULT);

  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), NULL);

  g_variant_builder_add (&builder, "{sv}", STARTED, g_variant_new_int64 (self->started));
  g_variant_builder_add (&builder, "{sv}", ENDED, g_variant_new_int64 (self->ended));
  g_variant_builder_add (&builder, "{sv}", RESULT,
                         g_variant_new_string (g_enum_get_value (class, self->result)->value_nick));
  for (guint i = PROP_NAME; i <= N_TEXTS; i++)
    if (self->texts[i] != NULL)
      g_variant_builder_add (&builder, "{sv}", properties[i]->name, g_variant_new_string (self->texts[i]));
  return g_variant_builder_end (&builder);
}

const char *
sluice_past_print_get_id (SluicePastPrint *self)
{
  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), NULL);
  return self->id;
}

SluicePastResult
sluice_past_print_get_result (SluicePastPrint *self)
{
  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), SLUICE_PAST_UNSEEN);
  return self->result;
}

/** sluice_past_print_get_started: seconds since the epoch, as far as was seen. */
gint64
sluice_past_print_get_started (SluicePastPrint *self)
{
  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), 0);
  return self->started;
}

/** sluice_past_print_get_ended: seconds since the epoch; 0 while it goes on, or when that was not seen. */
gint64
sluice_past_print_get_ended (SluicePastPrint *self)
{
  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), 0);
  return self->ended;
}

/** sluice_past_print_get_seconds: how long it took, -1 when that is not known. */
gint64
sluice_past_print_get_seconds (SluicePastPrint *self)
{
  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), -1);
  return self->ended > self->started ? self->ended - self->started : -1;
}

static char **
find_text (SluicePastPrint *self,
           const char      *property)
{
  for (guint i = PROP_NAME; i <= N_TEXTS; i++)
    if (g_str_equal (properties[i]->name, property))
      return &self->texts[i];
  return NULL;
}

/** sluice_past_print_get_text: (nullable): "name", "printer", "printer-id", "job-id", "group", "model", "material" or "source". */
const char *
sluice_past_print_get_text (SluicePastPrint *self,
                            const char      *property)
{
  char **text;

  g_return_val_if_fail (SLUICE_IS_PAST_PRINT (self), NULL);

  text = find_text (self, property);
  g_return_val_if_fail (text != NULL, NULL);
  return *text;
}

void
sluice_past_print_set_text (SluicePastPrint *self,
                            const char      *property,
                            const char      *value)
{
  char **text;

  g_return_if_fail (SLUICE_IS_PAST_PRINT (self));

  text = find_text (self, property);
  g_return_if_fail (text != NULL);
  if (g_set_str (text, value))
    g_object_notify (G_OBJECT (self), property);
}

/**
 * sluice_past_print_end:
 * @self: a print that goes on
 * @result: how it went
 * @ended: seconds since the epoch; 0 when that was not seen
 */
void
sluice_past_print_end (SluicePastPrint  *self,
                       SluicePastResult  result,
                       gint64            ended)
{
  g_return_if_fail (SLUICE_IS_PAST_PRINT (self));

  g_object_freeze_notify (G_OBJECT (self));
  self->result = result;
  self->ended = ended;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
  g_object_thaw_notify (G_OBJECT (self));
}
