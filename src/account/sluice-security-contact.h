/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_SECURITY_CONTACT (sluice_security_contact_get_type ())

/* Whom a place wants to be told of its weaknesses: its security.txt (RFC 9116). Does not change. */
G_DECLARE_FINAL_TYPE (SluiceSecurityContact, sluice_security_contact, SLUICE, SECURITY_CONTACT, GObject)

SluiceSecurityContact *sluice_security_contact_new          (const char             *text,
                                                             gsize                   length,
                                                             GError                **error);
DexFuture             *sluice_security_contact_ask          (SluiceSession          *session) G_GNUC_WARN_UNUSED_RESULT;
const char            *sluice_security_contact_get_mail     (SluiceSecurityContact  *self);
const char            *sluice_security_contact_get_page     (SluiceSecurityContact  *self);
const char            *sluice_security_contact_get_policy   (SluiceSecurityContact  *self);
const char            *sluice_security_contact_get_languages (SluiceSecurityContact *self);
gboolean               sluice_security_contact_is_expired   (SluiceSecurityContact  *self,
                                                             gint64                  now);

G_END_DECLS
