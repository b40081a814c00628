/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-sample-page.h"

#include "sluice-consent-words-app.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

struct _SluiceConsentSamplePage
{
  AdwNavigationPage parent_instance;

  guint patience_id;

  /* Owned. */
  SluiceConsents       *consents;
  SluiceConsentRequest *request;

  const SluiceDataCategory *category; /* static */

  /* template children */
  GtkStack *stack;
  GtkListBox *lines;
  GtkLabel *count;
  AdwStatusPage *problem;
  GtkWidget *retry;
};

G_DEFINE_FINAL_TYPE (SluiceConsentSamplePage, sluice_consent_sample_page, ADW_TYPE_NAVIGATION_PAGE)

static void
patience_over_cb (gpointer data)
{
  SluiceConsentSamplePage *self = data;

  self->patience_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
add_line (SluiceConsentSamplePage       *self,
          const SluiceConsentSampleLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *label = sluice_consent_sample_dup_label (line);
  g_autofree char *value = sluice_consent_sample_dup_value (self->category->id, line);

  /* It is the person's own text: no markup, and no room for it to be cut. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *label != '\0' ? label : value);
  if (*label != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->lines, row);
}

static void
show_sample (SluiceConsentSamplePage *self,
             SluiceConsentSample     *sample)
{
  guint n_lines;
  const SluiceConsentSampleLine *lines = sluice_consent_sample_get_lines (sample, &n_lines);
  g_autofree char *count = sluice_consent_sample_describe_count (n_lines, sluice_consent_sample_get_total (sample));

  gtk_list_box_remove_all (self->lines);
  for (guint i = 0; i < n_lines; i++)
    add_line (self, &lines[i]);
  gtk_label_set_label (self->count, count);
  gtk_stack_set_visible_child_name (self->stack, n_lines > 0 ? "lines" : "empty");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), n_lines > 0 ? count : _("Nothing There Yet"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
show_problem (SluiceConsentSamplePage *self,
              const char              *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_grab_focus (self->retry);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
loaded_cb (DexFuture *future,
           gpointer   weak)
{
  g_autoptr(SluiceConsentSamplePage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_ref (future);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (value != NULL)
    show_sample (self, g_value_get_object (value));
  else
    show_problem (self, error->message);
  return dex_ref (future);
}

static void
load_cb (SluiceConsentSamplePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "blank");
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->patience_id = g_timeout_add_once (PATIENCE_MS, patience_over_cb, self);
  dex_future_disown (dex_future_finally (sluice_consents_load_sample (self->consents, self->request, self->category->id),
                                         loaded_cb, sluice_weak_new (self), sluice_weak_free));
}

static void
sluice_consent_sample_page_dispose (GObject *object)
{
  SluiceConsentSamplePage *self = SLUICE_CONSENT_SAMPLE_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_SAMPLE_PAGE);
  g_clear_object (&self->consents);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (sluice_consent_sample_page_parent_class)->dispose (object);
}

static void
sluice_consent_sample_page_class_init (SluiceConsentSamplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_consent_sample_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-sample-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentSamplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentSamplePage, lines);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentSamplePage, count);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentSamplePage, problem);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentSamplePage, retry);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
sluice_consent_sample_page_init (SluiceConsentSamplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_consent_sample_page_new:
 * @consents: brings the sample
 * @request: what is asked
 * @category: which of it
 *
 * Returns: (transfer floating): a page that has begun to load
 */
AdwNavigationPage *
sluice_consent_sample_page_new (SluiceConsents           *consents,
                                SluiceConsentRequest     *request,
                                const SluiceDataCategory *category)
{
  SluiceConsentSamplePage *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (request), NULL);
  g_return_val_if_fail (category != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_CONSENT_SAMPLE_PAGE, NULL);
  self->consents = g_object_ref (consents);
  self->request = g_object_ref (request);
  self->category = category;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _(category->title));
  load_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
