/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-farm.h"

#include "sluice-json.h"
#include "virtual-life.h"

#include <string.h>

/*
 * `--virtual-printers N`: many printers with a life of their own, in groups of
 * ten. What they are follows from their number, what they do from that and the
 * time: of it, nothing is kept. The first of each group has no life: it prints
 * what it is sent. A job that somebody sends waits for what is in the queue by
 * then, and goes before what a printer would have done next.
 */
#define GROUP_SIZE 10
#define DAY 86400
#define MAINTENANCE_DAYS 90
#define MAINTENANCE_DUE_DAYS 4

/* Salts of draws that are not about a spell. */
enum
{
  OF_MODEL = -10,
  OF_MATERIAL = -11,
  OF_FIRMWARE = -12,
  OF_MAINTENANCE = -13,
  OF_SPOOL = -14,
  OF_PLATE = -20,
};

static const struct
{
  const char *variant;
  const char *cores[2]; /* NULL: one extruder */
  guint       n_slots;  /* of its material station */
} models[] = {
  { "Ultimaker S5", { "AA 0.4", "BB 0.4" }, 6 },
  { "Ultimaker S3", { "AA 0.4", "BB 0.4" }, 0 },
  { "UltiMaker S7", { "AA 0.4", "AA 0.8" }, 6 },
  { "Ultimaker 3", { "AA 0.4", "BB 0.4" }, 0 },
  { "Ultimaker 2+ Connect", { "0.4 mm", NULL }, 0 },
};

static const struct
{
  const char *guid;
  const char *name;
  const char *color;
} materials[] = {
  { "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9", "PLA", "Black" },
  { "e92b1f0b-a069-4969-86b4-30127cfb6f7b", "Tough PLA", "Black" },
  { "60636bb4-518f-42e7-8237-fe77b194ebe0", "ABS", "White" },
  { "28fb4162-db74-49e1-9008-d05f1e8bef5c", "Nylon", "Natural" },
  { "1d52b2be-a3a2-41de-a8b1-3bcdb5618695", "TPU 95A", "Blue" },
  { "98c05714-bf4e-4455-ba27-57d74fe331e4", "PC", "Transparent" },
};

static const char * const places[] = {
  "Jigs and Fixtures", "Prototypes", "Assembly", "Spare Parts", "Lab", "Training", "Tooling", "Packaging", "Small Series",
  "Design", "Test Bench", "Night Shift",
};

static const char * const names[] = {
  "Heron", "Wren", "Robin", "Plover", "Swift", "Kestrel", "Finch", "Teal", "Raven", "Dunlin", "Linnet", "Merlin", "Osprey",
  "Curlew", "Siskin", "Avocet", "Bittern", "Egret", "Godwit", "Jackdaw",
};

static const char * const things[] = {
  "Gearbox housing", "Drill jig 8 mm", "Cable clip x20", "Sensor bracket", "Soft jaw left", "Soft jaw right", "Fan duct",
  "Pipette rack", "Optics mount", "Tube holder", "Door wedge", "Hose adapter", "Gauge block holder", "Lamp shade",
  "Robot gripper", "Camera plate", "Spacer ring x50", "Knob", "Label frame", "Battery tray", "Wheel hub", "Pump cover",
};

static guint
choose_model (guint number)
{
  /* Most printers of a group are alike. */
  if (number % GROUP_SIZE == 0 || virtual_life_draw (number, OF_MODEL) % 4 != 0)
    number -= number % GROUP_SIZE;
  return number == 0 ? 0 : virtual_life_draw (number, OF_MODEL) % G_N_ELEMENTS (models);
}

static guint
choose_material (guint number)
{
  return virtual_life_draw (number, OF_MATERIAL) % G_N_ELEMENTS (materials);
}

/* What a job needs that the printer has to be set up for. */
static guint
choose_other_material (const VirtualSpell *spell,
                       guint               number)
{
  return (choose_material (number) + 1 + (spell->fate >> 48) % (G_N_ELEMENTS (materials) - 1)) % G_N_ELEMENTS (materials);
}

