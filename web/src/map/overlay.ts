import type Sigma from "sigma";
import type { Palette } from "../palette.ts";
import type { SceneEdge, SceneNode } from "../scene.ts";

const dashed = new Set(["missing", "down", "unexpected"]);
/** With more marks than this in view they would hide the map. */
const mostMarks = 60;
/** Where on a link its word may stand, the middle first. */
const alongLine = [0.5, 0.38, 0.62, 0.28, 0.72];

/** Whether an edge is drawn by the overlay, as dashes, and not by WebGL. */
export function isDashed(edge: SceneEdge): boolean {
  return dashed.has(edge.verdict);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A 2D canvas over the map for what WebGL programs do not draw: dashed ghosts of links, stems of ports, and words on links. */
export class Overlay {
  readonly #sigma: Sigma;
  readonly #canvas: HTMLCanvasElement;
  #dashed: readonly SceneEdge[] = [];
  #marked: readonly SceneEdge[] = [];
  #ports: readonly SceneNode[] = [];
  palette: Palette;
  selected: string | null = null;

  constructor(sigma: Sigma, palette: Palette) {
    this.#sigma = sigma;
    this.palette = palette;
    this.#canvas = sigma.createCanvas("ghosts", { beforeLayer: "nodes" });
    sigma.on("afterRender", () => this.draw());
  }

  /** Takes over another scene. */
  show(edges: Iterable<SceneEdge>, nodes: Iterable<SceneNode>): void {
    const all = [...edges];
    this.#dashed = all.filter(isDashed);
    this.#marked = all.filter((edge) => wordsOf(edge) !== "");
    this.#ports = [...nodes].filter((node) => node.kind === "port");
  }

  draw(): void {
    const ratio = window.devicePixelRatio || 1;
    const { width, height } = this.#sigma.getDimensions();
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    if (this.#canvas.width !== width * ratio || this.#canvas.height !== height * ratio) {
      this.#canvas.width = width * ratio;
      this.#canvas.height = height * ratio;
    }
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#drawStems(context);
    for (const edge of this.#dashed) this.#drawDashes(context, edge);
    this.#drawMarks(context, { width, height });
  }

  #at(id: string): Point | null {
    const graph = this.#sigma.getGraph();
    if (!graph.hasNode(id)) return null;
    const { x, y } = graph.getNodeAttributes(id) as Point;
    return this.#sigma.graphToViewport({ x, y });
  }

  #line(context: CanvasRenderingContext2D, source: string, target: string): void {
    const [a, b] = [this.#at(source), this.#at(target)];
    if (!a || !b) return;
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }

  #drawStems(context: CanvasRenderingContext2D): void {
    context.setLineDash([]);
    context.lineWidth = 1;
    context.strokeStyle = this.palette.faint;
    for (const port of this.#ports) if (port.parent !== null) this.#line(context, port.parent, port.id);
  }

  #drawDashes(context: CanvasRenderingContext2D, edge: SceneEdge): void {
    if (edge.id === this.selected) {
      context.globalAlpha = 0.3;
      context.lineWidth = 11;
      context.strokeStyle = this.palette.selected;
      this.#line(context, edge.source, edge.target);
      context.globalAlpha = 1;
    }
    context.setLineDash(edge.verdict === "down" ? [3, 5] : [9, 6]);
    context.lineCap = "round";
    context.lineWidth = edge.id === this.selected ? 3.5 : 2.5;
    context.strokeStyle = this.palette.verdict[edge.verdict];
    this.#line(context, edge.source, edge.target);
    context.setLineDash([]);
  }

  #drawMarks(context: CanvasRenderingContext2D, { width, height }: { readonly width: number; readonly height: number }): void {
    const marks: (readonly [SceneEdge, Point])[] = [];
    for (const edge of this.#marked) {
      const [a, b] = [this.#at(edge.source), this.#at(edge.target)];
      if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) < 60) continue;
      const spots = alongLine.map((share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }));
      // Not over the word of another link, if there is a place.
      const spot =
        spots.find(({ x, y }) => marks.every(([, other]) => Math.abs(other.x - x) > 70 || Math.abs(other.y - y) > 20)) ?? (spots[0] as Point);
      if (spot.x < 0 || spot.y < 0 || spot.x > width || spot.y > height) continue;
      marks.push([edge, spot]);
      if (marks.length > mostMarks) return;
    }
    for (const [edge, spot] of marks) this.#drawMark(context, edge, spot);
  }

  #drawMark(context: CanvasRenderingContext2D, edge: SceneEdge, { x, y }: Point): void {
    const words = wordsOf(edge);
    context.font = "600 11px system-ui, sans-serif";
    const width = context.measureText(words).width + 12;
    context.beginPath();
    context.roundRect(x - width / 2, y - 9, width, 18, 9);
    context.fillStyle = this.palette.raised;
    context.fill();
    const color = edge.warned && edge.verdict === "ok" ? this.palette.verdict["one-way"] : this.palette.verdict[edge.verdict];
    context.lineWidth = edge.id === this.selected ? 2 : 1;
    context.strokeStyle = color;
    context.stroke();
    context.fillStyle = color;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(words, x, y + 0.5);
    context.textBaseline = "alphabetic";
  }
}

/** What is written on a link: its verdict unless it is well, a warning, and how many links it stands for. */
function wordsOf({ verdict, warned, links }: SceneEdge): string {
  if (links.length === 0) return "";
  const count = links.length > 1 ? `\u00d7${links.length}` : "";
  return [verdict === "ok" || verdict === "unverified" ? "" : verdict, warned ? "!" : "", count].filter(Boolean).join(" ");
}
