#include "addon/addon.h"

#include <string.h>

/* Tells our externals from those of other addons. */
static const napi_type_tag reactor_tag = {0x6c6c64702d776174, 0x63682d7265616374};

napi_value throw_last(napi_env env) {
  const napi_extended_error_info *info = NULL;
  bool pending = true;
  if (napi_get_last_error_info(env, &info) != napi_ok || napi_is_exception_pending(env, &pending) != napi_ok) return NULL;
  if (!pending) (void)napi_throw_error(env, NULL, info->error_message != NULL ? info->error_message : "node-api call failed");
  return NULL;
}

static int reactor_of(napi_env env, napi_value value, struct reactor **reactor) {
  bool ours = false;
  if (napi_check_object_type_tag(env, value, &reactor_tag, &ours) != napi_ok || !ours) return -1;
  return napi_get_value_external(env, value, (void **)reactor) == napi_ok && *reactor != NULL ? 0 : -1;
}

int arguments_of(napi_env env, napi_callback_info info, size_t count, napi_value *values, struct reactor **reactor) {
  size_t given = count;
  if (napi_get_cb_info(env, info, &given, values, NULL, NULL) != napi_ok) return throw_last(env), -1;
  if (given == count && (reactor == NULL || (reactor_of(env, values[0], reactor) == 0 && !(*reactor)->closed))) return 0;
  (void)napi_throw_type_error(env, NULL, "wrong arguments, or the reactor is closed");
  return -1;
}

int number_of(napi_env env, napi_value value, double *number) {
  if (napi_get_value_double(env, value, number) == napi_ok) return 0;
  throw_last(env);
  return -1;
}

static void on_collected(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  reactor_release(data);
}

napi_value make_reactor(napi_env env, struct reactor *reactor) {
  napi_value value;
  CHECK(env, napi_create_external(env, reactor, on_collected, NULL, &value));
  CHECK(env, napi_type_tag_object(env, value, &reactor_tag));
  return value;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"createReactor", NULL, reactor_create, NULL, NULL, NULL, napi_enumerable, NULL},
      {"closeReactor", NULL, reactor_close, NULL, NULL, NULL, napi_enumerable, NULL},
      {"list", NULL, job_list, NULL, NULL, NULL, napi_enumerable, NULL},
      {"open", NULL, job_open, NULL, NULL, NULL, napi_enumerable, NULL},
      {"namespaceId", NULL, job_namespace_id, NULL, NULL, NULL, napi_enumerable, NULL},
      {"findNamespace", NULL, job_find_namespace, NULL, NULL, NULL, napi_enumerable, NULL},
      {"close", NULL, job_close, NULL, NULL, NULL, napi_enumerable, NULL},
      {"adopt", NULL, call_adopt, NULL, NULL, NULL, napi_enumerable, NULL},
      {"send", NULL, call_send, NULL, NULL, NULL, napi_enumerable, NULL},
      {"statistics", NULL, call_statistics, NULL, NULL, NULL, napi_enumerable, NULL},
      {"watchNames", NULL, call_watch_names, NULL, NULL, NULL, napi_enumerable, NULL},
      {"watchProcess", NULL, call_watch_process, NULL, NULL, NULL, napi_enumerable, NULL},
      {"exec", NULL, call_exec, NULL, NULL, NULL, napi_enumerable, NULL},
      {"closeOnExec", NULL, call_close_on_exec, NULL, NULL, NULL, napi_enumerable, NULL},
      {"notify", NULL, call_notify, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0], functions));
  return exports;
}
