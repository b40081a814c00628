/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-words.h"

#include "sluice-consent-words.h"
#include "sluice-format.h"
#include "sluice-inventory-sum.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* What a person can do with it is on another screen; what has none is not here. */
static const struct
{
  const char *category;
  const char *screen;
} screens[] = {
  { "consent.records", "consent" },
  { "printers.groups", "printers" },
  { "prints.jobs", "printers" },
  { "prints.names", "printers" },
};

/* Within a category, what a Sluice cloud's own ids tell apart. */
static const struct
{
  const char *prefix;
  const char *sort;
} sorts[] = {
  { "consent.records:grant-", N_("What somebody may see") },
  { "consent.records:question-", N_("A question that you were asked") },
  { "consent.records:receipt-", N_("A receipt of your decision") },
  { "consent.records:accesses", N_("The list of who read what") },
  { "usage.patterns:session-", N_("A browser that is signed in") },
  { "usage.patterns:browser-", N_("A browser that you signed in with") },
};

/** sluice_data_get_class: what is not known is treated as private; sluice_data_is_known() tells. */
SluiceDataClass
sluice_data_get_class (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  return category != NULL ? category->klass : SLUICE_DATA_CLASS_PRIVATE;
}

/** sluice_data_is_known: whether this version can say who sees it, and what it is about. */
gboolean
sluice_data_is_known (SluiceInventoryItem *item)
{
  return sluice_inventory_item_get_category (item) != NULL;
}

/** sluice_data_get_class_text: who may see it, for a person. */
const char *
sluice_data_get_class_text (SluiceInventoryItem *item)
{
  return sluice_data_is_known (item) ? sluice_consent_class_get_text (sluice_data_get_class (item))
                                     : C_("who may see data", "Not known who may see it");
}

/** sluice_data_get_kind: what is not known is product data. */
SluiceDataKind
sluice_data_get_kind (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  return category != NULL ? category->kind : SLUICE_DATA_KIND_PRODUCT;
}

/** sluice_data_get_category: what sort of thing it is, in a few words. */
const char *
sluice_data_get_category (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  return category != NULL ? _(category->title) : sluice_inventory_item_get_category_id (item);
}

const char *
sluice_data_get_description (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  return category != NULL ? _(category->description) : _("This version of Sluice does not know what that is.");
}

/* What the catalogue says is true of Sluice clouds; for others nobody has said it. */
static const char *
get_not_said (void)
{
  return _("The cloud does not say");
}

/** sluice_data_get_purpose: (nullable): what the place needs it for. */
const char *
sluice_data_get_purpose (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  if (!sluice_inventory_item_get_follows_catalogue (item))
    return get_not_said ();
  return category != NULL ? _(category->purpose) : NULL;
}

/** sluice_data_get_retention: (nullable): how long it is kept. */
const char *
sluice_data_get_retention (SluiceInventoryItem *item)
{
  const SluiceDataCategory *category = sluice_inventory_item_get_category (item);

  if (!sluice_inventory_item_get_follows_catalogue (item))
    return get_not_said ();
  return category != NULL ? _(category->retention) : NULL;
}

/** sluice_data_get_screen: (nullable): the name of the screen that shows what it is. */
const char *
sluice_data_get_screen (SluiceInventoryItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    if (g_strcmp0 (sluice_inventory_item_get_category_id (item), screens[i].category) == 0)
      return screens[i].screen;

  return NULL;
}

/* What it is, as closely as it is known. */
static const char *
get_sort (SluiceInventoryItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_has_prefix (sluice_inventory_item_get_id (item), sorts[i].prefix))
      return _(sorts[i].sort);

  return sluice_data_get_category (item);
}

/** sluice_data_get_title: its own name; of what has none, what sort of thing it is. */
const char *
sluice_data_get_title (SluiceInventoryItem *item)
{
  const char *title = sluice_inventory_item_get_title (item);

  return title != NULL && *title != '\0' ? title : get_sort (item);
}

/** sluice_data_dup_subtitle: the sort of thing, where the title does not say it; since when; who read it last. */
char *
sluice_data_dup_subtitle (SluiceInventoryItem *item)
{
  const char *sort = get_sort (item);
  const char *by = sluice_inventory_item_get_accessed_by (item);
  const gint64 created = sluice_inventory_item_get_created (item);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!g_str_equal (sort, sluice_data_get_title (item)))
    g_ptr_array_add (parts, g_strdup (sort));
  if (created > 0)
    {
      g_autofree char *date = sluice_format_date (created);

      /* Translators: %s is a day */
      g_ptr_array_add (parts, g_strdup_printf (_("since %s"), date));
    }
  if (by != NULL)
    /* Translators: %s is a program or company */
    g_ptr_array_add (parts, g_strdup_printf (_("read by %s"), by));
  g_ptr_array_add (parts, NULL);
  /* Translators: what is between the parts of a line, such as "Library · since 3 March 2026 · read by Partner" */
  return g_strjoinv (_(" · "), (GStrv) parts->pdata);
}

