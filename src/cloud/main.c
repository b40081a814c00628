/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-commands.h"
#include "sluice-close-up.h"
#include "sluice-cloud.h"
#include "sluice-json.h"
#include "sluice-log.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The program around SluiceCloud: command line, signals, the line that says it is ready. */
#define MAX_REGION 100

typedef struct
{
  char    *state;
  char    *listen;
  char    *public_url;
  char    *region;
  char    *seed;
  int      n_virtual_printers;
  gboolean is_home;
  gboolean until_stdin_closes;
} Arguments;

typedef struct
{
  SluiceCloud *cloud;
  GMainLoop   *loop;
  gboolean     is_stopping;
} Program;

static gboolean
parse_listen (const char          *text,
              SluiceCloudOptions  *options,
              char               **out_host,
              GError             **error)
{
  const char *colon = text != NULL ? strrchr (text, ':') : NULL;
  guint64 port = 0;

  if (text == NULL)
    return TRUE;
  if (colon == NULL || colon == text || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS,
                           _("The address to listen on is HOST:PORT with an address as numbers, such as 127.0.0.1:0."));
      return FALSE;
    }

  /* An IPv6 address is in brackets, so that its last part is not taken for the port. */
  *out_host = *text == '[' && colon[-1] == ']' ? g_strndup (text + 1, colon - text - 2)
                                                : g_strndup (text, colon - text);
  options->listen_host = *out_host;
  options->listen_port = port;
  return TRUE;
}

static gboolean
check_arguments (Arguments  *arguments,
                 GError    **error)
{
  const char *fault = NULL;

  if (arguments->state == NULL)
    fault = _("A folder for the cloud's data is needed: --state DIR.");
  else if (arguments->seed != NULL && !g_str_equal (arguments->seed, "demo"))
    fault = _("The only data to begin with is --seed demo.");
  else if (arguments->region != NULL && (*arguments->region == '\0' || strlen (arguments->region) > MAX_REGION))
    fault = _("A region is named in 1 to 100 bytes.");
  else if (arguments->n_virtual_printers < 0 || arguments->n_virtual_printers > 10000)
    fault = _("There can be 0 to 10000 virtual printers.");

  if (fault != NULL)
    g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, fault);
  return fault == NULL;
}

static gboolean
parse_arguments (int         *argc,
                 char      ***argv,
                 Arguments   *arguments,
                 GError     **error)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state, N_("Where everything is kept"), N_("DIR") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &arguments->listen, N_("Where to listen; 127.0.0.1:0 if not given"),
      N_("HOST:PORT") },
    { "public-url", 0, 0, G_OPTION_ARG_STRING, &arguments->public_url, N_("How others reach the cloud"), N_("URL") },
    { "region", 0, 0, G_OPTION_ARG_STRING, &arguments->region, N_("Where the cloud stands, for its people to know"),
      N_("TEXT") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &arguments->seed, N_("Fill an empty state: demo"), N_("NAME") },
    { "virtual-printers", 0, 0, G_OPTION_ARG_INT, &arguments->n_virtual_printers,
      N_("How many virtual printers to have"), N_("N") },
    { "home", 0, 0, G_OPTION_ARG_NONE, &arguments->is_home, N_("Who can read owner.secret is the owner"), NULL },
    { "until-stdin-closes", 0, 0, G_OPTION_ARG_NONE, &arguments->until_stdin_closes,
      N_("End when the standard input does"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (_("- a cloud of your own for your 3D printers"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error) && check_arguments (arguments, error);
}

static DexFuture *
drained_cb (DexFuture *future,
            gpointer   data)
{
  g_main_loop_quit (((Program *) data)->loop);
  return dex_future_new_true ();
}

static gboolean
stop_cb (gpointer data)
{
  Program *program = data;

  /* Asked twice: now. */
  if (program->is_stopping)
    g_main_loop_quit (program->loop);
  program->is_stopping = TRUE;
  dex_future_disown (dex_future_finally (sluice_cloud_drain (program->cloud), drained_cb, program, NULL));
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  char buffer[256];
  gssize got = read (fd, buffer, sizeof buffer);

  if (got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;

  stop_cb (data);
  return G_SOURCE_REMOVE;
}

static gboolean
print_ready (SluiceCloud *cloud)
{
  g_autoptr(JsonObject) ready = sluice_cloud_describe (cloud);
  g_autoptr(GBytes) line = sluice_json_object_to_bytes (ready, FALSE);

  return fwrite (g_bytes_get_data (line, NULL), g_bytes_get_size (line), 1, stdout) == 1 &&
         fputc ('\n', stdout) != EOF && fflush (stdout) == 0;
}

static int
run (Arguments  *arguments,
     GError    **error)
{
  SluiceCloudOptions options = {
    .state_folder = arguments->state, .public_url = arguments->public_url, .region = arguments->region,
    .seed_demo = arguments->seed != NULL,
    .n_virtual_printers = arguments->n_virtual_printers, .is_home = arguments->is_home
  };
  g_autofree char *host = NULL;
  g_autoptr(SluiceCloud) cloud = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Program program = { NULL, loop, FALSE };

  if (!parse_listen (arguments->listen, &options, &host, error))
    return 1;

  cloud = sluice_cloud_new (&options);
  program.cloud = cloud;
  if (!sluice_cloud_start (cloud, error))
    return 1;

  g_unix_signal_add (SIGTERM, stop_cb, &program);
  g_unix_signal_add (SIGINT, stop_cb, &program);
  if (arguments->until_stdin_closes)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, &program);

  /* Nobody who reads it is left: then there is nobody to serve. */
  if (print_ready (cloud))
    g_main_loop_run (loop);
  sluice_cloud_stop (cloud);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  Arguments arguments = { 0 };
  int status = 1;

  sluice_cloud_restrict_tls ();
  umask (0077);
  sluice_close_up_memory ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  signal (SIGPIPE, SIG_IGN);
  sluice_log_init ("sluice-cloud");
  dex_init ();

  if (argc > 1 && cloud_commands_knows (argv[1]))
    status = cloud_commands_run (argc - 1, argv + 1, &error) ? 0 : 1;
  else if (parse_arguments (&argc, &argv, &arguments, &error))
    status = run (&arguments, &error);
  if (error != NULL)
    g_printerr ("sluice-cloud: %s\n", error->message);

  g_free (arguments.state);
  g_free (arguments.listen);
  g_free (arguments.public_url);
  g_free (arguments.region);
  g_free (arguments.seed);
  return status;
}
