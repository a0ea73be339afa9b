#include "helper/helper.h"

#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

/* A number from 1 on, or 0: root is nobody that we run as. */
static unsigned long number_in(const char *text) {
  char *end = NULL;
  errno = 0;
  const unsigned long number = text == NULL || text[0] < '0' || text[0] > '9' ? 0 : strtoul(text, &end, 10);
  return number == 0 || errno != 0 || *end != '\0' || number >= UINT_MAX ? 0 : number;
}

static struct account numbered(unsigned long uid, unsigned long gid, const char *why) {
  const struct passwd *entry = getpwuid((uid_t)uid);
  if (gid == 0) gid = entry == NULL ? uid : entry->pw_gid;
  return (struct account){.uid = (uid_t)uid, .gid = (gid_t)gid, .why = why};
}

static struct account named(const char *name, const char *why) {
  const struct passwd *entry = getpwnam(name);
  return entry == NULL ? (struct account){.why = NULL} : (struct account){.uid = entry->pw_uid, .gid = entry->pw_gid, .why = why};
}

static struct account wanted_account(const char *wanted) {
  const unsigned long uid = number_in(wanted);
  const struct account account = uid > 0 ? numbered(uid, 0, "--user") : named(wanted, "--user");
  if (account.why == NULL) stop(EXIT_USAGE_ERROR, "--user %s: no such user", wanted);
  if (account.uid == 0) stop(EXIT_USAGE_ERROR, "--user %s: the service does not run as root", wanted);
  return account;
}

struct account choose_account(const char *wanted) {
  if (geteuid() != 0) return (struct account){.uid = geteuid(), .gid = getegid(), .why = "started as it"};
  if (wanted != NULL) return wanted_account(wanted);
  const struct account packaged = named("lldp-watch", "the user lldp-watch exists");
  if (packaged.why != NULL && packaged.uid != 0) return packaged;
  const unsigned long sudo = number_in(getenv("SUDO_UID"));
  if (sudo > 0) return numbered(sudo, number_in(getenv("SUDO_GID")), "SUDO_UID");
  const struct account nobody = named("nobody", "no better user is there");
  if (nobody.why != NULL && nobody.uid != 0) return nobody;
  return (struct account){.uid = 65534, .gid = 65534, .why = "no better user is there"};
}
