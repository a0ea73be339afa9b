{
  "variables": {
    "kernel_sources": [
      "src/native/kernel/blob.c",
      "src/native/kernel/kernel.c",
      "src/native/kernel/list_names.c",
      "src/native/kernel/list_processes.c",
      "src/native/kernel/lldp_filter.c",
      "src/native/kernel/locators.c",
      "src/native/kernel/namespace_id.c",
      "src/native/kernel/notify.c",
      "src/native/kernel/open_socket.c"
    ],
    "helper_sources": [
      "src/native/helper/account.c",
      "src/native/helper/api_socket.c",
      "src/native/helper/log.c",
      "src/native/helper/main.c",
      "src/native/helper/options.c",
      "src/native/helper/pattern.c",
      "src/native/helper/privilege.c",
      "src/native/helper/requests.c",
      "src/native/helper/rules.c",
      "src/native/helper/sandbox.c",
      "src/native/helper/serve.c",
      "src/native/helper/service.c",
      "src/native/helper/state_folder.c"
    ]
  },
  "target_defaults": {
    "cflags": ["-std=c11", "-Wall", "-Wextra", "-Werror", "-fvisibility=hidden", "-fstack-protector-strong"],
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
        "src/native/addon/exec.c",
        "src/native/addon/jobs.c",
        "src/native/addon/pool.c",
        "src/native/addon/reactor.c",
        "src/native/addon/receive.c",
        "src/native/addon/sources.c",
        "<@(kernel_sources)"
      ]
    },
    {
      "target_name": "lldp-watch-helper",
      "type": "executable",
      "cflags": ["-fPIE", "-D_FORTIFY_SOURCE=2"],
      "ldflags": ["-pie", "-Wl,-z,relro,-z,now"],
      "sources": ["<@(helper_sources)", "<@(kernel_sources)"]
    }
  ]
}
