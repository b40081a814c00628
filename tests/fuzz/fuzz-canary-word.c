/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-canary-word.h"

#include "sluice-material-list.h"
#include "sluice-name-list.h"

#include <string.h>

/*
 * Canaries, and how they are told again. Words are made of letters that no
 * name in the shipped lists has four of in a row, so that any four of them are
 * a leak, however the word was cut, and in capitals too. Numbers have more
 * digits than any field of a record keeps.
 */

#define LETTERS "jkqvwxz"
#define RUN 4
#define N_LETTERS 12
#define N_DIGITS 12
/*
 * A length of up to 10^7 mm is kept to 0.01 mm: nine digits may pass where they
 * are one. That a field keeps no more than its own step the record's validation sees.
 */
#define DIGIT_RUN 10

/* The shortest piece of an encoded canary that is looked for. */
#define SHORTEST_TOKEN 8

static GHashTable *words;

static const char hex_digits[] = "0123456789abcdef";

void
fuzz_canary_init (FuzzCanary *self)
{
  self->text = g_string_new (NULL);
  self->letters = g_string_new (NULL);
  self->digits = g_string_new (NULL);
}

void
fuzz_canary_clear (FuzzCanary *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->letters, TRUE);
  g_string_free (self->digits, TRUE);
}

static void
append_encoded (GString    *text,
                const char *word,
                guint       form)
{
  g_autofree char *base64 = NULL;

  switch (form)
    {
    case 0: /* hex */
      for (; *word != '\0'; word++)
        g_string_append_printf (text, "%02x", *word);
      break;
    case 1: /* percent */
      for (; *word != '\0'; word++)
        g_string_append_printf (text, "%%%02X", *word);
      break;
    case 2: /* JSON */
      for (; *word != '\0'; word++)
        g_string_append_printf (text, "\\u%04x", *word);
      break;
    case 3: /* JSON in JSON */
      for (; *word != '\0'; word++)
        g_string_append_printf (text, "\\\\u%04x", *word);
      break;
    case 4: /* XML */
      for (; *word != '\0'; word++)
        g_string_append_printf (text, "&#x%x;", *word);
      break;
    default:
      base64 = g_base64_encode ((const guint8 *) word, strlen (word));
      g_string_append (text, base64);
      break;
    }
}

/* Words as files have them: quoted, in a path, with what separates items, in other alphabets. */
static void
dress_word (FuzzCanary *self,
            guint       form)
{
  static const char * const dresses[] = {
    "%s", "\"%s\"", "\\\"%s\\\"", "/home/%s/part.stl", "C:\\Users\\%s\\part.3mf", "%s@example.test", "ž%s支", "%s\xff",
    "\\n%s\\n", "\\\\n%s = 1\\\\n", "PLA;%s", "%s;PLA", "0.4,%s", "%s,0.4", "%s=%s", "%s:1", "0x%s", "4.13.0-%s", "<%s>",
    "'%s'", "[%s]", "{%s}", "%s\tx", "  %s  ",
  };
  const char *dress = dresses[form % G_N_ELEMENTS (dresses)];

  for (; *dress != '\0'; dress++)
    if (dress[0] == '%' && dress[1] == 's')
      {
        g_string_append_len (self->text, self->letters->str, self->letters->len);
        dress++;
      }
    else
      g_string_append_c (self->text, *dress);
}

static void
make_number (FuzzCanary *self,
             FuzzChoice *choice)
{
  static const char * const befores[] = { "", "7.", "0.", "1", "-", "215.", "12e", "6666" };
  static const char * const behinds[] = { "", ".0", "e3", "%", "s", "m", "mm3", "g" };

  self->is_number = TRUE;
  for (guint i = 0; i < N_DIGITS; i++)
    g_string_append_c (self->digits, '1' + fuzz_choice_next (choice) % 9);
  g_string_append (self->text, befores[fuzz_choose (choice, G_N_ELEMENTS (befores))]);
  g_string_append (self->text, self->digits->str);
  if (fuzz_choose (choice, 2) == 0)
    g_string_append (self->text, behinds[fuzz_choose (choice, G_N_ELEMENTS (behinds))]);
}

static void
make_guid (FuzzCanary *self,
           FuzzChoice *choice)
{
  for (guint i = 0; i < 36; i++)
    g_string_append_c (self->text, i == 8 || i == 13 || i == 18 || i == 23 ? '-'
                                   : hex_digits[fuzz_choice_next (choice) % 16]);
}

/** fuzz_canary_make: another one. */
void
fuzz_canary_make (FuzzCanary *self,
                  FuzzChoice *choice)
{
  guint form = fuzz_choose (choice, 64);

  g_string_truncate (self->text, 0);
  g_string_truncate (self->letters, 0);
  g_string_truncate (self->digits, 0);
  self->is_number = FALSE;
  if (form < 16)
    {
      make_number (self, choice);
      return;
    }
  if (form < 18)
    {
      make_guid (self, choice);
      return;
    }

  for (guint i = 0; i < N_LETTERS; i++)
    g_string_append_c (self->letters, LETTERS[fuzz_choice_next (choice) % (sizeof LETTERS - 1)]);
  if (form < 24)
    append_encoded (self->text, self->letters->str, form - 18);
  else if (form < 28)
    {
      g_string_append (self->text, self->letters->str);
      g_string_ascii_up (self->text);
    }
  else
    dress_word (self, form - 28);
}

