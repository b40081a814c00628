/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CtlOutcome:
 * @status: what it ended with; -1 where something else ended it
 * @out: its standard output
 * @err: its standard error
 *
 * What came of one run of the real sluicectl.
 */
typedef struct
{
  int   status;
  char *out;
  char *err;
} CtlOutcome;

CtlOutcome  ctl_run           (const char       *format,
                               ...) G_GNUC_PRINTF (1, 2);
CtlOutcome  ctl_run_with      (const char       *input,
                               const char       *line);
CtlOutcome  ctl_run_at        (const char       *folder,
                               const char       *home,
                               const char       *input,
                               const char       *format,
                               ...) G_GNUC_PRINTF (4, 5);
void        ctl_outcome_clear (CtlOutcome       *outcome);

void        ctl_assert_status (const CtlOutcome *outcome,
                               int               expected);
void        ctl_assert_says   (const char       *text,
                               const char       *what);
void        ctl_assert_fails  (CtlOutcome        outcome,
                               int               expected,
                               const char       *why);
JsonNode   *ctl_parse         (const CtlOutcome *outcome);
char       *ctl_first_id      (const char       *line);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtlOutcome, ctl_outcome_clear)

G_END_DECLS
