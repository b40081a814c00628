/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-change.h"

#include "sluice-consent-private.h"
#include "sluice-consent-words.h"
#include "sluice-json.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>

#define MAX_VALUE 512
#define MAX_CHANGES 16

struct _SluiceConsentChange
{
  GObject parent_instance;

  SluiceConsentChangeWhat what;

  /* Owned. */
  char *before;
  char *after;
};

G_DEFINE_FINAL_TYPE (SluiceConsentChange, sluice_consent_change, G_TYPE_OBJECT)

static void
sluice_consent_change_finalize (GObject *object)
{
  SluiceConsentChange *self = SLUICE_CONSENT_CHANGE (object);

  g_free (self->before);
  g_free (self->after);

  G_OBJECT_CLASS (sluice_consent_change_parent_class)->finalize (object);
}

static void
sluice_consent_change_class_init (SluiceConsentChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_consent_change_finalize;
}

static void
sluice_consent_change_init (SluiceConsentChange *self)
{
}

static const char *names[] = {
  [SLUICE_CONSENT_CHANGE_NAME] = "name",
  [SLUICE_CONSENT_CHANGE_HOMEPAGE] = "homepage",
  [SLUICE_CONSENT_CHANGE_NOTICE] = "notice",
  [SLUICE_CONSENT_CHANGE_CATEGORIES] = "categories",
};

/**
 * sluice_consent_change_new:
 * @object: of `changes` or `alarms`; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the change; %NULL when it is none that this version knows
 */
SluiceConsentChange *
sluice_consent_change_new (JsonObject *object)
{
  const char *name = sluice_json_get_string (object, "what");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        SluiceConsentChange *self = g_object_new (SLUICE_TYPE_CONSENT_CHANGE, NULL);

        self->what = i;
        self->before = sluice_text_tame (sluice_json_get_string (object, "before"), MAX_VALUE) ?: g_strdup ("");
        self->after = sluice_text_tame (sluice_json_get_string (object, "after"), MAX_VALUE) ?: g_strdup ("");
        return self;
      }

  return NULL;
}

SluiceConsentChangeWhat
sluice_consent_change_get_what (SluiceConsentChange *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_CHANGE (self), SLUICE_CONSENT_CHANGE_NAME);
  return self->what;
}

/** sluice_consent_change_get_before: what it was; "" for nothing. Categories are ids, separated by spaces. */
const char *
sluice_consent_change_get_before (SluiceConsentChange *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_CHANGE (self), NULL);
  return self->before;
}

/** sluice_consent_change_get_after: what it is now; "" for nothing. */
const char *
sluice_consent_change_get_after (SluiceConsentChange *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_CHANGE (self), NULL);
  return self->after;
}

/* What @ids has and @others has not, as titles; NULL for nothing. */
static char *
dup_titles_missing (const char *ids,
                    const char *others)
{
  g_auto(GStrv) all = g_strsplit (ids, " ", -1);
  g_auto(GStrv) known = g_strsplit (others, " ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) missing = NULL;

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0' && !g_strv_contains ((const char * const *) known, all[i]))
      g_strv_builder_add (builder, all[i]);
  missing = g_strv_builder_end (builder);

  return *missing != NULL ? sluice_consent_titles_dup_text ((const char * const *) missing) : NULL;
}

static char *
dup_categories_text (SluiceConsentChange *self)
{
  g_autofree char *more = dup_titles_missing (self->after, self->before);
  g_autofree char *less = dup_titles_missing (self->before, self->after);

  if (more != NULL && less != NULL)
    /* Translators: both are lists of kinds of data, such as “Print history, Library”. */
    return g_strdup_printf (_("Asks for more than before: %s. Does not ask any more for: %s."), more, less);
  if (more != NULL)
    return g_strdup_printf (_("Asks for more than before: %s."), more);
  return g_strdup_printf (_("Does not ask any more for: %s."), less != NULL ? less : self->before);
}

static char *
dup_homepage_text (SluiceConsentChange *self)
{
  if (*self->before == '\0')
    return g_strdup_printf (_("Had no home page before, and has %s now."), self->after);
  if (*self->after == '\0')
    return g_strdup_printf (_("Has no home page any more; it was %s."), self->before);
  return g_strdup_printf (_("Had the home page %s before, and has %s now."), self->before, self->after);
}

static char *
dup_notice_text (SluiceConsentChange *self)
{
  if (*self->before == '\0')
    return g_strdup_printf (_("Had no privacy notice before, and has one at %s now."), self->after);
  if (*self->after == '\0')
    return g_strdup_printf (_("Has no privacy notice any more; it was at %s."), self->before);
  return g_strdup_printf (_("Had its privacy notice at %s before, and has it at %s now."), self->before, self->after);
}

/** sluice_consent_change_dup_text: (transfer full): a sentence for a person. */
char *
sluice_consent_change_dup_text (SluiceConsentChange *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_CHANGE (self), NULL);

  switch (self->what)
    {
    case SLUICE_CONSENT_CHANGE_NAME:
      return g_strdup_printf (_("Was called “%s” before, and is called “%s” now."), self->before, self->after);
    case SLUICE_CONSENT_CHANGE_HOMEPAGE:
      return dup_homepage_text (self);
    case SLUICE_CONSENT_CHANGE_NOTICE:
      return dup_notice_text (self);
    case SLUICE_CONSENT_CHANGE_CATEGORIES:
    default:
      return dup_categories_text (self);
    }
}

/**
 * sluice_consent_changes_read:
 * @array: (nullable): `changes` or `alarms`
 *
 * Returns: (transfer full): of #SluiceConsentChange; what this version does not know is left out
 */
GListStore *
sluice_consent_changes_read (JsonArray *array)
{
  GListStore *store = g_list_store_new (SLUICE_TYPE_CONSENT_CHANGE);
  guint n_changes = array != NULL ? MIN (json_array_get_length (array), MAX_CHANGES) : 0;

  for (guint i = 0; i < n_changes; i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceConsentChange) change = object != NULL ? sluice_consent_change_new (object) : NULL;

      if (change != NULL)
        g_list_store_append (store, change);
    }
  return store;
}
