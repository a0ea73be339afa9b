#ifndef LLDP_WATCH_ADDON_H
#define LLDP_WATCH_ADDON_H

#include "addon/reactor.h"

/* Every napi_status is looked at: a failure that is not already an exception becomes one, and the function returns NULL. */
#define CHECK(env, call)                                                                                                                            \
  do {                                                                                                                                              \
    if ((call) != napi_ok) return throw_last(env);                                                                                                       \
  } while (0)

napi_value throw_last(napi_env env);
/* The arguments of a call, exactly `count`; the first is a reactor unless `reactor` is NULL. */
int arguments_of(napi_env env, napi_callback_info info, size_t count, napi_value *values, struct reactor **reactor);
int number_of(napi_env env, napi_value value, double *number);
napi_value make_reactor(napi_env env, struct reactor *reactor);

/* exec.c */
napi_value call_exec(napi_env env, napi_callback_info info);
napi_value call_close_on_exec(napi_env env, napi_callback_info info);

/* calls.c */
napi_value call_adopt(napi_env env, napi_callback_info info);
napi_value call_send(napi_env env, napi_callback_info info);
napi_value call_statistics(napi_env env, napi_callback_info info);
napi_value call_watch_names(napi_env env, napi_callback_info info);
napi_value call_watch_process(napi_env env, napi_callback_info info);
napi_value call_notify(napi_env env, napi_callback_info info);

#endif
