import Graph from "graphology";
import Sigma from "sigma";
import { animateNodes } from "sigma/utils";
import { type Palette, paletteOf } from "../palette.ts";
import type { Scene, SceneEdge, SceneNode } from "../scene.ts";
import type { Spot } from "./free-spot.ts";
import { Labels } from "./labels.ts";
import { isDashed, Overlay } from "./overlay.ts";
import { type Arrangement, Placement } from "./placement.ts";
import { shapes, sigmaSettings, sizeOf } from "./sigma-settings.ts";

export interface MapListener {
  node(id: string): void;
  /** Double click: look inside. */
  expand(id: string): void;
  edge(id: string): void;
  nothing(): void;
}

export interface MapFacts {
  readonly nodes: number;
  readonly edges: number;
  readonly settled: boolean;
  /** Verdict by the ids of the links that an edge stands for. */
  readonly edgeColors: Readonly<Record<string, string>>;
  /** Where each node stands, in the units of the map. */
  readonly places: Readonly<Record<string, Spot>>;
}

/** With more edges than this, they and the names are left out while the map moves, and links are picked from the panel or the table. */
const mostEdgesInMotion = 3000;
/** Up to this many nodes every name is tried; of more, those of the largest. */
const nameAll = 150;
const animated = 1500;

/** The map: a scene drawn by sigma. Places are kept for as long as the page lives; a change moves only what is new. */
export class TopologyMap {
  readonly #graph = new Graph({ type: "mixed", multi: false });
  readonly #sigma: Sigma;
  readonly #overlay: Overlay;
  readonly #labels: Labels;
  readonly #placement: Placement;
  readonly #resized: ResizeObserver;
  #palette: Palette;
  #scene: Scene = { nodes: new Map(), edges: new Map() };
  #selected: string | null = null;
  #settled = false;
  #stopMoving: () => void = () => {};

  constructor(container: HTMLElement, theme: "light" | "dark", arrangement: Arrangement, listener: MapListener) {
    this.#palette = paletteOf(theme);
    this.#labels = new Labels(this.#palette);
    this.#sigma = new Sigma(this.#graph, container, sigmaSettings(this.#labels));
    this.#sigma.on("beforeRender", () => this.#labels.clear());
    this.#overlay = new Overlay(this.#sigma, this.#palette);
    this.#placement = new Placement(() => this.#move());
    this.#placement.arrangement = arrangement;
    this.#listen(listener);
    // sigma follows the window; the map also shrinks when the panel or the timeline grows.
    this.#resized = new ResizeObserver(() => this.#sigma.resize().scheduleRefresh());
    this.#resized.observe(container);
  }

  /** Draws another scene: adds, updates and drops what differs. `first` lends places for nodes that have none yet. */
  show(scene: Scene, first: ReadonlyMap<string, Spot>): void {
    const empty = this.#graph.order === 0;
    this.#scene = scene;
    const settled = this.#placement.settle(scene, first);
    this.#stopMoving();
    this.#drawScene();
    if (empty || !settled) this.#settled = settled;
  }

