#include "helper/helper.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

enum { TERM_MAX = 256 };
enum verdict { NO_HIT = 0, ALLOW = 1, DENY = 2, INSIST = 4 };

/* What the term (`name`, `!name`, `!!name`, with shell wildcards) says of a name; a term that is too long hits nothing. */
static int term_says(const char *term, size_t length, const char *name) {
  char pattern[TERM_MAX];
  while (length > 0 && isspace((unsigned char)*term)) term++, length--;
  while (length > 0 && isspace((unsigned char)term[length - 1])) length--;
  if (length == 0) return NO_HIT;
  const int marks = term[0] != '!' ? 0 : length > 1 && term[1] == '!' ? 2 : 1;
  term += marks;
  length -= (size_t)marks;
  if (length >= sizeof pattern) return NO_HIT;
  memcpy(pattern, term, length);
  pattern[length] = '\0';
  if (fnmatch(pattern, name, FNM_NOESCAPE) != 0) return NO_HIT;
  return marks == 0 ? ALLOW : marks == 1 ? DENY : INSIST;
}

static int is_denial(const char *term, size_t length) {
  while (length > 0 && isspace((unsigned char)*term)) term++, length--;
  return length == 0 || (length > 1 && term[0] == '!' && term[1] != '!') || (length == 1 && term[0] == '!');
}

int pattern_allows(const char *pattern, const char *name) {
  int said = NO_HIT, only_denials = 1;
  for (const char *term = pattern;; term++) {
    const size_t length = strcspn(term, ",");
    said |= term_says(term, length, name);
    only_denials &= is_denial(term, length);
    term += length;
    if (*term == '\0') break;
  }
  if (said & INSIST) return 1;
  if (said & DENY) return 0;
  return only_denials || (said & ALLOW);
}

int namespace_allowed(struct kernel *kernel, const char *pattern, uint64_t inode) {
  if (pattern == NULL) return 1;
  if (inode == kernel->own) return pattern_allows(pattern, "host");
  int named = 0;
  for (size_t i = 0; i < kernel->named.count; i++) {
    if (kernel->named.items[i].inode != inode) continue;
    if (pattern_allows(pattern, kernel->named.items[i].name)) return 1;
    named = 1;
  }
  return !named;
}
