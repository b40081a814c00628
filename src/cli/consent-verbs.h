/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

G_BEGIN_DECLS

/* Enough of an id to tell requests, grants and receipts apart, and to type. */
#define CONSENT_SHORT_ID 13

/** SLUICECTL_UNKNOWN: status of "receipt verify" for a receipt that is intact, but of nobody that is known here. */
#define SLUICECTL_UNKNOWN 3

/** ConsentOptions: what a person typed beside the verb; owned. */
typedef struct
{
  char    *account;   /* NULL for the home cloud */
  char   **items;
  char   **keep;
  char    *duration;  /* as it was typed */
  gboolean all_items;
  gboolean all;
  gboolean samples;
  gboolean force;
  gboolean json;
} ConsentOptions;

/**
 * ConsentCall:
 * @context: the services
 * @consents: of the place that is used; without one for a verb that needs none
 * @arguments: (array zero-terminated=1): what was typed after the verb
 * @options: beside it
 * @status: what to end with when the verb succeeds
 *
 * What a verb works with.
 */
typedef struct
{
  SluiceContext        *context;
  SluiceConsents       *consents;
  char                **arguments;
  const ConsentOptions *options;
  int                   status;
} ConsentCall;

/* Each says whether what was typed can be meant, before anything is started; %G_OPTION_ERROR for how it was typed. */
gboolean      consent_check_approve      (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_check_open         (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_check_narrow       (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_check_revoke       (ConsentCall    *call,
                                          GError        **error);

/* Each does one verb; in a fiber. */
gboolean      consent_verb_list          (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_show          (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_open          (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_code          (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_approve       (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_deny          (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_list_grants   (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_narrow        (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_revoke        (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_list_receipts (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_show_receipt  (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_save_receipt  (ConsentCall    *call,
                                          GError        **error);
gboolean      consent_verb_verify        (ConsentCall    *call,
                                          GError        **error);

/* consent-place.c */
SluicePlace  *consent_open_place         (ConsentCall    *call,
                                          GError        **error);

/* consent-words.c: what several verbs say, and look for. */
typedef const char *(*ConsentGetId)      (gpointer        item);

gpointer      consent_find               (GListModel     *model,
                                          const char     *prefix,
                                          ConsentGetId    get_id,
                                          const char     *none,
                                          GError        **error);
GStrv         consent_list_named         (char          **named,
                                          char          **more);
char         *consent_dup_short_id       (const char     *id);
char         *consent_dup_time           (gint64          seconds);
const char   *consent_get_verified       (SluiceConsentParty *party);
void          consent_print_field        (const char     *label,
                                          const char     *value);
void          consent_print_party        (SluiceConsentParty *party);
void          consent_set_line           (JsonObject     *object,
                                          const char     *member,
                                          const char     *text);
void          consent_set_time           (JsonObject     *object,
                                          const char     *member,
                                          gint64          seconds);
JsonObject   *consent_describe_party     (SluiceConsentParty *party);
JsonArray    *consent_describe_changes   (GListModel     *changes);
JsonArray    *consent_describe_ids       (const char * const *ids);

/* consent-request-verbs.c */
SluiceConsentRequest *
              consent_find_request       (ConsentCall    *call,
                                          GError        **error);

/* consent-request-words.c */
JsonObject   *consent_describe_request   (SluiceConsentRequest *request);
gboolean      consent_show_request       (ConsentCall          *call,
                                          SluiceConsentRequest *request,
                                          GError              **error);

/* consent-answer.c: the receipt of a decision; @future: (transfer full). */
SluiceReceipt *consent_await_receipt     (DexFuture      *future,
                                          GError        **error);

G_END_DECLS
