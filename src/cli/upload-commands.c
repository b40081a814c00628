/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"
#include "sluice-upload-redact.h"
#include "upload-verbs.h"

#include <glib/gi18n-lib.h>

/* The same way as in the app: read, shown, decided, kept, sent. Nothing leaves that nobody has said “--yes” to. */
#define USAGE "FILE… [--place PLACE] [--group GROUP] [--printer PRINTER] [--mode nothing|process|all] [--coarse] [--redacted] [--yes] [--json]"

typedef struct
{
  char    *place; /* NULL for the home cloud */
  char    *group; /* NULL prints nothing */
  char    *printer; /* NULL does not print in the local network */
  char    *mode;  /* NULL for what the rules say */
  gboolean coarse;
  gboolean redacted;
  gboolean yes;
  gboolean json;
  char   **files; /* borrowed */
} UploadOptions;

static void
upload_options_clear (UploadOptions *options)
{
  g_free (options->place);
  g_free (options->group);
  g_free (options->printer);
  g_free (options->mode);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UploadOptions, upload_options_clear)

typedef struct
{
  const UploadOptions *options;
  int                  status;

  /* While it runs. */
  SluiceContext       *context;
  SluiceUploadQueue   *queue;
  SluicePlace         *place;
  const char          *group_id;
  SluiceLocalPrinter  *printer; /* NULL: none */
  GPtrArray           *uploads;
} UploadCall;

/* What is put off to a later time is not waited for here: who typed it knows better when that is. */
static gboolean
is_at_rest (SluiceUpload *upload)
{
  switch (sluice_upload_get_state (upload))
    {
    case SLUICE_UPLOAD_QUEUED:
      return sluice_upload_get_retry_at (upload) != 0;
    case SLUICE_UPLOAD_READING:
    case SLUICE_UPLOAD_SENDING:
      return FALSE;
    case SLUICE_UPLOAD_WAITING:
    case SLUICE_UPLOAD_PAUSED:
    case SLUICE_UPLOAD_SENT:
    case SLUICE_UPLOAD_KEPT:
    case SLUICE_UPLOAD_FAILED:
    case SLUICE_UPLOAD_CANCELLED:
    default:
      return TRUE;
    }
}

static void
changed_cb (SluiceUpload *upload,
            GParamSpec   *pspec,
            DexPromise   *promise)
{
  if (is_at_rest (upload) && dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_resolve_boolean (promise, TRUE);
}

static void
await_rest (SluiceUpload *upload)
{
  g_autoptr(DexPromise) promise = dex_promise_new ();
  gulong handler = g_signal_connect (upload, "notify", G_CALLBACK (changed_cb), promise);

  changed_cb (upload, NULL, promise);
  dex_await (dex_ref (DEX_FUTURE (promise)), NULL);
  g_signal_handler_disconnect (upload, handler);
}

/* Returns: (transfer full) (nullable) */
static SluicePlace *
await_place (UploadCall  *call,
             GError     **error)
{
  const char *name = call->options->place;
  g_autoptr(SluicePlace) place = NULL;
  SluiceAccount *account;

  if (name == NULL || g_str_equal (name, "home"))
    return account_open_place (call->context, NULL, NULL, NULL, error);

  account = account_find (call->context, name, error);
  if (account == NULL)
    return NULL;
  place = sluice_context_make_place (call->context, account);
  return dex_await (sluice_context_visit_place (call->context, place), error) ? g_steal_pointer (&place) : NULL;
}

/* Exactly one of that id or name. */
static gboolean
await_group (UploadCall  *call,
             GError     **error)
{
  GListModel *groups = sluice_context_get_groups (call->context);
  guint n_found = 0;

  if (call->options->group == NULL)
    return TRUE;
  if (!dex_await (sluice_context_look_once (call->context), error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, i);

      if (!g_str_equal (sluice_printer_group_get_id (group), call->options->group) &&
          !g_str_equal (sluice_printer_group_get_name (group), call->options->group))
        continue;
      call->group_id = sluice_printer_group_get_id (group);
      n_found++;
    }
  if (n_found == 1)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("There is no such group of printers, or more than one. “sluicectl groups” lists them. Nothing "
                         "was sent."));
  return FALSE;
}

