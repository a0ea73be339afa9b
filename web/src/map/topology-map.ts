import { createNodeBorderProgram } from "@sigma/node-border";
import { NodeSquareProgram } from "@sigma/node-square";
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";
import { type Palette, paletteOf } from "../palette.ts";
import type { Scene, SceneEdge, SceneNode } from "../scene.ts";
import { Layout, type LayoutAnswer } from "./layout.ts";
import { isDashed, Overlay } from "./overlay.ts";

export interface MapListener {
  node(id: string): void;
  /** Double click: look inside. */
  expand(id: string): void;
  edge(id: string): void;
  nothing(): void;
}

const nodeTypes = { system: "circle", group: "circle", port: "circle", segment: "square", remote: "ring" } as const;

/** The map: a scene drawn by sigma. Places are kept for as long as the page lives; a change moves only what is new. */
export class TopologyMap {
  readonly #graph = new Graph({ type: "mixed", multi: false });
  readonly #sigma: Sigma;
  readonly #overlay: Overlay;
  readonly #layout: Layout;
  readonly #resized: ResizeObserver;
  readonly #places = new Map<string, { x: number; y: number }>();
  #palette: Palette;
  #scene: Scene = { nodes: new Map(), edges: new Map() };
  #selected: string | null = null;
  #settled = false;

