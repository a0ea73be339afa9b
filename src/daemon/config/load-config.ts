import { seconds } from "../../base/index.ts";
import { type AdminStatus, defaultParameters } from "../../lldp/index.ts";
import type { DaemonConfig, LogLevel } from "./config.ts";
import type { ConfigFault } from "./config-fault.ts";
import { type FileContent, readConfigFile } from "./config-file.ts";
import { type DaemonOption, environmentName } from "./option.ts";
import { type OptionValue, parseOption } from "./option-value.ts";
import { daemonOptions } from "./options.ts";
import { roomConfig } from "./room-config.ts";

export interface ConfigSources {
  /** Flags as the command line gave them; absent ones undefined. */
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Text of a file; null when there is none. Throws for any other reason. */
  readonly readFile: (path: string) => string | null;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: DaemonConfig; readonly file: string | null }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export const standardConfigFile = "/etc/lldp-watch/config.yaml";

/** Flags over environment over file over defaults, checked. Every fault is found, not only the first. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const faults: ConfigFault[] = [];
  const { name, content } = readFile(sources, faults);
  const values = new Map<string, OptionValue>();
  for (const option of daemonOptions) {
    const value =
      flagValue(option, sources, faults) ?? environmentValue(option, sources, faults) ?? content.values.get(option.name) ?? defaultValue(option);
    if (value !== undefined) values.set(option.name, value);
  }
  const listen = parseListen(values.get("listen") as string);
  if (listen === undefined) faults.push({ where: "listen", message: `"${values.get("listen")}" is not HOST:PORT or none` });
  if (values.has("tls-cert") !== values.has("tls-key")) faults.push({ where: "tls-cert", message: "a certificate and its key go together" });
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: configOf(values, content, listen ?? null), file: name };
}

const noContent: FileContent = { values: new Map(), ports: [], customTlvs: [], hooks: [], faults: [] };

function readFile(
  { flags, environment, readFile }: ConfigSources,
  faults: ConfigFault[],
): { readonly name: string | null; readonly content: FileContent } {
  const asked = (flags["config"] as string | undefined) ?? (environment[environmentName("config")] || undefined);
  const name = asked ?? standardConfigFile;
  try {
    const text = readFile(name);
    if (text === null && asked === undefined) return { name: null, content: noContent };
    if (text === null) faults.push({ where: name, message: "no such file" });
    const content = text === null ? noContent : readConfigFile(text, name);
    faults.push(...content.faults);
    return { name, content };
  } catch (error) {
    faults.push({ where: name, message: (error as Error).message });
    return { name, content: noContent };
  }
}

function flagValue(option: DaemonOption, { flags }: ConfigSources, faults: ConfigFault[]): OptionValue | undefined {
  const given = flags[option.name];
  if (given === undefined || given === false || typeof given === "boolean") return given || undefined;
  if (typeof given !== "string") return given.length > 0 ? given : undefined;
  return checked(option, given, `--${option.name}`, faults);
}

function environmentValue(option: DaemonOption, { environment }: ConfigSources, faults: ConfigFault[]): OptionValue | undefined {
  const name = environmentName(option.name);
  const given = environment[name];
  return !given || option.name === "config" ? undefined : checked(option, given, name, faults);
}

function defaultValue(option: DaemonOption): OptionValue | undefined {
  return option.default === undefined ? undefined : checked(option, option.default, option.name, []);
}

function checked(option: DaemonOption, text: string, where: string, faults: ConfigFault[]): OptionValue | undefined {
  const result = parseOption(option, text);
  if (result.ok) return result.value;
  faults.push({ where, message: result.message });
  return undefined;
}

/** Undefined when the text is no address. */
function parseListen(text: string): DaemonConfig["listen"] | undefined {
  if (text === "none") return null;
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:\s]*)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) return undefined;
  return { host: match[1] ?? (match[2] || "0.0.0.0"), port };
}

function configOf(values: ReadonlyMap<string, OptionValue>, content: FileContent, listen: DaemonConfig["listen"]): DaemonConfig {
  const text = (name: string): string | null => (values.get(name) as string | undefined) ?? null;
  const path = (name: string): string | null => (text(name) === "none" ? null : text(name));
  const number = (name: string): number => values.get(name) as number;
  const mode = (name: string): AdminStatus => values.get(name) as AdminStatus;
  return {
    listen,
    socket: path("socket"),
    tokenFile: text("token-file"),
    insecureListen: values.get("insecure-listen") === true,
    tls: tlsFiles(text("tls-cert"), text("tls-key")),
    allowHosts: (values.get("allow-host") as readonly string[] | undefined) ?? [],
    state: path("state"),
    plan: text("plan"),
    logLevel: text("log-level") as LogLevel,
    user: text("user"),
    direct: values.get("direct") === true,
    namespaces: text("namespaces") ?? "*",
    interfaces: text("interfaces") ?? "*",
    mode: text("mode") as AdminStatus | null,
    ports: content.ports,
    destinations: {
      "nearest-bridge": "rx-and-tx",
      "nearest-non-tpmr-bridge": mode("non-tpmr-bridge-mode"),
      "nearest-customer-bridge": mode("customer-bridge-mode"),
    },
    dockerSocket: text("docker-socket"),
    hostName: text("host-name"),
    systemDescription: text("system-description"),
    managementAddresses: text("management-addresses"),
    tlvs: text("tlvs") ?? "*",
    customTlvs: content.customTlvs,
    hooks: content.hooks,
    parameters: {
      ...defaultParameters,
      msgTxInterval: seconds(number("tx-interval")),
      msgTxHold: number("tx-hold"),
      txFastInit: number("tx-fast-init"),
      txCreditMax: number("tx-credit-max"),
      reinitDelay: seconds(number("reinit-delay")),
      maxNeighbors: number("max-neighbors"),
    },
    maxNeighborsNamespace: number("max-neighbors-namespace"),
    maxNeighborsTotal: number("max-neighbors-total"),
    ...roomConfig(values),
  };
}

function tlsFiles(cert: string | null, key: string | null): DaemonConfig["tls"] {
  return cert !== null && key !== null ? { cert, key } : null;
}
