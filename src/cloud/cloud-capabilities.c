/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"

/* What this cloud can do today. What is not said is not there, so a new member harms nobody. */
static const struct
{
  const char *name;
  gboolean    is_there;
} capabilities[] = {
  { "consents", TRUE },
  { "grants", TRUE },
  { "receipts", TRUE },
  { "accesses", TRUE },
  { "inventory", TRUE },
  { "delete_items", TRUE },
  { "export", FALSE },
  { "cancel", FALSE },
  { "correct", TRUE },
  { "process_records", TRUE },
  { "groups", TRUE },
  { "library", TRUE },
  { "uploads", TRUE },
  { "backups", FALSE },
};

/** cloud_privacy_capabilities: the same for everybody. */
void
cloud_privacy_capabilities (CloudRequest *request)
{
  JsonObject *data = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    json_object_set_boolean_member (data, capabilities[i].name, capabilities[i].is_there);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}
