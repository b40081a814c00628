/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-pages.h"

#include "cloud-grants.h"
#include "cloud-handlers.h"
#include "sluice-scope.h"

#include <string.h>

/*
 * The pages that a browser shows: no scripts, no pictures, nothing from
 * elsewhere; forms with labels, in the order they are read in. In English, as
 * the clients' own words are.
 */
static const char style[] =
  ":root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }\n"
  "body { margin: 0; padding: 1rem; }\n"
  "main { max-width: 34rem; margin: 0 auto; overflow-wrap: anywhere; }\n"
  "h1 { font-size: 1.5rem; line-height: 1.25; }\n"
  "h2, legend { font-size: 1.0625rem; font-weight: 700; margin: 1.5rem 0 .5rem; padding: 0; }\n"
  "fieldset { border: 0; margin: 0; padding: 0; }\n"
  ".item { display: grid; grid-template-columns: 1.75rem 1fr; padding: .75rem 0; border-top: 1px solid GrayText; }\n"
  ".item p, .hint { margin: 0; }\n"
  ".badge { display: inline-block; border: 1px solid currentColor; border-radius: .75rem; padding: 0 .5rem;"
  " font-size: .875rem; }\n"
  ".problem { border-left: .25rem solid currentColor; padding-left: .75rem; font-weight: 700; }\n"
  "label { display: block; }\n"
  "input[type=checkbox] { width: 1.25rem; height: 1.25rem; margin: .125rem 0; }\n"
  "input:not([type=checkbox]), select { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem;"
  " margin: .25rem 0 1rem; min-height: 2.75rem; }\n"
  ".actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }\n"
  "button { font: inherit; min-height: 2.75rem; padding: .5rem 1.5rem; flex: 1 1 8rem; cursor: pointer; }\n"
  "button:focus-visible, input:focus-visible, select:focus-visible { outline: .2rem solid Highlight;"
  " outline-offset: .125rem; }\n";

/** cloud_pages_style: how all pages look. */
void
cloud_pages_style (CloudRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (request->message, "text/css; charset=utf-8", SOUP_MEMORY_STATIC, style,
                                    strlen (style));
}

static void append (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* As g_string_append_printf(), with every text made harmless. */
static void
append (GString    *html,
        const char *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (html, text);
}

/* Browsers look at this also when the answer to a form sends them on, to the client. */
static char *
form_targets (const CloudAsk *ask)
{
  const char *address = ask != NULL ? ask->redirect_uri : NULL;
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (uri == NULL)
    return g_strdup ("'self'");
  /* Policies know no IPv6 addresses, and programs' own schemes have no hosts. */
  if (host == NULL || *host == '\0' || strchr (host, ':') != NULL)
    return g_strdup_printf ("'self' %s:", g_uri_get_scheme (uri));
  if (g_uri_get_port (uri) < 0)
    return g_strdup_printf ("'self' %s://%s", g_uri_get_scheme (uri), host);
  return g_strdup_printf ("'self' %s://%s:%d", g_uri_get_scheme (uri), host, g_uri_get_port (uri));
}

static void
reply (CloudRequest   *request,
       guint           status,
       const CloudAsk *ask,
       const char     *title,
       GString        *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr(GString) page = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                          "<meta name=\"color-scheme\" content=\"light dark\">\n"
                                          "<link rel=\"stylesheet\" href=\"/style.css\">\n");
  g_autofree char *targets = form_targets (ask);
  g_autofree char *policy = g_strdup_printf ("default-src 'none'; style-src 'self'; base-uri 'none'; "
                                             "frame-ancestors 'none'; form-action %s", targets);

  append (page, "<title>%s - Sluice cloud</title>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n", title, title);
  g_string_append_len (page, body->str, body->len);
  g_string_append (page, "</main>\n</body>\n</html>\n");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_server_message_set_status (request->message, status, NULL);
  soup_server_message_set_response (request->message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page->str,
                                    page->len);
}

static void
append_problem (GString    *html,
                const char *problem)
{
  if (problem != NULL)
    append (html, "<p class=\"problem\" role=\"alert\">%s</p>\n", problem);
}

/* The form goes to the page it is on. */
static void
append_form (GString         *html,
             const CloudPage *page)
{
  append (html, "<form method=\"post\">\n<input type=\"hidden\" name=\"token\" value=\"%s\">\n", page->token);
}

