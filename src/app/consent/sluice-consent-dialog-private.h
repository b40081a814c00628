/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-dialog-choice.h"
#include "sluice-consent-dialog-facts.h"
#include "sluice-consent-dialog-pages.h"
#include "sluice-consent-dialog-party.h"
#include "sluice-consent-dialog.h"
#include "sluice-ticker.h"

G_BEGIN_DECLS

/* See sluice-consent-dialog.c. */
struct _SluiceConsentDialog
{
  AdwDialog parent_instance;

  gboolean sending;
  gboolean sharing; /* what is being sent */
  gboolean over;    /* nothing is left to decide */
  gboolean warned;  /* that the time runs out */
  gboolean looked;  /* whether it is over, once the time was */

  /* Owned. */
  SluiceConsents       *consents;
  SluiceConsentRequest *request;
  SluiceTicker         *ticker;

  /* template children */
  AdwNavigationView *navigation;
  AdwBanner *banner;
  GtkStack *stack;
  SluiceConsentDialogParty *party;
  SluiceConsentDialogFacts *facts;
  SluiceConsentDialogChoice *choice;
  SluiceConsentDialogPages *pages;
  AdwStatusPage *done;
  GtkLabel *problem;
  GtkLabel *time_left;
  GtkWidget *waits;
  GtkButton *deny;
  GtkButton *share;
  GtkWidget *close;
};

void sluice_consent_dialog_announce     (SluiceConsentDialog *self,
                                         const char          *text);
void sluice_consent_dialog_show_problem (SluiceConsentDialog *self,
                                         const char          *text);
void sluice_consent_dialog_finish       (SluiceConsentDialog *self);
void sluice_consent_dialog_end          (SluiceConsentDialog *self,
                                         const char          *why);

/* sluice-consent-dialog-answer.c */
void sluice_consent_dialog_show_buttons (SluiceConsentDialog *self);
void sluice_consent_dialog_send         (SluiceConsentDialog *self,
                                         gboolean             sharing);

G_END_DECLS
