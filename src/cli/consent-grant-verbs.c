/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

/* Who may see what, and taking it back. */

static char *
dup_use (guint64 use_count,
         gint64  last_used)
{
  g_autofree char *time = consent_dup_time (last_used);

  if (use_count == 0)
    return g_strdup (_("never read"));
  /* Translators: how often, and when the last time */
  return g_strdup_printf (ngettext ("read %u time, last %s", "read %u times, last %s", use_count),
                          (guint) MIN (use_count, G_MAXUINT), time);
}

static void
print_item (SluiceGrantItem *item)
{
  const SluiceDataCategory *category = sluice_grant_item_get_category (item);
  g_autofree char *use = dup_use (sluice_grant_item_get_use_count (item), sluice_grant_item_get_last_used (item));

  g_print ("  %-20s  %s: %s\n", sluice_grant_item_get_id (item),
           category != NULL ? _(category->title) : _("This version of Sluice does not know what that is."), use);
}

static void
print_grant (SluiceGrant *grant)
{
  SluiceConsentParty *party = sluice_grant_get_party (grant);
  GListModel *alarms = sluice_grant_get_alarms (grant);
  GListModel *items = sluice_grant_get_items (grant);
  g_autofree char *id = consent_dup_short_id (sluice_grant_get_id (grant));
  g_autofree char *since = consent_dup_time (sluice_grant_get_created (grant));
  g_autofree char *expires = consent_dup_time (sluice_grant_get_expires (grant));
  g_autofree char *use = dup_use (sluice_grant_get_use_count (grant), sluice_grant_get_last_used (grant));

  g_print ("%-*s  %s (%s)\n", CONSENT_SHORT_ID, id, sluice_consent_party_get_name (party),
           consent_get_verified (party));
  /* Translators: times, and how often it was read: “Since 2026-01-02 10:00 until 2026-02-01 10:00, read 3 times, …” */
  if (*expires != '\0')
    g_print (_("  Since %1$s until %2$s, %3$s\n"), since, expires, use);
  else
    g_print (_("  Since %1$s until you take it back, %2$s\n"), since, use);
  for (guint i = 0; i < g_list_model_get_n_items (alarms); i++)
    {
      g_autoptr(SluiceConsentChange) alarm = g_list_model_get_item (alarms, i);
      g_autofree char *text = sluice_consent_change_dup_text (alarm);

      g_print ("  ! %s\n", text);
    }
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      print_item (item);
    }
}

static JsonObject *
describe_item (SluiceGrantItem *item)
{
  const SluiceDataCategory *category = sluice_grant_item_get_category (item);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "category", sluice_grant_item_get_id (item));
  if (category != NULL)
    {
      json_object_set_string_member (object, "class", sluice_data_class_get_name (category->klass));
      json_object_set_string_member (object, "kind", sluice_data_kind_get_name (category->kind));
      json_object_set_string_member (object, "title", _(category->title));
    }
  consent_set_time (object, "since_s", sluice_grant_item_get_since (item));
  consent_set_time (object, "last_used_at_s", sluice_grant_item_get_last_used (item));
  json_object_set_int_member (object, "use_count", sluice_grant_item_get_use_count (item));
  return object;
}

static JsonObject *
describe_grant (SluiceGrant *grant)
{
  GListModel *model = sluice_grant_get_items (grant);
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (model, i);

      json_array_add_object_element (items, describe_item (item));
    }

  consent_set_line (object, "id", sluice_grant_get_id (grant));
  json_object_set_object_member (object, "client", consent_describe_party (sluice_grant_get_party (grant)));
  json_object_set_string_member (object, "duration", sluice_grant_get_duration (grant));
  consent_set_time (object, "created_at_s", sluice_grant_get_created (grant));
  consent_set_time (object, "expires_at_s", sluice_grant_get_expires (grant));
  consent_set_time (object, "last_used_at_s", sluice_grant_get_last_used (grant));
  json_object_set_int_member (object, "use_count", sluice_grant_get_use_count (grant));
  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "alarms", consent_describe_changes (sluice_grant_get_alarms (grant)));
  return object;
}

