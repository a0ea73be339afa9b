#ifndef LLDP_WATCH_BLOB_H
#define LLDP_WATCH_BLOB_H

#include <stddef.h>
#include <stdint.h>

/* A growing run of octets, numbers little-endian. After a failed allocation it takes nothing more and says so in `failed`. */
struct blob {
  uint8_t *octets;
  size_t length;
  size_t capacity;
  int failed;
};

void blob_number(struct blob *blob, uint64_t value, size_t octets);
/* Two octets of length, then the text; longer texts are cut at 65,535 octets. */
void blob_text(struct blob *blob, const char *text, size_t length);

#endif
