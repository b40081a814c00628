/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include "sluice-close-up.h"
#include "sluice-json.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

/** sluicectl_init: the language of the person, and nobody looks into our memory; to be called first. */
void
sluicectl_init (void)
{
  sluice_close_up_memory ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

/** sluicectl_find_command: (nullable): the command called @name in @groups, which end with %NULL. */
const SluicectlCommand *
sluicectl_find_command (const SluicectlCommand * const *groups,
                        const char                     *name)
{
  for (guint i = 0; groups[i] != NULL; i++)
    for (const SluicectlCommand *command = groups[i]; command->name != NULL; command++)
      if (g_str_equal (name, command->name))
        return command;

  return NULL;
}

/** sluicectl_fail: says on standard error what went wrong; returns the exit code for it. */
int
sluicectl_fail (const GError *error)
{
  g_printerr ("sluicectl: %s\n", error->message);
  return SLUICECTL_FAILED;
}

/** sluicectl_usage: says on standard error how @usage, a command and its arguments, is typed; returns the exit code. */
int
sluicectl_usage (const char *usage)
{
  /* Translators: %s is a command with its arguments */
  g_printerr (_("usage: sluicectl %s\n"), usage);
  return SLUICECTL_USAGE;
}

/**
 * sluicectl_drop_dashes:
 * @argc: (inout): how many there are
 * @argv: what is left after the options were taken out
 *
 * Takes out the "--" that ends the options. GLib leaves it in front of a name that begins with a dash, which is what
 * it is typed for.
 */
void
sluicectl_drop_dashes (int   *argc,
                       char **argv)
{
  for (int i = 1; i < *argc; i++)
    if (g_str_equal (argv[i], "--"))
      {
        memmove (argv + i, argv + i + 1, (*argc - i) * sizeof *argv);
        (*argc)--;
        return;
      }
}

/** sluicectl_end: the exit code of a command that returned @status: a full disk that took half of its words is a failure. */
int
sluicectl_end (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  g_printerr ("sluicectl: %s\n", _("Not all of it could be written: the disk may be full."));
  return SLUICECTL_FAILED;
}

/** sluicectl_dup_data_folder: (transfer full): where Sluice keeps what it has on this computer; the app's too. */
char *
sluicectl_dup_data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "sluice", NULL);
}

/** sluicectl_settle: @future: (transfer full). Waits for it. Returns: (transfer full) (nullable): it, resolved. */
DexFuture *
sluicectl_settle (DexFuture  *future,
                  GError    **error)
{
  g_autoptr(DexFuture) owned = future;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  return dex_future_get_value (future, error) != NULL ? g_steal_pointer (&owned) : NULL;
}

/** sluicectl_run_fiber: runs @fiber to its end, whose future says what went wrong, if anything. Returns: the status to end with. */
int
sluicectl_run_fiber (SluiceFiberFunc fiber,
                     gpointer        data)
{
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  dex_init ();
  future = sluicectl_settle (sluice_fiber_spawn (fiber, data, NULL), &error);
  return future != NULL ? SLUICECTL_OK : sluicectl_fail (error);
}

/** sluicectl_get_nick: the word for programs of a value of @enum_type. */
const char *
sluicectl_get_nick (GType enum_type,
                    int   value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (enum_type);

  return g_enum_get_value (klass, value)->value_nick;
}

/** sluicectl_print_bytes: writes text that has no final NUL, and ends the line. */
void
sluicectl_print_bytes (GBytes *text)
{
  g_print ("%.*s\n", (int) g_bytes_get_size (text), (const char *) g_bytes_get_data (text, NULL));
}

/** sluicectl_print_object: writes @object and ends the line. */
void
sluicectl_print_object (JsonObject *object)
{
  g_autoptr(GBytes) text = sluice_json_object_to_bytes (object, TRUE);

  sluicectl_print_bytes (text);
}

/** sluicectl_print_array: writes @array and ends the line. */
void
sluicectl_print_array (JsonArray *array)
{
  g_autoptr(GBytes) text = sluice_json_array_to_bytes (array, TRUE);

  sluicectl_print_bytes (text);
}

/* The marks that turn the direction of text (Unicode 16, table of Bidi_Control). */
static gboolean
turns_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * sluicectl_dup_printable:
 * @text: (nullable): words of a stranger: a file's, or a cloud's; or a name that is not ours
 *
 * Returns: (transfer full): @text as one line that no terminal obeys, and that reads as it is written: what would be
 *   obeyed or turn the direction is U+FFFD; empty for %NULL
 */
char *
sluicectl_dup_printable (const char *text)
{
  g_autoptr(GString) printable = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (printable, g_unichar_iscntrl (c) || turns_direction (c) ? 0xfffd : c);
    }

  return g_string_free_and_steal (g_steal_pointer (&printable));
}
