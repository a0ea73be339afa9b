import type { DaemonOption } from "./option.ts";

export type OptionValue = string | number | boolean | readonly string[];
export type Checked = { readonly ok: true; readonly value: OptionValue } | { readonly ok: false; readonly message: string };

/** What a text (of a flag, the environment or a scalar in the file) means for an option; a message without full stop when it is not allowed. */
export function parseOption(option: DaemonOption, text: string): Checked {
  switch (option.kind) {
    case "flag":
      return parseFlag(text);
    case "number":
      return parseNumber(option, text);
    case "choice":
      return option.choices?.includes(text) ? { ok: true, value: text } : bad(`"${text}" is none of ${option.choices?.join(", ")}`);
    case "text":
      return option.multiple ? { ok: true, value: commaList(text) } : { ok: true, value: text };
  }
}

function parseFlag(text: string): Checked {
  if (["true", "yes", "1", "on"].includes(text.toLowerCase())) return { ok: true, value: true };
  if (["false", "no", "0", "off", ""].includes(text.toLowerCase())) return { ok: true, value: false };
  return bad(`"${text}" is neither true nor false`);
}

function parseNumber({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer }: DaemonOption, text: string): Checked {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return bad(`"${text}" is not a number`);
  if (integer && !Number.isInteger(value)) return bad(`${text} is not a whole number`);
  return value < min || value > max ? bad(`${text} is not between ${min} and ${max}`) : { ok: true, value };
}

function commaList(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}

function bad(message: string): Checked {
  return { ok: false, message };
}
