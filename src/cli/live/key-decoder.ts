/** A key as the view knows it: `a`, `A`, `up`, `enter`, `ctrl-c`, ... or a mouse action with its place (from 1). */
export type Key =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "mouse"; readonly action: "click" | "wheel-up" | "wheel-down"; readonly row: number };

const sequences: Readonly<Record<string, string>> = {
  "[A": "up",
  "[B": "down",
  "[C": "right",
  "[D": "left",
  "[H": "home",
  "[F": "end",
  "[1~": "home",
  "[4~": "end",
  "[7~": "home",
  "[8~": "end",
  "[5~": "page-up",
  "[6~": "page-down",
  "[3~": "delete",
  "[Z": "back-tab",
  OA: "up",
  OB: "down",
  OC: "right",
  OD: "left",
  OH: "home",
  OF: "end",
};
const controls: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\u007f": "backspace",
  "\b": "backspace",
  "\u001b": "escape",
};

/** What was typed, from the octets of a terminal in raw mode. A lone ESC at the end of a piece is the key; terminals send sequences whole. */
export function decodeKeys(text: string): readonly Key[] {
  const keys: Key[] = [];
  let rest = text;
  while (rest !== "") {
    const [key, length] = firstKey(rest);
    if (key) keys.push(key);
    rest = rest.slice(length);
  }
  return keys;
}

function firstKey(text: string): readonly [Key | null, number] {
  const mouse = /^\u001b\[<(\d+);\d+;(\d+)([Mm])/.exec(text);
  if (mouse) return [mouseKey(Number(mouse[1]), Number(mouse[2]), mouse[3] === "M"), mouse[0].length];
  const sequence = /^\u001b(\[[\d;]*[ -/]*[@-~]|O[@-~])/.exec(text);
  if (sequence) {
    const name = sequences[sequence[1] as string];
    return [name ? { kind: "key", name } : null, sequence[0].length];
  }
  const point = String.fromCodePoint(text.codePointAt(0) as number);
  const control = controls[point];
  if (control) return [{ kind: "key", name: control }, point.length];
  const code = point.charCodeAt(0);
  if (code < 0x20) return [{ kind: "key", name: `ctrl-${String.fromCharCode(code + 0x60)}` }, 1];
  return [{ kind: "key", name: point }, point.length];
}

function mouseKey(button: number, row: number, pressed: boolean): Key | null {
  if (button === 64) return { kind: "mouse", action: "wheel-up", row };
  if (button === 65) return { kind: "mouse", action: "wheel-down", row };
  return button === 0 && pressed ? { kind: "mouse", action: "click", row } : null;
}
