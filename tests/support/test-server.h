/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define TEST_TYPE_SERVER (test_server_get_type ())

G_DECLARE_FINAL_TYPE (TestServer, test_server, TEST, SERVER, GObject)

/**
 * TestServerFlags:
 * @TEST_SERVER_DEFAULT: HTTPS with a certificate for localhost and 127.0.0.1
 * @TEST_SERVER_EXPIRED: a certificate whose time is over
 * @TEST_SERVER_WRONG_HOST: a certificate for another host
 * @TEST_SERVER_PLAIN: HTTP
 * @TEST_SERVER_RSA_4096: the certificate's key is as promised; otherwise it is RSA-2048
 * @TEST_SERVER_P256: the certificate's key is on an elliptic curve
 */
typedef enum
{
  TEST_SERVER_DEFAULT = 0,
  TEST_SERVER_EXPIRED = 1 << 0,
  TEST_SERVER_WRONG_HOST = 1 << 1,
  TEST_SERVER_PLAIN = 1 << 2,
  TEST_SERVER_RSA_4096 = 1 << 3,
  TEST_SERVER_P256 = 1 << 4,
} TestServerFlags;

/**
 * TestServerHandler:
 * @self: the server
 * @message: the request, whole
 * @data: what the server was made with
 *
 * Answers a request. On the server's thread: what it shares with the test it
 * shares with g_atomic_*.
 */
typedef void (*TestServerHandler) (TestServer        *self,
                                   SoupServerMessage *message,
                                   gpointer           data);

TestServer   *test_server_new          (TestServerFlags    flags,
                                        TestServerHandler  handler,
                                        gpointer           data);
void          test_server_stop         (TestServer        *self);
const char   *test_server_get_uri      (TestServer        *self);
GTlsDatabase *test_server_get_database (TestServer        *self);
const char   *test_server_get_spki     (TestServer        *self);
int           test_server_get_requests (TestServer        *self);
int           test_server_get_bytes    (TestServer        *self);

void          test_server_answer       (SoupServerMessage *message,
                                        guint              status,
                                        const char        *content_type,
                                        const char        *body);
void          test_server_drip         (TestServer        *self,
                                        SoupServerMessage *message,
                                        gsize              part,
                                        guint              interval_ms);
void          test_server_drop         (SoupServerMessage *message,
                                        gsize              after);

G_END_DECLS
