/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-error.h"
#include "sluice-vault.h"
#include "test-util.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * What the vault is after its program was killed, or the disk was full, at any
 * moment at all: each call that changes the disk is the last one once. The
 * calls are caught here by their names; a subprocess makes them.
 */

/* Stored by more than one call, on other threads than the caller's. */
#define SEVERAL_BLOCKS 700000

typedef enum
{
  FAULT_NONE,
  FAULT_KILL,
  FAULT_FULL,
} Fault;

static Fault fault;
static int   calls_until_fault;

/* Returns: TRUE when this call is to fail. */
static gboolean
is_faulty (void)
{
  if (fault == FAULT_NONE || --calls_until_fault > 0)
    return FALSE;
  if (fault == FAULT_KILL)
    kill (getpid (), SIGKILL);

  /* A disk stays full. */
  errno = ENOSPC;
  return TRUE;
}

/* The main loop wakes its thread by writing too, but not to a disk. */
static gboolean
is_on_disk (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode);
}

ssize_t
write (int         fd,
       const void *data,
       size_t      length)
{
  return is_on_disk (fd) && is_faulty () ? -1 : syscall (SYS_write, fd, data, length);
}

ssize_t
pwrite64 (int         fd,
          const void *data,
          size_t      length,
          off64_t     offset)
{
  return is_faulty () ? -1 : syscall (SYS_pwrite64, fd, data, length, offset);
}

int
fsync (int fd)
{
  return is_faulty () ? -1 : syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  return is_faulty () ? -1 : syscall (SYS_fdatasync, fd);
}

int
mkdir (const char *path,
       mode_t      mode)
{
  return is_faulty () ? -1 : syscall (SYS_mkdirat, AT_FDCWD, path, mode);
}

int
rename (const char *from,
        const char *to)
{
  return is_faulty () ? -1 : syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* Deleting needs no room: only a kill can come between. */
int
unlink (const char *path)
{
  if (fault == FAULT_KILL && is_faulty ())
    return -1;
  return syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}

static SluiceVaultItem *
add_bytes (SluiceVault  *vault,
           const char   *name,
           gsize         size,
           GError      **error)
{
  g_autoptr(SluiceVaultWriter) writer = sluice_vault_begin (vault, error);
  g_autofree char *bytes = g_malloc (size);

  memset (bytes, name[0], size);
  return writer != NULL && sluice_vault_writer_write (writer, bytes, size, error)
           ? sluice_vault_writer_commit (writer, name, NULL, NULL, error)
           : NULL;
}

static void
assert_is_vault_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == SLUICE_VAULT_ERROR);
  g_assert_cmpstr (error->message, !=, "");
}

/* Returns: how many items there are, all of them whole, with as many objects, and nothing else in the folder. */
static guint
check (const char *folder,
       SluiceKey  *key)
{
  g_autoptr(SluiceVault) vault = sluice_vault_new (folder, key);
  g_autofree char *objects = g_build_filename (folder, "objects", NULL);
  g_autoptr(DexFuture) verified = sluice_vault_verify (vault, NULL, NULL, NULL, NULL);
  g_autoptr(GDir) dir = g_dir_open (objects, 0, NULL);
  g_autoptr(GError) error = NULL;
  const guint n_items = (test_settle (dex_ref (verified), &error),
                         g_list_model_get_n_items (sluice_vault_get_model (vault)));
  guint n_objects = 0;
  const char *name;

  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (dex_future_get_value (verified, NULL)), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (objects, name, NULL);
      g_autoptr(GDir) sub = g_dir_open (path, 0, &error);

      g_assert_no_error (error); /* a file here would be a half-written one */
      while (g_dir_read_name (sub) != NULL)
        n_objects++;
    }
  g_assert_cmpuint (n_objects, ==, n_items);
  return n_items;
}

