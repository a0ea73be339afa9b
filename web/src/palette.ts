import type { Verdict } from "../../src/topology/words.ts";

export interface Palette {
  readonly background: string;
  /** Of what lies over the map: words on links. */
  readonly raised: string;
  /** Nothing to see, but there for the pointer. */
  readonly clear: string;
  readonly text: string;
  readonly faint: string;
  /** A switch or router. */
  readonly system: string;
  /** A system that forwards nothing. */
  readonly station: string;
  readonly segment: string;
  readonly remote: string;
  readonly group: string;
  readonly port: string;
  readonly selected: string;
  readonly verdict: Readonly<Record<Verdict, string>>;
}

// Colors hold 3:1 against their background (WCAG 1.4.11); words and dashes say the same for those who do not see them.
const light: Palette = {
  background: "#f8fafc",
  raised: "#ffffff",
  clear: "#f8fafc00",
  text: "#17212b",
  faint: "#5c6b7a",
  system: "#0b6e75",
  station: "#4a7fb5",
  segment: "#7a4cc2",
  remote: "#8a5a00",
  group: "#33475b",
  port: "#4d7d82",
  selected: "#c2185b",
  verdict: {
    ok: "#1d8348",
    down: "#55606c",
    missing: "#c0271c",
    "one-way": "#b45f06",
    "wrong-peer": "#c0271c",
    "wrong-port": "#c0271c",
    swapped: "#a3238e",
    unexpected: "#1f5fbf",
    unverified: "#7d8a97",
  },
};

const dark: Palette = {
  background: "#0f151b",
  raised: "#19222b",
  clear: "#0f151b00",
  text: "#e6edf3",
  faint: "#9aa7b4",
  system: "#35b3bb",
  station: "#6d9fd4",
  segment: "#b392f0",
  remote: "#d9a23b",
  group: "#8ba3bb",
  port: "#6fb3b8",
  selected: "#ff6fa5",
  verdict: {
    ok: "#3fb96f",
    down: "#b3bec9",
    missing: "#ff6b5e",
    "one-way": "#f0a33a",
    "wrong-peer": "#ff6b5e",
    "wrong-port": "#ff6b5e",
    swapped: "#e07bd3",
    unexpected: "#6aa8ff",
    unverified: "#7f8c99",
  },
};

export function paletteOf(theme: "light" | "dark"): Palette {
  return theme === "dark" ? dark : light;
}
