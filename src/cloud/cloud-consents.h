/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

#define CLOUD_POLL_SECONDS 2

/**
 * CloudConsent:
 * @id: for the person's own programs
 * @account: (nullable): who is to decide; %NULL until somebody types a device's code
 * @client_id: who asks
 * @origin: "ciba", "link" or "device"
 * @state: "pending", "approved", "denied", "expired" or "withdrawn"
 * @binding_message: (nullable): what the asker shows on its side, too
 * @user_code: (nullable): what a device shows
 * @grant: (nullable): what it led to
 * @handle: (nullable): SHA-256 of what the client asks after it with
 * @created: seconds since the epoch
 * @expires: seconds since the epoch
 * @interval: seconds between two questions of the client
 * @polled: when it last asked, microseconds since the epoch
 * @ask: (nullable): what is asked; %NULL when that client may not ask it any more
 *
 * A consent transaction: something that waits for a person, wherever it came
 * from. Free with cloud_consent_free().
 */
typedef struct
{
  char     *id;
  char     *account;
  char     *client_id;
  char     *origin;
  char     *state;
  char     *binding_message;
  char     *user_code;
  char     *grant;
  char     *handle;
  gint64    created;
  gint64    expires;
  gint64    interval;
  gint64    polled;
  CloudAsk *ask;
} CloudConsent;

/**
 * CloudNewConsent:
 * @account: (nullable): who is to decide
 * @origin: "ciba", "link" or "device"
 * @client_id: who asks
 * @params: what it asked, checked
 * @binding_message: (nullable): what it shows on its side, too
 * @user_code: (nullable): for a person to type
 * @handle: what the client asks after it with, or was given for it
 * @seconds: how long it waits
 */
typedef struct
{
  const char *account;
  const char *origin;
  const char *client_id;
  GHashTable *params;
  const char *binding_message;
  const char *user_code;
  const char *handle;
  gint64      seconds;
} CloudNewConsent;

char         *cloud_consents_keep        (CloudContext           *context,
                                          const CloudNewConsent  *wanted,
                                          GError                **error);
CloudConsent *cloud_consents_find        (CloudContext           *context,
                                          const char             *account,
                                          const char             *id,
                                          GError                **error);
CloudConsent *cloud_consents_find_handle (CloudContext           *context,
                                          const char             *origin,
                                          const char             *handle,
                                          GError                **error);
CloudConsent *cloud_consents_find_code   (CloudContext           *context,
                                          const char             *user_code,
                                          GError                **error);
GPtrArray    *cloud_consents_list        (CloudContext           *context,
                                          const char             *account,
                                          const char             *state,
                                          GError                **error);
GPtrArray    *cloud_consents_find_late   (CloudContext           *context,
                                          GError                **error);
gboolean      cloud_consents_take_over   (CloudContext           *context,
                                          CloudConsent           *consent,
                                          const char             *account,
                                          GError                **error);
gboolean      cloud_consents_withdraw    (CloudContext           *context,
                                          const char             *handle,
                                          const char             *client,
                                          GError                **error);
void          cloud_consents_forget_old  (CloudContext           *context);
gboolean      cloud_consent_is_pending   (const CloudConsent     *self);
void          cloud_consent_free         (CloudConsent           *self);

/* cloud-consent-json.c */
JsonObject   *cloud_consent_describe     (CloudContext           *context,
                                          const CloudConsent     *consent,
                                          GError                **error);

/* cloud-consent-decide.c */

/**
 * CloudAnswer:
 * @receipt: of the decision
 * @grant: (nullable): what was given
 * @redirect: (nullable): where the answer goes, with a link
 *
 * What a decision leads to; clear with cloud_answer_clear().
 */
typedef struct
{
  JsonObject *receipt;
  char       *grant;
  char       *redirect;
} CloudAnswer;

gboolean      cloud_consent_approve      (CloudContext           *context,
                                          const CloudConsent     *consent,
                                          const char * const     *categories,
                                          const char             *duration,
                                          CloudAnswer            *answer,
                                          GError                **error);
gboolean      cloud_consent_deny         (CloudContext           *context,
                                          const CloudConsent     *consent,
                                          CloudAnswer            *answer,
                                          GError                **error);
gboolean      cloud_consents_settle      (CloudContext           *context,
                                          GError                **error);
JsonObject   *cloud_consent_state        (CloudContext           *context,
                                          const CloudAsk         *ask,
                                          const char             *account,
                                          const char             *origin,
                                          const char * const     *categories,
                                          const char             *duration,
                                          const char             *grant,
                                          GError                **error);
void          cloud_answer_clear         (CloudAnswer            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudConsent, cloud_consent_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CloudAnswer, cloud_answer_clear)

G_END_DECLS
