#include "addon/addon.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 512 };

static char *text_of(napi_env env, napi_value value) {
  size_t length;
  if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) return throw_last(env), NULL;
  char *text = malloc(length + 1);
  if (text != NULL && napi_get_value_string_utf8(env, value, text, length + 1, &length) == napi_ok) return text;
  free(text);
  return throw_last(env), NULL;
}

/*
 * exec(path, ...arguments): this process becomes another program, with the environment as it is; the path is its argument 0 as well. Comes back only on failure, with the
 * errno. No process stays behind to pass signals and statuses on, and the process id stays what the caller started.
 */
napi_value call_exec(napi_env env, napi_callback_info info) {
  napi_value values[ARGUMENTS_MAX], result;
  char *arguments[ARGUMENTS_MAX + 1] = {NULL};
  size_t count = ARGUMENTS_MAX;
  int error = 0;
  CHECK(env, napi_get_cb_info(env, info, &count, values, NULL, NULL));
  if (count == 0 || count > ARGUMENTS_MAX) error = E2BIG;
  for (size_t i = 0; error == 0 && i < count; i++) {
    arguments[i] = text_of(env, values[i]);
    if (arguments[i] == NULL) error = ENOMEM;
  }
  if (error == 0) {
    /* Node marks what it inherited as close-on-exec (uv_disable_stdio_inheritance); standard streams are for the successor. */
    for (int fd = 0; fd <= 2; fd++) (void)fcntl(fd, F_SETFD, 0);
    execv(arguments[0], arguments);
    error = errno;
  }
  for (size_t i = 0; arguments[i] != NULL; i++) free(arguments[i]);
  CHECK(env, napi_create_int32(env, error, &result));
  return result;
}

/* closeOnExec(descriptor): programs that we start do not inherit it; 0 or the errno. */
napi_value call_close_on_exec(napi_env env, napi_callback_info info) {
  napi_value values[1], result;
  double fd;
  if (arguments_of(env, info, 1, values, NULL) < 0 || number_of(env, values[0], &fd) < 0) return NULL;
  CHECK(env, napi_create_int32(env, fcntl((int)fd, F_SETFD, FD_CLOEXEC) < 0 ? errno : 0, &result));
  return result;
}
