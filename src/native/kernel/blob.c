#include "kernel/blob.h"

#include <stdlib.h>
#include <string.h>

static uint8_t *blob_room(struct blob *blob, size_t octets) {
  if (blob->failed) return NULL;
  if (blob->length + octets > blob->capacity) {
    const size_t capacity = (blob->length + octets) * 2 + 1024;
    uint8_t *grown = realloc(blob->octets, capacity);
    if (grown == NULL) {
      blob->failed = 1;
      return NULL;
    }
    blob->octets = grown;
    blob->capacity = capacity;
  }
  uint8_t *room = blob->octets + blob->length;
  blob->length += octets;
  return room;
}

void blob_number(struct blob *blob, uint64_t value, size_t octets) {
  uint8_t *room = blob_room(blob, octets);
  for (size_t i = 0; room != NULL && i < octets; i++) room[i] = (uint8_t)(value >> (8 * i));
}

void blob_text(struct blob *blob, const char *text, size_t length) {
  if (length > UINT16_MAX) length = UINT16_MAX;
  blob_number(blob, length, 2);
  uint8_t *room = blob_room(blob, length);
  if (room != NULL && length > 0) memcpy(room, text, length);
}
