/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-policy.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SETTINGS_POLICY (sluice_settings_policy_get_type ())

/* The SluicePolicy that the person set: one mode for everything, in GSettings. */
G_DECLARE_FINAL_TYPE (SluiceSettingsPolicy, sluice_settings_policy, SLUICE, SETTINGS_POLICY, GObject)

SluicePolicy *sluice_settings_policy_new (GSettings *settings);

G_END_DECLS
