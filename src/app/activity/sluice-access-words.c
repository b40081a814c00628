/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/** sluice_access_dup_title: who read what. */
char *
sluice_access_dup_title (SluiceAccess *access)
{
  const SluiceDataCategory *category = sluice_access_get_category (access);
  const char *what = category != NULL ? _(category->title) : sluice_access_get_category_id (access);

  if (sluice_access_get_is_correction (access))
    /* Translators: the first %s is a program of the person's own, the second a sort of data, such as "E-mail address" */
    return g_strdup_printf (_("You corrected with %1$s: %2$s"), sluice_access_get_reader (access), what);
  /* Translators: the first %s is a program or company, the second a sort of data, such as "Print history" */
  return g_strdup_printf (_("%1$s read: %2$s"), sluice_access_get_reader (access), what);
}

/* (transfer full) (nullable): what may still be read under it */
static SluiceGrant *
find_grant (GListModel *grants,
            const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr(SluiceGrant) grant = g_list_model_get_item (grants, i);

      if (g_strcmp0 (sluice_grant_get_id (grant), id) == 0)
        return g_steal_pointer (&grant);
    }
  return NULL;
}

/**
 * sluice_access_dup_subtitle:
 * @access: an entry
 * @grants: of #SluiceGrant: what may be read now
 *
 * Returns: (transfer full): when, and under which permission
 */
char *
sluice_access_dup_subtitle (SluiceAccess *access,
                            GListModel   *grants)
{
  g_autoptr(SluiceGrant) grant = find_grant (grants, sluice_access_get_grant_id (access));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (sluice_access_get_time (access));
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *clock = sluice_format_clock (local);
  g_autofree char *since = NULL;

  if (sluice_access_get_is_correction (access))
    return g_steal_pointer (&clock);
  if (grant == NULL)
    /* Translators: %s is a time of day */
    return g_strdup_printf (_("%s · what allowed it is over or was changed since"), clock);

  since = sluice_format_date (sluice_grant_get_created (grant));
  /* Translators: the first %s is a time of day, the second a day */
  return g_strdup_printf (_("%1$s · you gave it on %2$s"), clock, since);
}

/** sluice_access_describe_age: (nullable): how old what is shown is, and why; %NULL while it is fresh. */
char *
sluice_access_describe_age (SluiceAccessLog *log,
                            gint64           now)
{
  return sluice_format_stale (now, sluice_access_log_get_observed_at (log), sluice_access_log_get_stale_reason (log));
}