static gboolean
has_part (const GString *text,
          const char    *word,
          gsize          length)
{
  return memmem (text->str, text->len, word, length) != NULL;
}

/* Base64 begins at any of three places of a group; what does not depend on the neighbours is looked for. */
static gboolean
has_base64 (const GString *text,
            const char    *word)
{
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autofree char *padded = g_strconcat (shift == 0 ? "" : shift == 1 ? " " : "  ", word, NULL);
      g_autofree char *base64 = g_base64_encode ((const guint8 *) padded, strlen (padded));

      if (has_part (text, base64 + (shift == 0 ? 0 : 4), 8))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_digits (const GString *text,
            const char    *digits)
{
  g_autoptr(GString) plain = g_string_sized_new (text->len);

  /* A point may have been put in. */
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] != '.')
      g_string_append_c (plain, text->str[i]);
  for (gsize i = 0; i + DIGIT_RUN <= N_DIGITS; i++)
    if (has_part (plain, digits + i, DIGIT_RUN))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_token (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/';
}

/* The next run of letters that an encoded canary could stand in; FALSE when there is none. */
static gboolean
next_token (const char **at,
            const char **out_token,
            gsize       *out_length)
{
  while (**at != '\0')
    {
      *out_token = *at;
      while (is_in_token (**at))
        (*at)++;
      *out_length = *at - *out_token;
      if (*out_length >= SHORTEST_TOKEN)
        return TRUE;
      if (**at != '\0')
        (*at)++;
    }
  return FALSE;
}

/** fuzz_canary_learn: the words of @text, which holds no canary, are those of the reader. */
void
fuzz_canary_learn (const char *text)
{
  const char *token;
  gsize length;

  if (words == NULL)
    words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (next_token (&text, &token, &length))
    g_hash_table_add (words, g_strndup (token, length));
}

/**
 * fuzz_canary_suspect:
 * @text: what the reader gave
 *
 * Returns: whether @text has a word that the reader does not give of itself, or
 *   so many digits, that an encoded canary could be in it. To look for each form of
 *   each canary in each record would take longer than to read the file.
 */
gboolean
fuzz_canary_suspect (const char *text)
{
  const char *at = text;
  const char *token;
  gsize length;
  guint digits = 0;

  for (; *text != '\0'; text++)
    {
      digits = g_ascii_isdigit (*text) ? digits + 1 : *text == '.' ? digits : 0;
      if (digits >= DIGIT_RUN)
        return TRUE;
    }
  while (next_token (&at, &token, &length))
    {
      char word[64];

      if (length >= sizeof word)
        return TRUE;
      memcpy (word, token, length);
      word[length] = '\0';
      if (!g_hash_table_contains (words, word))
        return TRUE;
    }
  return FALSE;
}

/** fuzz_canary_seen: (nullable): in which form @self is in @text; %NULL when it is not. */
const char *
fuzz_canary_seen (const FuzzCanary *self,
                  const GString    *text)
{
  if (self->letters->len > 0)
    {
      char hex[2 * N_LETTERS + 1];

      for (guint i = 0; i < N_LETTERS; i++)
        g_snprintf (hex + 2 * i, 3, "%02x", self->letters->str[i]);
      if (has_part (text, hex, 12))
        return "hexadecimal";
      if (has_base64 (text, self->letters->str))
        return "Base64";
    }
  else if (self->digits->len > 0)
    return has_digits (text, self->digits->str) ? "digits" : NULL;
  else if (has_part (text, self->text->str, 8) || has_part (text, self->text->str + 24, 12))
    return "GUID";

  return NULL;
}

/** fuzz_canary_stray: (nullable): where letters stand in a row that only canaries have. */
const char *
fuzz_canary_stray (const char *text)
{
  guint run = 0;

  for (; *text != '\0'; text++)
    {
      run = strchr (LETTERS, g_ascii_tolower (*text)) != NULL ? run + 1 : 0;
      if (run == RUN)
        return text + 1 - RUN;
    }
  return NULL;
}

/** fuzz_canary_check_lists: no listed name may look like a canary; each is learnt. */
void
fuzz_canary_check_lists (void)
{
  for (int list = SLUICE_NAME_LIST_FORMATS; list <= SLUICE_NAME_LIST_ADHESIONS; list++)
    for (const char * const *name = sluice_name_list_get_names (list); *name != NULL; name++)
      {
        g_assert_null (fuzz_canary_stray (*name));
        fuzz_canary_learn (*name);
      }
}
