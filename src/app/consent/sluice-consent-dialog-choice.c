/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-dialog-choice.h"

#include "sluice-consent-item-row.h"
#include "sluice-consent-words-app.h"
#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceConsentDialogChoice
{
  AdwBin parent_instance;

  /* Owned. */
  GPtrArray *rows;        /* of SluiceConsentItemRow, which their lists own: those with a switch */
  GPtrArray *public_rows; /* the same: those without */
  GStrv      durations;   /* in the order of the combo */

  /* template children */
  AdwPreferencesGroup *to_give;
  GtkListBox *items;
  GtkWidget *for_all;
  GtkListBox *public_items;
  GtkLabel *unknown;
  AdwComboRow *duration;
};

G_DEFINE_FINAL_TYPE (SluiceConsentDialogChoice, sluice_consent_dialog_choice, ADW_TYPE_BIN)

typedef enum
{
  PROP_N_GIVEN = 1,
} SluiceConsentDialogChoiceProperty;

#define PROP_LAST PROP_N_GIVEN

static GParamSpec *properties[PROP_LAST + 1];

static void
active_changed_cb (SluiceConsentDialogChoice *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_GIVEN]);
}

static void
row_activated_cb (SluiceConsentDialogChoice *self,
                  GtkListBoxRow             *row)
{
  sluice_consent_item_row_toggle (SLUICE_CONSENT_ITEM_ROW (row));
}

/* Public data is nobody's to give or withhold; the room leaves out what is private. */
static void
add_item (SluiceConsentDialogChoice *self,
          SluiceConsentItem         *item)
{
  GtkWidget *row = sluice_consent_item_row_new (item);
  gboolean is_to_give = sluice_consent_item_row_can_give (SLUICE_CONSENT_ITEM_ROW (row));

  g_signal_connect_object (row, "notify::active", G_CALLBACK (active_changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (is_to_give ? self->rows : self->public_rows, row);
  gtk_list_box_append (is_to_give ? self->items : self->public_items, row);
  gtk_widget_set_visible (is_to_give ? GTK_WIDGET (self->to_give) : self->for_all, TRUE);
}

static void
show_durations (SluiceConsentDialogChoice *self,
                const char                *asked)
{
  g_autoptr(GtkStringList) texts = gtk_string_list_new (NULL);
  g_autofree char *asked_text = sluice_consent_duration_dup_text (asked);
  /* Translators: %s is a duration such as "For 7 days" or "Until I take it back" */
  g_autofree char *subtitle = g_strdup_printf (_("They propose: %s"), asked_text);

  self->durations = sluice_consent_durations_new (asked);
  for (guint i = 0; self->durations[i] != NULL; i++)
    gtk_string_list_take (texts, sluice_consent_duration_dup_text (self->durations[i]));
  adw_combo_row_set_model (self->duration, G_LIST_MODEL (texts));
  adw_combo_row_set_selected (self->duration,
                              sluice_consent_durations_find_preset ((const char * const *) self->durations, asked));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->duration), subtitle);
}

