import type { LabFault } from "./fault.ts";

const reference = /\$(\$?)\{([A-Za-z_][A-Za-z0-9_]*)(?::[=-]([^}\n]*))?\}/g;

/**
 * Puts values in place of `${NAME}` and `${NAME:=default}` (also `:-`); `$${NAME}` stays as `${NAME}`. Lines that are comments are left
 * alone. A name without value and default is a fault, as is a value with a line break: it would move every line below it.
 */
export function substituteVariables(text: string, values: Readonly<Record<string, string | undefined>>): { text: string; faults: LabFault[] } {
  const faults: LabFault[] = [];
  const lines = text.split("\n").map((line, index) => {
    if (/^\s*#/.test(line)) return line;
    return line.replaceAll(reference, (whole: string, escaped: string, name: string, fallback: string | undefined, offset: number) => {
      if (escaped !== "") return whole.slice(1);
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      const place = { line: index + 1, column: offset + 1 };
      if (value?.includes("\n")) faults.push({ ...place, message: `the value of ${name} has more than one line`, hint: null });
      if (value === undefined && fallback === undefined)
        faults.push({ ...place, message: `variable ${name} has no value`, hint: `give --var ${name}=VALUE or write \${${name}:=default}` });
      return value ?? fallback ?? "";
    });
  });
  return { text: lines.join("\n"), faults };
}
