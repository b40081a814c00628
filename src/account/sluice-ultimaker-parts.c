/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-parts.h"

#include "sluice-inventory-item.h"
#include "sluice-json.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The lists of UltiMaker's API, and what of our catalogue is in them. Everything
 * but an id may be missing, and what is not known is passed by: the members are
 * those that its own programs were seen to read.
 */
#define MAX_ID 120
#define DATA(...) (const char * const[]) { __VA_ARGS__, NULL }

/* One thing, on its way to be a SluiceInventoryItem. */
typedef struct
{
  const char *id;       /* of the place; nullable */
  const char *spare;    /* instead of it */
  const char *aspect;   /* nullable: what of it */
  const char *category;
  const char *title;    /* nullable */
  const char *created;  /* nullable */
  gint64      size;
  gboolean    can_delete;
} Thing;

/** sluice_ultimaker_is_id: whether @text (nullable) can name one thing in an address: dots alone would lead elsewhere. */
gboolean
sluice_ultimaker_is_id (const char *text)
{
  return sluice_text_is_visible_ascii (text, MAX_ID) && !g_str_equal (text, ".") && !g_str_equal (text, "..");
}

static void
add (const char  *part,
     const Thing *thing,
     GPtrArray   *items)
{
  g_autoptr(JsonObject) object = json_object_new ();
  const char *own = sluice_ultimaker_is_id (thing->id) ? thing->id : thing->spare;
  g_autofree char *id = g_strconcat (part, "/", own, thing->aspect != NULL ? "/" : NULL, thing->aspect, NULL);
  SluiceInventoryItem *item;

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "category", thing->category);
  if (thing->title != NULL)
    json_object_set_string_member (object, "title", thing->title);
  if (thing->created != NULL)
    json_object_set_string_member (object, "created_at", thing->created);
  json_object_set_int_member (object, "size", thing->size);
  /* What it cannot be named by, it cannot be deleted by. */
  json_object_set_boolean_member (object, "can_delete", thing->can_delete && own == thing->id);
  json_object_set_boolean_member (object, "follows_catalogue", FALSE);
  item = sluice_inventory_item_new (object);
  if (item != NULL)
    g_ptr_array_add (items, item);
}

/* Of what is a record and no file: as much as the place says of it. */
static gint64
measure (JsonObject *object)
{
  g_autoptr(GBytes) text = sluice_json_object_to_bytes (object, FALSE);

  return g_bytes_get_size (text);
}

static gint64
get_size (JsonObject *object)
{
  gint64 size = 0;

  return sluice_json_get_int (object, "file_size", &size) ? MAX (size, 0) : 0;
}

static void
add_words (const char *part,
           const char *id,
           const char *category,
           const char *words,
           GPtrArray  *items)
{
  if (words != NULL && *words != '\0')
    add (part, &(Thing) { .spare = id, .category = category, .title = words, .size = strlen (words) }, items);
}

/* Each of a list of objects, by their own ids. */
static void
add_each (const char *part,
          JsonArray  *array,
          const char *sort,
          const char *id_member,
          const char *title_member,
          GPtrArray  *items)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autofree char *spare = g_strdup_printf ("%s-%u", sort, i);

      if (object != NULL)
        add (part, &(Thing) { .id = sluice_json_get_string (object, id_member), .spare = spare, .aspect = sort,
                              .category = "profile.organization", .title = sluice_json_get_string (object, title_member),
                              .size = measure (object) }, items);
    }
}

static void
read_profile (const char *part,
              JsonObject *object,
              const char *spare,
              GPtrArray  *items)
{
  JsonObject *organization = sluice_json_get_object (object, "organization");
  const char *picture = sluice_json_get_string (object, "profile_image_url");

  add_words (part, "username", "profile.username", sluice_json_get_string (object, "username"), items);
  add_words (part, "email", "profile.email", sluice_json_get_string (object, "email"), items);
  if (picture != NULL && *picture != '\0')
    add (part, &(Thing) { .spare = "picture", .category = "profile.username", .title = _("The picture of your profile") },
         items);
  if (organization != NULL)
    add (part, &(Thing) { .spare = "organization", .category = "profile.organization",
                          .title = sluice_json_get_string (organization, "organization_name"),
                          .size = measure (organization) }, items);
  add_each (part, sluice_json_get_array (object, "teams"), "team", "team_id", "name", items);
  add_each (part, sluice_json_get_array (object, "subscriptions"), "subscription", "type_id", "plan_id", items);
}

static void
read_cluster (const char *part,
              JsonObject *object,
              const char *spare,
              GPtrArray  *items)
{
  add (part, &(Thing) { .id = sluice_json_get_string (object, "cluster_id"), .spare = spare,
                        .category = "printers.groups",
                        .title = sluice_json_get_string (object, "friendly_name")
                                 ?: sluice_json_get_string (object, "host_name"),
                        .created = sluice_json_get_string (object, "created_at"),
                        .size = measure (object) }, items);
}

