/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include <glib/gi18n-lib.h>

/* Who may see my data, from a terminal: requests, grants and receipts. Each verb is one fiber. */

typedef enum
{
  TAKES_NOTHING = 0,
  TAKES_JSON = 1 << 0,
  TAKES_ALL = 1 << 1,
  TAKES_SAMPLES = 1 << 2,
  TAKES_ITEMS = 1 << 3,
  TAKES_KEEP = 1 << 4,
  TAKES_FORCE = 1 << 5,
  TAKES_ACCOUNT = 1 << 6,
} Takes;


/**
 * Verb:
 * @name: what is typed
 * @n_least: how many arguments it needs
 * @n_most: how many it takes
 * @takes: and which options; one that takes an account needs a cloud
 * @check: (nullable): whether what was typed can be meant; before anything is started
 * @run: does it
 */
typedef struct
{
  const char *name;
  guint       n_least;
  guint       n_most;
  Takes       takes;
  gboolean  (*check) (ConsentCall  *call,
                      GError      **error);
  gboolean  (*run)   (ConsentCall  *call,
                      GError      **error);
} Verb;

/**
 * Subject:
 * @name: the command
 * @usage: the same with all that can be typed
 * @summary: what it is for, for `--help`; not yet translated
 * @verbs: an array that ends with one that has no name
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  const Verb *verbs;
} Subject;

static const Verb consent_verbs[] = {
  { "list", 0, 0, TAKES_ACCOUNT | TAKES_JSON | TAKES_ALL, NULL, consent_verb_list },
  { "show", 1, 1, TAKES_ACCOUNT | TAKES_JSON | TAKES_SAMPLES, NULL, consent_verb_show },
  { "approve", 1, G_MAXUINT, TAKES_ACCOUNT | TAKES_ITEMS, consent_check_approve, consent_verb_approve },
  { "deny", 1, 1, TAKES_ACCOUNT, NULL, consent_verb_deny },
  { "open", 1, 1, TAKES_ACCOUNT | TAKES_JSON | TAKES_SAMPLES, consent_check_open, consent_verb_open },
  { "code", 1, 1, TAKES_ACCOUNT | TAKES_JSON | TAKES_SAMPLES, NULL, consent_verb_code },
  { NULL },
};

static const Verb grant_verbs[] = {
  { "list", 0, 0, TAKES_ACCOUNT | TAKES_JSON, NULL, consent_verb_list_grants },
  { "narrow", 1, G_MAXUINT, TAKES_ACCOUNT | TAKES_KEEP, consent_check_narrow, consent_verb_narrow },
  { "revoke", 0, 1, TAKES_ACCOUNT | TAKES_ALL, consent_check_revoke, consent_verb_revoke },
  { NULL },
};

static const Verb receipt_verbs[] = {
  { "list", 0, 0, TAKES_JSON, NULL, consent_verb_list_receipts },
  { "show", 1, 1, TAKES_JSON, NULL, consent_verb_show_receipt },
  { "save", 2, 2, TAKES_FORCE, NULL, consent_verb_save_receipt },
  { "verify", 1, 1, TAKES_JSON, NULL, consent_verb_verify },
  { NULL },
};

static const Subject consents_subject = {
  "consents",
  "list [--all] | show ID [--samples] | approve ID --item CATEGORY…|--all-items [--for once|DAYS|until-revoked] | "
  "deny ID | open LINK | code USER-CODE",
  N_("Who asks for your data, and your answer. Nothing is given that you do not name, and without --for it is given "
     "once. ID is the beginning of an id. LINK begins with “sluice:”; USER-CODE is what another device shows."),
  consent_verbs,
};

static const Subject grants_subject = {
  "grants",
  "list | narrow ID --keep CATEGORY… | revoke ID|--all",
  N_("Who may see your data. What is taken back is refused from their next request on. ID is the beginning of an id."),
  grant_verbs,
};

static const Subject receipt_subject = {
  "receipt",
  "list | show ID | save ID FILE [--force] | verify FILE",
  N_("Your own copies of what was decided; no cloud is asked. “verify” reads standard input for “-”, and ends with 0 "
     "for a genuine receipt, 1 for one that was altered or is none, and 3 for one that is intact, but of a cloud that this "
     "computer does not know."),
  receipt_verbs,
};

static void
consent_options_clear (ConsentOptions *options)
{
  g_free (options->account);
  g_strfreev (options->items);
  g_strfreev (options->keep);
  g_free (options->duration);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ConsentOptions, consent_options_clear)

/* What any verb of @subject takes. */
static Takes
unite (const Subject *subject)
{
  Takes takes = TAKES_NOTHING;

  for (const Verb *verb = subject->verbs; verb->name != NULL; verb++)
    takes |= verb->takes;
  return takes;
}

