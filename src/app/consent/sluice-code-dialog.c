/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-code-dialog.h"

#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceCodeDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceConsents *consents;
  DexFuture      *looking; /* while the cloud is asked; letting go of it cancels */

  /* template children */
  AdwEntryRow *code;
  GtkLabel *problem;
  GtkWidget *go_on;
};

G_DEFINE_FINAL_TYPE (SluiceCodeDialog, sluice_code_dialog, ADW_TYPE_DIALOG)

enum
{
  FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Without what people put around it. (transfer full) */
static char *
dup_code (SluiceCodeDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code))));
}

static void
show_state (SluiceCodeDialog *self)
{
  g_autofree char *code = dup_code (self);

  gtk_widget_set_sensitive (self->go_on, self->looking == NULL && *code != '\0');
}

/* What was wrong was the code that is being changed. */
static void
changed_cb (SluiceCodeDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->code), "error");
  dex_clear (&self->looking);
  show_state (self);
}

static void
show_problem (SluiceCodeDialog *self,
              const char       *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->code), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static DexFuture *
looked_up_cb (DexFuture *future,
              gpointer   weak)
{
  g_autoptr(SluiceCodeDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *request = dex_future_get_value (future, &error);

  if (self == NULL || self->looking == NULL)
    return dex_ref (future);

  dex_clear (&self->looking);
  show_state (self);
  if (request == NULL)
    show_problem (self, error->message);
  else
    {
      g_signal_emit (self, signals[FOUND], 0, g_value_get_object (request));
      adw_dialog_close (ADW_DIALOG (self));
    }
  return dex_ref (future);
}

static void
go_on_cb (SluiceCodeDialog *self)
{
  g_autofree char *code = dup_code (self);

  self->looking = dex_future_finally (sluice_consents_look_up_code (self->consents, code), looked_up_cb,
                                      sluice_weak_new (self), sluice_weak_free);
  show_state (self);
}

static void
sluice_code_dialog_dispose (GObject *object)
{
  SluiceCodeDialog *self = SLUICE_CODE_DIALOG (object);

  dex_clear (&self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CODE_DIALOG);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_code_dialog_parent_class)->dispose (object);
}

static void
sluice_code_dialog_class_init (SluiceCodeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_code_dialog_dispose;

  signals[FOUND] = g_signal_new ("found", SLUICE_TYPE_CODE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, SLUICE_TYPE_CONSENT_REQUEST);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-code-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceCodeDialog, code);
  gtk_widget_class_bind_template_child (widget_class, SluiceCodeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceCodeDialog, go_on);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
}

static void
sluice_code_dialog_init (SluiceCodeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_code_dialog_new:
 * @consents: what knows the code
 *
 * Returns: (transfer floating): a dialog that asks for it
 */
AdwDialog *
sluice_code_dialog_new (SluiceConsents *consents)
{
  SluiceCodeDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);

  self = g_object_new (SLUICE_TYPE_CODE_DIALOG, NULL);
  self->consents = g_object_ref (consents);
  return ADW_DIALOG (self);
}
