/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-secrets.h"

#include "sluice-json.h"
#include "test-util.h"

#include <string.h>

/*
 * What the corpus says must never leak, in every form that a program could give
 * it by accident, looked for in whatever a program has written.
 */

/* In encrypted bytes any few letters turn up by chance, sooner or later. */
#define SHORTEST_IN_BYTES 6

typedef struct
{
  char       *secret;
  const char *form;
  char       *bytes;
  gsize       length;
} Needle;

struct _TestSecrets
{
  GPtrArray *needles;
};

/*
 * The manifest names what is in G-code; these are in its packages too: of 06,
 * which the UFP holds, of the metadata of 14, and in the settings that Cura leaves.
 */
static const char * const others[] = {
  "/home/ana.lukic", "ana.lukic", "Turbine Bracket", "S5 Halle 3", "turbine bracket", "ACME", "Nosač",
  "Ünïcode", "支架", "SN-CZPX1234X004", "octopi-ana", "DEADBEEF", "hunter2", "bracket.f3d", "csg.stl",
};

static void
needle_free (gpointer data)
{
  Needle *needle = data;

  g_free (needle->secret);
  g_free (needle->bytes);
  g_free (needle);
}

/* @bytes: (transfer full) */
static void
add_needle (TestSecrets *self,
            const char  *secret,
            const char  *form,
            char        *bytes,
            gsize        length)
{
  Needle *needle;

  /* What the form does not change is looked for already. */
  if (!g_str_equal (form, "plain") && length == strlen (secret) && memcmp (bytes, secret, length) == 0)
    {
      g_free (bytes);
      return;
    }

  needle = g_new0 (Needle, 1);
  needle->secret = g_strdup (secret);
  needle->form = form;
  needle->bytes = bytes;
  needle->length = length;
  g_ptr_array_add (self->needles, needle);
}

static void
add_text (TestSecrets *self,
          const char  *secret,
          const char  *form,
          GString     *text)
{
  gsize length = text->len;

  add_needle (self, secret, form, g_string_free_and_steal (text), length);
}

/* \uXXXX for what is not ASCII, or for everything; and the slash that some escape. */
static void
add_json (TestSecrets *self,
          const char  *secret,
          gboolean     is_upper,
          gboolean     is_all)
{
  glong length;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (secret, -1, NULL, &length, NULL);
  GString *text = g_string_new (NULL);

  for (glong i = 0; i < length; i++)
    if (is_all || units[i] >= 0x80)
      {
        char escape[8];

        g_snprintf (escape, sizeof escape, is_upper ? "\\u%04X" : "\\u%04x", units[i]);
        g_string_append (text, escape);
      }
    else if (units[i] == '/' || units[i] == '"' || units[i] == '\\')
      g_string_append_printf (text, "\\%c", units[i]);
    else
      g_string_append_c (text, (char) units[i]);
  add_text (self, secret, "JSON", text);
}

static void
add_bytes (TestSecrets *self,
           const char  *secret,
           const char  *form,
           gboolean     is_upper,
           const char  *before)
{
  GString *text = g_string_new (NULL);

  for (const char *at = secret; *at != '\0'; at++)
    {
      g_string_append (text, before);
      g_string_append_printf (text, is_upper ? "%02X" : "%02x", (guint8) *at);
    }
  add_text (self, secret, form, text);
}

static void
add_percent (TestSecrets *self,
             const char  *secret)
{
  GString *text = g_string_new (NULL);

  g_string_append_uri_escaped (text, secret, NULL, FALSE);
  add_text (self, secret, "percent", text);
  text = g_string_new (NULL);
  g_string_append_uri_escaped (text, secret, "/@:", FALSE);
  add_text (self, secret, "percent", text);
  add_bytes (self, secret, "percent", TRUE, "%");
}

