import { didYouMean } from "../base/index.ts";
import { parseArguments } from "./arguments.ts";
import { catalog, commands, commandsBelow, findCommand, liveCommand } from "./catalog/index.ts";
import { commonOptions } from "./catalog/shared-options.ts";
import type { CommandIo, CommandSpec } from "./command.ts";
import { commandLoaders } from "./command-loaders.ts";
import { type ExitCode, exitCodes, usageError } from "./exit-code.ts";
import { send } from "./output.ts";

/** Finds the command in `io.argv`, checks its words, loads and runs it. Throws a CommandError for what the user has to know. */
export async function run(io: CommandIo, version: string): Promise<ExitCode> {
  const { spec, args, word } = pick(io.argv);
  const asksHelp = beforeTerminator(args).some((arg) => arg === "--help" || arg === "-h");
  if (args.includes("--version") || args.includes("-V") || word === "version") return print(io, `lldp-watch ${version}\n`);
  if (asksHelp || word === "help") return print(io, await helpFor(io, spec, word, args));
  if (!spec) throw unknownCommand(word as string, args[0]);
  const invocation = parseArguments({ ...spec, options: [...spec.options, ...commonOptions] }, args);
  const load = commandLoaders[spec.name];
  if (!load) throw new Error(`command-loaders.ts has no ${spec.name}`);
  return (await load()).run(invocation, io);
}

interface Picked {
  /** Null when the word names no command; the live view when there is no word. */
  readonly spec: CommandSpec | null;
  readonly word: string | null;
  readonly args: readonly string[];
}

/** Flags may stand before the command (`lldp-watch --server X neighbors`). */
function pick(argv: readonly string[]): Picked {
  const at = indexOfWord(argv);
  const word = argv[at];
  if (word === undefined) return { spec: liveCommand, word: null, args: argv };
  const before = argv.slice(0, at);
  const next = argv[at + 1];
  const double = next === undefined ? null : findCommand(`${word} ${next}`);
  if (double) return { spec: double, word, args: [...before, ...argv.slice(at + 2)] };
  return { spec: findCommand(word), word, args: [...before, ...argv.slice(at + 1)] };
}

function indexOfWord(argv: readonly string[]): number {
  const valued = new Set([...liveCommand.options, ...commonOptions].filter((option) => option.kind !== "flag").map((option) => `--${option.name}`));
  let index = 0;
  while (index < argv.length && (argv[index] as string).startsWith("-") && argv[index] !== "--") index += valued.has(argv[index] as string) ? 2 : 1;
  return index;
}

function unknownCommand(word: string, next: string | undefined): Error {
  const below = commandsBelow(word);
  if (below.length > 0) {
    const choices = below.map((command) => command.name.slice(word.length + 1));
    if (next === undefined || next.startsWith("-")) return usageError(`${word} needs a command`, `one of ${choices.join(", ")}`);
    return usageError(`unknown command "${word} ${next}"`, didYouMean(next, choices, `${word} `) ?? `it is one of ${choices.join(", ")}`);
  }
  const names = commands.filter((command) => !command.hidden).map((command) => command.name.split(" ", 1)[0] as string);
  return usageError(`unknown command "${word}"`, didYouMean(word, names) ?? "see lldp-watch --help");
}

async function helpFor(io: CommandIo, spec: CommandSpec | null, word: string | null, args: readonly string[]): Promise<string> {
  const { commandHelp, familyHelp, programHelp } = await import("./help/help-text.ts");
  const width = Math.max(40, Math.min(io.columns, 96));
  const asked = word === "help" ? args.filter((arg) => !arg.startsWith("-")) : [];
  const topic = word === "help" ? (findCommand(asked.slice(0, 2).join(" ")) ?? findCommand(asked[0] ?? "")) : spec;
  const family = asked[0] ?? (spec ? null : word);
  if (topic && (word !== null || topic !== liveCommand)) return commandHelp(topic, width);
  if (family && commandsBelow(family).length > 0) return familyHelp(family, width);
  if (family && family !== "help") throw unknownCommand(family, undefined);
  return programHelp(catalog, width);
}

function beforeTerminator(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return end < 0 ? args : args.slice(0, end);
}

async function print(io: CommandIo, text: string): Promise<ExitCode> {
  await send(io.stdout, text);
  return exitCodes.ok;
}
