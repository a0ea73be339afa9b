#include "kernel/lldp_filter.h"

#include <linux/filter.h>
#include <linux/if_ether.h>
#include <sys/socket.h>

enum { ETHERTYPE_AT = 12, TAGGED_ETHERTYPE_AT = 16, WHOLE_FRAME = 0x40000 };

int attach_lldp_filter(int fd, struct failure *failure) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, ETHERTYPE_AT),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_LLDP, 3, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_8021Q, 0, 3),
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, TAGGED_ETHERTYPE_AT),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_LLDP, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, WHOLE_FRAME),
      BPF_STMT(BPF_RET | BPF_K, 0),
  };
  const struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
  const int on = 1;
  if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0) return failed(failure, "setsockopt SO_ATTACH_FILTER");
  if (setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, &on, sizeof on) < 0) return failed(failure, "setsockopt SO_LOCK_FILTER");
  return 0;
}
