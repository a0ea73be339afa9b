{
  "variables": { "sanitize%": "" },
  "target_defaults": {
    "cflags": ["-std=c11", "-Wall", "-Wextra", "-Werror", "-fvisibility=hidden"],
    "defines": ["_GNU_SOURCE", "_FILE_OFFSET_BITS=64"],
    "include_dirs": ["src/native"]
  },
  "targets": [
    {
      "target_name": "lldp_watch",
      "defines": ["NAPI_VERSION=8"],
      "sources": [
        "src/native/addon/addon.c",
        "src/native/addon/calls.c",
        "src/native/addon/jobs.c",
        "src/native/addon/pool.c",
        "src/native/addon/reactor.c",
        "src/native/addon/receive.c",
        "src/native/addon/sources.c",
        "src/native/kernel/blob.c",
        "src/native/kernel/kernel.c",
        "src/native/kernel/list_names.c",
        "src/native/kernel/list_processes.c",
        "src/native/kernel/lldp_filter.c",
        "src/native/kernel/locators.c",
        "src/native/kernel/namespace_id.c",
        "src/native/kernel/notify.c",
        "src/native/kernel/open_socket.c"
      ]
    }
  ]
}