static gboolean
find_printer (UploadCall  *call,
              GError     **error)
{
  if (call->options->printer == NULL)
    return TRUE;

  call->printer = sluice_local_printers_find (sluice_context_get_local_printers (call->context), call->options->printer);
  if (call->printer != NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("There is no such printer, or more than one. “sluicectl printers” lists them. Nothing was sent."));
  return FALSE;
}

/* Before anything is kept or sent. */
static gboolean
check_printer (UploadCall    *call,
               SluiceUpload  *upload,
               GError       **error)
{
  const char *format = sluice_split_get_format (sluice_upload_get_split (upload));

  if (call->printer == NULL || sluice_local_printer_takes (call->printer, format, sluice_upload_get_name (upload)))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This printer does not print files of this kind. Nothing was sent."));
  return FALSE;
}

static gboolean
check_redaction (UploadCall    *call,
                 SluiceUpload  *upload,
                 GError       **error)
{
  if (!call->options->redacted || sluice_upload_can_redact (sluice_split_get_format (sluice_upload_get_split (upload))))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("There is no G-code in files of this kind, of which a redacted copy could be made. Nothing was sent."));
  return FALSE;
}

/* For this one file, and within what an administrator allows. */
static gboolean
choose_mode (UploadCall    *call,
             SluiceUpload  *upload,
             GError       **error)
{
  SluiceUploadRules *rules = sluice_upload_queue_get_rules (call->queue);
  g_auto(SluiceRuling) ruling = { 0 };
  SluiceUploadMode mode;

  if (call->options->mode == NULL)
    return TRUE;

  mode = sluice_upload_mode_from_nick (call->options->mode);
  sluice_upload_rules_set (rules, SLUICE_RULE_FILE, sluice_upload_get_id (upload), mode);
  sluice_upload_rules_decide (rules, sluice_upload_queue_get_place_id (call->queue), call->group_id,
                              sluice_upload_get_id (upload), &ruling);
  if (ruling.mode == mode)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                       _("Who looks after this computer does not allow that much to leave. Nothing was sent; without "
                         "“--mode” what is allowed is."));
  return FALSE;
}

/* Each file, as far as it could be read. */
static gboolean
await_read (UploadCall  *call,
            GError     **error)
{
  for (guint i = 0; call->options->files[i] != NULL; i++)
    g_ptr_array_add (call->uploads, g_object_ref (sluice_upload_queue_add (call->queue, call->options->files[i])));

  for (guint i = 0; i < call->uploads->len; i++)
    {
      SluiceUpload *upload = call->uploads->pdata[i];

      await_rest (upload);
      if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_WAITING)
        call->status = SLUICECTL_FAILED;
      else if (!choose_mode (call, upload, error) || !check_printer (call, upload, error) ||
               !check_redaction (call, upload, error))
        return FALSE;
      else if (!call->options->json)
        upload_show_plan (call->queue, upload, call->place, &(SluiceUploadWish) { call->group_id, NULL, call->options->redacted },
                          call->printer);
    }
  return TRUE;
}

static void
await_sent (UploadCall *call)
{
  const SluiceUploadWish wish = {
    .group_id = call->group_id,
    .printer_id = call->printer != NULL ? sluice_local_printer_get_id (call->printer) : NULL,
    .redacted = call->options->redacted,
  };

  for (guint i = 0; i < call->uploads->len; i++)
    if (sluice_upload_get_state (call->uploads->pdata[i]) == SLUICE_UPLOAD_WAITING)
      sluice_upload_queue_send (call->queue, call->uploads->pdata[i], &wish);

  for (guint i = 0; i < call->uploads->len; i++)
    {
      SluiceUpload *upload = call->uploads->pdata[i];
      SluiceUploadState state;

      await_rest (upload);
      state = sluice_upload_get_state (upload);
      if (state != SLUICE_UPLOAD_SENT && state != SLUICE_UPLOAD_KEPT)
        call->status = SLUICECTL_FAILED;
    }
}

static void
show_outcomes (UploadCall *call)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < call->uploads->len; i++)
    {
      SluiceUpload *upload = call->uploads->pdata[i];

      if (call->options->json)
        json_array_add_object_element (array, upload_describe (call->queue, upload, call->place, call->group_id));
      else if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_WAITING)
        upload_show_outcome (upload);
    }

  if (call->options->json)
    sluicectl_print_array (array);
}

