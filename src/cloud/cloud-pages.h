/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

/**
 * CloudPage:
 * @ask: what the page is about
 * @token: what its forms bring along, so that nobody else's form is taken for one of them
 * @username: (nullable): who is signed in
 * @problem: (nullable): what went wrong the last time, one sentence
 *
 * What goes into a page.
 */
typedef struct
{
  const CloudAsk *ask;
  const char     *token;
  const char     *username;
  const char     *problem;
} CloudPage;

void cloud_pages_sign_in (CloudRequest    *request,
                          guint            status,
                          const CloudPage *page);
void cloud_pages_consent (CloudRequest    *request,
                          guint            status,
                          const CloudPage *page);
void cloud_pages_device  (CloudRequest    *request,
                          guint            status,
                          const char      *code,
                          const char      *problem);
void cloud_pages_device_found (CloudRequest   *request,
                               const CloudAsk *ask,
                               const char     *code,
                               gint64          seconds);
void cloud_pages_problem (CloudRequest    *request,
                          guint            status,
                          const char      *problem);

G_END_DECLS
