/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-policy.h"

/* What the person decided about uploads, as far as the gate needs to know it. */
G_DEFINE_INTERFACE (SluicePolicy, sluice_policy, G_TYPE_OBJECT)

static void
sluice_policy_default_init (SluicePolicyInterface *iface)
{
}

/**
 * sluice_policy_get_mode:
 * @self: a policy
 * @place_id: where it would go
 * @group_id: (nullable): the printer group it is for
 * @file_id: (nullable): the file it is about
 *
 * Returns: what may leave
 */
SluiceUploadMode
sluice_policy_get_mode (SluicePolicy *self,
                        const char   *place_id,
                        const char   *group_id,
                        const char   *file_id)
{
  g_return_val_if_fail (SLUICE_IS_POLICY (self), SLUICE_UPLOAD_MODE_NOTHING);

  return SLUICE_POLICY_GET_IFACE (self)->get_mode (self, place_id, group_id, file_id);
}

/** sluice_upload_mode_to_nick: the mode's word in settings and in the ledger. */
const char *
sluice_upload_mode_to_nick (SluiceUploadMode mode)
{
  static const char * const nicks[] = { "nothing", "process", "all" };

  return (guint) mode < G_N_ELEMENTS (nicks) ? nicks[mode] : "unknown";
}

/** sluice_upload_mode_from_nick: @nick: (nullable): a word of the settings; an unknown one lets nothing out. */
SluiceUploadMode
sluice_upload_mode_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "all") == 0)
    return SLUICE_UPLOAD_MODE_ALL;
  return g_strcmp0 (nick, "process") == 0 ? SLUICE_UPLOAD_MODE_PROCESS : SLUICE_UPLOAD_MODE_NOTHING;
}
