/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-close-up.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/*
 * What is in the memory of our programs, files of people and keys to them, is
 * not to lie about after a crash, nor be sent somewhere with a crash report.
 */

#if defined (__SANITIZE_ADDRESS__)
#define HAS_LEAK_CHECKER 1
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define HAS_LEAK_CHECKER 1
#endif
#endif

/**
 * sluice_close_up_dumps:
 *
 * No core is written, and none is handed to a crash reporter, for this process
 * and those it starts. First thing in main().
 */
void
sluice_close_up_dumps (void)
{
  /*
   * One byte, not none: a reporter that the kernel pipes to (core_pattern
   * begins with "|") is given the core whatever the limit is, but for the
   * limit of 1, by which the kernel tells a reporter that crashes itself
   * (core(5); fs/coredump.c). A file of one byte is too small to be begun.
   */
  struct rlimit one = { 1, 1 };

  setrlimit (RLIMIT_CORE, &one);
}

/**
 * sluice_close_up_memory:
 *
 * As sluice_close_up_dumps(), and no other process of this person can read the
 * memory: for programs without windows. Portals look at whoever calls them by
 * way of /proc, and cannot at a process that is closed up like that; so the app
 * is not. To look inside, a debugger has to start the program.
 */
void
sluice_close_up_memory (void)
{
  sluice_close_up_dumps ();
#ifndef HAS_LEAK_CHECKER
  /* The leak checker is another one who looks. */
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
