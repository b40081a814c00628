/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-settings-policy.h"

struct _SluiceSettingsPolicy
{
  GObject parent_instance;

  GSettings *settings;
};

static void policy_iface_init (SluicePolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceSettingsPolicy, sluice_settings_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_POLICY, policy_iface_init))

static SluiceUploadMode
sluice_settings_policy_get_mode (SluicePolicy *policy,
                                 const char   *place_id,
                                 const char   *group_id,
                                 const char   *file_id)
{
  SluiceSettingsPolicy *self = SLUICE_SETTINGS_POLICY (policy);
  g_autofree char *mode = g_settings_get_string (self->settings, "upload-mode");

  /* By its word, and whatever is not one of the two means the least. */
  if (g_str_equal (mode, "all"))
    return SLUICE_UPLOAD_MODE_ALL;
  if (g_str_equal (mode, "process"))
    return SLUICE_UPLOAD_MODE_PROCESS;
  return SLUICE_UPLOAD_MODE_NOTHING;
}

static void
policy_iface_init (SluicePolicyInterface *iface)
{
  iface->get_mode = sluice_settings_policy_get_mode;
}

static void
sluice_settings_policy_finalize (GObject *object)
{
  g_clear_object (&SLUICE_SETTINGS_POLICY (object)->settings);

  G_OBJECT_CLASS (sluice_settings_policy_parent_class)->finalize (object);
}

static void
sluice_settings_policy_class_init (SluiceSettingsPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_settings_policy_finalize;
}

static void
sluice_settings_policy_init (SluiceSettingsPolicy *self)
{
}

/**
 * sluice_settings_policy_new:
 * @settings: with the key `upload-mode`
 *
 * Returns: (transfer full): the policy that @settings states at each moment
 */
SluicePolicy *
sluice_settings_policy_new (GSettings *settings)
{
  SluiceSettingsPolicy *self = g_object_new (SLUICE_TYPE_SETTINGS_POLICY, NULL);

  self->settings = g_object_ref (settings);
  return SLUICE_POLICY (self);
}
