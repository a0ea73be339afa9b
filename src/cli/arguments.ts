import { parseArgs } from "node:util";
import { didYouMean } from "../base/index.ts";
import type { CommandSpec, Invocation, OptionSpec } from "./command.ts";
import { usageError } from "./exit-code.ts";

type Token = ReturnType<typeof tokens>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

/** Checks the words after the command's name against its spec. `-10m` and the like are values, never flags. Throws a usage error. */
export function parseArguments(spec: CommandSpec, args: readonly string[]): Invocation {
  const found = new Map<string, string[]>();
  const positionals: string[] = [];
  let rest: string[] = [];
  let seenNegative = -1;
  for (const token of tokens(spec, args)) {
    if (spec.passesRest && positionals.length === spec.positionals.length) {
      rest = args.slice(token.kind === "option-terminator" ? token.index + 1 : token.index);
      break;
    }
    if (token.kind === "option-terminator") {
      const after = args.slice(token.index + 1);
      if (spec.passesRest) rest = after;
      else positionals.push(...after);
      break;
    }
    const word = args[token.index] as string;
    if (token.kind === "positional") positionals.push(token.value);
    else if (/^-\d/.test(word)) {
      if (token.index !== seenNegative) positionals.push(word);
      seenNegative = token.index;
    } else keep(found, spec, token);
  }
  checkPositionals(spec, positionals);
  return invocation(spec, found, positionals, rest);
}

function tokens(spec: CommandSpec, args: readonly string[]) {
  const options = Object.fromEntries(
    spec.options.map((option) => [
      option.name,
      { type: option.kind === "flag" ? ("boolean" as const) : ("string" as const), multiple: true, ...(option.short ? { short: option.short } : {}) },
    ]),
  );
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function keep(found: Map<string, string[]>, spec: CommandSpec, token: OptionToken): void {
  const option = spec.options.find((each) => each.name === token.name);
  if (!option) {
    const names = spec.options.map((each) => each.name);
    throw usageError(`unknown flag ${token.rawName}`, didYouMean(token.name, names, "--") ?? `see lldp-watch ${spec.name} --help`);
  }
  const values = found.get(option.name) ?? [];
  if (option.kind === "flag") {
    if (token.value !== undefined) throw usageError(`--${option.name} takes no value`);
    values.push("");
  } else values.push(checkedValue(option, token.value));
  found.set(option.name, values);
}

function checkedValue(option: OptionSpec, value: string | undefined): string {
  const name = `--${option.name}`;
  if (value === undefined) throw usageError(`${name} needs a value${option.value ? ` (${option.value})` : ""}`);
  if (option.kind === "choice" && !option.choices?.includes(value)) {
    throw usageError(`${name} cannot be "${value}"`, didYouMean(value, option.choices ?? []) ?? `it is one of ${option.choices?.join(", ")}`);
  }
  if (option.kind === "number") {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) throw usageError(`${name} needs a number, not "${value}"`);
    if (number < (option.min ?? -Infinity)) throw usageError(`${name} must be at least ${option.min}`);
    if (number > (option.max ?? Infinity)) throw usageError(`${name} must be at most ${option.max}`);
  }
  return value;
}

function checkPositionals(spec: CommandSpec, given: readonly string[]): void {
  const wanted = spec.positionals;
  const missing = wanted.find((positional, index) => !positional.optional && given.length <= index);
  if (missing) throw usageError(`${missing.name} is missing`, `see lldp-watch ${spec.name} --help`);
  const last = wanted.at(-1);
  if (given.length > wanted.length && !last?.multiple) throw usageError(`unexpected word "${given[wanted.length]}"`);
  for (const [index, value] of given.entries()) {
    const choices = (wanted[index] ?? last)?.choices;
    if (choices && !choices.includes(value))
      throw usageError(`no such ${(wanted[index] ?? last)?.name.toLowerCase()}: ${value}`, didYouMean(value, choices));
  }
}

function invocation(
  spec: CommandSpec,
  found: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
  rest: readonly string[],
): Invocation {
  const values = (name: string): readonly string[] => {
    if (!spec.options.some((option) => option.name === name)) throw new Error(`${spec.name} has no option --${name}`);
    return found.get(name) ?? [];
  };
  return {
    positionals,
    rest,
    flag: (name) => values(name).length > 0,
    text: (name) => values(name).at(-1),
    number: (name) => {
      const text = values(name).at(-1);
      return text === undefined ? undefined : Number(text);
    },
    list: (name) => values(name),
  };
}
