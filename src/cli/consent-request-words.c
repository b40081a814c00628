/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

/* A request as a person reads it before deciding, all of it, and the same for a program. */

static const char *
get_origin_name (SluiceConsentOrigin origin)
{
  switch (origin)
    {
    case SLUICE_CONSENT_FROM_LINK:
      return "link";
    case SLUICE_CONSENT_FROM_DEVICE:
      return "device";
    case SLUICE_CONSENT_FROM_BROWSER:
      return "browser";
    case SLUICE_CONSENT_FROM_AFAR:
    default:
      return "ciba";
    }
}

static JsonObject *
describe_item (SluiceConsentItem *item)
{
  const SluiceDataCategory *category = sluice_consent_item_get_category (item);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "category", category->id);
  json_object_set_string_member (object, "class", sluice_data_class_get_name (category->klass));
  json_object_set_string_member (object, "kind", sluice_data_kind_get_name (category->kind));
  json_object_set_string_member (object, "title", _(category->title));
  json_object_set_boolean_member (object, "granted_before", sluice_consent_item_get_granted_before (item));
  json_object_set_boolean_member (object, "is_new", sluice_consent_item_get_is_new (item));
  return object;
}

/** consent_describe_request: (transfer full): for a program. */
JsonObject *
consent_describe_request (SluiceConsentRequest *request)
{
  GListModel *model = sluice_consent_request_get_items (request);
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (model, i);

      json_array_add_object_element (items, describe_item (item));
    }

  consent_set_line (object, "id", sluice_consent_request_get_id (request));
  json_object_set_string_member (object, "state", sluicectl_get_nick (SLUICE_TYPE_CONSENT_STATE,
                                                                      sluice_consent_request_get_state (request)));
  json_object_set_string_member (object, "origin", get_origin_name (sluice_consent_request_get_origin (request)));
  consent_set_time (object, "created_at_s", sluice_consent_request_get_created (request));
  consent_set_time (object, "expires_at_s", sluice_consent_request_get_expires (request));
  json_object_set_object_member (object, "client",
                                 consent_describe_party (sluice_consent_request_get_party (request)));
  json_object_set_string_member (object, "binding_message", sluice_consent_request_get_binding_message (request));
  json_object_set_string_member (object, "user_code", sluice_consent_request_get_user_code (request));
  json_object_set_string_member (object, "purpose", sluice_consent_request_get_purpose (request));
  json_object_set_string_member (object, "duration", sluice_consent_request_get_duration (request));
  json_object_set_array_member (object, "items", items);
  json_object_set_int_member (object, "n_unknown", sluice_consent_request_get_n_unknown (request));
  json_object_set_array_member (object, "changes",
                                consent_describe_changes (sluice_consent_request_get_changes (request)));
  return object;
}

static const char *
get_kind_text (SluiceDataKind kind)
{
  switch (kind)
    {
    case SLUICE_DATA_KIND_PERSONAL:
      return C_("kind of data", "personal");
    case SLUICE_DATA_KIND_PROCESS:
      return C_("kind of data", "process");
    case SLUICE_DATA_KIND_PRODUCT:
    default:
      return C_("kind of data", "product");
    }
}

/* The time left is by this computer's clock, the time itself by the cloud's. */
static void
print_times (ConsentCall          *call,
             SluiceConsentRequest *request)
{
  const gint64 left = sluice_consent_request_get_expires (request) -
                      sluice_clock_now_seconds (sluice_context_get_clock (call->context));
  g_autofree char *created = consent_dup_time (sluice_consent_request_get_created (request));
  g_autofree char *expires = consent_dup_time (sluice_consent_request_get_expires (request));
  g_autofree char *until = NULL;

  consent_print_field (_("Asked:"), created);
  consent_print_field ("", sluice_consent_origin_get_text (sluice_consent_request_get_origin (request)));
  consent_print_field (_("State:"), sluice_consent_state_get_text (sluice_consent_request_get_state (request)));
  if (sluice_consent_request_get_state (request) != SLUICE_CONSENT_PENDING)
    return;

  if (left > 60 && left < G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND)
    until = g_strdup_printf (ngettext ("%s, in %d minute", "%s, in %d minutes", left / 60), expires, (int) (left / 60));
  consent_print_field (_("Answer until:"), until != NULL ? until : expires);
}

