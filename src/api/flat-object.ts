import type { TObject, TSchema } from "typebox";
import { closestWord } from "../base/index.ts";
import { ApiError, type WrongPart } from "./api-error.ts";

// Checks the flat objects that requests are made of against their TypeBox schema: strings, integers, booleans, words of an
// enumeration, comma lists of words. Small on purpose: a whole JSON Schema engine would cost more memory than the rest of the room.

type Part = WrongPart["in"];
type Read = { readonly value: unknown } | { readonly message: string };

interface Keywords {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Keywords;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
}

/** A check of one part of a request: the value with defaults filled in and numbers as numbers, or an ApiError that names every wrong part. */
export function flatObjectCheck(schema: TObject, part: Part): (input: unknown) => { value: unknown } | { error: ApiError } {
  const properties = Object.entries(schema.properties as Record<string, TSchema>).map(([name, keywords]) => [name, keywords as Keywords] as const);
  const names = properties.map(([name]) => name);
  const required = new Set((schema as { required?: readonly string[] }).required ?? []);
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input)) return wrongObject(part);
    const given = input as Record<string, unknown>;
    const unknown = Object.keys(given).filter((name) => !names.includes(name));
    if (unknown.length > 0) return unknownKeys(part, unknown, names);
    const value: Record<string, unknown> = {};
    const wrong: WrongPart[] = [];
    for (const [name, keywords] of properties) {
      const raw = given[name];
      if (raw === undefined) {
        if (required.has(name)) wrong.push({ in: part, name, message: "is required" });
        else if (keywords.default !== undefined) value[name] = keywords.default;
        continue;
      }
      const read = readValue(raw, keywords, part !== "body");
      if ("message" in read) wrong.push({ in: part, name, message: read.message });
      else value[name] = read.value;
    }
    return wrong.length > 0 ? { error: invalid(part, wrong) } : { value };
  };
}

function wrongObject(part: Part): { error: ApiError } {
  return { error: new ApiError(part === "body" ? "body-invalid" : "query-invalid", `The ${part} must be an object.`) };
}

function unknownKeys(part: Part, unknown: readonly string[], names: readonly string[]): { error: ApiError } {
  const wrong = unknown.slice(0, 16).map((name) => {
    const near = closestWord(name.slice(0, 64), names);
    const known = names.length > 0 ? `known are ${names.join(", ")}` : "none is known here";
    return { in: part, name: name.slice(0, 64), message: near ? `is unknown; did you mean ${near}?` : `is unknown; ${known}` };
  });
  return { error: new ApiError(part === "body" ? "body-invalid" : "query-unknown", sentence(wrong), { wrong }) };
}

function invalid(part: Part, wrong: readonly WrongPart[]): ApiError {
  return new ApiError(part === "body" ? "body-invalid" : "query-invalid", sentence(wrong), { wrong });
}

function sentence(wrong: readonly WrongPart[]): string {
  const text = wrong.map(({ name, message }) => `${JSON.stringify(name)} ${message}`).join("; ");
  return text.endsWith("?") ? text : `${text}.`;
}

function readValue(raw: unknown, keywords: Keywords, asText: boolean): Read {
  if (keywords.type === "array") return readList(raw, keywords);
  if (Array.isArray(raw)) return { message: "must be given once" };
  if (keywords.type === "integer") return readInteger(raw, keywords, asText);
  if (keywords.type === "boolean") return readBoolean(raw, asText);
  if (typeof raw !== "string") return { message: "must be a string" };
  return keywords.enum ? readWord(raw, keywords.enum) : readString(raw, keywords);
}

function readList(raw: unknown, { items = {}, maxItems = Number.POSITIVE_INFINITY }: Keywords): Read {
  const words = [raw].flat().flatMap((each) => (typeof each === "string" ? each.split(",") : []));
  const given = words.map((word) => word.trim()).filter(Boolean);
  if (given.length === 0) return { message: "must name at least one" };
  if (given.length > maxItems) return { message: `must name at most ${maxItems}` };
  for (const word of given) {
    const read = readWord(word, items.enum ?? []);
    if ("message" in read) return read;
  }
  return { value: given };
}

function readWord(raw: string, known: readonly string[]): Read {
  if (known.includes(raw)) return { value: raw };
  const near = closestWord(raw.slice(0, 64), known);
  return { message: near ? `cannot be ${JSON.stringify(raw.slice(0, 64))}; did you mean ${near}?` : `must be one of ${known.join(", ")}` };
}

function readInteger(raw: unknown, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Keywords, asText: boolean): Read {
  const number = asText && typeof raw === "string" && /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;
  if (!Number.isInteger(number)) return { message: "must be a whole number" };
  const value = number as number;
  return value < minimum || value > maximum ? { message: `must be from ${minimum} to ${maximum}` } : { value };
}

function readBoolean(raw: unknown, asText: boolean): Read {
  if (typeof raw === "boolean") return { value: raw };
  if (asText && (raw === "true" || raw === "false")) return { value: raw === "true" };
  return { message: "must be true or false" };
}

function readString(raw: string, { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Keywords): Read {
  if (raw.length < minLength || raw.length > maxLength) return { message: `must have ${minLength} to ${maxLength} characters` };
  return { value: raw };
}
