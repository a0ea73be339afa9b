/* For tests and benchmarks: sends LLDPDUs at a steady rate. lldp-flood INTERFACE RATE SECONDS IDENTITIES; with 0 identities each frame
 * has a random chassis id, else the ids 0 to IDENTITIES - 1 come in turn. Prints how many frames the kernel took, and in how many seconds. */
#include <arpa/inet.h>
#include <net/if.h>
#include <linux/if_packet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 32, ID_AT = 17, ID_LENGTH = 16, LLDP = 0x88cc };

static const char frame[] = "\x01\x80\xc2\x00\x00\x0e\x02\x00\x00\x00\x00\x66\x88\xcc"
                            "\x02\x11\x07" "0123456789abcdef" /* chassis id, local */
                            "\x04\x05\x05" "eth0"             /* port id, interface name */
                            "\x06\x02\xff\xff"                /* as long as can be */
                            "\x0a\x08" "stranger"             /* system name */
                            "\x00\x00";

static double now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static int open_interface(const char *name) {
  const struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = 0, .sll_ifindex = (int)if_nametoindex(name)};
  const int fd = socket(AF_PACKET, SOCK_RAW, 0);
  if (fd < 0 || address.sll_ifindex == 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) < 0) {
    perror(name);
    exit(1);
  }
  return fd;
}

int main(int count, char **words) {
  static char frames[BATCH][sizeof frame - 1];
  struct iovec slots[BATCH];
  struct mmsghdr messages[BATCH];
  if (count != 5) return 2;
  const int fd = open_interface(words[1]);
  const double rate = atof(words[2]), seconds = atof(words[3]);
  const uint64_t identities = strtoull(words[4], NULL, 10);
  uint64_t state = 88172645463325252ULL ^ (uint64_t)time(NULL), identity = 0;
  unsigned long sent = 0;
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < BATCH; i++) {
    memcpy(frames[i], frame, sizeof frames[i]);
    slots[i] = (struct iovec){.iov_base = frames[i], .iov_len = sizeof frames[i]};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &slots[i], .msg_iovlen = 1};
  }
  const double start = now();
  for (double at = start; at - start < seconds; at = now()) {
    if ((double)sent > (at - start) * rate) {
      const struct timespec pause = {.tv_nsec = 200000};
      (void)nanosleep(&pause, NULL);
      continue;
    }
    for (int i = 0; i < BATCH; i++) {
      char id[ID_LENGTH + 1];
      (void)snprintf(id, sizeof id, "%016llx", (unsigned long long)(identities == 0 ? next_random(&state) : identity++ % identities));
      memcpy(frames[i] + ID_AT, id, ID_LENGTH);
    }
    const int taken = sendmmsg(fd, messages, BATCH, 0);
    if (taken > 0) sent += (unsigned long)taken;
  }
  printf("%lu %.3f\n", sent, now() - start);
  return 0;
}