  constructor(container: HTMLElement, theme: "light" | "dark", listener: MapListener) {
    this.#palette = paletteOf(theme);
    this.#sigma = new Sigma(this.#graph, container, {
      allowInvalidContainer: true,
      defaultEdgeType: "line",
      defaultNodeType: "circle",
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
      nodeProgramClasses: {
        circle: NodeCircleProgram,
        square: NodeSquareProgram,
        ring: createNodeBorderProgram({
          borders: [
            { color: { attribute: "color" }, size: { value: 0.3 } },
            { color: { value: "#ffffff" }, size: { fill: true } },
          ],
        }),
      },
      enableEdgeEvents: true,
      labelColor: { color: this.#palette.text },
      labelDensity: 0.6,
      labelRenderedSizeThreshold: 5,
      labelFont: "system-ui, sans-serif",
      labelSize: 12,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 8,
    });
    this.#overlay = new Overlay(this.#sigma, this.#palette);
    this.#layout = new Layout((places) => this.#adopt(places));
    this.#listen(listener);
    // sigma follows the window; the map also shrinks when the panel or the timeline grows.
    this.#resized = new ResizeObserver(() => this.#sigma.resize().scheduleRefresh());
    this.#resized.observe(container);
  }

  /** Draws another scene: adds, updates and drops what differs. `first` lends places for nodes that have none yet. */
  show(scene: Scene, first: ReadonlyMap<string, { readonly x: number; readonly y: number }>): void {
    this.#scene = scene;
    const fresh = this.#addNodes(scene, first);
    this.#addEdges(scene);
    this.#graph.forEachNode((id) => {
      if (!scene.nodes.has(id)) this.#graph.dropNode(id);
    });
    this.#overlay.edges = [...scene.edges.values()].filter(isDashed);
    this.#overlay.ports = [...scene.nodes.values()].filter((node) => node.kind === "port");
    if (fresh.length > 0) this.#arrange(fresh);
    this.#sigma.scheduleRefresh();
  }

  select(id: string | null): void {
    this.#selected = id;
    this.#recolor();
  }

  /** Moves the view to a node. */
  jump(id: string): void {
    const place = this.#sigma.getNodeDisplayData(id);
    if (place)
      void this.#sigma.getCamera().animate({ x: place.x, y: place.y, ratio: Math.min(0.5, this.#sigma.getCamera().ratio) }, { duration: 300 });
  }

  fit(): void {
    void this.#sigma.getCamera().animatedReset({ duration: 200 });
  }

  theme(theme: "light" | "dark"): void {
    this.#palette = paletteOf(theme);
    this.#overlay.palette = this.#palette;
    this.#sigma.setSetting("labelColor", { color: this.#palette.text });
    this.#recolor();
  }

  /** What is on the screen as a PNG. */
  async picture(): Promise<Blob> {
    const { width, height } = this.#sigma.getDimensions();
    const ratio = window.devicePixelRatio || 1;
    const canvas = document.createElement("canvas");
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = this.#palette.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    // WebGL forgets its picture after each frame: draw and read in one go.
    this.#sigma.refresh();
    for (const layer of this.#sigma.getContainer().querySelectorAll("canvas")) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  }

  /** For tests and the bench: what is drawn, and whether the layout has come to rest. */
  facts(): { readonly nodes: number; readonly edges: number; readonly settled: boolean; readonly edgeColors: Readonly<Record<string, string>> } {
    const edgeColors = Object.fromEntries([...this.#scene.edges.values()].map((edge) => [edge.links.join(" "), edge.verdict]));
    return { nodes: this.#graph.order, edges: this.#graph.size, settled: this.#settled, edgeColors };
  }

  close(): void {
    this.#resized.disconnect();
    this.#layout.close();
    this.#sigma.kill();
  }

  #listen(listener: MapListener): void {
    this.#sigma.on("clickNode", ({ node }) => listener.node(node));
    this.#sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      listener.expand(node);
    });
    this.#sigma.on("clickEdge", ({ edge }) => listener.edge(edge));
    this.#sigma.on("clickStage", () => listener.nothing());
    this.#drag();
  }

  #drag(): void {
    let dragged: string | null = null;
    this.#sigma.on("downNode", ({ node }) => {
      dragged = node;
      if (!this.#sigma.getCustomBBox()) this.#sigma.setCustomBBox(this.#sigma.getBBox());
    });
    this.#sigma.on("moveBody", ({ event }) => {
      if (dragged === null) return;
      const place = this.#sigma.viewportToGraph(event);
      this.#places.set(dragged, place);
      this.#graph.mergeNodeAttributes(dragged, place);
      event.preventSigmaDefault();
    });
    const drop = () => {
      dragged = null;
    };
    this.#sigma.on("upNode", drop);
    this.#sigma.on("upStage", drop);
  }

  #addNodes(scene: Scene, first: ReadonlyMap<string, { readonly x: number; readonly y: number }>): string[] {
    const fresh: string[] = [];
    let index = 0;
    for (const [id, node] of scene.nodes) {
      index++;
      if (!this.#places.has(id)) {
        fresh.push(id);
        this.#places.set(id, first.get(id) ?? this.#beside(node, scene, index));
      }
      const place = this.#places.get(id) as { x: number; y: number };
      this.#graph.mergeNode(id, {
        ...place,
        label: node.label,
        size: sizeOf(node),
        type: nodeTypes[node.kind],
        color: this.#nodeColor(node),
        zIndex: node.kind === "port" ? 0 : 1,
      });
    }
    return fresh;
  }

  // Ports stand around their system; another newcomer starts beside a neighbor, or on a circle by its order.
  #beside(node: SceneNode, scene: Scene, index: number): { x: number; y: number } {
    const angle = index * 2.399963;
    const parent = node.parent === null ? undefined : this.#places.get(node.parent);
    if (parent) return { x: parent.x + 14 * Math.cos(angle), y: parent.y + 14 * Math.sin(angle) };
    for (const edge of scene.edges.values()) {
      const other = edge.source === node.id ? edge.target : edge.target === node.id ? edge.source : null;
      const place = other === null ? undefined : this.#places.get(other);
      if (place) return { x: place.x + 20 * Math.cos(angle), y: place.y + 20 * Math.sin(angle) };
      if (scene.edges.size > 2000) break;
    }
    const radius = 10 * Math.sqrt(index);
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  }

  #addEdges(scene: Scene): void {
    this.#graph.forEachEdge((id) => {
      if (!scene.edges.has(id)) this.#graph.dropEdge(id);
    });
    for (const [id, edge] of scene.edges) {
      const [source, target] = edge.direction === "backward" ? [edge.target, edge.source] : [edge.source, edge.target];
      // An arrow that turns around is another edge to the graph.
      if (this.#graph.hasEdge(id) && this.#graph.source(id) !== source) this.#graph.dropEdge(id);
      if (this.#graph.hasEdge(id)) this.#graph.mergeEdgeAttributes(id, this.#edgeAttributes(edge));
      else this.#graph.addDirectedEdgeWithKey(id, source, target, this.#edgeAttributes(edge));
    }
  }

  #edgeAttributes(edge: SceneEdge): Record<string, unknown> {
    const width = Math.min(9, 2 + Math.log2(Math.max(1, edge.links.length)) * 1.5);
    const oneWay = edge.direction === "forward" || edge.direction === "backward";
    return {
      size: edge.id === this.#selected ? width + 3 : width,
      color:
        edge.id === this.#selected ? this.#palette.selected : edge.links.length === 0 ? this.#palette.segment : this.#palette.verdict[edge.verdict],
      type: oneWay ? "arrow" : "line",
      hidden: isDashed(edge) && edge.id !== this.#selected,
    };
  }

  #nodeColor(node: SceneNode): string {
    return node.id === this.#selected ? this.#palette.selected : this.#palette[node.kind];
  }

  #recolor(): void {
    this.#graph.forEachNode((id) => {
      const node = this.#scene.nodes.get(id);
      if (node) this.#graph.setNodeAttribute(id, "color", this.#nodeColor(node));
    });
    this.#graph.forEachEdge((id) => {
      const edge = this.#scene.edges.get(id);
      if (edge) this.#graph.mergeEdgeAttributes(id, this.#edgeAttributes(edge));
    });
    this.#sigma.scheduleRefresh();
  }

  #arrange(fresh: readonly string[]): void {
    this.#settled = false;
    const moving = new Set(fresh);
    // The first picture is arranged as a whole; after that, what has a place keeps it.
    const first = fresh.length === this.#graph.order;
    const nodes = this.#graph.mapNodes((id, { x, y, size }) => ({
      id,
      x: x as number,
      y: y as number,
      size: size as number,
      fixed: !first && !moving.has(id),
    }));
    const inside = [...this.#scene.nodes.values()].flatMap((node) =>
      node.parent !== null && this.#graph.hasNode(node.parent) ? [[node.parent, node.id] as const] : [],
    );
    this.#layout.ask(nodes, [...this.#graph.mapEdges((_, __, source, target) => [source, target] as const), ...inside]);
  }

  #adopt(places: LayoutAnswer["places"]): void {
    for (const [id, x, y] of places) {
      this.#places.set(id, { x, y });
      if (this.#graph.hasNode(id)) this.#graph.mergeNodeAttributes(id, { x, y });
    }
    this.#settled = true;
  }
}

function sizeOf(node: SceneNode): number {
  const base = { group: 12, system: 7, segment: 7, remote: 7, port: 3 }[node.kind];
  return base + Math.min(8, Math.log2(node.weight + 1));
}
