/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"


#include <glib/gi18n-lib.h>

/* What the commands about consent say alike, in words and in JSON. */

#define FIELD_WIDTH 14

/**
 * consent_find:
 * @model: what a look found
 * @prefix: what was typed of an id
 * @get_id: of an item
 * @none: what to say when there is none
 * @error: %G_OPTION_ERROR
 *
 * Returns: (transfer full) (nullable): the only item whose id begins so
 */
gpointer
consent_find (GListModel    *model,
              const char    *prefix,
              ConsentGetId   get_id,
              const char    *none,
              GError       **error)
{
  g_autoptr(GObject) found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (*prefix == '\0' || !g_str_has_prefix (get_id (item), prefix))
        continue;
      if (g_str_equal (get_id (item), prefix))
        return g_steal_pointer (&item);
      if (found != NULL)
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               _("More than one id begins so; give more of it. Nothing was changed."));
          return NULL;
        }
      found = g_steal_pointer (&item);
    }

  if (found == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, none);
  return g_steal_pointer (&found);
}

/** consent_list_named: (transfer full): all that was typed as ids: after an option, each time, and after those. */
GStrv
consent_list_named (char **named,
                    char **more)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) named);
  g_strv_builder_addv (builder, (const char **) more);
  return g_strv_builder_end (builder);
}

/** consent_dup_time: (transfer full): a time of this place; empty for 0. */
char *
consent_dup_time (gint64 seconds)
{
  g_autoptr(GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_local (seconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");
}

const char *
consent_get_verified (SluiceConsentParty *party)
{
  return sluice_consent_party_is_verified (party) ? _("verified") : _("not verified");
}

/** consent_print_field: a line of its own; @value: (nullable): may be a stranger's. */
void
consent_print_field (const char *label,
                     const char *value)
{
  g_autofree char *line = sluicectl_dup_printable (value);
  const int gap = MAX (FIELD_WIDTH - (int) g_utf8_strlen (label, -1), 1);

  g_print ("%s%*s%s\n", label, gap, "", line);
}

/** consent_dup_short_id: (transfer full): as much of @id as is typed again. */
char *
consent_dup_short_id (const char *id)
{
  g_autofree char *line = sluicectl_dup_printable (id);

  return g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), CONSENT_SHORT_ID));
}

/** consent_print_party: who it is, and how much of that anybody has checked. */
void
consent_print_party (SluiceConsentParty *party)
{
  consent_print_field (_("Who:"), sluice_consent_party_get_name (party));
  consent_print_field ("", sluice_consent_party_is_verified (party)
                             ? _("Verified: the provider of your cloud has checked who they are.")
                             : _("Not verified: nobody has checked who they are. The name and the addresses are what "
                                 "they say of themselves."));
  consent_print_field (_("Domain:"), sluice_consent_party_get_domain (party) ?: _("They name none"));
  if (sluice_consent_party_get_homepage (party) != NULL)
    consent_print_field (_("Home page:"), sluice_consent_party_get_homepage (party));
  if (sluice_consent_party_get_notice_url (party) != NULL)
    consent_print_field (_("Notice:"), sluice_consent_party_get_notice_url (party));
}

/** consent_set_line: @text: (nullable): a stranger's words, made printable: JSON is written to terminals too. */
void
consent_set_line (JsonObject *object,
                  const char *member,
                  const char *text)
{
  g_autofree char *line = text != NULL ? sluicectl_dup_printable (text) : NULL;

  json_object_set_string_member (object, member, line);
}

/** consent_set_time: seconds since the epoch; null for 0. */
void
consent_set_time (JsonObject *object,
                  const char *member,
                  gint64      seconds)
{
  if (seconds > 0)
    json_object_set_int_member (object, member, seconds);
  else
    json_object_set_null_member (object, member);
}

/** consent_describe_party: (transfer full): for a program. */
JsonObject *
consent_describe_party (SluiceConsentParty *party)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "client_id", sluice_consent_party_get_client_id (party));
  json_object_set_string_member (object, "name", sluice_consent_party_get_name (party));
  json_object_set_boolean_member (object, "verified", sluice_consent_party_is_verified (party));
  json_object_set_string_member (object, "domain", sluice_consent_party_get_domain (party));
  consent_set_line (object, "homepage", sluice_consent_party_get_homepage (party));
  consent_set_line (object, "notice_url", sluice_consent_party_get_notice_url (party));
  return object;
}

/** consent_describe_changes: (transfer full): of #SluiceConsentChange, for a program. */
JsonArray *
consent_describe_changes (GListModel *changes)
{
  static const char * const names[] = {
    [SLUICE_CONSENT_CHANGE_NAME] = "name",
    [SLUICE_CONSENT_CHANGE_HOMEPAGE] = "homepage",
    [SLUICE_CONSENT_CHANGE_NOTICE] = "notice",
    [SLUICE_CONSENT_CHANGE_CATEGORIES] = "categories",
  };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr(SluiceConsentChange) change = g_list_model_get_item (changes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "what", names[sluice_consent_change_get_what (change)]);
      json_object_set_string_member (object, "before", sluice_consent_change_get_before (change));
      json_object_set_string_member (object, "after", sluice_consent_change_get_after (change));
      json_array_add_object_element (array, object);
    }
  return array;
}

/** consent_describe_ids: (transfer full): @ids as an array. */
JsonArray *
consent_describe_ids (const char * const *ids)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  return array;
}