/* How it ran is process data, what it was called is not, and the file has the object in it. */
static void
read_job (const char *part,
          JsonObject *object,
          const char *spare,
          GPtrArray  *items)
{
  const char *id = sluice_json_get_string (object, "uuid");
  const char *name = sluice_json_get_string (object, "name");
  const char *created = sluice_json_get_string (object, "created_at");
  JsonObject *source = sluice_json_get_object (object, "source");

  add (part, &(Thing) { .id = id, .spare = spare, .category = "prints.jobs", .created = created,
                        .size = measure (object) }, items);
  if (name != NULL && *name != '\0')
    add (part, &(Thing) { .id = id, .spare = spare, .aspect = "name", .category = "prints.names", .title = name,
                          .created = created, .size = strlen (name) }, items);
  if (source != NULL)
    add (part, &(Thing) { .id = sluice_json_get_string (source, "job_id"), .spare = spare, .aspect = "file",
                          .category = "designs.uploads",
                          .title = sluice_json_get_string (source, "job_name") ?: name,
                          .created = sluice_json_get_string (source, "uploaded_at"), .size = get_size (source) }, items);
}

static void
read_project (const char *part,
              JsonObject *object,
              const char *spare,
              GPtrArray  *items)
{
  add (part, &(Thing) { .id = sluice_json_get_string (object, "library_project_id"), .spare = spare,
                        .category = "designs.library", .title = sluice_json_get_string (object, "display_name"),
                        .created = sluice_json_get_string (object, "created_at"), .size = measure (object) }, items);
}

static void
read_file (const char *part,
           JsonObject *object,
           const char *spare,
           GPtrArray  *items)
{
  add (part, &(Thing) { .id = sluice_json_get_string (object, "file_id"), .spare = spare,
                        .category = "designs.library", .title = sluice_json_get_string (object, "file_name"),
                        .created = sluice_json_get_string (object, "uploaded_at"), .size = get_size (object) }, items);
}

static void
read_backup (const char *part,
             JsonObject *object,
             const char *spare,
             GPtrArray  *items)
{
  JsonObject *metadata = sluice_json_get_object (object, "metadata");
  const char *release = metadata != NULL ? sluice_json_get_string (metadata, "cura_release") : NULL;
  const char *description = metadata != NULL ? sluice_json_get_string (metadata, "description") : NULL;
  /* Translators: %s is a version, such as 5.8.0 */
  g_autofree char *title = release != NULL ? g_strdup_printf (_("Cura %s"), release) : NULL;

  add (part, &(Thing) { .id = sluice_json_get_string (object, "backup_id"), .spare = spare,
                        .category = "backups.settings",
                        .title = description != NULL && *description != '\0' ? description : title,
                        .created = sluice_json_get_string (object, "generated_time"), .can_delete = TRUE }, items);
}

static void
read_package (const char *part,
              JsonObject *object,
              const char *spare,
              GPtrArray  *items)
{
  const char *id = sluice_json_get_string (object, "package_id");

  add (part, &(Thing) { .id = id, .spare = spare, .category = "usage.patterns",
                        .title = sluice_json_get_string (object, "display_name") ?: id, .size = measure (object),
                        .can_delete = TRUE }, items);
}

static const SluiceUltimakerPart parts[] = {
  { "profile", N_("Your profile"), "/check-token",
    DATA ("profile.username", "profile.email", "profile.organization"), TRUE, NULL, NULL, read_profile },
  { "clusters", N_("Your printers"), "/connect/v1/clusters",
    DATA ("printers.groups"), FALSE, NULL, NULL, read_cluster },
  { "print-jobs", N_("Your prints"), "/connect/v1/print_jobs",
    DATA ("prints.jobs", "prints.names", "designs.uploads"), FALSE, "100", NULL, read_job },
  { SLUICE_ULTIMAKER_PROJECTS, N_("The projects of your library"), "/cura/v1/projects",
    DATA ("designs.library"), FALSE, "100", NULL, read_project },
  { SLUICE_ULTIMAKER_FILES, N_("The files of your library"), "/cura/v1/projects/{id}/files",
    DATA ("designs.library"), FALSE, NULL, NULL, read_file },
  { "backups", N_("Backups of your settings"), "/cura-drive/v1/backups",
    DATA ("backups.settings"), FALSE, NULL, "/cura-drive/v1/backups/", read_backup },
  { "packages", N_("Packages that you use"), "/cura-packages/v1/user/packages",
    DATA ("usage.patterns"), FALSE, NULL, "/cura-packages/v1/user/packages/", read_package },
};

/** sluice_ultimaker_parts_get_all: (transfer none) (array length=out_count): in the order in which they are asked for. */
const SluiceUltimakerPart *
sluice_ultimaker_parts_get_all (guint *out_count)
{
  *out_count = G_N_ELEMENTS (parts);
  return parts;
}
