/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudBody:
 * @CLOUD_BODY_NONE: there is none; a small one is ignored
 * @CLOUD_BODY_JSON: up to 64 KiB
 * @CLOUD_BODY_FORM: up to 64 KiB
 * @CLOUD_BODY_RECORD: a process record, up to %SLUICE_PROCESS_RECORD_MAX_BYTES
 * @CLOUD_BODY_FILE: product data, streamed to the disk
 *
 * What a route takes.
 */
typedef enum
{
  CLOUD_BODY_NONE,
  CLOUD_BODY_JSON,
  CLOUD_BODY_FORM,
  CLOUD_BODY_RECORD,
  CLOUD_BODY_FILE,
} CloudBody;

/**
 * CloudRoute:
 * @method: HTTP method; a GET also answers HEAD
 * @pattern: path, with `{}` for one segment of any text
 * @scope: (nullable): what a token must allow; %NULL for no token at all
 * @body: what it takes
 * @handler: answers, once the body is there
 * @begin: (nullable): for %CLOUD_BODY_FILE: sets the sink up, or answers with a refusal
 *
 * The only list of what this cloud does. @pattern is also what logs name.
 */
struct _CloudRoute
{
  const char  *method;
  const char  *pattern;
  const char  *scope;
  CloudBody    body;
  CloudHandler handler;
  CloudHandler begin;
};

/** CLOUD_SCOPE_ANY: any token will do. */
#define CLOUD_SCOPE_ANY ""

void cloud_router_attach    (SoupServer   *server,
                             CloudContext *context,
                             const char   *authority);
void cloud_router_turn_away (CloudRequest *request);

G_END_DECLS
