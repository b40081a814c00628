/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-fiber.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICECTL_OK 0
#define SLUICECTL_FAILED 1
#define SLUICECTL_USAGE 2

/**
 * SluicectlCommand:
 * @name: what a person types
 * @summary: one line about it, to be translated
 * @run: does it; @argv[0] is the name. Returns the exit code
 *
 * A command of sluicectl. A file of commands has one array of them, which ends
 * with one that has no name, and which main.c or services-main.c lists.
 */
typedef struct
{
  const char *name;
  const char *summary;
  int       (*run) (int    argc,
                    char **argv);
} SluicectlCommand;

extern const SluicectlCommand sluicectl_account_commands[];
extern const SluicectlCommand sluicectl_consent_commands[];
extern const SluicectlCommand sluicectl_data_commands[];
extern const SluicectlCommand sluicectl_print_commands[];
extern const SluicectlCommand sluicectl_printer_commands[];
extern const SluicectlCommand sluicectl_service_commands[];
extern const SluicectlCommand sluicectl_upload_commands[];
extern const SluicectlCommand sluicectl_vault_commands[];

void        sluicectl_init            (void);
const SluicectlCommand *
            sluicectl_find_command    (const SluicectlCommand * const *groups,
                                       const char                     *name);
int         sluicectl_end             (int              status);
void        sluicectl_drop_dashes     (int             *argc,
                                       char           **argv);
int         sluicectl_fail            (const GError    *error);
int         sluicectl_usage           (const char      *usage);
char       *sluicectl_dup_data_folder (void);
DexFuture  *sluicectl_settle          (DexFuture       *future,
                                       GError         **error);
int         sluicectl_run_fiber       (SluiceFiberFunc  fiber,
                                       gpointer         data);
const char *sluicectl_get_nick        (GType            enum_type,
                                       int              value);
void        sluicectl_print_bytes     (GBytes          *text);
void        sluicectl_print_object    (JsonObject      *object);
void        sluicectl_print_array     (JsonArray       *array);
char       *sluicectl_dup_printable   (const char      *text);

G_END_DECLS
