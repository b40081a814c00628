/* SPDX-License-Identifier: MIT */
#pragma once

/** SLUICE_RECOVERY_WORD_LIST_SIZE: 11 bits each. */
#define SLUICE_RECOVERY_WORD_LIST_SIZE 2048

extern const char * const sluice_recovery_words[SLUICE_RECOVERY_WORD_LIST_SIZE];
