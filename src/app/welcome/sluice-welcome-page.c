/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-welcome-page.h"

#include <glib/gi18n-lib.h>

struct _SluiceWelcomePage
{
  AdwBin parent_instance;

  /* template children */
  GtkStack *stack;
  GtkWidget *try_button;
  GtkWidget *cancel_button;
  GtkButton *retry_button;
  AdwStatusPage *problem;
};

G_DEFINE_FINAL_TYPE (SluiceWelcomePage, sluice_welcome_page, ADW_TYPE_BIN)

enum
{
  TRY_HERE,
  ELSEWHERE,
  ULTIMAKER,
  CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The widget that had the focus is gone with its page: the next thing to do gets it. */
static void
show_page (SluiceWelcomePage *self,
           const char        *name,
           GtkWidget         *next)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_grab_focus (next);
}

static void
try_cb (SluiceWelcomePage *self)
{
  g_signal_emit (self, signals[TRY_HERE], 0);
}

static void
elsewhere_cb (SluiceWelcomePage *self)
{
  g_signal_emit (self, signals[ELSEWHERE], 0);
}

static void
ultimaker_cb (SluiceWelcomePage *self)
{
  g_signal_emit (self, signals[ULTIMAKER], 0);
}

static void
cancel_cb (SluiceWelcomePage *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
sluice_welcome_page_dispose (GObject *object)
{
  /* The stack is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (sluice_welcome_page_parent_class)->dispose (object);
}

static void
sluice_welcome_page_class_init (SluiceWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_welcome_page_dispose;

  signals[TRY_HERE] =
    g_signal_new ("try-here", SLUICE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ELSEWHERE] =
    g_signal_new ("elsewhere", SLUICE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ULTIMAKER] =
    g_signal_new ("ultimaker", SLUICE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] =
    g_signal_new ("cancel", SLUICE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/welcome/sluice-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, try_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, problem);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, ultimaker_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sluice_welcome_page_init (SluiceWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_welcome_page_show_choices:
 * @self: the page
 *
 * Nothing has been started.
 */
void
sluice_welcome_page_show_choices (SluiceWelcomePage *self)
{
  g_return_if_fail (SLUICE_IS_WELCOME_PAGE (self));

  show_page (self, "choices", self->try_button);
}

/**
 * sluice_welcome_page_show_busy:
 * @self: the page
 *
 * A place is being started.
 */
void
sluice_welcome_page_show_busy (SluiceWelcomePage *self)
{
  g_return_if_fail (SLUICE_IS_WELCOME_PAGE (self));

  show_page (self, "busy", self->cancel_button);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Your cloud is being started"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * sluice_welcome_page_show_problem:
 * @self: the page
 * @problem: what happened and what is safe, for a person
 * @locked: whether it is a locked keyring that is in the way
 *
 * A place could not be started; it can be tried again.
 */
void
sluice_welcome_page_show_problem (SluiceWelcomePage *self,
                                  const char        *problem,
                                  gboolean           locked)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (SLUICE_IS_WELCOME_PAGE (self));
  g_return_if_fail (problem != NULL);

  markup = g_markup_escape_text (problem, -1);
  adw_status_page_set_description (self->problem, markup);
  gtk_button_set_label (self->retry_button, locked ? _("_Unlock") : _("Try _Again"));
  show_page (self, "problem", GTK_WIDGET (self->retry_button));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
