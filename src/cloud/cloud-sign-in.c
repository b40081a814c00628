/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-browser.h"

#include "cloud-accounts.h"
#include "cloud-attempts.h"
#include "cloud-authorize.h"
#include "sluice-log.h"

#include <string.h>

/*
 * Signing in with a name and a password, in a browser. Guesses are slowed down;
 * the owner, in a browser that signed in before, is not.
 */
/* Few tries for one name from one address; more for all from an address; and so
 * many for a name from everywhere that keeping its owner waiting takes an army. */
#define FREE_TRIES 5
#define FREE_TRIES_ADDRESS 20
#define FREE_TRIES_NAME 100
#define MAX_CHECKS 4
/* The others are for browsers that are known: a crowd of strangers keeps no owner waiting. */
#define MAX_STRANGERS 3

static void
show_too_often (const CloudVisit *visit,
                gint64            seconds)
{
  g_autofree char *wait = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *problem = g_strdup_printf ("There were too many wrong passwords. Try again in %s seconds, or with "
                                              "a browser that you signed in with before.", wait);

  soup_message_headers_replace (soup_server_message_get_response_headers (visit->request->message), "Retry-After",
                                wait);
  cloud_visit_show (visit, CLOUD_STATUS_TOO_MANY_REQUESTS, problem);
}

/* One sign-in, from the form to the answer. */
typedef struct
{
  CloudLater *later;
  char       *account; /* nullable: there is none of that name */
  char       *name_key;
  char       *address_key;
  char       *pair_key;
  gboolean    is_known_device;
  guint      *n_checks; /* nullable: it has begun */
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  g_free (sign_in->account);
  g_free (sign_in->name_key);
  g_free (sign_in->address_key);
  g_free (sign_in->pair_key);
  if (sign_in->n_checks != NULL)
    {
      (*sign_in->n_checks)--;
      g_rc_box_release (sign_in->n_checks);
    }
  g_free (sign_in);
}

static void
take_password (SignIn     *sign_in,
               CloudVisit *visit)
{
  CloudRequest *request = visit->request;
  g_autoptr(CloudSession) session = NULL;
  g_autoptr(GError) error = NULL;

  cloud_attempts_forget (request->context->attempts, sign_in->pair_key);
  session = cloud_session_begin (request, visit->session, sign_in->account, &error);
  if (session != NULL && cloud_device_remember (request, sign_in->account, &error))
    cloud_visit_reload (request);
  else
    cloud_visit_fail (request, error);
}

static void
refuse_password (SignIn     *sign_in,
                 CloudVisit *visit)
{
  CloudAttempts *attempts = visit->request->context->attempts;
  gint64 now = cloud_request_now (visit->request);

  if (sign_in->is_known_device)
    cloud_device_failed (visit->request, sign_in->account);
  else
    {
      cloud_attempts_fail (attempts, sign_in->pair_key, FREE_TRIES, now);
      cloud_attempts_fail (attempts, sign_in->name_key, FREE_TRIES_NAME, now);
      cloud_attempts_fail (attempts, sign_in->address_key, FREE_TRIES_ADDRESS, now);
    }
  sluice_log (G_LOG_LEVEL_MESSAGE, "a sign-in was refused", "CLIENT_ID", visit->ask->client->id, NULL);
  cloud_visit_show (visit, SOUP_STATUS_FORBIDDEN, "The name or the password is not right.");
}

static DexFuture *
password_checked_cb (DexFuture *future,
                     gpointer   data)
{
  SignIn *sign_in = data;
  CloudRequest *request = sign_in->later->request;
  const GValue *value = dex_future_get_value (future, NULL);
  gboolean is_right = value != NULL && g_value_get_boolean (value);

  if (request != NULL)
    {
      g_auto(CloudVisit) visit = { 0 };

      if (!cloud_visit_read (&visit, request))
        ;
      else if (is_right)
        take_password (sign_in, &visit);
      else
        refuse_password (sign_in, &visit);
    }

  cloud_later_done (sign_in->later);
  return dex_future_new_true ();
}

/* Guesses from strangers wait; the owner, in a browser that signed in before, does not. */
static gint64
seconds_to_wait (const CloudVisit *visit,
                 const SignIn     *sign_in)
{
  CloudAttempts *attempts = visit->request->context->attempts;
  gint64 now = cloud_request_now (visit->request);

  if (sign_in->is_known_device)
    return 0;
  return MAX (cloud_attempts_get_wait (attempts, sign_in->pair_key, now),
              MAX (cloud_attempts_get_wait (attempts, sign_in->name_key, now),
                   cloud_attempts_get_wait (attempts, sign_in->address_key, now)));
}

static SignIn *
sign_in_new (const CloudVisit *visit,
             const char       *name)
{
  CloudRequest *request = visit->request;
  CloudStore *store = request->context->store;
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->account = cloud_accounts_find (store, name, NULL);
  /* By account where there is one: its two names do not give twice the tries. */
  sign_in->name_key = sign_in->account != NULL ? g_strdup (sign_in->account) : cloud_store_fingerprint_name (store, name);
  sign_in->address_key = cloud_attempts_key_of (soup_server_message_get_remote_host (request->message));
  sign_in->pair_key = g_strconcat (sign_in->name_key, "@", sign_in->address_key, NULL);
  sign_in->is_known_device = sign_in->account != NULL && cloud_device_is_known (request, sign_in->account);
  return sign_in;
}

/**
 * cloud_sign_in_begin:
 * @visit: a visit with a name and a password in its form
 *
 * Answers later: with the page to decide on, or with what is wrong.
 */
void
cloud_sign_in_begin (const CloudVisit *visit)
{
  CloudRequest *request = visit->request;
  const char *name = g_hash_table_lookup (visit->form, "name");
  const char *password = g_hash_table_lookup (visit->form, "password");
  SignIn *sign_in;
  g_autofree char *hash = NULL;
  gint64 seconds;

  if (name == NULL || password == NULL || *name == '\0' || strlen (password) > CLOUD_PASSWORD_MAX ||
      !g_utf8_validate (name, -1, NULL))
    {
      cloud_visit_show (visit, SOUP_STATUS_FORBIDDEN, "The name or the password is not right.");
      return;
    }

  sign_in = sign_in_new (visit, name);
  seconds = seconds_to_wait (visit, sign_in);
  if (seconds > 0 || *request->context->n_checks >= (sign_in->is_known_device ? MAX_CHECKS : MAX_STRANGERS))
    {
      show_too_often (visit, MAX (seconds, 1));
      sign_in_free (sign_in);
      return;
    }

  hash = sign_in->account != NULL ? cloud_accounts_dup_password (request->context->store, sign_in->account, NULL)
                                  : NULL;
  sign_in->n_checks = g_rc_box_acquire (request->context->n_checks);
  (*sign_in->n_checks)++;
  sign_in->later = cloud_request_answer_later (request);
  dex_future_disown (dex_future_finally (cloud_accounts_check_password (hash, password), password_checked_cb, sign_in,
                                         (GDestroyNotify) sign_in_free));
}