static void
print_quoted (const char *label,
              const char *words)
{
  /* Translators: quotation marks around what somebody else says */
  g_autofree char *quoted = g_strdup_printf (C_("quotation", "“%s”"), words);

  consent_print_field (label, quoted);
}

static void
print_words (SluiceConsentRequest *request)
{
  const char *message = sluice_consent_request_get_binding_message (request);
  const char *user_code = sluice_consent_request_get_user_code (request);
  const char *purpose = sluice_consent_request_get_purpose (request);
  g_autofree char *duration = sluice_consent_duration_dup_text (sluice_consent_request_get_duration (request));

  if (message != NULL)
    {
      print_quoted (_("Code:"), message);
      consent_print_field ("", _("The same has to stand where they asked you. If it does not, deny it."));
    }
  if (user_code != NULL)
    {
      print_quoted (_("Device:"), user_code);
      consent_print_field ("", _("If that is not the code of a device of yours, deny it."));
    }
  if (purpose != NULL)
    print_quoted (_("They say:"), purpose);
  else
    consent_print_field (_("They say:"), _("Nothing on what they need it for"));
  consent_print_field (_("They propose:"), duration);
}

static void
print_changes (GListModel *changes)
{
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr(SluiceConsentChange) change = g_list_model_get_item (changes, i);
      g_autofree char *text = sluice_consent_change_dup_text (change);
      g_autofree char *marked = g_strconcat ("! ", text, NULL);

      consent_print_field (i == 0 ? _("Different:") : "", marked);
    }
}

static void
print_sample (SluiceConsentSample *sample)
{
  guint n_lines;
  const SluiceConsentSampleLine *lines = sluice_consent_sample_get_lines (sample, &n_lines);
  g_autofree char *total = g_strdup_printf ("%" G_GUINT64_FORMAT, sluice_consent_sample_get_total (sample));

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *time = lines[i].when >= 0 ? consent_dup_time (lines[i].when / G_USEC_PER_SEC) : NULL;
      const char *label = time != NULL ? time : lines[i].label;
      const gboolean has_both = *label != '\0' && *lines[i].value != '\0';

      g_print ("    > %s%s%s\n", label, has_both ? ": " : "", lines[i].value);
    }

  if (n_lines == 0)
    g_print ("    > %s\n", _("There is nothing of the kind yet. Who may see it sees it when it comes."));
  else if (sluice_consent_sample_get_total (sample) > n_lines)
    {
      g_autofree char *text =
        /* Translators: a number, and a larger one */
        g_strdup_printf (_("These are %1$u of %2$s. Who may see it sees all of them, and what is added later."),
                         n_lines, total);

      g_print ("    > %s\n", text);
    }
}

static gboolean
print_item (ConsentCall           *call,
            SluiceConsentRequest  *request,
            SluiceConsentItem     *item,
            GError               **error)
{
  const SluiceDataCategory *category = sluice_consent_item_get_category (item);
  g_autoptr(SluiceConsentSample) sample = NULL;

  g_print ("  %-20s  %s (%s, %s)\n", category->id, _(category->title), sluice_consent_class_get_text (category->klass),
           get_kind_text (category->kind));
  g_print ("    %s\n", _(category->description));
  if (category->klass == SLUICE_DATA_CLASS_PUBLIC)
    g_print ("    %s\n", _("Everybody can see it already, whatever you decide."));
  if (sluice_consent_item_get_is_new (item))
    g_print ("    %s\n", _("They did not ask for it the last time."));
  if (sluice_consent_item_get_granted_before (item))
    g_print ("    %s\n", _("They can see it already, as you have given it to them before."));
  if (!call->options->samples)
    return TRUE;

  sample = dex_await_object (sluice_consents_load_sample (call->consents, request, category->id), error);
  if (sample != NULL)
    print_sample (sample);
  return sample != NULL;
}

