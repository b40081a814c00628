/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-service-record.h"

#include "sluice-local-address.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <string.h>

/*
 * Anybody in the network can announce anything: names are tamed, lengths are bounded, and an address has to be of a local
 * network. A printer is announced once for each network and each version of IP, and PrusaLink announces itself as an
 * OctoPrint, too: all that leads to the same place is one printer.
 */
#define MAX_CHARS 64
#define MAX_VALUE 255 /* RFC 6763, section 6.1 */
#define MAX_ENTRIES 64
#define MAX_PATH 64
/* AVAHI_LOOKUP_RESULT_LOCAL: announced by this computer. */
#define IS_LOCAL 8

struct _SluiceServiceRecord
{
  SluicePrinterKind  kind;
  char              *name;
  char              *detail;    /* nullable */
  char              *host;      /* as the network calls it */
  char              *id;        /* nullable: what tells it from others that are called alike */
  char              *authority; /* address and port */
  char              *path;      /* empty when it is at the root */
  guint              order;     /* of the ways to the same printer, the lowest */
  guint16            port;
  gboolean           takes_prints;
};

/* In the order of SluicePrinterKind. */
static const char * const types[] = {
  "_ultimaker._tcp", "_octoprint._tcp", "_moonraker._tcp", "_prusalink._tcp", NULL,
};

/** sluice_service_record_get_types: what is browsed for; ends with %NULL. */
const char * const *
sluice_service_record_get_types (void)
{
  return types;
}

/* (transfer full) (nullable): the value of @key; of several the first counts (RFC 6763, section 6.4). */
static char *
dup_value (GVariant   *txt,
           const char *key,
           gsize       max_chars)
{
  const gsize key_length = strlen (key);
  const gsize n_entries = MIN (g_variant_n_children (txt), MAX_ENTRIES);

  for (gsize i = 0; i < n_entries; i++)
    {
      g_autoptr(GVariant) entry = g_variant_get_child_value (txt, i);
      g_autofree char *value = NULL;
      gsize size;
      const char *bytes = g_variant_get_fixed_array (entry, &size, 1);

      if (size <= key_length || bytes[key_length] != '=' || g_ascii_strncasecmp (bytes, key, key_length) != 0)
        continue;
      value = g_utf8_make_valid (bytes + key_length + 1, MIN (size - key_length - 1, MAX_VALUE));
      return sluice_text_tame (value, max_chars);
    }
  return NULL;
}

/* A page's address below which the print server is: only what needs no quoting. */
static char *
dup_path (GVariant *txt)
{
  g_autofree char *path = dup_value (txt, "path", MAX_PATH);
  gsize length;

  if (path == NULL || *path != '/' || strstr (path, "//") != NULL || strstr (path, "/.") != NULL)
    return g_strdup ("");
  for (const char *at = path; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("/-_.~", *at) == NULL)
      return g_strdup ("");

  length = strlen (path);
  if (path[length - 1] == '/')
    path[length - 1] = '\0';
  return g_steal_pointer (&path);
}

/* The numbers of UltiMaker's parts lists, which some have a suffix: “9066.0”. */
static const char *
find_machine (const char *number)
{
  static const struct
  {
    const char *number;
    const char *model;
  } machines[] = {
    { "9066", "Ultimaker 3" },  { "9511", "Ultimaker 3 Extended" }, { "9051", "Ultimaker S5" },
    { "214475", "Ultimaker S5" }, { "213482", "Ultimaker S3" },
  };

  for (guint i = 0; number != NULL && i < G_N_ELEMENTS (machines); i++)
    {
      const gsize length = strlen (machines[i].number);

      if (strncmp (number, machines[i].number, length) == 0 && !g_ascii_isdigit (number[length]))
        return machines[i].model;
    }
  return NULL;
}

static gboolean
read_ultimaker (SluiceServiceRecord *self,
                GVariant            *txt)
{
  g_autofree char *type = dup_value (txt, "type", MAX_CHARS);
  g_autofree char *name = dup_value (txt, "name", MAX_CHARS);
  g_autofree char *machine = dup_value (txt, "machine", MAX_CHARS);
  g_autofree char *firmware = dup_value (txt, "firmware_version", MAX_CHARS);
  g_autofree char *cluster = dup_value (txt, "cluster_size", MAX_CHARS);
  const char *model = find_machine (machine);

  if (g_strcmp0 (type, "printer") != 0)
    return FALSE;

  if (name != NULL)
    g_set_str (&self->name, name);
  self->takes_prints = g_strcmp0 (cluster, "0") != 0;
  if (model != NULL && firmware != NULL)
    /* Translators: the model of a printer, and the version of its firmware */
    self->detail = g_strdup_printf (_("%s, firmware %s"), model, firmware);
  else
    self->detail = g_strdup (model != NULL ? model : firmware);
  return TRUE;
}

static gboolean
read_txt (SluiceServiceRecord *self,
          GVariant            *txt)
{
  if (self->kind == SLUICE_PRINTER_KIND_ULTIMAKER)
    return read_ultimaker (self, txt);

  self->detail = dup_value (txt, "version", MAX_CHARS);
  self->id = dup_value (txt, "uuid", MAX_CHARS);
  g_free (self->path);
  self->path = dup_path (txt);
  return TRUE;
}

/* An address that stays as it is goes before one of the link, which needs the name of the network interface. */
static guint
get_order (GInetAddress *address)
{
  const gboolean is_new = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  if (g_inet_address_get_is_loopback (address))
    return 0;
  return 1 + is_new + (g_inet_address_get_is_link_local (address) ? 2 : 0);
}

