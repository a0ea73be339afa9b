/** The looks that the program knows; what they mean in SGR is said once, here. */
export const looks = {
  plain: "",
  bold: "1",
  faint: "2",
  underline: "4",
  reverse: "7",
  boldUnderline: "1;4",
  red: "31",
  green: "32",
  yellow: "33",
  blue: "34",
  magenta: "35",
  cyan: "36",
  boldRed: "1;31",
  boldGreen: "1;32",
  boldYellow: "1;33",
  boldCyan: "1;36",
  /** What must not be overlooked. */
  alarm: "1;97;41",
} as const;

export type Look = keyof typeof looks;

/** Gives text a look. Without color, text stays as it is. */
export type Paint = (text: string, look: Look) => string;

export const noPaint: Paint = (text) => text;

/** Paint by SGR sequences; each painted text resets what it set. */
export const sgrPaint: Paint = (text, look) => (text === "" || look === "plain" ? text : `\x1b[${looks[look]}m${text}\x1b[0m`);

/** Without color (NO_COLOR), but bold, faint, underlined and reversed text stays: a bar has to be seen. */
export const attributePaint: Paint = (text, look) => {
  const attributes = looks[look].split(";").filter((code) => code.length === 1 && code !== "0");
  const shown = look === "alarm" ? ["1", "7"] : attributes;
  return text === "" || shown.length === 0 ? text : `\x1b[${shown.join(";")}m${text}\x1b[0m`;
};

export function paintFor(color: boolean): Paint {
  return color ? sgrPaint : noPaint;
}