static void
sluice_consent_dialog_choice_get_property (GObject    *object,
                                           guint       prop_id,
                                           GValue     *value,
                                           GParamSpec *pspec)
{
  SluiceConsentDialogChoice *self = SLUICE_CONSENT_DIALOG_CHOICE (object);

  switch ((SluiceConsentDialogChoiceProperty) prop_id)
    {
    case PROP_N_GIVEN:
      g_value_set_uint (value, sluice_consent_dialog_choice_get_n_given (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_consent_dialog_choice_dispose (GObject *object)
{
  SluiceConsentDialogChoice *self = SLUICE_CONSENT_DIALOG_CHOICE (object);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->public_rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CONSENT_DIALOG_CHOICE);

  G_OBJECT_CLASS (sluice_consent_dialog_choice_parent_class)->dispose (object);
}

static void
sluice_consent_dialog_choice_finalize (GObject *object)
{
  SluiceConsentDialogChoice *self = SLUICE_CONSENT_DIALOG_CHOICE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->public_rows, g_ptr_array_unref);
  g_clear_pointer (&self->durations, g_strfreev);

  G_OBJECT_CLASS (sluice_consent_dialog_choice_parent_class)->finalize (object);
}

static void
sluice_consent_dialog_choice_class_init (SluiceConsentDialogChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_consent_dialog_choice_get_property;
  object_class->dispose = sluice_consent_dialog_choice_dispose;
  object_class->finalize = sluice_consent_dialog_choice_finalize;

  properties[PROP_N_GIVEN] =
    g_param_spec_uint ("n-given", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-consent-dialog-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, to_give);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, items);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, for_all);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, public_items);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, unknown);
  gtk_widget_class_bind_template_child (widget_class, SluiceConsentDialogChoice, duration);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sluice_consent_dialog_choice_init (SluiceConsentDialogChoice *self)
{
  self->rows = g_ptr_array_new ();
  self->public_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_consent_dialog_choice_set_request: shows what @request asks for, once. */
void
sluice_consent_dialog_choice_set_request (SluiceConsentDialogChoice *self,
                                          SluiceConsentRequest      *request)
{
  GListModel *items;
  guint n_unknown;

  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self));
  g_return_if_fail (SLUICE_IS_CONSENT_REQUEST (request));

  items = sluice_consent_request_get_items (request);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);

      add_item (self, item);
    }

  /* The head of the dialog is long: how many there are is read before the last is seen. */
  if (self->rows->len > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("They Want to See %u Kind of Data",
                                                          "They Want to See %u Kinds of Data", self->rows->len),
                                                self->rows->len);

      adw_preferences_group_set_title (self->to_give, title);
    }

  n_unknown = sluice_consent_request_get_n_unknown (request);
  if (n_unknown > 0)
    {
      g_autofree char *text = sluice_consent_describe_unknown (n_unknown);

      gtk_label_set_label (self->unknown, text);
      gtk_widget_set_visible (GTK_WIDGET (self->unknown), TRUE);
    }
  show_durations (self, sluice_consent_request_get_duration (request));
}

/** sluice_consent_dialog_choice_set_locked: whether nothing can be changed now. */
void
sluice_consent_dialog_choice_set_locked (SluiceConsentDialogChoice *self,
                                         gboolean                   locked)
{
  g_return_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self));

  for (guint i = 0; i < self->rows->len; i++)
    sluice_consent_item_row_set_locked (self->rows->pdata[i], locked);
  gtk_widget_set_sensitive (GTK_WIDGET (self->duration), !locked);
}

guint
sluice_consent_dialog_choice_get_n_given (SluiceConsentDialogChoice *self)
{
  guint n_given = 0;

  g_return_val_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    n_given += sluice_consent_item_row_get_active (self->rows->pdata[i]) ? 1 : 0;
  return n_given;
}

/** sluice_consent_dialog_choice_get_n_items: how many can be given. */
guint
sluice_consent_dialog_choice_get_n_items (SluiceConsentDialogChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self), 0);

  return self->rows->len;
}

/** sluice_consent_dialog_choice_get_n_public: how many are public already. */
guint
sluice_consent_dialog_choice_get_n_public (SluiceConsentDialogChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self), 0);

  return self->public_rows->len;
}

/**
 * sluice_consent_dialog_choice_dup_given:
 * @self: a choice
 *
 * Returns: (transfer full): ids of what is switched on; where there is only
 *   public data, and a yes gives nothing that was not there, the ids of that
 */
GStrv
sluice_consent_dialog_choice_dup_given (SluiceConsentDialogChoice *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *rows;

  g_return_val_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self), NULL);

  rows = self->rows->len > 0 ? self->rows : self->public_rows;
  for (guint i = 0; i < rows->len; i++)
    {
      SluiceConsentItem *item = sluice_consent_item_row_get_item (rows->pdata[i]);

      if (rows == self->public_rows || sluice_consent_item_row_get_active (rows->pdata[i]))
        g_strv_builder_add (builder, sluice_consent_item_get_category (item)->id);
    }
  return g_strv_builder_end (builder);
}

/** sluice_consent_dialog_choice_get_duration: for how long: "once", "P30D". */
const char *
sluice_consent_dialog_choice_get_duration (SluiceConsentDialogChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_DIALOG_CHOICE (self), NULL);

  return self->durations[adw_combo_row_get_selected (self->duration)];
}
