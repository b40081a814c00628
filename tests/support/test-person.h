/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "test-cloud-partner.h"

G_BEGIN_DECLS

/**
 * TestPerson:
 * @scene: a cloud with the person's data, and a partner that asks for it
 * @folder: the person's own
 * @ledger: of what leaves
 * @session: signed in at the cloud, with the right to decide
 * @consents: uses @session, and does not watch
 *
 * Who is asked.
 */
typedef struct
{
  TestCloudPartner *scene;
  char             *folder;
  SluiceLedger     *ledger;
  SluiceSession    *session;
  SluiceConsents   *consents;
} TestPerson;

TestPerson           *test_person_new      (void);
void                  test_person_free     (TestPerson       *self);
SluiceConsents       *test_person_renew    (TestPerson       *self);
char                 *test_person_be_asked (TestPerson       *self,
                                            const char       *categories);
SluiceConsentRequest *test_person_see      (TestPerson       *self);

SluiceSession        *test_person_session_new (const char    *place_id,
                                               const char    *url,
                                               GTlsDatabase  *database,
                                               const char    *access,
                                               SluiceLedger  *ledger,
                                               SluiceClock   *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPerson, test_person_free)

G_END_DECLS