/* Base64 of a longer text, in which the secret begins at one of three places of a group. */
static void
add_base64 (TestSecrets *self,
            const char  *secret)
{
  static const gsize starts[] = { 0, 2, 3 };
  static const char * const paddings[] = { "", " ", "  " };

  for (guint shift = 0; shift < 3; shift++)
    {
      g_autofree char *padded = g_strconcat (paddings[shift], secret, NULL);
      g_autofree char *base64 = g_base64_encode ((const guint8 *) padded, strlen (padded));
      gsize whole = strlen (padded) * 8 / 6;
      char *piece = g_strndup (base64 + starts[shift], whole - starts[shift]);

      add_needle (self, secret, "Base64", piece, strlen (piece));
      piece = g_strdelimit (g_strdelimit (g_strdup (piece), "+", '-'), "/", '_');
      add_needle (self, secret, "Base64 for addresses", piece, strlen (piece));
    }
}

static void
add_utf16 (TestSecrets *self,
           const char  *secret,
           const char  *encoding)
{
  gsize length;
  char *bytes = g_convert (secret, -1, encoding, "UTF-8", NULL, &length, NULL);

  g_assert_nonnull (bytes);
  add_needle (self, secret, encoding, bytes, length);
}

static void
add_secret (TestSecrets *self,
            const char  *secret)
{
  add_needle (self, secret, "plain", g_strdup (secret), strlen (secret));
  add_needle (self, secret, "capitals", g_ascii_strup (secret, -1), strlen (secret));
  for (guint i = 0; i < 4; i++)
    add_json (self, secret, (i & 1) != 0, (i & 2) != 0);
  add_percent (self, secret);
  add_bytes (self, secret, "hexadecimal", FALSE, "");
  add_bytes (self, secret, "hexadecimal", TRUE, "");
  add_bytes (self, secret, "octets of C", FALSE, "\\x");
  add_base64 (self, secret);
  add_utf16 (self, secret, "UTF-16LE");
  add_utf16 (self, secret, "UTF-16BE");
}

/** test_secrets_new: (transfer full): those of all files of the corpus, whichever is looked at. */
TestSecrets *
test_secrets_new (void)
{
  TestSecrets *self = g_new0 (TestSecrets, 1);
  g_autofree char *path = test_corpus_file ("MANIFEST.json");
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(JsonObject) manifest = sluice_json_parse_object (bytes, 1024 * 1024, NULL);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter files;
  JsonNode *file;

  self->needles = g_ptr_array_new_with_free_func (needle_free);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_hash_table_add (known, (char *) others[i]))
      add_secret (self, others[i]);

  json_object_iter_init (&files, manifest);
  while (json_object_iter_next (&files, NULL, &file))
    {
      JsonObject *secrets = sluice_json_get_object (json_node_get_object (file), "must_not_leak");
      JsonObjectIter iter;
      const char *secret;
      JsonNode *where;

      json_object_iter_init (&iter, secrets);
      while (json_object_iter_next (&iter, &secret, &where))
        /* Elsewhere the manifest names a member, and only describes what is secret about it. */
        if (JSON_NODE_HOLDS_OBJECT (where) && g_hash_table_add (known, (char *) secret))
          add_secret (self, secret);
    }
  return self;
}

void
test_secrets_free (TestSecrets *self)
{
  g_ptr_array_unref (self->needles);
  g_free (self);
}

/** test_secrets_assert_none: fails the test when any of them is in @data; @where: what it is, for the message. */
void
test_secrets_assert_none (TestSecrets *self,
                          const char  *where,
                          const void  *data,
                          gsize        length)
{
  gboolean is_text = g_utf8_validate_len (data, length, NULL);

  for (guint i = 0; i < self->needles->len; i++)
    {
      const Needle *needle = self->needles->pdata[i];

      if ((is_text || needle->length >= SHORTEST_IN_BYTES) &&
          memmem (data, length, needle->bytes, needle->length) != NULL)
        g_error ("%s holds “%s” (%s)", where, needle->secret, needle->form);
    }
}

/**
 * test_secrets_assert_folder:
 * @self: secrets
 * @path: a folder
 *
 * Looks at the names and the contents of all files under @path.
 *
 * Returns: how many files there are
 */
guint
test_secrets_assert_folder (TestSecrets *self,
                            const char  *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      test_secrets_assert_none (self, child, name, strlen (name));
      if (g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n_files += test_secrets_assert_folder (self, child);
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        {
          g_autoptr(GBytes) bytes = test_load_file (child);

          test_secrets_assert_none (self, child, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
          n_files++;
        }
    }
  return n_files;
}