static void
append_asker (GString         *html,
              const CloudPage *page)
{
  const CloudClient *client = page->ask->client;

  append (html, "<p><strong>%s</strong> ", client->name);
  if (client->is_first_party)
    g_string_append (html, "<span class=\"badge\">Part of Sluice</span></p>\n");
  else if (client->is_verified)
    g_string_append (html, "<span class=\"badge\">Verified</span></p>\n");
  else
    g_string_append (html, "<span class=\"badge\">Not verified</span></p>\n<p>Nobody has checked who is behind "
                           "this. The name is what they say about themselves.</p>\n");
  if (*client->homepage != '\0')
    append (html, "<p class=\"hint\">Home page: %s</p>\n", client->homepage);
  if (*client->notice_url != '\0')
    append (html, "<p class=\"hint\">Privacy notice: %s</p>\n", client->notice_url);
  if (page->ask->redirect_uri != NULL)
    append (html, "<p class=\"hint\">The answer goes to: %s</p>\n", page->ask->redirect_uri);
}

/** cloud_pages_sign_in: asks for name and password. */
void
cloud_pages_sign_in (CloudRequest    *request,
                     guint            status,
                     const CloudPage *page)
{
  g_autoptr(GString) html = g_string_new (NULL);

  append_problem (html, page->problem);
  append_asker (html, page);
  g_string_append (html, "<p>Signing in gives nothing away yet: what it asks for comes next.</p>\n");
  append_form (html, page);
  g_string_append (html, "<label for=\"name\">User name or e-mail address</label>\n"
                         "<input id=\"name\" name=\"name\" type=\"text\" autocomplete=\"username\" "
                         "autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"320\" required autofocus>\n"
                         "<label for=\"password\">Password</label>\n"
                         "<input id=\"password\" name=\"password\" type=\"password\" "
                         "autocomplete=\"current-password\" maxlength=\"1024\" required>\n"
                         "<div class=\"actions\">\n"
                         "<button name=\"action\" value=\"sign-in\">Sign in</button>\n"
                         "<button name=\"action\" value=\"deny\" formnovalidate>Cancel</button>\n"
                         "</div>\n</form>\n");
  reply (request, status, page->ask, "Sign in", html);
}

static const char *
badge_of (const SluiceDataCategory *category)
{
  switch (category->kind)
    {
    case SLUICE_DATA_KIND_PRODUCT:
      return "Product";

    case SLUICE_DATA_KIND_PROCESS:
      return "Process";

    case SLUICE_DATA_KIND_PERSONAL:
    default:
      return "Personal";
    }
}

/* Off, whatever was asked: each one is the person's own to give. */
static void
append_item (GString                  *html,
             const SluiceDataCategory *category)
{
  append (html, "<div class=\"item\">\n<input type=\"checkbox\" id=\"%s\" name=\"give.%s\" value=\"yes\" "
          "aria-describedby=\"%s-about\">\n<div><label for=\"%s\"><strong>%s</strong></label>\n"
          "<p id=\"%s-about\">%s <span class=\"badge\">Private until consent</span> "
          "<span class=\"badge\">%s</span></p></div>\n</div>\n",
          category->id, category->id, category->id, category->id, category->title, category->id,
          category->description, badge_of (category));
}

static void
append_items (GString        *html,
              const CloudAsk *ask)
{
  gboolean has_public = FALSE;

  g_string_append (html, "<fieldset>\n<legend>It wants to see</legend>\n");
  for (guint i = 0; ask->categories[i] != NULL; i++)
    {
      const SluiceDataCategory *category = sluice_data_category_find (ask->categories[i]);

      has_public = has_public || category->klass == SLUICE_DATA_CLASS_PUBLIC;
      if (category->klass == SLUICE_DATA_CLASS_UNTIL_CONSENT)
        append_item (html, category);
    }
  g_string_append (html, "</fieldset>\n");
  if (has_public)
    g_string_append (html, "<p class=\"hint\">It also sees what is public anyway: your user name and what you "
                           "published.</p>\n");
}

/* What it wants to be able to do, beside seeing; each goes with the data it is about. */
static void
append_scopes (GString        *html,
               const CloudAsk *ask)
{
  g_auto(GStrv) names = g_strsplit (ask->scope, " ", -1);
  gboolean any = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const SluiceScope *scope = sluice_scope_find (names[i]);

      if (scope == NULL || !(scope->can_change || ask->client->is_first_party))
        continue;
      if (!any)
        g_string_append (html, "<h2>It wants to be able to</h2>\n<ul>\n");
      any = TRUE;
      append (html, "<li>%s</li>\n", scope->description);
    }
  if (any)
    g_string_append (html, "</ul>\n");
  if (any && !ask->client->is_first_party)
    g_string_append (html, "<p class=\"hint\">Each of these only with all the data that it is about.</p>\n");
}

