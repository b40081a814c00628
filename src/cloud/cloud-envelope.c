/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"

/*
 * The wrappers around every answer of the REST families, as the vendor's
 * clients read them: {"data": …, "meta": {"page": …}} and {"errors": […]}.
 */

/**
 * cloud_envelope_object:
 * @data: (transfer full): what the answer is about
 *
 * Returns: (transfer full): `{"data": …}`
 */
JsonObject *
cloud_envelope_object (JsonObject *data)
{
  JsonObject *envelope = json_object_new ();

  json_object_set_object_member (envelope, "data", data);
  return envelope;
}

/**
 * cloud_envelope_list:
 * @data: (transfer full): the elements of this page
 * @total: how many there are on all pages, or -1 to leave paging out
 * @limit: how many fit a page
 *
 * Returns: (transfer full): `{"data": […], "meta": {"page": {…}}}`
 */
JsonObject *
cloud_envelope_list (JsonArray *data,
                     gint64     total,
                     gint64     limit)
{
  JsonObject *envelope = json_object_new ();

  json_object_set_array_member (envelope, "data", data);
  if (total >= 0)
    {
      JsonObject *page = json_object_new ();
      JsonObject *meta = json_object_new ();

      json_object_set_int_member (page, "total_count", total);
      json_object_set_int_member (page, "total_pages", limit > 0 ? (total + limit - 1) / limit : 1);
      json_object_set_object_member (meta, "page", page);
      json_object_set_object_member (envelope, "meta", meta);
    }

  return envelope;
}

/**
 * cloud_envelope_error:
 * @status: HTTP status
 * @code: what happened, in camelCase, for programs
 * @title: what happened, for people who read logs
 * @detail: (nullable): more of it
 * @field: (nullable): the member of the request it is about
 *
 * Returns: (transfer full): `{"errors": [{…}]}`; the status in it is text
 */
JsonObject *
cloud_envelope_error (guint       status,
                      const char *code,
                      const char *title,
                      const char *detail,
                      const char *field)
{
  JsonObject *envelope = json_object_new ();
  JsonObject *entry = json_object_new ();
  JsonArray *errors = json_array_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *text = g_strdup_printf ("%u", status);

  json_object_set_string_member (entry, "id", id);
  json_object_set_string_member (entry, "code", code);
  json_object_set_string_member (entry, "title", title);
  json_object_set_string_member (entry, "http_status", text);
  if (detail != NULL)
    json_object_set_string_member (entry, "detail", detail);
  if (field != NULL)
    {
      JsonObject *meta = json_object_new ();

      json_object_set_string_member (meta, "field_name", field);
      json_object_set_object_member (entry, "meta", meta);
    }

  json_array_add_object_element (errors, entry);
  json_object_set_array_member (envelope, "errors", errors);
  return envelope;
}

/**
 * cloud_timestamp:
 * @microseconds: since the epoch, UTC
 *
 * Returns: (transfer full): `2026-11-23T04:05:06.000000Z`; the vendor's clients
 *   refuse a time without its fraction
 */
char *
cloud_timestamp (gint64 microseconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc_usec (microseconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ");
}

/** cloud_set_time: as cloud_timestamp(), of @seconds, into @object. */
void
cloud_set_time (JsonObject *object,
                const char *member,
                gint64      seconds)
{
  g_autofree char *text = cloud_timestamp (seconds * G_USEC_PER_SEC);

  json_object_set_string_member (object, member, text);
}