static void
add_options (GOptionContext *context,
             ConsentOptions *options,
             Takes           takes)
{
  const struct
  {
    Takes        takes;
    GOptionEntry entry;
  } all[] = {
    { TAKES_ACCOUNT, { "account", 0, 0, G_OPTION_ARG_STRING, &options->account,
                       N_("A cloud elsewhere, as “sluicectl accounts” lists it, not the home cloud"), N_("ACCOUNT") } },
    { TAKES_ALL, { "all", 0, 0, G_OPTION_ARG_NONE, &options->all,
                   N_("list: also what was answered; revoke: from everybody"), NULL } },
    { TAKES_SAMPLES, { "samples", 0, 0, G_OPTION_ARG_NONE, &options->samples,
                       N_("show: with a few lines of your own data"), NULL } },
    { TAKES_ITEMS, { "item", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->items,
                     N_("approve: what is given"), N_("CATEGORY") } },
    { TAKES_ITEMS, { "all-items", 0, 0, G_OPTION_ARG_NONE, &options->all_items,
                     N_("approve: all that is asked for"), NULL } },
    { TAKES_ITEMS, { "for", 0, 0, G_OPTION_ARG_STRING, &options->duration,
                     N_("approve: for how long; once, if it is not said"), N_("once|DAYS|until-revoked") } },
    { TAKES_KEEP, { "keep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->keep,
                    N_("narrow: what they may still see"), N_("CATEGORY") } },
    { TAKES_FORCE, { "force", 0, 0, G_OPTION_ARG_NONE, &options->force,
                     N_("save: also over a file that is there"), NULL } },
    { TAKES_JSON, { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("list, show, verify: JSON"), NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((takes & all[i].takes) != 0)
      g_option_context_add_main_entries (context, (GOptionEntry[]) { all[i].entry, G_OPTION_ENTRY_NULL },
                                         GETTEXT_PACKAGE);
}

static gboolean
parse (const Subject    *subject,
       ConsentOptions   *options,
       int              *argc,
       char           ***argv,
       GError          **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new (subject->usage);
  g_autofree char *name = g_strconcat ("sluicectl ", subject->name, NULL);

  g_set_prgname (name);
  g_option_context_set_summary (context, _(subject->summary));
  add_options (context, options, unite (subject));
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  sluicectl_drop_dashes (argc, *argv);
  return TRUE;
}

/* An option that a verb would not look at is not passed over: it may have been meant for another one. */
static gboolean
fits (const Verb           *verb,
      const ConsentOptions *options)
{
  Takes given = TAKES_NOTHING;

  if (options->json)
    given |= TAKES_JSON;
  if (options->all)
    given |= TAKES_ALL;
  if (options->samples)
    given |= TAKES_SAMPLES;
  if (options->items != NULL || options->all_items || options->duration != NULL)
    given |= TAKES_ITEMS;
  if (options->keep != NULL)
    given |= TAKES_KEEP;
  if (options->force)
    given |= TAKES_FORCE;
  if (options->account != NULL)
    given |= TAKES_ACCOUNT;
  return (given & ~verb->takes) == 0;
}

static const Verb *
find_verb (const Subject        *subject,
           const ConsentOptions *options,
           int                   argc,
           char                **argv)
{
  for (const Verb *verb = subject->verbs; argc >= 2 && verb->name != NULL; verb++)
    if (g_str_equal (argv[1], verb->name) && (guint) argc - 2 >= verb->n_least && (guint) argc - 2 <= verb->n_most)
      return fits (verb, options) ? verb : NULL;

  return NULL;
}

typedef struct
{
  const Verb *verb;
  ConsentCall call;
} Run;

static DexFuture *
run_fiber (DexFuture *stop,
           gpointer   data)
{
  Run *run = data;
  ConsentCall *call = &run->call;
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");
  g_autoptr(SluicePlace) place = NULL;
  g_autoptr(GError) error = NULL;

  call->context = context;
  call->consents = sluice_context_get_consents (context);
  if ((run->verb->takes & TAKES_ACCOUNT) != 0)
    place = consent_open_place (call, &error);
  if (error == NULL)
    run->verb->run (call, &error);
  if (place != NULL)
    dex_await (sluice_place_stop (place), NULL);
  dex_await (sluice_context_stop (context), NULL);

  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static int
run_subject (const Subject  *subject,
             int             argc,
             char          **argv)
{
  g_autofree char *usage = g_strconcat (subject->name, " ", subject->usage, NULL);
  g_auto(ConsentOptions) options = { NULL };
  g_autoptr(GError) error = NULL;
  Run run = { 0 };
  int status;

  if (!parse (subject, &options, &argc, &argv, &error))
    {
      sluicectl_fail (error);
      return SLUICECTL_USAGE;
    }
  run.verb = find_verb (subject, &options, argc, argv);
  if (run.verb == NULL)
    return sluicectl_usage (usage);

  run.call.arguments = argv + 2;
  run.call.options = &options;
  if (run.verb->check != NULL && !run.verb->check (&run.call, &error))
    {
      status = sluicectl_fail (error);
      return error->domain == G_OPTION_ERROR ? SLUICECTL_USAGE : status;
    }

  status = sluicectl_run_fiber (run_fiber, &run);
  return status != SLUICECTL_OK ? status : run.call.status;
}

static int
run_consents (int    argc,
              char **argv)
{
  return run_subject (&consents_subject, argc, argv);
}

static int
run_grants (int    argc,
            char **argv)
{
  return run_subject (&grants_subject, argc, argv);
}

static int
run_receipt (int    argc,
             char **argv)
{
  return run_subject (&receipt_subject, argc, argv);
}

const SluicectlCommand sluicectl_consent_commands[] = {
  { "consents", N_("show who asks for your data, and answer"), run_consents },
  { "grants", N_("show who may see your data, and take it back"), run_grants },
  { "receipt", N_("list, save and verify receipts of what was decided"), run_receipt },
  { NULL },
};