static void
append_duration (GString        *html,
                 const CloudAsk *ask)
{
  static const struct
  {
    const char *value;
    const char *words;
  } durations[] = {
    { CLOUD_DURATION_ONCE, "Once: ten minutes" },
    { "P1D", "One day" },
    { "P7D", "Seven days" },
    { "P30D", "Thirty days" },
    { "P365D", "One year" },
    { CLOUD_DURATION_UNTIL_REVOKED, "Until I say otherwise" },
  };
  gboolean is_listed = FALSE;

  g_string_append (html, "<label for=\"duration\">For how long</label>\n<select id=\"duration\" name=\"duration\">\n");
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      gboolean is_asked = g_str_equal (durations[i].value, ask->duration);

      is_listed = is_listed || is_asked;
      append (html, "<option value=\"%s\"%s>%s</option>\n", durations[i].value, is_asked ? " selected" : "",
              durations[i].words);
    }
  /* "P<n>D": how else it was asked for. */
  if (!is_listed)
    append (html, "<option value=\"%s\" selected>%d days</option>\n", ask->duration, atoi (ask->duration + 1));
  g_string_append (html, "</select>\n");
}

/** cloud_pages_consent: asks what to give. */
void
cloud_pages_consent (CloudRequest    *request,
                     guint            status,
                     const CloudPage *page)
{
  const CloudAsk *ask = page->ask;
  g_autoptr(GString) html = g_string_new (NULL);
  g_autofree char *title = ask->client->is_first_party ? g_strdup_printf ("Sign in to %s", ask->client->name)
                                                       : g_strdup_printf ("%s asks for your data", ask->client->name);

  append_problem (html, page->problem);
  append_asker (html, page);
  if (ask->purpose != NULL)
    append (html, "<h2>What for, in their words</h2>\n<p>“%s”</p>\n", ask->purpose);
  append_form (html, page);
  /* First in the form, so that Enter gives nothing away. */
  g_string_append (html, "<div class=\"actions\">\n<button name=\"action\" value=\"deny\" autofocus>Deny</button>\n"
                         "</div>\n");
  if (!ask->client->is_first_party)
    append_items (html, ask);
  append_scopes (html, ask);
  if (!ask->client->is_first_party)
    append_duration (html, ask);
  append (html, "<p class=\"hint\">%s</p>\n", ask->client->is_first_party
          ? "It acts for you, with your account."
          : "It sees nothing else. You can take it back at any time in Sluice, under Apps and consent.");
  append (html, "<div class=\"actions\">\n<button name=\"action\" value=\"approve\">%s</button>\n</div>\n",
          ask->client->is_first_party ? "Sign in" : "Share what is ticked");
  append (html, "<p class=\"hint\">Signed in as %s. <button name=\"action\" value=\"sign-out\">Somebody else</button>"
          "</p>\n</form>\n", page->username);
  reply (request, status, ask, title, html);
}

/** cloud_pages_device: asks for the code that a device shows; @code is filled in. */
void
cloud_pages_device (CloudRequest *request,
                    guint         status,
                    const char   *code,
                    const char   *problem)
{
  g_autoptr(GString) html = g_string_new (NULL);

  append_problem (html, problem);
  g_string_append (html, "<p>Type the code only if you see it on a device of your own that you started this on. Nobody "
                         "who sends you a code means well.</p>\n<form method=\"post\" action=\"/device\">\n"
                         "<label for=\"code\">The code on the device</label>\n");
  append (html, "<input id=\"code\" name=\"user_code\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\""
          " spellcheck=\"false\" maxlength=\"20\" value=\"%s\" required autofocus>\n",
          code != NULL && g_utf8_validate (code, -1, NULL) && strlen (code) <= 20 ? code : "");
  g_string_append (html, "<div class=\"actions\">\n<button>Who is this?</button>\n</div>\n</form>\n");
  reply (request, status, NULL, "Connect a device", html);
}

/** cloud_pages_device_found: who started it, and @seconds ago; nothing is decided here. */
void
cloud_pages_device_found (CloudRequest   *request,
                          const CloudAsk *ask,
                          const char     *code,
                          gint64          seconds)
{
  CloudPage page = { .ask = ask };
  g_autoptr(GString) html = g_string_new (NULL);

  append_asker (html, &page);
  append (html, "<p>It was started %" G_GINT64_FORMAT " seconds ago. If that was not you, close this page.</p>\n",
          seconds);
  append (html, "<p>To see what it asks for, and to decide, open Sluice, go to Apps and consent, and type "
          "<strong>%s</strong> there.</p>\n", code);
  reply (request, SOUP_STATUS_OK, NULL, "A device asks for your data", html);
}

/** cloud_pages_problem: nothing is asked: says why not. */
void
cloud_pages_problem (CloudRequest *request,
                     guint         status,
                     const char   *problem)
{
  g_autoptr(GString) html = g_string_new (NULL);

  append (html, "<p>%s</p>\n<p>Nothing was given away. Go back to the app that sent you here and begin again.</p>\n",
          problem);
  reply (request, status, NULL, "This does not work", html);
}
