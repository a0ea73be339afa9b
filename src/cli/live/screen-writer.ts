const beginUpdate = "\x1b[?2026h";
const endUpdate = "\x1b[?2026l";

/**
 * Turns frames into what a terminal has to be told: only the lines that differ, in one piece, between the marks of a synchronized update
 * (terminals that do not know them ignore them).
 */
export class ScreenWriter {
  #shown: readonly string[] = [];

  /** What to write to get from the last frame to this one; empty when nothing differs. Every line fills the width of the screen exactly. */
  update(lines: readonly string[]): string {
    let text = "";
    for (const [index, line] of lines.entries()) {
      if (this.#shown[index] !== line) text += `\x1b[${index + 1};1H${line}`;
    }
    if (this.#shown.length > lines.length) text += `\x1b[${lines.length + 1};1H\x1b[J`;
    this.#shown = lines;
    return text === "" ? "" : beginUpdate + text + endUpdate;
  }

  /** The screen holds something else now (a resize, a return from the shell): the next frame is drawn whole. */
  forget(): void {
    this.#shown = [];
  }
}
