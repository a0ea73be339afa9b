import { argv, env, execArgv, execPath } from "node:process";
import { type Access, accessDirectly, accessThroughHelper } from "./access.ts";
import { binding, builtPath } from "./binding.ts";
import { missingCapabilities } from "./capabilities.ts";
import { errnoName } from "./errno-name.ts";

export interface LaunchRequest {
  /** `--direct`: no helper, this process uses its own privilege. */
  readonly direct: boolean;
  /** Absolute path for the API's Unix socket, which the helper binds; null for none. */
  readonly socket: string | null;
  /** State folder, which the helper makes and gives to the unprivileged user; null for none. */
  readonly state: string | null;
  /** Name or number of the user to run as; null for the helper's own choice (`lldp-watch` if it exists, else SUDO_UID, else nobody; its own when not root). */
  readonly user: string | null;
  /** Options of node that the service is to run with; when some are missing the program starts again with them. Default: none. */
  readonly nodeOptions?: readonly string[];
}

export type Launch =
  | {
      readonly kind: "ready";
      /** Call once. */
      open(): Promise<Access>;
      /** Descriptor of the listening API socket that the helper bound, for `listen({ fd })`; null in direct mode: bind it yourself. */
      readonly apiSocket: number | null;
    }
  /** One line for the user, without a newline at its end. */
  | { readonly kind: "refused"; readonly message: string };

/** Takes a descriptor that the helper left us out of the environment, so that nothing that we start sees it. */
function takeDescriptor(name: string): number | null {
  const text = env[name];
  delete env[name];
  if (text === undefined || !/^[0-9]{1,9}$/.test(text)) return null;
  const descriptor = Number(text);
  return binding().closeOnExec(descriptor) === 0 ? descriptor : null;
}

/** Arguments of the helper that runs this same program again (`lldp-watch-helper --help`). */
export function helperArguments(request: LaunchRequest, script: string, command: readonly string[]): string[] {
  const option = (name: string, value: string | null): string[] => (value === null ? [] : [name, value]);
  return [
    ...option("--user", request.user),
    ...option("--state", request.state),
    ...option("--socket", request.socket),
    ...option("--needs", script),
    ...option("--needs", builtPath("lldp_watch.node")),
    "--",
    ...command,
  ];
}

const howToGrant =
  "run it as root (sudo), or from a service with these ambient capabilities; neighbors, ports, links, decode and every other client command work without";

/**
 * Decides how the service runs. Below the helper: through it. With `direct`: by itself. Else, with privilege: this process becomes
 * the helper, which runs the same command line again as an unprivileged user; the call does not return then. Call it before anything
 * is open. Without privilege, or when the helper cannot be run: refused, with what is missing and how to grant it.
 */
export function launch(request: LaunchRequest): Launch {
  const channel = takeDescriptor("LLDP_WATCH_HELPER_FD");
  if (channel !== null) return { kind: "ready", apiSocket: takeDescriptor("LLDP_WATCH_API_FD"), open: () => accessThroughHelper(channel) };
  const missing = missingCapabilities();
  if (missing.length > 0) return { kind: "refused", message: `not privileged: ${missing.join(", ")} missing; ${howToGrant}` };
  const extra = (request.nodeOptions ?? []).filter((option) => !execArgv.includes(option));
  const command = [execPath, ...execArgv, ...extra, ...argv.slice(1)];
  if (request.direct) {
    // When the program cannot start again it goes on as it is: the options only save memory.
    if (extra.length > 0) binding().exec(execPath, ...command.slice(1));
    return { kind: "ready", apiSocket: null, open: () => accessDirectly() };
  }
  const helper = builtPath("lldp-watch-helper");
  const errno = binding().exec(helper, ...helperArguments(request, argv[1] ?? "", command));
  return { kind: "refused", message: `${helper}: ${errnoName(errno)}; run with --direct to go without it` };
}