static gboolean
read_address (SluiceServiceRecord *self,
              const char          *text,
              int                  interface,
              guint                flags)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *plain = NULL;
  char scope[IF_NAMESIZE] = "";

  /* One that claims to be this computer itself would have Sluice ask what runs here. */
  if (address == NULL || self->port == 0 || !sluice_local_address_check (address) ||
      (g_inet_address_get_is_loopback (address) && (flags & IS_LOCAL) == 0))
    return FALSE;

  self->order = get_order (address);
  plain = g_inet_address_to_string (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    {
      self->authority = g_strdup_printf ("%s:%u", plain, self->port);
      return TRUE;
    }
  if (!g_inet_address_get_is_link_local (address))
    {
      self->authority = g_strdup_printf ("[%s]:%u", plain, self->port);
      return TRUE;
    }
  if (interface <= 0 || if_indextoname (interface, scope) == NULL)
    return FALSE;
  self->authority = g_strdup_printf ("[%s%%25%s]:%u", plain, scope, self->port);
  return TRUE;
}

static gboolean
find_kind (const char        *type,
           SluicePrinterKind *out_kind)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (g_str_equal (type, types[i]))
      {
        *out_kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * sluice_service_record_new:
 * @found: of type %SLUICE_SERVICE_FOUND_TYPE: what Avahi's ServiceResolver says (its introspection, signal Found)
 *
 * Returns: (transfer full) (nullable): what it says; %NULL when that is no printer to which one can connect
 */
SluiceServiceRecord *
sluice_service_record_new (GVariant *found)
{
  g_autoptr(SluiceServiceRecord) self = g_new0 (SluiceServiceRecord, 1);
  g_autoptr(GVariant) txt = NULL;
  const char *name;
  const char *type;
  const char *host;
  const char *address;
  int interface;
  guint flags;

  g_return_val_if_fail (g_variant_is_of_type (found, SLUICE_SERVICE_FOUND_TYPE), NULL);

  g_variant_get (found, "(ii&s&s&s&si&sq@aayu)", &interface, NULL, &name, &type, NULL, &host, NULL, &address, &self->port,
                 &txt, &flags);
  self->name = sluice_text_tame (name, MAX_CHARS);
  self->host = g_ascii_strdown (host, -1);
  self->path = g_strdup ("");
  self->takes_prints = TRUE;
  if (!find_kind (type, &self->kind) || !read_address (self, address, interface, flags) || !read_txt (self, txt) ||
      self->name == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
sluice_service_record_free (SluiceServiceRecord *self)
{
  g_free (self->name);
  g_free (self->detail);
  g_free (self->host);
  g_free (self->id);
  g_free (self->authority);
  g_free (self->path);
  g_free (self);
}

/* An id only tells apart: copies of a memory card have the same. */
static gboolean
is_same (const SluiceServiceRecord *a,
         const SluiceServiceRecord *b)
{
  if (a->kind == b->kind && a->id != NULL && b->id != NULL && !g_str_equal (a->id, b->id))
    return FALSE;
  return (a->port == b->port && g_str_equal (a->host, b->host)) || g_str_equal (a->authority, b->authority);
}

/* What others claim to be as well is believed last. */
static gboolean
is_better (const SluiceServiceRecord *a,
           const SluiceServiceRecord *b)
{
  const gboolean a_is_octoprint = a->kind == SLUICE_PRINTER_KIND_OCTOPRINT;
  const gboolean b_is_octoprint = b->kind == SLUICE_PRINTER_KIND_OCTOPRINT;

  if (a_is_octoprint != b_is_octoprint)
    return b_is_octoprint;
  if (a->order != b->order)
    return a->order < b->order;
  return strcmp (a->authority, b->authority) < 0;
}

/* (transfer full): for each record the first of those that are the same printer. */
static guint *
find_firsts (GPtrArray *records)
{
  guint *firsts = g_new (guint, records->len);

  for (guint i = 0; i < records->len; i++)
    {
      firsts[i] = i;
      for (guint j = 0; j < i; j++)
        if (firsts[i] != firsts[j] && is_same (records->pdata[i], records->pdata[j]))
          {
            const guint from = MAX (firsts[i], firsts[j]);
            const guint to = MIN (firsts[i], firsts[j]);

            for (guint k = 0; k <= i; k++)
              if (firsts[k] == from)
                firsts[k] = to;
          }
    }
  return firsts;
}

/**
 * sluice_service_records_merge:
 * @records: (element-type SluiceServiceRecord): all that is announced
 *
 * Returns: (transfer full) (element-type SluiceFoundPrinter): each printer once, by the best way to it, in the order in
 *   which people look for them
 */
GPtrArray *
sluice_service_records_merge (GPtrArray *records)
{
  GPtrArray *printers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree guint *firsts = find_firsts (records);

  for (guint i = 0; i < records->len; i++)
    {
      const SluiceServiceRecord *best = records->pdata[i];
      g_autofree char *address = NULL;

      if (firsts[i] != i)
        continue;
      for (guint j = i + 1; j < records->len; j++)
        if (firsts[j] == i && is_better (records->pdata[j], best))
          best = records->pdata[j];
      address = g_strconcat ("http://", best->authority, best->path, NULL);
      g_ptr_array_add (printers, sluice_found_printer_new (best->name, address, best->kind, best->detail,
                                                           best->takes_prints));
    }
  g_ptr_array_sort_values (printers, (GCompareFunc) sluice_found_printer_compare);
  return printers;
}
