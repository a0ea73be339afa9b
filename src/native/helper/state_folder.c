#include "helper/helper.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Says that a folder is ours, whoever owned it last: only such a folder changes hands with what is in it. */
static const char marker[] = ".lldp-watch";

/* Everything goes through descriptors that follow no link and have one name: what an unprivileged user planted there is left alone. */
static void give_file(int folder, const char *name, struct account account) {
  struct stat status;
  const int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1) (void)!fchown(fd, account.uid, account.gid);
  close(fd);
}

/* The number of entries besides the marker; gives each to the account when `give` is set. */
static size_t walk(int folder, int give, struct account account) {
  const int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *directory = copy < 0 ? NULL : fdopendir(copy);
  size_t count = 0;
  if (directory == NULL) return 0;
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || strcmp(entry->d_name, marker) == 0) continue;
    if (give) give_file(folder, entry->d_name, account);
    count++;
  }
  closedir(directory);
  return count;
}

void prepare_state_folder(const char *path, struct account account) {
  struct stat status;
  if (mkdir(path, 0750) < 0 && errno != EEXIST) stop(EXIT_REFUSED, "state folder %s: %s", path, strerror(errno));
  const int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0 || fstat(folder, &status) < 0) stop(EXIT_REFUSED, "state folder %s: %s", path, strerror(errno));
  if (geteuid() == 0 && status.st_uid != account.uid) {
    const int ours = faccessat(folder, marker, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (!ours && (walk(folder, 0, account) > 0 || (status.st_mode & S_IWOTH)))
      stop(EXIT_REFUSED, "state folder %s belongs to user %u and is not empty: choose another, or: chown -R %u:%u %s", path, status.st_uid,
           account.uid, account.gid, path);
    walk(folder, 1, account);
    if (fchown(folder, account.uid, account.gid) < 0) stop(EXIT_REFUSED, "state folder %s: %s", path, strerror(errno));
  }
  const int mark = openat(folder, marker, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640);
  if (mark >= 0) close(mark);
  close(folder);
}