/** sluice_data_dup_size: (transfer full) (nullable): how large it is; %NULL when the place does not say. */
char *
sluice_data_dup_size (SluiceInventoryItem *item)
{
  const guint64 size = sluice_inventory_item_get_size (item);

  return size > 0 || sluice_inventory_item_get_follows_catalogue (item) ? sluice_format_bytes (size) : NULL;
}

/**
 * sluice_data_dup_row_text:
 * @item: what the row shows
 * @subtitle: its subtitle, may be empty
 * @size: its size, empty when there is none
 *
 * Returns: (transfer full): all that a row shows beside the title, for who hears it
 */
char *
sluice_data_dup_row_text (SluiceInventoryItem *item,
                          const char          *subtitle,
                          const char          *size)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) sluice_data_get_class_text (item));
  if (*size != '\0')
    g_ptr_array_add (parts, (gpointer) size);
  if (*subtitle != '\0')
    g_ptr_array_add (parts, (gpointer) subtitle);
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a row, for a screen reader */
  return g_strjoinv (_(", "), (GStrv) parts->pdata);
}

/**
 * sluice_data_dup_where:
 * @item: a thing
 * @at_home: whether the place is the cloud of this computer: no other's word is taken for that
 *
 * Returns: (transfer full): what the place says of it, and that it is the place which says so
 */
char *
sluice_data_dup_where (SluiceInventoryItem *item,
                       gboolean             at_home)
{
  const char *location = sluice_inventory_item_get_location (item);
  const char *region = sluice_inventory_item_get_region (item);

  if (at_home && g_strcmp0 (location, "home") == 0)
    return g_strdup (_("On this computer"));
  if (region != NULL)
    /* Translators: %s is a region, such as "eu-central" */
    return g_strdup_printf (_("On the cloud’s own server, in %s (stated by the provider)"), region);
  if (g_strcmp0 (location, "server") == 0)
    return g_strdup (_("On the cloud’s own server; it does not say in which region"));
  if (location != NULL)
    /* Translators: %s is what a cloud calls the place where it keeps data */
    return g_strdup_printf (_("%s (stated by the provider)"), location);
  return g_strdup (_("The cloud does not say"));
}

/** sluice_data_dup_seen: reads are known by the sort of thing, and not of each one. */
char *
sluice_data_dup_seen (SluiceInventoryItem *item)
{
  const char *by = sluice_inventory_item_get_accessed_by (item);
  const gint64 when = sluice_inventory_item_get_last_access (item);
  g_autofree char *moment = when > 0 ? sluice_format_moment (when) : NULL;

  if (by == NULL && !sluice_inventory_item_get_follows_catalogue (item))
    return g_strdup (get_not_said ());
  if (by == NULL)
    return g_strdup (_("No reading by somebody else is known"));
  if (moment == NULL)
    /* Translators: %s is a program or company */
    return g_strdup_printf (_("%s was the last to read data of this sort"), by);
  /* Translators: the first %s is a program or company, the second a time */
  return g_strdup_printf (_("%1$s was the last to read data of this sort, %2$s"), by, moment);
}

static gboolean
contains (const char *text,
          const char *word)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, word) != NULL;
}

/**
 * sluice_data_matches:
 * @item: a thing
 * @words: what is looked for, as g_utf8_casefold() makes it
 *
 * Returns: whether its name, its sort, or who read it has @words in it
 */
gboolean
sluice_data_matches (SluiceInventoryItem *item,
                     const char          *words)
{
  return *words == '\0' || contains (sluice_inventory_item_get_title (item), words) ||
         contains (sluice_data_get_category (item), words) || contains (get_sort (item), words) ||
         contains (sluice_inventory_item_get_accessed_by (item), words);
}

/**
 * sluice_data_sum:
 * @sums: of #SluiceInventorySum
 * @out_sums: (out): the same by class
 */
