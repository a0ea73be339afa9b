import type { Scene, SceneNode } from "../scene.ts";
import { type Spot, TakenSpots } from "./free-spot.ts";
import { Layout } from "./layout.ts";

/** `tiers`: as the server places them, the same for everybody. `force`: by attraction and repulsion. `auto`: tiers while they are neat. */
export type Arrangement = "auto" | "tiers" | "force";

const gap = 40;
/** Up to this many nodes tiers are read at a glance. */
const readableInTiers = 500;
/** Above it they still are when links are no longer than this on average: rings, rows. */
const shortLink = 5 * gap;
const portDistance = 26;

/** Where each node of the map stands. What has a place keeps it; only a map that is mostly new is arranged as a whole. */
export class Placement {
  readonly #places = new Map<string, Spot>();
  readonly #improvised = new Set<string>();
  readonly #layout: Layout;
  arrangement: Arrangement = "auto";

  /** `moved` is called when a whole arrangement that took its time is there. */
  constructor(moved: (places: ReadonlyMap<string, Spot>) => void) {
    this.#layout = new Layout((answer) => {
      for (const [id, x, y] of answer) this.#places.set(id, { x, y });
      moved(this.#places);
    });
  }

  get(id: string): Spot {
    return this.#places.get(id) ?? { x: 0, y: 0 };
  }

  /** A node that somebody put somewhere by hand. */
  put(id: string, spot: Spot): void {
    this.#places.set(id, spot);
  }

  /** Gives every node of the scene a place; `first` lends those of the server. Returns whether all stand where they will stay. */
  settle(scene: Scene, first: ReadonlyMap<string, Spot>): boolean {
    const nodes = [...scene.nodes.values()].filter(({ kind }) => kind !== "port");
    const fresh = nodes.filter(({ id }) => !this.#places.has(id));
    const settled = fresh.length * 2 > nodes.length ? this.arrange(scene, first) : this.#squeezeIn(fresh, scene);
    this.#placePorts(scene);
    return settled;
  }

  /** Whether most of what is shown got its place in passing, one by one, so that a whole arrangement is better and moves little that is old. */
  get makeshift(): boolean {
    return this.#improvised.size > 1 && this.#improvised.size * 2 > this.#places.size;
  }

  /** Arranges everything anew. Returns whether it is done at once; else `moved` follows. */
  arrange(scene: Scene, first: ReadonlyMap<string, Spot>): boolean {
    this.#places.clear();
    this.#improvised.clear();
    this.#layout.forget();
    const nodes = [...scene.nodes.values()].filter(({ kind }) => kind !== "port");
    for (const [index, { id }] of nodes.entries()) this.#places.set(id, first.get(id) ?? onSpiral(index));
    const known = nodes.every(({ id }) => first.has(id));
    const tiers = known && this.arrangement !== "force" && (this.arrangement === "tiers" || this.#neat(scene, nodes.length));
    if (!tiers && nodes.length > 1) {
      const edges = [...scene.edges.values()].map(({ source, target }) => [ownerIn(scene, source), ownerIn(scene, target)] as const);
      this.#layout.ask(
        nodes.map((node) => ({ id: node.id, ...this.get(node.id), room: roomOf(node) })),
        edges,
      );
    }
    this.#placePorts(scene);
    return tiers || nodes.length <= 1;
  }

  close(): void {
    this.#layout.close();
  }

  #neat(scene: Scene, count: number): boolean {
    if (count <= readableInTiers) return true;
    let sum = 0;
    for (const { source, target } of scene.edges.values()) sum += distance(this.get(ownerIn(scene, source)), this.get(ownerIn(scene, target)));
    return sum <= shortLink * scene.edges.size;
  }

  // Beside the first neighbor that has a place, or below everything.
  #squeezeIn(fresh: readonly SceneNode[], scene: Scene): true {
    if (fresh.length === 0) return true;
    const taken = new TakenSpots(this.#places.values(), gap);
    const around = neighborsOf(scene, new Set(fresh.map(({ id }) => id)));
    const lowest = [...this.#places.values()].reduce((low, spot) => (spot.y < low.y ? spot : low), { x: 0, y: 0 });
    for (const { id, group } of fresh) {
      const beside = [...(around.get(id) ?? []), ...(group === null ? [] : [group])].find((other) => this.#places.has(other));
      this.#places.set(id, taken.near(beside === undefined ? { x: lowest.x, y: lowest.y - 2 * gap } : this.get(beside)));
      this.#improvised.add(id);
    }
    return true;
  }

  // Ports stand around their system, each on the side of what it is joined to.
  #placePorts(scene: Scene): void {
    const ends = new Map<string, string>();
    for (const { source, target } of scene.edges.values()) {
      ends.set(source, target);
      ends.set(target, source);
    }
    const held = new Map<string, number[]>();
    for (const { id, kind, parent } of scene.nodes.values()) {
      if (kind !== "port" || this.#places.has(id)) continue;
      const middle = this.get(parent ?? id);
      const toward = this.get(ownerIn(scene, ends.get(id) ?? id));
      const angle = apart(Math.atan2(toward.y - middle.y, toward.x - middle.x), held.get(parent ?? "") ?? []);
      held.set(parent ?? "", [...(held.get(parent ?? "") ?? []), angle]);
      this.#places.set(id, { x: middle.x + portDistance * Math.cos(angle), y: middle.y + portDistance * Math.sin(angle) });
    }
  }
}

const onSpiral = (index: number): Spot => {
  const radius = gap * Math.sqrt(index);
  return { x: radius * Math.cos(index * 2.399963), y: radius * Math.sin(index * 2.399963) };
};

const distance = (one: Spot, other: Spot): number => Math.hypot(one.x - other.x, one.y - other.y);

const ownerIn = (scene: Scene, id: string): string => scene.nodes.get(id)?.parent ?? id;

// A group needs room for its systems, which stand around its place once it is opened.
const roomOf = ({ kind, weight }: SceneNode): number => (kind === "group" ? gap * Math.max(1.5, Math.sqrt(weight)) : gap);

function neighborsOf(scene: Scene, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const around = new Map<string, string[]>();
  const add = (id: string, other: string) => {
    if (!wanted.has(id)) return;
    const list = around.get(id);
    if (list) list.push(other);
    else around.set(id, [other]);
  };
  for (const { source, target } of scene.edges.values()) {
    const [one, other] = [ownerIn(scene, source), ownerIn(scene, target)];
    add(one, other);
    add(other, one);
  }
  return around;
}

// The wanted angle, or the nearest one that keeps off those that are taken.
function apart(wanted: number, taken: readonly number[]): number {
  const least = 0.5;
  for (let step = 0; step < 12; step++) {
    const angle = wanted + (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * least;
    if (taken.every((each) => Math.abs(Math.atan2(Math.sin(angle - each), Math.cos(angle - each))) > least * 0.9)) return angle;
  }
  return wanted;
}
