/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tour-walk.h"

/*
 * Walks a table of steps through a program and takes the picture of every
 * screen in each look. Steps are walked wide and light; a picture is taken
 * only when the screen's mark shows in that look too, so that a picture of a
 * screen that a narrow window hides is an error, not a picture.
 */

/* The size first, since it takes longer: each look changes one thing. */
static const struct
{
  const char *width_word;
  const char *style_word;
  int         width;  /* pixels */
  int         height;
  gboolean    dark;
} looks[] = {
  { "wide", "light", 1100, 760, FALSE },
  { "wide", "dark", 1100, 760, TRUE },
  { "narrow", "dark", 360, 720, TRUE },
  { "narrow", "light", 360, 720, FALSE },
};

static gboolean
wait_mark (AtDriver    *driver,
           const char  *mark,
           GError     **error)
{
  g_autofree char *text = at_driver_wait_text (driver, mark, error);

  return text != NULL;
}

static gboolean
take_look (const Tour      *self,
           AtDriver        *driver,
           const TourStep  *step,
           guint            number,
           guint            look,
           GError         **error)
{
  g_autofree char *name = g_strdup_printf ("%02u-%s-%s-%s.png", number, step->screen,
                                           looks[look].width_word, looks[look].style_word);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return at_driver_resize (driver, looks[look].width, looks[look].height, error) &&
         at_driver_set_dark (driver, looks[look].dark, error) &&
         wait_mark (driver, step->mark, error) &&
         at_driver_save_picture (driver, path, error);
}

static gboolean
take_pictures (const Tour      *self,
               AtDriver        *driver,
               const TourStep  *step,
               guint            number,
               GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (!take_look (self, driver, step, number, i, error))
      return FALSE;
  return at_driver_resize (driver, looks[0].width, looks[0].height, error);
}

static gboolean
press_keys (AtDriver    *driver,
            const char  *keys,
            GError     **error)
{
  g_auto(GStrv) each = g_strsplit (keys, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    if (!at_driver_press (driver, each[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
begin_step (const Tour      *self,
            AtDriver        *driver,
            const TourStep  *step,
            GError         **error)
{
  const char *argv[] = { self->program, self->file, NULL };

  switch (step->action)
    {
    case TOUR_LOOK:
      return TRUE;
    case TOUR_CLICK:
      return at_driver_activate (driver, ATSPI_ROLE_BUTTON, step->target, error);
    case TOUR_GO:
      return at_driver_select_row (driver, step->target, error);
    case TOUR_CHOICE:
      return at_driver_activate (driver, ATSPI_ROLE_COMBO_BOX, step->target, error);
    case TOUR_PRESS:
      return press_keys (driver, step->target, error);
    case TOUR_ROW:
      return at_driver_activate (driver, ATSPI_ROLE_LIST_ITEM, step->target, error);
    case TOUR_TAB:
      return at_driver_activate (driver, ATSPI_ROLE_PAGE_TAB, step->target, error);
    case TOUR_SWITCH:
      return at_driver_activate (driver, ATSPI_ROLE_CHECK_BOX, step->target, error);
    case TOUR_ACT:
      return step->act (error);
    case TOUR_OPEN:
      return at_driver_run_beside (driver, argv, error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * tour_walk:
 * @driver: the program, started and at its first screen
 *
 * Walks every step in order; stops at the first that fails.
 *
 * Returns: %FALSE with @error, which says at which step
 */
gboolean
tour_walk (const Tour  *self,
           AtDriver    *driver,
           GError     **error)
{
  guint number = 0;

  if (!at_driver_resize (driver, looks[0].width, looks[0].height, error))
    return FALSE;
  for (gsize i = 0; i < self->n_steps; i++)
    {
      const TourStep *step = &self->steps[i];

      if (!begin_step (self, driver, step, error) ||
          !wait_mark (driver, step->mark, error) ||
          (step->screen != NULL && !take_pictures (self, driver, step, ++number, error)))
        {
          g_prefix_error (error, "Step %u (“%s”): ", (guint) i + 1, step->mark);
          return FALSE;
        }
    }
  return TRUE;
}
