/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-page.h"

#include "sluice-printer-section.h"
#include "sluice-watch-model.h"

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

struct _SluicePrintersPage
{
  AdwBin parent_instance;

  gboolean narrow;
  gboolean loading;
  gboolean patient; /* nothing has been shown yet, and it may still come */
  guint    patience_id;

  /* Owned. */
  GListModel   *groups;
  GListModel   *watched; /* the same, and says when n-attention of one changes */
  SluiceTicker *ticker;

  /* template children */
  GtkStack *stack;
  GtkWidget *attention;
  GtkBox *attention_sections;
  GtkBox *sections;
};

G_DEFINE_FINAL_TYPE (SluicePrintersPage, sluice_printers_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
} SluicePrintersPageProperty;

#define PROP_LAST PROP_NARROW

static GParamSpec *properties[PROP_LAST + 1];

static const char *
choose_child (SluicePrintersPage *self)
{
  if (self->groups != NULL && g_list_model_get_n_items (self->groups) > 0)
    return "content";
  if (self->patient)
    return "blank";
  return self->loading ? "loading" : "empty";
}

static void
show_child (SluicePrintersPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
}

static gboolean
patience_over_cb (gpointer data)
{
  SluicePrintersPage *self = data;

  self->patience_id = 0;
  self->patient = FALSE;
  show_child (self);
  return G_SOURCE_REMOVE;
}

static void
wait_a_little (SluicePrintersPage *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->patient = TRUE;
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
}

static void
show_attention (SluicePrintersPage *self)
{
  guint n_groups = g_list_model_get_n_items (self->groups);
  guint n_attention = 0;

  for (guint i = 0; i < n_groups; i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (self->groups, i);

      n_attention += sluice_printer_group_get_n_attention (group);
    }

  gtk_widget_set_visible (self->attention, n_attention > 0);
}

static void
replace_sections (SluicePrintersPage *self,
                  GtkBox             *box,
                  gboolean            attention,
                  guint               position,
                  guint               removed,
                  guint               added)
{
  GtkWidget *before = NULL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 0; i < position; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }

  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (box, child);
      child = next;
    }

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (self->groups, position + i);
      GtkWidget *section = sluice_printer_section_new (group, self->ticker, attention);

      g_object_bind_property (self, "narrow", section, "narrow", G_BINDING_SYNC_CREATE);
      gtk_box_insert_child_after (box, section, before);
      before = section;
    }
}

static void
groups_changed_cb (SluicePrintersPage *self,
                   guint               position,
                   guint               removed,
                   guint               added,
                   GListModel         *model)
{
  replace_sections (self, self->attention_sections, TRUE, position, removed, added);
  replace_sections (self, self->sections, FALSE, position, removed, added);
  show_attention (self);
  show_child (self);
}

static void
sluice_printers_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((SluicePrintersPageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, SLUICE_PRINTERS_PAGE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_printers_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SluicePrintersPage *self = SLUICE_PRINTERS_PAGE (object);

  switch ((SluicePrintersPageProperty) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_printers_page_dispose (GObject *object)
{
  SluicePrintersPage *self = SLUICE_PRINTERS_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  /* The stack is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTERS_PAGE);
  g_clear_object (&self->watched);
  g_clear_object (&self->groups);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_printers_page_parent_class)->dispose (object);
}

static void
sluice_printers_page_class_init (SluicePrintersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_printers_page_get_property;
  object_class->set_property = sluice_printers_page_set_property;
  object_class->dispose = sluice_printers_page_dispose;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, attention);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, attention_sections);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, sections);
}

static void
sluice_printers_page_init (SluicePrintersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wait_a_little (self);
}

/**
 * sluice_printers_page_set_groups:
 * @self: the page
 * @groups: of #SluicePrinterGroup
 * @ticker: the time, for the ages
 *
 * Sets what is shown; once.
 */
void
sluice_printers_page_set_groups (SluicePrintersPage *self,
                                 GListModel         *groups,
                                 SluiceTicker       *ticker)
{
  g_return_if_fail (SLUICE_IS_PRINTERS_PAGE (self));
  g_return_if_fail (self->groups == NULL);

  self->groups = g_object_ref (groups);
  self->watched = G_LIST_MODEL (sluice_watch_model_new (groups, "n-attention"));
  self->ticker = g_object_ref (ticker);
  groups_changed_cb (self, 0, 0, g_list_model_get_n_items (groups), groups);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watched, "items-changed", G_CALLBACK (show_attention), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_printers_page_set_loading:
 * @self: the page
 * @loading: whether the account's printers are being asked for
 *
 * Tells a page without printers what to say.
 */
void
sluice_printers_page_set_loading (SluicePrintersPage *self,
                                  gboolean            loading)
{
  g_return_if_fail (SLUICE_IS_PRINTERS_PAGE (self));

  if (self->loading == loading)
    return;

  self->loading = loading;
  wait_a_little (self);
  show_child (self);
}
