/* For tests: takes a copy of a descriptor of another process (pidfd_getfd(2)), so that a test can sit at node's end of the socketpair. */
#define NAPI_VERSION 8
#include <errno.h>
#include <node_api.h>
#include <sys/syscall.h>
#include <unistd.h>

/* takeDescriptor(pid, number): the copy, or the negative errno. */
static napi_value take(napi_env env, napi_callback_info info) {
  napi_value values[2], result;
  size_t count = 2;
  int32_t pid = 0, number = 0;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) != napi_ok) return NULL;
  if (napi_get_value_int32(env, values[0], &pid) != napi_ok || napi_get_value_int32(env, values[1], &number) != napi_ok) return NULL;
  const int process = (int)syscall(SYS_pidfd_open, pid, 0);
  const int copy = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, number, 0);
  const int error = errno;
  if (process >= 0) close(process);
  return napi_create_int32(env, copy < 0 ? -error : copy, &result) == napi_ok ? result : NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "takeDescriptor", NAPI_AUTO_LENGTH, take, NULL, &function) != napi_ok) return NULL;
  return napi_set_named_property(env, exports, "takeDescriptor", function) == napi_ok ? exports : NULL;
}
