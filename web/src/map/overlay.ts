import type Sigma from "sigma";
import type { Palette } from "../palette.ts";
import type { SceneEdge, SceneNode } from "../scene.ts";

const dashed = new Set(["missing", "down", "unexpected"]);

/** Whether an edge is drawn by the overlay, as dashes, and not by WebGL. */
export function isDashed(edge: SceneEdge): boolean {
  return dashed.has(edge.verdict);
}

/** A 2D canvas over the map for what WebGL programs do not draw: dashed ghosts of links, and hulls around expanded systems. */
export class Overlay {
  readonly #sigma: Sigma;
  readonly #canvas: HTMLCanvasElement;
  edges: readonly SceneEdge[] = [];
  ports: readonly SceneNode[] = [];
  palette: Palette;

  constructor(sigma: Sigma, palette: Palette) {
    this.#sigma = sigma;
    this.palette = palette;
    this.#canvas = sigma.createCanvas("ghosts", { beforeLayer: "nodes" });
    sigma.on("afterRender", () => this.draw());
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
    for (const edge of this.edges) this.#drawDashes(context, edge);
  }

  #at(id: string): { x: number; y: number } | null {
    const graph = this.#sigma.getGraph();
    if (!graph.hasNode(id)) return null;
    const { x, y } = graph.getNodeAttributes(id) as { x: number; y: number };
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
    for (const port of this.ports) if (port.parent !== null) this.#line(context, port.parent, port.id);
  }

  #drawDashes(context: CanvasRenderingContext2D, edge: SceneEdge): void {
    context.setLineDash(edge.verdict === "down" ? [2, 5] : [8, 6]);
    context.lineWidth = edge.verdict === "down" ? 1.5 : 2.5;
    context.strokeStyle = this.palette.verdict[edge.verdict];
    this.#line(context, edge.source, edge.target);
  }
}
