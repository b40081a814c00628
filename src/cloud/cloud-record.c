/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-record.h"

#include "sluice-json.h"

/* What the cloud reads from a process record. */

/* A record need not know how long the print takes. */
#define UNKNOWN_SECONDS 3600
#define MOST_SECONDS (30 * 24 * 60 * 60)

/** cloud_record_get_time: seconds that printing takes; an hour when the record does not say. */
gint64
cloud_record_get_time (JsonObject *record)
{
  JsonObject *time = sluice_json_get_object (record, "time");
  double stated;

  if (time != NULL && sluice_json_get_double (time, "stated_s", &stated) && stated >= 1)
    return MIN (stated, MOST_SECONDS);
  return UNKNOWN_SECONDS;
}

static JsonObject *
describe_extruder (JsonObject *extruder)
{
  JsonObject *slot = json_object_new ();
  JsonObject *source = sluice_json_get_object (extruder, "material");
  JsonObject *material = json_object_new ();
  const char *core = sluice_json_get_string (extruder, "nozzle_name");
  const char *guid = source != NULL ? sluice_json_get_string (source, "guid") : NULL;
  const char *type = source != NULL ? sluice_json_get_string (source, "type") : NULL;
  gint64 index = 0;

  sluice_json_get_int (extruder, "index", &index);
  json_object_set_int_member (slot, "extruder_index", index);
  if (core != NULL)
    json_object_set_string_member (slot, "print_core_id", core);
  if (guid != NULL)
    json_object_set_string_member (material, "guid", guid);
  if (type != NULL)
    json_object_set_string_member (material, "material", type);
  json_object_set_object_member (slot, "material", material);
  return slot;
}

/** cloud_record_describe: (transfer full): machine and extruders of a record, as the vendor describes a job. */
JsonObject *
cloud_record_describe (JsonObject *record)
{
  JsonObject *details = json_object_new ();
  JsonArray *configuration = json_array_new ();
  JsonArray *extruders = sluice_json_get_array (record, "extruders");
  JsonObject *machine = sluice_json_get_object (record, "machine");
  const char *name = machine != NULL ? sluice_json_get_string (machine, "name") : NULL;

  for (guint i = 0; extruders != NULL && i < json_array_get_length (extruders); i++)
    {
      JsonObject *extruder = sluice_json_array_get_object (extruders, i);

      if (extruder != NULL)
        json_array_add_object_element (configuration, describe_extruder (extruder));
    }

  if (name != NULL)
    json_object_set_string_member (details, "machine_variant", name);
  json_object_set_array_member (details, "configuration", configuration);
  return details;
}