/* (transfer full): what is in the extruders, JSON as the vendor has it. */
static char *
make_configuration (guint number,
                    guint material)
{
  const guint model = choose_model (number);
  GString *text = g_string_new ("[");

  g_string_append_printf (text,
                          "{\"extruder_index\":0,\"print_core_id\":\"%s\",\"material\":{\"guid\":\"%s\","
                          "\"brand\":\"Generic\",\"material\":\"%s\",\"color\":\"%s\"}}",
                          models[model].cores[0], materials[material].guid, materials[material].name,
                          materials[material].color);
  if (models[model].cores[1] != NULL)
    g_string_append_printf (text,
                            ",{\"extruder_index\":1,\"print_core_id\":\"%s\",\"material\":{\"material\":\"empty\"}}",
                            models[model].cores[1]);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* One that belongs to the farm is known by its group, whose kind of printer is none of the vendor's. */
static gint64
count_printers (CloudContext  *context,
                const char    *account,
                GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT count(*) FROM printers JOIN clusters ON clusters.id = cluster"
    " WHERE account = ? AND printer_type = 'virtual'", "s", account);

  return row != NULL && sluice_statement_step (row, error) ? sluice_statement_int (row, 0) : -1;
}

static gboolean
make_printer (CloudContext  *context,
              const char    *account,
              const char    *cluster,
              guint          number,
              GError       **error)
{
  g_autofree char *name = g_strdup_printf ("%s %u", names[number % G_N_ELEMENTS (names)], number + 1);
  g_autofree char *configuration = make_configuration (number, number % GROUP_SIZE == 0 ? 0 : choose_material (number));
  const CloudNewPrinter printer = {
    .friendly_name = name, .machine_variant = models[choose_model (number)].variant, .configuration = configuration,
    .condition = VIRTUAL_READY, .temper = VIRTUAL_STEADY, .life = number % GROUP_SIZE == 0 ? 0 : number
  };
  g_autofree char *uuid = cloud_fleet_make_printer (context, account, cluster, number % GROUP_SIZE, &printer, error);

  return uuid != NULL;
}

