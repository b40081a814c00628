/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-seed.h"

#include "cloud-jobs.h"
#include "cloud-library.h"
#include "cloud-upload.h"
#include "sluice-blob.h"
#include "sluice-json.h"

#include <string.h>

/*
 * Something to look at before there are printers of one's own: `--seed demo`.
 * All of it goes through the same functions as what people make.
 */
#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define PLA "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9"
#define TPLA "e92b1f0b-a069-4969-86b4-30127cfb6f7b"

#define SLOT(index, core, guid, material, color) \
  "{\"extruder_index\":" #index ",\"print_core_id\":\"" core "\",\"material\":{\"guid\":\"" guid "\"," \
  "\"brand\":\"Generic\",\"material\":\"" material "\",\"color\":\"" color "\"}}"
#define EMPTY_SLOT(index, core) \
  "{\"extruder_index\":" #index ",\"print_core_id\":\"" core "\",\"material\":{\"material\":\"empty\"}}"

static const char black_pla[] = "[" SLOT (0, "AA 0.4", PLA, "PLA", "Black") "," EMPTY_SLOT (1, "BB 0.4") "]";
static const char white_pla[] = "[" SLOT (0, "AA 0.4", PLA, "PLA", "White") ","
                                SLOT (1, "AA 0.4", PLA, "PLA", "Red") "]";
static const char tough_pla[] = "[" SLOT (0, "AA 0.8", TPLA, "Tough PLA", "Black") "," EMPTY_SLOT (1, "BB 0.8") "]";

typedef struct
{
  const char *name;
  const char *product_name;
  gint64      age;
  gint64      time_total;
  gint64      cleanup;
} SeedJob;

typedef struct
{
  CloudContext *context;
  const char   *account;
  char         *cluster;
  guint         n_printers;
} Group;

static gboolean
begin_group (Group       *group,
             const char  *name,
             const char  *type,
             GError     **error)
{
  g_free (group->cluster);
  group->n_printers = 0;
  group->cluster = cloud_fleet_make_cluster (group->context, group->account, name, type, error);
  return group->cluster != NULL;
}

static char *
add_printer (Group            *group,
             const char       *name,
             const char       *variant,
             const char       *configuration,
             VirtualCondition  condition,
             VirtualTemper     temper,
             GError          **error)
{
  CloudNewPrinter printer = { name, variant, configuration, condition, temper, 0 };

  return cloud_fleet_make_printer (group->context, group->account, group->cluster, group->n_printers++, &printer,
                                   error);
}

static JsonObject *
parse_details (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return sluice_json_parse_object (bytes, 4096, NULL);
}

/* A blocked job waits for changes at @printer; others go where there is room, or to @printer. */
static gboolean
add_job (Group       *group,
         const char  *name,
         gint64       age,
         gint64       time_total,
         gint64       cleanup,
         const char  *printer,
         const char  *variant,
         const char  *changes,
         GError     **error)
{
  g_autofree char *text = g_strdup_printf ("{\"machine_variant\":\"%s\",\"configuration\":%s,\"changes\":%s}",
                                           variant, changes != NULL ? tough_pla : black_pla, changes ?: "[]");
  g_autoptr(JsonObject) details = parse_details (text);
  g_autofree char *id = g_uuid_string_random ();
  CloudNewJob job = {
    .account = group->account, .cluster = group->cluster, .origin = "seed", .origin_id = id, .product_name = name,
    .created = sluice_clock_now_seconds (group->context->clock) - age, .time_total = time_total, .cleanup = cleanup,
    .wants_printer = printer, .is_blocked = changes != NULL, .details = details
  };
  g_autofree char *uuid = cloud_jobs_add (group->context, &job, error);

  return uuid != NULL;
}

