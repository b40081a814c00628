/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-section.h"

#include "sluice-format.h"
#include "sluice-printer-card.h"
#include "sluice-printer-dialog.h"
#include "sluice-printer-look.h"
#include "sluice-watch-model.h"

#include <glib/gi18n-lib.h>

#define MAX_COLUMNS 3

/* Of a long queue, the first few are enough to see what comes next. */
#define MAX_NAMED 4

struct _SluicePrinterSection
{
  AdwBin parent_instance;

  gboolean attention;
  gboolean narrow;

  /* Owned. */
  SluicePrinterGroup *group;
  SluiceTicker       *ticker;
  GListModel         *printers; /* those that are shown */
  SluiceWatchModel   *waiting;  /* the queue, and when its jobs get their names */

  /* template children */
  GtkFlowBox *cards;
  GtkLabel *queue;
  GtkWidget *stale;
};

G_DEFINE_FINAL_TYPE (SluicePrinterSection, sluice_printer_section, ADW_TYPE_BIN)

typedef enum
{
  PROP_GROUP = 1,
  PROP_TICKER,
  PROP_ATTENTION,
  PROP_NARROW,
} SluicePrinterSectionProperty;

#define PROP_LAST PROP_NARROW

static GParamSpec *properties[PROP_LAST + 1];

static char *
get_age (gpointer unused,
         gint64   now,
         gint64   observed_at)
{
  return sluice_format_as_of (now, observed_at);
}

/* Where each printer has its own age, its card says it. */
static gboolean
has_observation (gpointer           unused,
                 SluiceObservation *observation)
{
  return observation != NULL;
}

static guint
get_columns (gpointer unused,
             gboolean narrow)
{
  return narrow ? 1 : MAX_COLUMNS;
}

static void
describe_card_cb (GtkWidget *child)
{
  SluicePrinterCard *card = SLUICE_PRINTER_CARD (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)));
  g_autofree char *description = sluice_printer_dup_description (sluice_printer_card_get_printer (card));

  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

/* The progress moves every few seconds: what is read out when the focus comes
 * here is made when the focus comes here. */
static GtkWidget *
create_card_cb (gpointer item,
                gpointer data)
{
  SluicePrinterSection *self = data;
  const gboolean own_age = sluice_printer_group_get_observation (self->group) == NULL;
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), sluice_printer_card_new (item, own_age ? self->ticker : NULL));
  describe_card_cb (child);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (describe_card_cb), child, G_CONNECT_SWAPPED);
  g_signal_connect (child, "state-flags-changed", G_CALLBACK (describe_card_cb), NULL);
  return child;
}

static void
activated_cb (SluicePrinterSection *self,
              GtkFlowBoxChild      *child)
{
  SluicePrinterCard *card = SLUICE_PRINTER_CARD (gtk_flow_box_child_get_child (child));

  adw_dialog_present (sluice_printer_dialog_new (sluice_printer_card_get_printer (card), self->ticker),
                      GTK_WIDGET (self));
}

/* A group without printers that need a person has nothing to say up there; one
 * whose printers all do, or that has none, still has a name and an age. */
static void
show_or_hide (SluicePrinterSection *self)
{
  guint n_shown = g_list_model_get_n_items (self->printers);
  guint n_all = g_list_model_get_n_items (sluice_printer_group_get_printers (self->group));
  SluiceObservation *observation = sluice_printer_group_get_observation (self->group);

  gtk_widget_set_visible (GTK_WIDGET (self->cards), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n_shown > 0 || (!self->attention && n_all == 0));
  /* Why it is old is said once: with the others, unless there are none. */
  gtk_widget_set_visible (self->stale, observation != NULL && sluice_observation_get_reason (observation) != NULL &&
                                         (!self->attention || n_shown == n_all));
}

/* A job that waits, by its name, and by why when that is up to a person. */
static char *
describe_waiting (SluicePrintJob *job)
{
  g_autofree char *title = sluice_print_job_dup_title (job);
  const char *reason = sluice_print_job_get_blocked_reason (job);

  if (reason != NULL)
    /* Translators: a print job and why it waits: "Bracket (Load PVA in extruder 2)" */
    return g_strdup_printf (_("%s (%s)"), title, reason);
  if (sluice_print_job_get_local_name (job) != NULL)
    /* Translators: %s is the name of a file that the cloud does not know */
    return g_strdup_printf (_("%s (known only here)"), title);
  return g_steal_pointer (&title);
}

static char *
describe_queue (GListModel *queue)
{
  guint n_waiting = g_list_model_get_n_items (queue);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < MIN (n_waiting, MAX_NAMED); i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue, i);

      g_strv_builder_take (builder, describe_waiting (job));
    }
  if (n_waiting > MAX_NAMED)
    g_strv_builder_add (builder, "…");

  titles = g_strv_builder_end (builder);
  /* Translators: between the names of print jobs */
  joined = g_strjoinv (_(", "), titles);
  /* Translators: how many jobs wait, and their names: "2 jobs are waiting: Bracket, Fan duct" */
  return g_strdup_printf (ngettext ("%u job is waiting: %s", "%u jobs are waiting: %s", n_waiting), n_waiting, joined);
}

