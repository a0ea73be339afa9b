import type { Look, Paint } from "../paint.ts";
import { textWidth } from "../text-width.ts";

interface Cell {
  /** Empty for the second cell of a wide character. */
  text: string;
  look: Look;
  /** Lines of one wire join where they meet; lines of two cross, and the upright one goes on top. */
  wire: number;
  /** Which ways a line leaves the cell: 1 up, 2 down, 4 left, 8 right; 0 where there is no line. */
  ways: number;
  dashed: boolean;
}

const [up, down, left, right] = [1, 2, 4, 8];
const upright = up | down;
const joints = " \u2575\u2577\u2502\u2574\u2518\u2510\u2524\u2576\u2514\u250c\u251c\u2500\u2534\u252c\u253c";
const dashes = "\u254e";

export interface LineLook {
  readonly look: Look;
  readonly dashed: boolean;
}

/** Cells that text, boxes and lines are drawn on. */
export class Canvas {
  readonly #rows: Cell[][];

  constructor(width: number, height: number) {
    const blank = (): Cell => ({ text: " ", look: "plain", wire: -1, ways: 0, dashed: false });
    this.#rows = Array.from({ length: height }, () => Array.from({ length: width }, blank));
  }

  /** Text without control characters, which may hold wide ones. What lies outside is left out. */
  text(x: number, y: number, text: string, look: Look): void {
    let at = x;
    for (const character of text) {
      const cells = textWidth(character);
      const cell = this.#rows[y]?.[cells === 0 ? at - 1 : at];
      if (cell && cells === 0) cell.text += character;
      else if (cell) Object.assign(cell, { text: character, look, wire: -1, ways: 0 });
      for (let more = 1; more < cells; more++) Object.assign(this.#rows[y]?.[at + more] ?? {}, { text: "", look, ways: 0 });
      at += cells;
    }
  }

  /** A line of a wire through the cells from `top` to `bottom`; `into` says whether it goes on beyond the first and the last. */
  upright(x: number, [top, bottom]: readonly [number, number], wire: number, line: LineLook, into: readonly [boolean, boolean]): void {
    for (let y = top; y <= bottom; y++) {
      this.#add(x, y, wire, (y > top || into[0] ? up : 0) | (y < bottom || into[1] ? down : 0), line);
    }
  }

  level(y: number, [from, to]: readonly [number, number], wire: number, line: LineLook): void {
    for (let x = from; x <= to; x++) this.#add(x, y, wire, (x > from ? left : 0) | (x < to ? right : 0), line);
  }

  lines(paint: Paint): string[] {
    return this.#rows.map((cells) => {
      const runs: { text: string; readonly look: Look }[] = [];
      for (const cell of cells) {
        const text = cell.ways === 0 ? cell.text : cell.dashed && cell.ways === upright ? dashes : (joints[cell.ways] as string);
        const last = runs.at(-1);
        if (last && (last.look === cell.look || text.trim() === "")) last.text += text;
        else runs.push({ text, look: cell.look });
      }
      return runs.map(({ text, look }) => paint(text, look)).join("");
    });
  }

  #add(x: number, y: number, wire: number, ways: number, { look, dashed }: LineLook): void {
    const cell = this.#rows[y]?.[x];
    if (!cell || ways === 0) return;
    if (cell.wire === wire && cell.ways !== 0) Object.assign(cell, { ways: cell.ways | ways, look, dashed: cell.dashed && dashed });
    else if (cell.ways === 0 || (ways & upright) === upright) Object.assign(cell, { ways, wire, look, dashed });
  }
}
