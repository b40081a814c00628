/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-place-banner.h"

#include "sluice-cloud-place.h"

#include <glib/gi18n-lib.h>

struct _SluicePlaceBanner
{
  AdwBin parent_instance;

  gboolean starting;

  /* Owned. */
  SluiceContext *context;
  GSignalGroup  *signals; /* of the place */

  /* template children */
  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (SluicePlaceBanner, sluice_place_banner, ADW_TYPE_BIN)

typedef enum
{
  PROP_STARTING = 1,
} SluicePlaceBannerProperty;

#define PROP_LAST PROP_STARTING

static GParamSpec *properties[PROP_LAST + 1];

static SluicePlaceState
get_state (SluicePlaceBanner *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  return place != NULL ? sluice_place_get_state (place) : SLUICE_PLACE_OFF;
}

/* Starting again would end the same way. */
static SluiceCloudPlace *
get_signed_out (SluicePlaceBanner *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);

  return SLUICE_IS_CLOUD_PLACE (place) && sluice_place_get_state (place) == SLUICE_PLACE_FAILED &&
                 sluice_cloud_place_is_signed_out (SLUICE_CLOUD_PLACE (place))
           ? SLUICE_CLOUD_PLACE (place)
           : NULL;
}

static const char *
choose_verb (SluicePlaceBanner *self,
             gboolean           locked)
{
  if (locked)
    return _("_Unlock");
  return get_signed_out (self) != NULL ? _("_Sign In Again…") : _("_Start Again");
}

static void
show_problem (SluicePlaceBanner *self,
              gboolean           locked)
{
  const char *problem = sluice_place_get_problem (sluice_context_get_place (self->context));
  const char *verb = choose_verb (self, locked);

  /* The whole story would not fit; the dialog has room for it. */
  if (sluice_context_is_key_lost (self->context))
    {
      problem = _("The key to your vault is not in the keyring. Your files are still there.");
      verb = _("_Enter Recovery Phrase…");
    }
  adw_banner_set_title (self->banner, problem != NULL ? problem : _("The cloud is not connected"));
  adw_banner_set_button_label (self->banner, verb);
  if (!adw_banner_get_revealed (self->banner))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_banner_get_title (self->banner),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
show_state (SluicePlaceBanner *self)
{
  SluicePlaceState state = get_state (self);

  if (state == SLUICE_PLACE_LOCKED || state == SLUICE_PLACE_FAILED)
    show_problem (self, state == SLUICE_PLACE_LOCKED);
  else
    adw_banner_set_revealed (self->banner, FALSE);

  if (self->starting == (state == SLUICE_PLACE_STARTING))
    return;
  self->starting = state == SLUICE_PLACE_STARTING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STARTING]);
}

static void
place_changed_cb (SluicePlaceBanner *self)
{
  g_signal_group_set_target (self->signals, sluice_context_get_place (self->context));
  show_state (self);
}

/* It goes when the state does: who would rather not unlock sees it still. */
static void
button_clicked_cb (SluicePlaceBanner *self)
{
  SluiceCloudPlace *signed_out = get_signed_out (self);

  if (sluice_context_is_key_lost (self->context))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.recover-vault", NULL);
  else if (signed_out != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in", "s",
                                sluice_place_get_id (SLUICE_PLACE (signed_out)));
  else if (get_state (self) == SLUICE_PLACE_LOCKED)
    dex_future_disown (sluice_context_unlock (self->context));
  else
    dex_future_disown (sluice_context_use_again (self->context));
}

static void
sluice_place_banner_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((SluicePlaceBannerProperty) prop_id)
    {
    case PROP_STARTING:
      g_value_set_boolean (value, SLUICE_PLACE_BANNER (object)->starting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_place_banner_dispose (GObject *object)
{
  SluicePlaceBanner *self = SLUICE_PLACE_BANNER (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  /* The banner is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PLACE_BANNER);
  g_clear_object (&self->signals);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_place_banner_parent_class)->dispose (object);
}

static void
sluice_place_banner_class_init (SluicePlaceBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_place_banner_get_property;
  object_class->dispose = sluice_place_banner_dispose;

  properties[PROP_STARTING] =
    g_param_spec_boolean ("starting", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/sluice-place-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePlaceBanner, banner);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
sluice_place_banner_init (SluicePlaceBanner *self)
{
  self->signals = g_signal_group_new (SLUICE_TYPE_PLACE);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (show_state), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_place_banner_set_context:
 * @self: the banner
 * @context: whose place
 *
 * Sets what is watched; once.
 */
void
sluice_place_banner_set_context (SluicePlaceBanner *self,
                                 SluiceContext     *context)
{
  g_return_if_fail (SLUICE_IS_PLACE_BANNER (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (place_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::key-lost", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  place_changed_cb (self);
}

/**
 * sluice_place_banner_get_starting:
 * @self: the banner
 *
 * Returns: whether the place is being started or signed in to
 */
gboolean
sluice_place_banner_get_starting (SluicePlaceBanner *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE_BANNER (self), FALSE);

  return self->starting;
}
