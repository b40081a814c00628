/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"

#include "app-audit.h"
#include "test-util.h"

/** app_find_button: see the header. */
GtkWidget *
app_find_button (GtkWidget  *root,
                 const char *label)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, label);

  if (button == NULL)
    g_error ("there is no button “%s”", label);
  return button;
}

/** app_is_mapped: see the header. */
gboolean
app_is_mapped (GtkWidget  *root,
               const char *text)
{
  GtkWidget *label = app_find (root, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/** app_click: see the header. Nobody can click what is insensitive. */
void
app_click (GtkWidget  *root,
           const char *label)
{
  GtkWidget *button = app_find_button (root, label);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Sight;

static gboolean
is_shown (gpointer data)
{
  Sight *sight = data;

  return app_shows (sight->root, sight->text);
}

static gboolean
is_hidden (gpointer data)
{
  return !is_shown (data);
}

static gboolean
is_mapped (gpointer data)
{
  Sight *sight = data;

  return app_is_mapped (sight->root, sight->text);
}

/** app_wait_shows: see the header. */
void
app_wait_shows (GtkWidget  *root,
                const char *fragment)
{
  test_wait_until (is_shown, &(Sight) { root, fragment }, fragment);
}

/** app_wait_hides: see the header. */
void
app_wait_hides (GtkWidget  *root,
                const char *fragment)
{
  test_wait_until (is_hidden, &(Sight) { root, fragment }, fragment);
}

/** app_wait_mapped: see the header. */
void
app_wait_mapped (GtkWidget  *root,
                 const char *text)
{
  test_wait_until (is_mapped, &(Sight) { root, text }, text);
}
