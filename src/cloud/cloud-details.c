/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-ask.h"

#include "cloud-grants.h"
#include "sluice-data-category.h"
#include "sluice-json.h"
#include "sluice-text.h"

#include <string.h>

/*
 * Rich authorization requests (RFC 9396), of the one type "sluice_data". What
 * is not exactly that is refused: nobody is asked a question that is not
 * understood in full (§5).
 */
#define TYPE "sluice_data"
#define MAX_BYTES (8 * 1024)
#define MAX_PURPOSE 200

static gboolean
fail (CloudFault *fault,
      const char *description)
{
  return cloud_ask_fail (fault, "invalid_authorization_details", description);
}

static gboolean
has_only_known_members (JsonObject *detail)
{
  static const char * const known[] = { "type", "categories", "actions", "purpose", "duration", NULL };
  g_autoptr(GList) members = json_object_get_members (detail);

  for (GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (known, at->data))
      return FALSE;

  return TRUE;
}

static const char *
string_at (JsonArray *array,
           guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/* A third party is told of a private category what it is told of one that does not exist. */
static gboolean
may_ask_category (const CloudAsk *ask,
                  const char     *id)
{
  const SluiceDataCategory *category = sluice_data_category_find (id);

  return category != NULL && category->klass != SLUICE_DATA_CLASS_PRIVATE &&
         (ask->client->is_first_party || g_strv_contains ((const char * const *) ask->client->categories, id));
}

static gboolean
read_categories (CloudAsk   *ask,
                 JsonArray  *array,
                 CloudFault *fault)
{
  g_autoptr(GPtrArray) categories = g_ptr_array_new_with_free_func (g_free);
  guint n_categories = array != NULL ? json_array_get_length (array) : 0;

  if (n_categories == 0)
    return fail (fault, "The categories are missing");
  for (guint i = 0; i < n_categories; i++)
    {
      const char *id = string_at (array, i);

      if (id == NULL || !may_ask_category (ask, id) ||
          g_ptr_array_find_with_equal_func (categories, id, g_str_equal, NULL))
        return fail (fault, "A category is not known, not for this client, or comes twice");
      g_ptr_array_add (categories, g_strdup (id));
    }

  g_ptr_array_add (categories, NULL);
  g_strfreev (ask->detail_categories);
  ask->detail_categories = (char **) g_ptr_array_free (g_steal_pointer (&categories), FALSE);
  return TRUE;
}

static gboolean
reads_only (JsonArray *actions)
{
  return actions != NULL && json_array_get_length (actions) == 1 && g_strcmp0 (string_at (actions, 0), "read") == 0;
}

/**
 * cloud_details_is_plain_line:
 * @text: what an asker wrote for a person
 * @max: most characters
 *
 * Returns: whether it is one line that a person can read, not empty, with
 *   nothing that turns or hides what stands beside it
 */
gboolean
cloud_details_is_plain_line (const char *text,
                             glong       max)
{
  if (!g_utf8_validate (text, -1, NULL) || *text == '\0' || g_utf8_strlen (text, -1) > max)
    return FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!sluice_text_is_plain_letter (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

static gboolean
read_detail (CloudAsk   *ask,
             JsonObject *detail,
             CloudFault *fault)
{
  const char *purpose = sluice_json_get_string (detail, "purpose");
  const char *duration = sluice_json_get_string (detail, "duration");

  if (g_strcmp0 (sluice_json_get_string (detail, "type"), TYPE) != 0)
    return fail (fault, "The only type is sluice_data");
  if (!has_only_known_members (detail))
    return fail (fault, "There is a member that is not known");
  if (!reads_only (sluice_json_get_array (detail, "actions")))
    return fail (fault, "The only action is read");
  if (json_object_has_member (detail, "purpose") &&
      (purpose == NULL || !cloud_details_is_plain_line (purpose, MAX_PURPOSE)))
    return fail (fault, "The purpose is one line of at most 200 letters");
  if (json_object_has_member (detail, "duration") && (duration == NULL || !cloud_duration_is_known (duration)))
    return fail (fault, "The duration is once, P<n>D with up to 365 days, or until_revoked");

  ask->purpose = g_strdup (purpose);
  if (duration != NULL)
    g_set_str (&ask->duration, duration);
  return read_categories (ask, sluice_json_get_array (detail, "categories"), fault);
}

/**
 * cloud_details_read:
 * @ask: gets categories, purpose and duration
 * @text: `authorization_details`
 * @fault: (out): `invalid_authorization_details`, and why
 *
 * Returns: whether it is understood in full
 */
gboolean
cloud_details_read (CloudAsk   *ask,
                    const char *text,
                    CloudFault *fault)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonNode) node = sluice_json_parse (bytes, MAX_BYTES, NULL);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonObject *detail = array != NULL && json_array_get_length (array) == 1 ? sluice_json_array_get_object (array, 0)
                                                                           : NULL;

  if (detail == NULL)
    return fail (fault, "They are not an array of one object");
  if (!read_detail (ask, detail, fault))
    return FALSE;

  g_set_str (&ask->details, text);
  return TRUE;
}

/**
 * cloud_details_write:
 * @ask: what was asked
 * @categories: (array zero-terminated=1): what was given
 * @duration: for how long
 *
 * RFC 9396 §7: what the person gave, which may be less than was asked.
 *
 * Returns: (transfer full) (nullable): JSON text; %NULL when no details were
 *   asked for, or nothing of them was given
 */
char *
cloud_details_write (const CloudAsk     *ask,
                     const char * const *categories,
                     const char         *duration)
{
  g_autoptr(JsonObject) detail = json_object_new ();
  JsonArray *given = json_array_new ();
  JsonArray *actions = json_array_new ();
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; ask->detail_categories[i] != NULL; i++)
    if (g_strv_contains (categories, ask->detail_categories[i]))
      json_array_add_string_element (given, ask->detail_categories[i]);
  json_array_add_string_element (actions, "read");
  json_object_set_string_member (detail, "type", TYPE);
  json_object_set_array_member (detail, "categories", given);
  json_object_set_array_member (detail, "actions", actions);
  json_object_set_string_member (detail, "duration", duration);
  if (ask->purpose != NULL)
    json_object_set_string_member (detail, "purpose", ask->purpose);
  if (json_array_get_length (given) == 0)
    return NULL;

  bytes = sluice_json_object_to_bytes (detail, FALSE);
  return g_strdup_printf ("[%.*s]", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
}