void
sluice_data_sum (GListModel     *sums,
                 SluiceDataSums *out_sums)
{
  *out_sums = (SluiceDataSums) { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (sums); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sums, i);
      const SluiceDataCategory *category = sluice_inventory_sum_get_category (sum);
      const SluiceDataClass klass = category != NULL ? category->klass : SLUICE_DATA_CLASS_PRIVATE;

      out_sums->count[klass] += sluice_inventory_sum_get_count (sum);
      out_sums->size[klass] += sluice_inventory_sum_get_size (sum);
    }
}

/* (transfer full): "23 things" */
static char *
describe_things (guint64 count)
{
  return g_strdup_printf (ngettext ("%'" PRIu64 " thing", "%'" PRIu64 " things", (gulong) count),
                          count);
}

/** sluice_data_describe_class: "23 things, 1.2 MB". */
char *
sluice_data_describe_class (const SluiceDataSums *sums,
                            SluiceDataClass       klass)
{
  g_autofree char *things = describe_things (sums->count[klass]);
  g_autofree char *bytes = sluice_format_bytes (sums->size[klass]);

  /* Translators: how many things and how large they are together, such as "23 things, 1.2 MB" */
  return g_strdup_printf (_("%1$s, %2$s"), things, bytes);
}

/** sluice_data_describe_sums: what the picture of the sums shows, in words. */
char *
sluice_data_describe_sums (const SluiceDataSums *sums)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    {
      g_autofree char *amount = sluice_data_describe_class (sums, i);

      if (text->len > 0)
        /* Translators: between the parts of a list, each of which may have a comma in it */
        g_string_append (text, _("; "));
      /* Translators: the first %s is who may see data, such as "Public", the second "23 things, 1.2 MB" */
      g_string_append_printf (text, _("%1$s: %2$s"), sluice_consent_class_get_text (i), amount);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full): how many are shown, of how many */
static char *
describe_shown (SluiceInventory *inventory,
                guint            n_shown)
{
  const guint n_known = g_list_model_get_n_items (sluice_inventory_get_items (inventory));
  const gint64 total = MAX (sluice_inventory_get_total (inventory), (gint64) n_known);
  g_autofree char *things = describe_things (n_shown);

  if (n_shown == total)
    return g_steal_pointer (&things);
  if (n_known < total)
    /* Translators: the first %s is like "20 things"; the numbers are how many have come yet, and how many there are */
    return g_strdup_printf (_("%1$s; %2$'u of %3$'" PRId64 " have come"), things, n_known, total);
  /* Translators: the first %s is like "20 things"; the number is how many there are */
  return g_strdup_printf (_("%1$s of %2$'" PRId64), things, total);
}

/**
 * sluice_data_describe_count:
 * @holdings: what is listed
 * @n_shown: how many of it are shown
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): how many that is, of how many; and how old, when it is not fresh
 */
char *
sluice_data_describe_count (SluiceHoldings *holdings,
                            guint           n_shown,
                            gint64          now)
{
  SluiceInventory *inventory = sluice_holdings_get_inventory (holdings);
  g_autofree char *shown = describe_shown (inventory, n_shown);
  g_autofree char *age = NULL;

  if (sluice_holdings_get_stale_reason (holdings) == NULL)
    return g_steal_pointer (&shown);

  age = sluice_format_as_of (now, sluice_inventory_get_observed_at (inventory));
  /* Translators: how many there are, and how old that is: "20 things, as of 6 min ago" */
  return g_strdup_printf (_("%1$s, %2$s"), shown, age);
}

/** sluice_data_describe_chosen: how many are ticked; before any is, what can be. */
char *
sluice_data_describe_chosen (guint n_chosen)
{
  if (n_chosen == 0)
    return g_strdup (_("Choose what to delete. What has no tick to set is part of the account."));
  return g_strdup_printf (ngettext ("%'u thing chosen", "%'u things chosen", n_chosen), n_chosen);
}

/** sluice_data_describe_erasing: what is about to be lost. */
char *
sluice_data_describe_erasing (GListModel *items)
{
  const guint n_items = g_list_model_get_n_items (items);

  if (n_items == 1)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, 0);

      /* Translators: %s is the name of a thing */
      return g_strdup_printf (_("“%s” will be gone from the cloud for good. What your vault keeps stays."),
                              sluice_data_get_title (item));
    }
  return g_strdup_printf (ngettext ("%'u thing will be gone from the cloud for good. What your vault keeps stays.",
                                    "%'u things will be gone from the cloud for good. What your vault keeps stays.",
                                    n_items),
                          n_items);
}

char *
sluice_data_describe_erased (guint n_erased)
{
  return g_strdup_printf (ngettext ("%'u thing is gone from the cloud", "%'u things are gone from the cloud", n_erased),
                          n_erased);
}