static gboolean
make_printers (CloudContext  *context,
               const char    *account,
               guint          first,
               guint          n_printers,
               GError       **error)
{
  g_autofree char *cluster = NULL;

  for (guint i = first; i < n_printers; i++)
    {
      if (cluster == NULL || i % GROUP_SIZE == 0)
        {
          const guint group = i / GROUP_SIZE;
          g_autofree char *name = g_strdup_printf ("%s %u", places[group % G_N_ELEMENTS (places)], group + 1);

          g_free (cluster);
          cluster = cloud_fleet_make_cluster (context, account, name, "virtual", error);
          if (cluster == NULL)
            return FALSE;
        }
      if (!make_printer (context, account, cluster, i, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * cloud_farm_make:
 * @context: the cloud
 * @account: whose
 * @n_printers: how many it is to have
 * @error: #SluiceBaseError
 *
 * Makes groups until there are as many printers, all or none of them.
 */
gboolean
cloud_farm_make (CloudContext  *context,
                 const char    *account,
                 guint          n_printers,
                 GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  const gint64 made = n_printers > 0 ? count_printers (context, account, error) : 0;

  if (made < 0)
    return FALSE;
  if (made >= n_printers)
    return TRUE;

  if (!sluice_database_begin (database, error))
    return FALSE;
  if (make_printers (context, account, made, n_printers, error))
    return sluice_database_commit (database, error);
  sluice_database_rollback (database);
  return FALSE;
}

/* One spell of one printer of a fleet. */
typedef struct
{
  guint        printer;
  VirtualSpell spell;
} Turn;

/* A job that was sent takes the printer for the whole spell. */
static gboolean
is_taken (CloudFleet         *fleet,
          guint               index,
          const VirtualSpell *spell)
{
  if (g_array_index (fleet->printers, VirtualPrinter, index).settled_at > spell->begins)
    return TRUE;

  for (guint i = 0; i < fleet->jobs->len; i++)
    {
      const VirtualJob *job = &g_array_index (fleet->jobs, VirtualJob, i);

      if (job->printer == (int) index && job->plan.begins < spell->ends && job->plan.cleared > spell->begins)
        return TRUE;
    }
  return FALSE;
}

/**
 * cloud_farm_find_spells:
 * @fleet: a group that was planned, and nothing of it settled yet
 *
 * Returns: (transfer full): what its printers do by themselves, for cloud_farm_take_spells()
 */
GArray *
cloud_farm_find_spells (CloudFleet *fleet)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  for (guint i = 0; i < fleet->printers->len; i++)
    {
      const guint life = g_array_index (fleet->printers, VirtualPrinter, i).life;
      const Turn some[] = { { i, virtual_life_at (life, fleet->now) }, { i, virtual_life_next (life, fleet->now) } };

      for (guint j = 0; life != 0 && j < G_N_ELEMENTS (some); j++)
        if (virtual_spell_is_shown (&some[j].spell, fleet->now) && !is_taken (fleet, i, &some[j].spell))
          g_array_append_val (turns, some[j]);
    }
  return turns;
}

/* (transfer full): the same whenever it is worked out; the printer's own uuid makes it this cloud's. */
static char *
make_uuid (const char *printer,
           gint64      number)
{
  g_autofree char *text = g_strdup_printf ("%s/%" G_GINT64_FORMAT, printer, number);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.8s-%.4s-4%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
}

static JsonObject *
make_details (const CloudPrinterFacts *facts,
              const VirtualSpell      *spell,
              guint                    life)
{
  const guint origin = choose_material (life);
  const guint target = spell->is_blocked ? choose_other_material (spell, life) : origin;
  g_autofree char *configuration = make_configuration (life, target);
  g_autofree char *changes = !spell->is_blocked ? g_strdup ("[]") :
    g_strdup_printf ("[{\"type_of_change\":\"material_change\",\"index\":0,\"target_id\":\"%s\",\"target_name\":\"%s\","
                     "\"origin_id\":\"%s\",\"origin_name\":\"%s\"}]",
                     materials[target].guid, materials[target].name, materials[origin].guid, materials[origin].name);
  g_autofree char *text = g_strdup_printf ("{\"machine_variant\":\"%s\",\"configuration\":%s,\"changes\":%s}",
                                           facts->machine_variant, configuration, changes);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return sluice_json_parse_object (bytes, 4096, NULL);
}

static void
add_job (CloudFleet *fleet,
         const Turn *turn)
{
  const VirtualPrinter *printer = &g_array_index (fleet->printers, VirtualPrinter, turn->printer);
  const gboolean waits = fleet->now < turn->spell.begins;
  const VirtualSpell *spell = &turn->spell;
  CloudJobFacts *facts = g_new0 (CloudJobFacts, 1);
  VirtualJob job = {
    .uuid = make_uuid (printer->uuid, spell->number), .created = spell->announced, .time_total = spell->time_total,
    .is_blocked = waits && spell->is_blocked, .printer = turn->printer, .plan = spell->plan
  };

  /* Set up as it needs it: there is nothing left to change. */
  facts->details = make_details (g_ptr_array_index (fleet->printer_facts, turn->printer), spell, printer->life);
  if (!waits)
    json_object_set_array_member (facts->details, "changes", json_array_new ());
  if (job.is_blocked)
    job.wants_printer = g_strdup (printer->uuid);
  facts->name = g_strdup (things[(spell->fate >> 36) % G_N_ELEMENTS (things)]);
  facts->origin = g_strdup ("seed");
  facts->origin_id = g_strdup (job.uuid);
  g_array_append_val (fleet->jobs, job);
  g_ptr_array_add (fleet->job_facts, facts);
}

/**
 * cloud_farm_take_spells:
 * @fleet: a group of which what is over was written down
 * @spells: (transfer full): what its printers do by themselves
 *
 * Adds that to what they were sent.
 */
void
cloud_farm_take_spells (CloudFleet *fleet,
                        GArray     *spells)
{
  for (guint i = 0; i < spells->len; i++)
    {
      const Turn *turn = &g_array_index (spells, Turn, i);
      VirtualPrinter *printer = &g_array_index (fleet->printers, VirtualPrinter, turn->printer);
      CloudPrinterFacts *facts = g_ptr_array_index (fleet->printer_facts, turn->printer);

      if (fleet->now >= turn->spell.begins)
        printer->condition = turn->spell.condition;
      if (fleet->now >= turn->spell.begins && turn->spell.is_blocked)
        {
          g_free (facts->configuration);
          facts->configuration = make_configuration (printer->life, choose_other_material (&turn->spell, printer->life));
        }
      if (turn->spell.prints)
        add_job (fleet, turn);
    }
  g_array_unref (spells);
}

/* A spool lasts for some prints, and then there is a new one. */
static JsonObject *
describe_slot (guint  life,
               guint  slot,
               gint64 number)
{
  const guint64 draw = virtual_life_draw (life, OF_SPOOL - (int) slot);
  const guint used = (draw % 1000 + number * (20 + (draw >> 16) % 150)) % 1000;
  const guint material = (choose_material (life) + slot) % G_N_ELEMENTS (materials);
  JsonObject *object = json_object_new ();
  JsonObject *what = json_object_new ();

  json_object_set_string_member (what, "guid", materials[material].guid);
  json_object_set_string_member (what, "brand", "Generic");
  json_object_set_string_member (what, "material", materials[material].name);
  json_object_set_string_member (what, "color", materials[material].color);
  json_object_set_int_member (object, "slot_index", slot);
  json_object_set_int_member (object, "extruder_index", slot % 2);
  json_object_set_boolean_member (object, "compatible", TRUE);
  json_object_set_double_member (object, "material_remaining", (1000 - used) / 1000.0);
  json_object_set_boolean_member (object, "material_empty", FALSE);
  json_object_set_object_member (object, "material", what);
  return object;
}

static void
describe_station (guint       life,
                  gint64      now,
                  JsonObject *object)
{
  const guint n_slots = models[choose_model (life)].n_slots;
  const gint64 number = virtual_life_at (life, now).number;
  JsonObject *station;
  JsonArray *slots;

  if (n_slots == 0)
    return;

  slots = json_array_new ();
  for (guint i = 0; i < n_slots; i++)
    json_array_add_object_element (slots, describe_slot (life, i, number));
  station = json_object_new ();
  json_object_set_string_member (station, "status", "available");
  json_object_set_boolean_member (station, "supported", TRUE);
  json_object_set_array_member (station, "material_slots", slots);
  json_object_set_object_member (object, "material_station", station);
}

static void
describe_firmware (guint       life,
                   JsonObject *object)
{
  const guint share = life != 0 ? virtual_life_draw (life, OF_FIRMWARE) % 20 : 19;

  json_object_set_string_member (object, "latest_available_firmware", CLOUD_FIRMWARE);
  json_object_set_string_member (object, "firmware_version", share < 4 ? "8.2.0" : CLOUD_FIRMWARE);
  json_object_set_string_member (object, "firmware_update_status",
                                 share < 2 ? "update_available" : share < 3 ? "pending_update"
                                 : share < 4 ? "update_failed" : "up_to_date");
}

/**
 * cloud_farm_describe_printer:
 * @fleet: a group
 * @index: of one of its printers, with a life of its own or without
 * @object: its ClusterPrinterStatus: build plate, firmware, maintenance and material station are added
 */
void
cloud_farm_describe_printer (CloudFleet *fleet,
                             guint       index,
                             JsonObject *object)
{
  const VirtualPrinter *printer = &g_array_index (fleet->printers, VirtualPrinter, index);
  const guint life = printer->life;
  const guint64 day = fleet->now / DAY + virtual_life_draw (life, OF_MAINTENANCE) % MAINTENANCE_DAYS;
  const gboolean is_due = life != 0 && day % MAINTENANCE_DAYS < MAINTENANCE_DUE_DAYS;
  const gboolean is_metal = life != 0 && virtual_life_draw (life, OF_PLATE) % 8 == 0;
  JsonObject *plate = json_object_new ();

  json_object_set_string_member (plate, "type", is_metal ? "aluminum" : "glass");
  json_object_set_object_member (object, "build_plate", plate);
  json_object_set_boolean_member (object, "maintenance_required",
                                  is_due || printer->condition == VIRTUAL_MAINTENANCE);
  describe_firmware (life, object);
  if (life != 0)
    describe_station (life, fleet->now, object);
}