static gboolean
seed_farm (Group   *group,
           GError **error)
{
  static const char * const names[] = { "North", "East", "South", "West" };
  static const VirtualTemper tempers[] = { VIRTUAL_STEADY, VIRTUAL_STEADY, VIRTUAL_HUNGRY, VIRTUAL_DISTANT };

  if (!begin_group (group, "S5 farm", "ultimaker_s5", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *uuid = add_printer (group, names[i], "Ultimaker S5", i % 2 == 0 ? black_pla : white_pla,
                                           VIRTUAL_READY, tempers[i], error);

      if (uuid == NULL)
        return FALSE;
    }

  /* History first, then what prints now, then what waits. */
  return add_job (group, "Cable clip x20", 6 * DAY, 3 * HOUR, 20 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Drill jig 8 mm", 5 * DAY, 5 * HOUR, HOUR, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Gearbox housing", 3 * DAY, 11 * HOUR, HOUR, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Cable clip x20", 2 * DAY, 3 * HOUR, 10 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Sensor bracket rev C", 4 * HOUR, 9 * HOUR, 30 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Gearbox lid", 90 * MINUTE, 2 * HOUR, 30 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Soft jaw left", 40 * MINUTE, 6 * HOUR, 30 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Soft jaw right", 1, 6 * HOUR, 30 * MINUTE, NULL, "Ultimaker S5", NULL, error) &&
         add_job (group, "Fan duct", 0, 2 * HOUR, 30 * MINUTE, NULL, "Ultimaker S5", NULL, error);
}

static gboolean
seed_lab (Group   *group,
          GError **error)
{
  static const char changes[] =
    "[{\"type_of_change\":\"print_core_change\",\"index\":0,\"target_id\":\"AA 0.8\",\"origin_id\":\"AA 0.4\"},"
    "{\"type_of_change\":\"material_change\",\"index\":0,\"target_id\":\"" TPLA "\",\"target_name\":\"Tough PLA\","
    "\"origin_id\":\"" PLA "\",\"origin_name\":\"PLA\"}]";
  g_autofree char *um3 = NULL;
  g_autofree char *s3 = NULL;
  g_autofree char *s5 = NULL;

  if (!begin_group (group, "Lab", "ultimaker3", error) ||
      (um3 = add_printer (group, "Bench 1", "Ultimaker 3", black_pla, VIRTUAL_READY, VIRTUAL_STEADY, error)) == NULL ||
      (s3 = add_printer (group, "Bench 2", "Ultimaker S3", black_pla, VIRTUAL_READY, VIRTUAL_STEADY, error)) == NULL ||
      (s5 = add_printer (group, "Bench 3", "Ultimaker S5", black_pla, VIRTUAL_MAINTENANCE, VIRTUAL_STEADY,
                         error)) == NULL)
    return FALSE;

  return add_job (group, "Pipette rack", 4 * DAY, 4 * HOUR, HOUR, s3, "Ultimaker S3", NULL, error) &&
         /* Waits on its plate until somebody comes, and nobody does for a month. */
         add_job (group, "Tube holder", 3 * HOUR, 2 * HOUR, 30 * DAY, um3, "Ultimaker 3", NULL, error) &&
         add_job (group, "Optics mount", 20 * MINUTE, 5 * HOUR, HOUR, s3, "Ultimaker S3", NULL, error) &&
         add_job (group, "Centrifuge insert", 10 * MINUTE, 3 * HOUR, HOUR, s3, "Ultimaker S3", changes, error);
}

static gboolean
seed_single (Group   *group,
             GError **error)
{
  g_autofree char *uuid = NULL;

  if (!begin_group (group, "Workshop", "ultimaker_s3", error))
    return FALSE;

  uuid = add_printer (group, "Workshop S3", "Ultimaker S3", black_pla, VIRTUAL_READY, VIRTUAL_STEADY, error);
  return uuid != NULL &&
         add_job (group, "Door wedge", 2 * DAY, 50 * MINUTE, 10 * MINUTE, uuid, "Ultimaker S3", NULL, error);
}

static gboolean
add_file (CloudContext  *context,
          const char    *account,
          const char    *project,
          const char    *name,
          const char    *content,
          GError       **error)
{
  CloudFile file = { .project = (char *) project, .name = (char *) name,
                     .content_type = (char *) "text/x-gcode", .size = strlen (content) };
  g_autofree char *token = NULL;
  g_autofree char *id = cloud_upload_make (context, account, &file, &token, error);
  g_autoptr(SluiceKey) key = id != NULL
    ? cloud_store_ref_key (context->store, account, CLOUD_KEY_PRODUCT, error) : NULL;
  g_autoptr(SluiceBlobWriter) writer = key != NULL
    ? sluice_blob_writer_new (cloud_store_get_blobs (context->store), key, error) : NULL;

  return writer != NULL &&
         sluice_blob_writer_write (writer, content, strlen (content), error) &&
         sluice_blob_writer_finish (writer, id, error) &&
         sluice_database_exec (cloud_store_get_product (context->store), error,
                               "UPDATE files SET status = 'uploaded', uploaded = ?, upload_hash = NULL WHERE id = ?",
                               "is", sluice_clock_now_seconds (context->clock), id);
}

static gboolean
seed_library (CloudContext  *context,
              const char    *account,
              GError       **error)
{
  static const char square[] = ";FLAVOR:Marlin\n;TIME:12\n;LAYER_COUNT:1\nG28\nG0 X10 Y10 Z0.2\nG1 X30 Y10 E1\n"
                               "G1 X30 Y30 E2\nG1 X10 Y30 E3\nG1 X10 Y10 E4\n";
  g_autofree char *jigs = cloud_library_make_project (context, account, "Assembly jigs", error);
  g_autofree char *spares = jigs != NULL ? cloud_library_make_project (context, account, "Spare parts", error) : NULL;

  return spares != NULL &&
         add_file (context, account, jigs, "Drill jig 8 mm.gcode", square, error) &&
         add_file (context, account, jigs, "Soft jaw left.gcode", square, error) &&
         add_file (context, account, spares, "Fan duct.gcode", square, error);
}

/**
 * cloud_seed_demo:
 * @context: a cloud whose state is empty
 * @error: #SluiceBaseError
 *
 * Makes the account "demo" with three groups, a history and a library. The
 * account is made first and owns everything, so that a second try after an
 * interruption finds it and leaves things as they are.
 */
gboolean
cloud_seed_demo (CloudContext  *context,
                 GError       **error)
{
  g_autofree char *account = cloud_store_make_account (context->store, "demo", TRUE,
                                                       sluice_clock_now_seconds (context->clock), error);
  Group group = { context, account, NULL, 0 };
  gboolean done = account != NULL &&
                  seed_single (&group, error) &&
                  seed_farm (&group, error) &&
                  seed_lab (&group, error) &&
                  seed_library (context, account, error);

  g_free (group.cluster);
  return done;
}