/* What is put off, or was only shown, ends with this program. */
static void
give_up (UploadCall *call)
{
  for (guint i = 0; i < call->uploads->len; i++)
    sluice_upload_queue_remove (call->queue, call->uploads->pdata[i]);
}

static void
await_all (UploadCall  *call,
           GError     **error)
{
  /* Before they are read: a choice that is not in the settings is for this run only. */
  if (call->options->coarse)
    sluice_upload_queue_set_coarse (call->queue, TRUE);
  if (!find_printer (call, error) || !await_group (call, error) || !await_read (call, error))
    return;

  if (call->options->yes)
    await_sent (call);
  show_outcomes (call);
  if (call->options->yes || call->status != SLUICECTL_OK)
    return;
  call->status = UPLOAD_ONLY_SHOWN;
  g_printerr ("%s\n", _("Nothing was sent, and nothing is kept. Type it once more with “--yes” to do so."));
}

static DexFuture *
upload_fiber (DexFuture *stop,
              gpointer   data)
{
  UploadCall *call = data;
  g_autoptr(SluiceContext) context = account_new_context ();
  g_autoptr(GPtrArray) uploads = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(SluicePlace) place = NULL;
  g_autoptr(GError) error = NULL;

  call->context = context;
  call->queue = sluice_context_get_uploads (context);
  call->uploads = uploads;
  call->place = place = await_place (call, &error);
  if (place != NULL)
    await_all (call, &error);
  give_up (call);
  g_clear_object (&call->printer);
  dex_await (sluice_context_stop (context), NULL);

  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static gboolean
parse (UploadOptions   *options,
       int             *argc,
       char          ***argv,
       GError         **error)
{
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &options->place,
      N_("A cloud elsewhere, as “sluicectl accounts” lists it, not the home cloud"), N_("PLACE") },
    { "group", 0, 0, G_OPTION_ARG_STRING, &options->group,
      N_("Print it on this group, by its id or name"), N_("GROUP") },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &options->printer,
      N_("Print it on this printer in your network, as “sluicectl printers” lists it"), N_("PRINTER") },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &options->mode,
      N_("What may leave of these files, whatever the rules say, unless that is locked"), "nothing|process|all" },
    { "coarse", 0, 0, G_OPTION_ARG_NONE, &options->coarse,
      N_("The record tells of the object only whether it is small, medium or large"), NULL },
    { "redacted", 0, 0, G_OPTION_ARG_NONE, &options->redacted,
      N_("Where product data leaves, a copy without names, notes, pictures and passwords does in place of the file"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options->yes, N_("Do it, and do not only show it"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (USAGE);

  g_set_prgname ("sluicectl upload");
  g_option_context_set_summary (context, _("Shows what would leave of print files; with --yes it keeps them in your vault "
                                           "and sends what the rules allow. Ends with 0 when all of it is done, 1 when "
                                           "something is not, 2 when it was typed in a way that is not understood, and "
                                           "3 when it was only shown."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  sluicectl_drop_dashes (argc, *argv);
  options->files = *argv + 1;
  if (options->mode == NULL || g_strv_contains ((const char * const []) { "nothing", "process", "all", NULL }, options->mode))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“--mode” is “nothing”, “process” or “all”."));
  return FALSE;
}

static int
run_upload (int    argc,
            char **argv)
{
  g_auto(UploadOptions) options = { NULL };
  UploadCall call = { &options, SLUICECTL_OK };
  g_autoptr(GError) error = NULL;
  int status;

  if (!parse (&options, &argc, &argv, &error))
    {
      sluicectl_fail (error);
      return SLUICECTL_USAGE;
    }
  if (argc < 2)
    return sluicectl_usage ("upload " USAGE);

  status = sluicectl_run_fiber (upload_fiber, &call);
  return status != SLUICECTL_OK ? status : call.status;
}

const SluicectlCommand sluicectl_upload_commands[] = {
  { "upload", N_("show what would leave of a print file, keep it, and send what may leave"), run_upload },
  { NULL },
};