static gboolean
print_items (ConsentCall           *call,
             SluiceConsentRequest  *request,
             GError               **error)
{
  GListModel *items = sluice_consent_request_get_items (request);
  const guint n_unknown = sluice_consent_request_get_n_unknown (request);

  g_print ("\n%s\n", _("They want to see:"));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);

      if (!print_item (call, request, item, error))
        return FALSE;
    }
  if (n_unknown > 0)
    g_print (ngettext ("  %u thing more that Sluice does not know or never shares. It is not given.\n",
                       "  %u things more that Sluice does not know or never shares. They are not given.\n", n_unknown),
             n_unknown);
  return TRUE;
}

static void
print_next (SluiceConsentRequest *request)
{
  g_print ("\n%s\n", _("They never see your e-mail address, your password or how you use the service, nor anything "
                       "that you do not name."));
  if (sluice_consent_request_get_state (request) == SLUICE_CONSENT_PENDING)
    {
      g_autofree char *id = consent_dup_short_id (sluice_consent_request_get_id (request));

      /* Translators: commands; only what is in capitals is to be translated. %1$s is an id */
      g_print (_("Give some of it:  sluicectl consents approve %1$s --item CATEGORY\n"
                 "Give nothing:     sluicectl consents deny %1$s\n"
                 "Without --for it is given once.\n"), id);
    }
}

/* The person's own data, by the categories' ids. */
static JsonObject *
await_samples (ConsentCall           *call,
               SluiceConsentRequest  *request,
               GError               **error)
{
  GListModel *items = sluice_consent_request_get_items (request);
  g_autoptr(JsonObject) object = json_object_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);
      const char *id = sluice_consent_item_get_category (item)->id;
      g_autoptr(SluiceConsentSample) sample =
        dex_await_object (sluice_consents_load_sample (call->consents, request, id), error);
      JsonArray *array = json_array_new ();
      const SluiceConsentSampleLine *lines;
      guint n_lines;

      json_object_set_array_member (object, id, array);
      if (sample == NULL)
        return NULL;
      lines = sluice_consent_sample_get_lines (sample, &n_lines);
      for (guint j = 0; j < n_lines; j++)
        {
          JsonObject *line = json_object_new ();

          json_object_set_string_member (line, "label", lines[j].label);
          json_object_set_string_member (line, "value", lines[j].value);
          json_array_add_object_element (array, line);
        }
    }
  return g_steal_pointer (&object);
}

/**
 * consent_show_request:
 * @call: how it is to be shown
 * @request: a request, in whatever state
 * @error: #SluiceNetError, when a sample cannot be shown
 *
 * In a fiber: writes all that the person needs to decide.
 */
gboolean
consent_show_request (ConsentCall           *call,
                      SluiceConsentRequest  *request,
                      GError               **error)
{
  g_autofree char *id = sluicectl_dup_printable (sluice_consent_request_get_id (request));

  if (call->options->json)
    {
      g_autoptr(JsonObject) object = consent_describe_request (request);
      JsonObject *samples = call->options->samples ? await_samples (call, request, error) : NULL;

      if (call->options->samples && samples == NULL)
        return FALSE;
      if (samples != NULL)
        json_object_set_object_member (object, "samples", samples);
      sluicectl_print_object (object);
      return TRUE;
    }

  consent_print_field (_("Request:"), id);
  consent_print_party (sluice_consent_request_get_party (request));
  print_times (call, request);
  print_words (request);
  print_changes (sluice_consent_request_get_changes (request));
  if (!print_items (call, request, error))
    return FALSE;
  print_next (request);
  return TRUE;
}
