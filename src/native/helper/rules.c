#include "helper/helper.h"

#include <string.h>

/* The name in /run/netns by which node knows the namespace: the first in the order of their octets. `host` is taken by our own. */
static const char *shown_name(const struct kernel *kernel, uint64_t inode) {
  const char *shown = NULL;
  for (size_t i = 0; i < kernel->named.count; i++) {
    const struct locator *item = &kernel->named.items[i];
    if (item->inode != inode || strcmp(item->name, "host") == 0) continue;
    if (shown == NULL || strcmp(item->name, shown) < 0) shown = item->name;
  }
  return shown;
}

int namespace_allowed(const struct kernel *kernel, const char *pattern, uint64_t inode) {
  if (pattern == NULL) return 1;
  const char *name = inode == kernel->own ? "host" : shown_name(kernel, inode);
  return name == NULL || pattern_allows(pattern, name);
}
