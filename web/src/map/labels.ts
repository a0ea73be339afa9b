import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import type { Palette } from "../palette.ts";

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const font = (size: number, weight = 500) => `${weight} ${size}px system-ui, sans-serif`;
const lineHeight = 14;

/** Draws names under their nodes; where one would cover another it goes a line lower, and is left out where that does not help. */
export class Labels {
  palette: Palette;
  #taken: Rectangle[] = [];

  constructor(palette: Palette) {
    this.palette = palette;
  }

  /** Before each frame. */
  clear(): void {
    this.#taken = [];
  }

  readonly draw: NodeLabelDrawingFunction = (context, data) => {
    if (!data.label) return;
    const size = data.size > 10 ? 13 : 12;
    context.font = font(size, data.size > 10 ? 650 : 500);
    const half = context.measureText(data.label).width / 2;
    for (const drop of [0, 1]) {
      const top = data.y + data.size + 3 + drop * lineHeight;
      const place = { left: data.x - half - 2, right: data.x + half + 2, top, bottom: top + lineHeight };
      if (this.#taken.some((other) => overlap(place, other))) continue;
      this.#taken.push(place);
      this.#write(context, data.label, data.x, top + size - 1);
      return;
    }
  };

  readonly hover: NodeHoverDrawingFunction = (context, data) => {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
    context.strokeStyle = this.palette.selected;
    context.lineWidth = 2;
    context.stroke();
    if (!data.label) return;
    context.font = font(13, 650);
    const width = context.measureText(data.label).width + 14;
    const [left, top] = [data.x - width / 2, data.y + data.size + 7];
    context.beginPath();
    context.roundRect(left, top, width, 22, 6);
    context.fillStyle = this.palette.raised;
    context.strokeStyle = this.palette.faint;
    context.lineWidth = 1;
    context.fill();
    context.stroke();
    context.textAlign = "center";
    context.fillStyle = this.palette.text;
    context.fillText(data.label, data.x, top + 15.5);
  };

  #write(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = this.palette.background;
    context.strokeText(text, x, y);
    context.fillStyle = this.palette.text;
    context.fillText(text, x, y);
  }
}

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