gboolean
consent_verb_list_grants (ConsentCall  *call,
                          GError      **error)
{
  GListModel *grants = sluice_consents_get_grants (call->consents);
  g_autoptr(JsonArray) array = json_array_new ();

  if (!dex_await (sluice_consents_look_once (call->consents), error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr(SluiceGrant) grant = g_list_model_get_item (grants, i);

      if (call->options->json)
        json_array_add_object_element (array, describe_grant (grant));
      else
        print_grant (grant);
    }

  if (call->options->json)
    sluicectl_print_array (array);
  else if (g_list_model_get_n_items (grants) == 0)
    g_printerr ("%s\n", _("Nobody may see your data."));
  return TRUE;
}

/* ConsentGetId */
static const char *
get_id (gpointer item)
{
  return sluice_grant_get_id (item);
}

static SluiceGrant *
await_grant (ConsentCall  *call,
             GError      **error)
{
  if (!dex_await (sluice_consents_look_once (call->consents), error))
    return NULL;

  return consent_find (sluice_consents_get_grants (call->consents), call->arguments[0], get_id,
                       _("Nobody has a grant whose id begins so; it may have ended. “sluicectl grants list” shows "
                         "them; nothing was changed."), error);
}

/* @future: (transfer full): of taking back. */
static gboolean
end_decision (DexFuture  *future,
              GError    **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceReceipt) receipt = consent_await_receipt (future, &failure);

  if (receipt != NULL)
    {
      g_autofree char *text = sluice_receipt_dup_text (receipt);
      g_autofree char *id = sluicectl_dup_printable (sluice_receipt_get_id (receipt));

      g_print ("%s\n", text);
      /* Translators: %s is the id of a receipt */
      g_print (_("Receipt: %s\n"), id);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
consent_check_narrow (ConsentCall  *call,
                      GError      **error)
{
  if (call->options->keep != NULL && **call->options->keep != '\0')
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Name what they may still see with “--keep CATEGORY”; “sluicectl grants revoke” takes all "
                         "of it back."));
  return FALSE;
}

static gboolean
has_item (SluiceGrant *grant,
          const char  *id)
{
  GListModel *items = sluice_grant_get_items (grant);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (sluice_grant_item_get_id (item), id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_kept (SluiceGrant   *grant,
            char         **kept,
            GError       **error)
{
  for (guint i = 0; kept[i] != NULL; i++)
    if (!has_item (grant, kept[i]))
      {
        g_autofree char *line = sluicectl_dup_printable (kept[i]);

        /* Translators: %s is what was typed as the id of a kind of data */
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _("They do not see “%s” now, and narrowing gives nothing new. Nothing was changed; “sluicectl grants "
                       "list” shows what they see."), line);
        return FALSE;
      }
  return TRUE;
}

/* Returns: (transfer full) (nullable): the ids of what they may still see: less than now */
static GStrv
read_kept (ConsentCall  *call,
           SluiceGrant  *grant,
           GError      **error)
{
  g_auto(GStrv) named = consent_list_named (call->options->keep, call->arguments + 1);
  GListModel *items = sluice_grant_get_items (grant);
  const guint n_items = g_list_model_get_n_items (items);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) kept = NULL;

  if (!check_kept (grant, named, error))
    return NULL;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      if (g_strv_contains ((const char * const *) named, sluice_grant_item_get_id (item)))
        g_strv_builder_add (builder, sluice_grant_item_get_id (item));
    }
  kept = g_strv_builder_end (builder);
  if (g_strv_length (kept) < n_items)
    return g_steal_pointer (&kept);

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("That is all that they see now. Nothing was changed."));
  return NULL;
}

gboolean
consent_verb_narrow (ConsentCall  *call,
                     GError      **error)
{
  g_autoptr(SluiceGrant) grant = await_grant (call, error);
  g_auto(GStrv) kept = grant != NULL ? read_kept (call, grant, error) : NULL;

  return kept != NULL &&
         end_decision (sluice_consents_narrow (call->consents, grant, (const char * const *) kept), error);
}

gboolean
consent_check_revoke (ConsentCall  *call,
                      GError      **error)
{
  if (call->options->all == (call->arguments[0] == NULL))
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Name one grant, or take everything back from everybody with “--all”."));
  return FALSE;
}

static gboolean
revoke_all (ConsentCall  *call,
            GError      **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceReceipt) first = NULL;
  guint n_grants;

  if (!dex_await (sluice_consents_look_once (call->consents), error))
    return FALSE;
  n_grants = g_list_model_get_n_items (sluice_consents_get_grants (call->consents));
  first = consent_await_receipt (sluice_consents_revoke_all (call->consents), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_print (ngettext ("Taken back: %u grant. Nobody else may see your data; your programs stay signed in.\n",
                     "Taken back: %u grants. Nobody else may see your data; your programs stay signed in.\n",
                     n_grants), n_grants);
  return TRUE;
}

gboolean
consent_verb_revoke (ConsentCall  *call,
                     GError      **error)
{
  g_autoptr(SluiceGrant) grant = NULL;

  if (call->options->all)
    return revoke_all (call, error);

  grant = await_grant (call, error);
  return grant != NULL && end_decision (sluice_consents_revoke (call->consents, grant), error);
}