  /** Arranges everything anew. */
  arrange(arrangement: Arrangement, first: ReadonlyMap<string, Spot>): void {
    this.#placement.arrangement = arrangement;
    this.#settled = false;
    if (this.#placement.arrange(this.#scene, first)) this.#move();
  }

  /** Whether a whole arrangement would serve better than what grew bit by bit. */
  get makeshift(): boolean {
    return this.#placement.makeshift;
  }

  select(id: string | null): void {
    if (id === this.#selected) return;
    const changed = [this.#selected, id];
    this.#selected = id;
    this.#overlay.selected = id;
    for (const each of changed) {
      const [node, edge] = [this.#scene.nodes.get(each ?? ""), this.#scene.edges.get(each ?? "")];
      if (node && this.#graph.hasNode(node.id)) this.#graph.mergeNodeAttributes(node.id, this.#nodeLooks(node));
      if (edge && this.#graph.hasEdge(edge.id)) this.#graph.mergeEdgeAttributes(edge.id, this.#edgeLooks(edge));
    }
    this.#sigma.scheduleRefresh();
  }

  /** Moves the view to a node. */
  jump(id: string): void {
    const place = this.#sigma.getNodeDisplayData(id);
    const camera = this.#sigma.getCamera();
    if (place) void camera.animate({ x: place.x, y: place.y, ratio: Math.min(0.5, camera.ratio) }, { duration: 300 });
  }

  fit(): void {
    void this.#sigma.getCamera().animatedReset({ duration: 200 });
  }

  /** Moves or zooms the view by hand of the keyboard: steps of the width of the view, factor of the zoom. */
  nudge(right: number, up: number, zoom = 1): void {
    const camera = this.#sigma.getCamera();
    const { x, y, ratio } = camera.getState();
    camera.setState({ x: x + right * ratio, y: y + up * ratio, ratio: camera.getBoundedRatio(ratio * zoom) });
  }

  theme(theme: "light" | "dark"): void {
    this.#palette = paletteOf(theme);
    this.#overlay.palette = this.#palette;
    this.#labels.palette = this.#palette;
    this.#drawScene();
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

  /** Whether the layout has come to rest, with that many nodes drawn. */
  get progress(): { readonly nodes: number; readonly settled: boolean } {
    return { nodes: this.#graph.order, settled: this.#settled };
  }

  /** For tests and the bench: what is drawn, and whether the layout has come to rest. */
  facts(): MapFacts {
    const edgeColors = Object.fromEntries([...this.#scene.edges.values()].map((edge) => [edge.links.join(" "), edge.verdict]));
    const places = Object.fromEntries(this.#graph.mapNodes((id) => [id, this.#placement.get(id)] as const));
    return { nodes: this.#graph.order, edges: this.#graph.size, settled: this.#settled, edgeColors, places };
  }

  /** Where a node is on the screen, in pixels of the page; null when it is not drawn. */
  onScreen(id: string): Spot | null {
    if (!this.#graph.hasNode(id)) return null;
    const { x, y } = this.#sigma.graphToViewport(this.#placement.get(id));
    const { left, top } = this.#sigma.getContainer().getBoundingClientRect();
    return { x: left + x, y: top + y };
  }

  close(): void {
    this.#resized.disconnect();
    this.#placement.close();
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
      const spot = this.#sigma.viewportToGraph(event);
      this.#placement.put(dragged, spot);
      this.#graph.mergeNodeAttributes(dragged, spot);
      event.preventSigmaDefault();
    });
    const drop = () => {
      dragged = null;
    };
    this.#sigma.on("upNode", drop);
    this.#sigma.on("upStage", drop);
  }

  #drawScene(): void {
    const { nodes, edges } = this.#scene;
    this.#graph.forEachEdge((id) => {
      if (!edges.has(id)) this.#graph.dropEdge(id);
    });
    this.#graph.forEachNode((id) => {
      if (!nodes.has(id)) this.#graph.dropNode(id);
    });
    for (const [id, node] of nodes) this.#graph.mergeNode(id, { ...this.#placement.get(id), ...this.#nodeLooks(node) });
    for (const [id, edge] of edges) this.#drawEdge(id, edge);
    this.#overlay.show(edges.values(), nodes.values());
    this.#spareEffort(edges.size > mostEdgesInMotion);
    this.#sigma.scheduleRefresh();
  }

  #spareEffort(large: boolean): void {
    if (this.#sigma.getSetting("hideEdgesOnMove") === large) return;
    this.#sigma.setSettings({ hideEdgesOnMove: large, hideLabelsOnMove: large, enableEdgeEvents: !large });
  }

  #drawEdge(id: string, edge: SceneEdge): void {
    const [source, target] = edge.direction === "backward" ? [edge.target, edge.source] : [edge.source, edge.target];
    // An arrow that turns around is another edge to the graph.
    if (this.#graph.hasEdge(id) && this.#graph.source(id) !== source) this.#graph.dropEdge(id);
    if (this.#graph.hasEdge(id)) this.#graph.mergeEdgeAttributes(id, this.#edgeLooks(edge));
    else this.#graph.addDirectedEdgeWithKey(id, source, target, this.#edgeLooks(edge));
  }

  #nodeLooks(node: SceneNode): Record<string, unknown> {
    const selected = node.id === this.#selected;
    const color = node.kind === "system" && node.role === "station" ? this.#palette.station : this.#palette[node.kind];
    return {
      label: node.label,
      size: sizeOf(node) + (selected ? 2 : 0),
      type: shapes[node.kind],
      color: selected && node.kind !== "remote" ? this.#palette.selected : color,
      edge: selected ? this.#palette.selected : this.#palette.background,
      zIndex: node.kind === "port" ? 0 : 1,
      forceLabel: selected || this.#scene.nodes.size <= nameAll,
    };
  }

  #edgeLooks(edge: SceneEdge): Record<string, unknown> {
    const well = edge.verdict === "ok" || edge.verdict === "unverified";
    const width = Math.min(8, (well ? 1.4 : 2.6) + Math.log2(Math.max(1, edge.links.length)) * 1.3);
    const oneWay = edge.direction === "forward" || edge.direction === "backward";
    const selected = edge.id === this.#selected;
    const color = edge.links.length === 0 ? this.#palette.segment : this.#palette.verdict[edge.verdict];
    return {
      size: selected || (oneWay && edge.links.length > 0) ? Math.max(4, width + 2) : width,
      color: selected ? this.#palette.selected : color,
      type: oneWay ? "arrow" : "line",
      zIndex: well ? 0 : 1,
      // Dashes stand for it; it stays there for the pointer to hit.
      ...(isDashed(edge) ? { color: this.#palette.clear } : {}),
    };
  }

  // All go to their places; a map of a size that a machine can animate glides there.
  #move(): void {
    this.#stopMoving();
    const targets = Object.fromEntries(this.#graph.mapNodes((id) => [id, { ...this.#placement.get(id) }] as const));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || this.#graph.order > animated;
    const arrived = () => {
      this.#stopMoving = () => {};
      this.#settled = true;
    };
    if (still) {
      this.#graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, ...targets[id] }), { attributes: ["x", "y"] });
      arrived();
      return;
    }
    const cancel = animateNodes(this.#graph, targets, { duration: 400 }, arrived);
    this.#stopMoving = () => {
      cancel();
      arrived();
    };
  }
}