static SluiceVaultItem *
find_named (SluiceVault *vault,
            const char  *name)
{
  g_autoptr(GError) error = NULL;
  GListModel *model = sluice_vault_get_model (vault);

  test_settle (sluice_vault_list (vault), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      if (g_str_equal (sluice_vault_item_get_name (item), name))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* What the subprocess is told; 0 is success, as is a failure that is well said. */
static void
run_subprocess (void)
{
  const char *folder = g_getenv ("TEST_VAULT");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = sluice_key_new_encoded (g_getenv ("TEST_KEY"), &error);
  g_autoptr(SluiceVault) vault = sluice_vault_new (folder, key);
  g_autoptr(SluiceVaultItem) item = NULL;
  const gboolean removes = g_strcmp0 (g_getenv ("TEST_ACTION"), "remove") == 0;
  gboolean done;

  g_assert_no_error (error);
  if (removes)
    item = find_named (vault, "new");
  calls_until_fault = atoi (g_getenv ("TEST_CALLS"));
  fault = atoi (g_getenv ("TEST_FAULT"));
  if (removes)
    done = test_settle (sluice_vault_remove (vault, item), &error);
  else
    done = (item = add_bytes (vault, "new", SEVERAL_BLOCKS, &error)) != NULL;
  fault = FAULT_NONE;

  if (!done)
    {
      assert_is_vault_error (error);
      exit (3);
    }
}

/* Returns: whether the subprocess did it before its disk became full, or it was killed. */
static gboolean
act (const char *folder,
     SluiceKey  *key,
     const char *action,
     Fault       kind,
     int         calls)
{
  g_auto(GStrv) environment = g_get_environ ();
  g_autofree char *key_text = sluice_key_encode (key);
  g_autofree char *calls_text = g_strdup_printf ("%d", calls);
  g_autofree char *fault_text = g_strdup_printf ("%d", kind);

  environment = g_environ_setenv (environment, "TEST_VAULT", folder, TRUE);
  environment = g_environ_setenv (environment, "TEST_KEY", key_text, TRUE);
  environment = g_environ_setenv (environment, "TEST_ACTION", action, TRUE);
  environment = g_environ_setenv (environment, "TEST_CALLS", calls_text, TRUE);
  environment = g_environ_setenv (environment, "TEST_FAULT", fault_text, TRUE);
  g_test_trap_subprocess_with_envp ("/vault-faults/subprocess", (const char * const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  return g_test_trap_has_passed ();
}

static void
test_at_every_call (gconstpointer data)
{
  const Fault kind = GPOINTER_TO_INT (data);
  g_autofree char *folder = test_make_folder ();
  g_autofree char *vault_folder = g_build_filename (folder, "vault", NULL);
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  gboolean done = FALSE;
  int calls;

  {
    g_autoptr(SluiceVault) vault = sluice_vault_new (vault_folder, key);
    g_autoptr(GError) error = NULL;
    g_autoptr(SluiceVaultItem) old = add_bytes (vault, "old", 1000, &error);

    g_assert_no_error (error);
  }

  for (calls = 1; !done; calls++)
    {
      guint n_items;

      done = act (vault_folder, key, "add", kind, calls);
      n_items = check (vault_folder, key);
      g_assert_cmpuint (n_items, >=, 1);
      /* What was said to be done, is. What was not may be, when the kill came right after. */
      if (done)
        g_assert_cmpuint (n_items, ==, 2);
      else if (n_items == 2)
        g_assert_true (act (vault_folder, key, "remove", FAULT_NONE, 0));
    }
  g_test_message ("add changes the disk by %d calls", calls - 2);
  g_assert_cmpint (calls, >, 10);

  for (done = FALSE, calls = 1; !done; calls++)
    {
      done = act (vault_folder, key, "remove", kind, calls);
      if (done)
        g_assert_cmpuint (check (vault_folder, key), ==, 1);
      else if (check (vault_folder, key) == 1)
        g_assert_true (act (vault_folder, key, "add", FAULT_NONE, 0));
    }
  g_test_message ("remove changes the disk by %d calls", calls - 2);
  g_assert_cmpint (calls, >, 2);

  test_remove_folder (folder);
}

/* In a user namespace one is nobody, who owns no file, until one says who one is. */
static gboolean
enter_namespaces (void)
{
  g_autofree char *map = g_strdup_printf ("0 %u 1", geteuid ());
  int fd;
  gboolean mapped;

  if (geteuid () == 0)
    return unshare (CLONE_NEWNS) == 0;
  if (unshare (CLONE_NEWNS | CLONE_NEWUSER) != 0)
    return FALSE;

  fd = open ("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
  mapped = fd >= 0 && write (fd, map, strlen (map)) == (gssize) strlen (map);
  close (fd);
  return mapped;
}

/* Returns: FALSE where nobody may mount. */
static gboolean
mount_small_disk (const char *path)
{
  return enter_namespaces () &&
         mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("none", path, "tmpfs", 0, "size=2m") == 0;
}

static void
assert_full_disk_loses_nothing (const char       *folder,
                                SluiceVaultError  expected)
{
  g_autofree char *vault_folder = g_build_filename (folder, "vault", NULL);
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceVault) vault = sluice_vault_new (vault_folder, key);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultItem) old = add_bytes (vault, "old", 100000, &error);
  g_autoptr(SluiceVaultItem) small = NULL;

  g_assert_no_error (error);
  g_assert_null (add_bytes (vault, "large", 8 << 20, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, (int) expected);
  g_clear_error (&error);

  /* The room that the large one took is free again. */
  small = add_bytes (vault, "small", 100000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check (vault_folder, key), ==, 2);
}

static void
test_full_disk (void)
{
  g_autofree char *folder = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      if (g_test_trap_reached_timeout () || !g_test_trap_has_passed ())
        g_test_trap_assert_passed ();
      return;
    }

  folder = test_make_folder ();
  if (mount_small_disk (folder))
    assert_full_disk_loses_nothing (folder, SLUICE_VAULT_ERROR_NO_SPACE);
  else
    {
      struct rlimit limit = { 2 << 20, 2 << 20 };

      /* The next best: no file may grow beyond two megabytes. */
      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      assert_full_disk_loses_nothing (folder, SLUICE_VAULT_ERROR_IO);
    }
  umount2 (folder, MNT_DETACH);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/vault-faults/subprocess", run_subprocess);
  g_test_add_data_func ("/vault-faults/killed", GINT_TO_POINTER (FAULT_KILL), test_at_every_call);
  g_test_add_data_func ("/vault-faults/full", GINT_TO_POINTER (FAULT_FULL), test_at_every_call);
  g_test_add_func ("/vault-faults/full-disk", test_full_disk);
  return test_run ();
}