static void
show_queue (SluicePrinterSection *self)
{
  GListModel *queue = sluice_printer_group_get_queue (self->group);
  g_autofree char *text = describe_queue (queue);

  gtk_label_set_label (self->queue, text);
  gtk_widget_set_visible (GTK_WIDGET (self->queue), !self->attention && g_list_model_get_n_items (queue) > 0);
}

static void
sluice_printer_section_constructed (GObject *object)
{
  SluicePrinterSection *self = SLUICE_PRINTER_SECTION (object);
  GListModel *printers = sluice_printer_group_get_printers (self->group);
  GListModel *queue = sluice_printer_group_get_queue (self->group);
  GtkExpression *needs = gtk_property_expression_new (SLUICE_TYPE_PRINTER, NULL, "needs-attention");
  GtkBoolFilter *filter = gtk_bool_filter_new (needs);

  G_OBJECT_CLASS (sluice_printer_section_parent_class)->constructed (object);

  gtk_bool_filter_set_invert (filter, !self->attention);
  self->printers = G_LIST_MODEL (gtk_filter_list_model_new (
    G_LIST_MODEL (sluice_watch_model_new (printers, "needs-attention")), GTK_FILTER (filter)));
  gtk_flow_box_bind_model (self->cards, self->printers, create_card_cb, self, NULL);

  g_signal_connect_object (self->printers, "items-changed", G_CALLBACK (show_or_hide), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (printers, "items-changed", G_CALLBACK (show_or_hide), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->group, "notify::observation", G_CALLBACK (show_or_hide), self, G_CONNECT_SWAPPED);
  self->waiting = sluice_watch_model_new (queue, "local-name");
  g_signal_connect_object (self->waiting, "items-changed", G_CALLBACK (show_queue), self, G_CONNECT_SWAPPED);
  show_or_hide (self);
  show_queue (self);
}

static void
sluice_printer_section_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SluicePrinterSection *self = SLUICE_PRINTER_SECTION (object);

  switch ((SluicePrinterSectionProperty) prop_id)
    {
    case PROP_GROUP:
      g_value_set_object (value, self->group);
      break;
    case PROP_TICKER:
      g_value_set_object (value, self->ticker);
      break;
    case PROP_ATTENTION:
      g_value_set_boolean (value, self->attention);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_printer_section_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SluicePrinterSection *self = SLUICE_PRINTER_SECTION (object);

  switch ((SluicePrinterSectionProperty) prop_id)
    {
    case PROP_GROUP:
      self->group = g_value_dup_object (value);
      break;
    case PROP_TICKER:
      self->ticker = g_value_dup_object (value);
      break;
    case PROP_ATTENTION:
      self->attention = g_value_get_boolean (value);
      break;
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
sluice_printer_section_dispose (GObject *object)
{
  SluicePrinterSection *self = SLUICE_PRINTER_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTER_SECTION);
  g_clear_object (&self->printers);
  g_clear_object (&self->waiting);
  g_clear_object (&self->ticker);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (sluice_printer_section_parent_class)->dispose (object);
}

static void
sluice_printer_section_class_init (SluicePrinterSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sluice_printer_section_constructed;
  object_class->get_property = sluice_printer_section_get_property;
  object_class->set_property = sluice_printer_section_set_property;
  object_class->dispose = sluice_printer_section_dispose;

  properties[PROP_GROUP] = g_param_spec_object ("group", NULL, NULL, SLUICE_TYPE_PRINTER_GROUP, flags);
  properties[PROP_TICKER] = g_param_spec_object ("ticker", NULL, NULL, SLUICE_TYPE_TICKER, flags);
  properties[PROP_ATTENTION] = g_param_spec_boolean ("attention", NULL, NULL, FALSE, flags);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printer-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterSection, cards);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterSection, queue);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterSection, stale);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_age);
  gtk_widget_class_bind_template_callback (widget_class, get_columns);
  gtk_widget_class_bind_template_callback (widget_class, has_observation);
}

static void
sluice_printer_section_init (SluicePrinterSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_printer_section_new:
 * @group: whose printers
 * @ticker: the time, for the age
 * @attention: %TRUE for the printers that need a person, %FALSE for the others
 *
 * Returns: (transfer floating): a section that follows the group
 */
GtkWidget *
sluice_printer_section_new (SluicePrinterGroup *group,
                            SluiceTicker       *ticker,
                            gboolean            attention)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_GROUP (group), NULL);
  g_return_val_if_fail (SLUICE_IS_TICKER (ticker), NULL);

  return g_object_new (SLUICE_TYPE_PRINTER_SECTION, "group", group, "ticker", ticker, "attention", attention, NULL);
}
