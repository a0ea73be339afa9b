import type { MapListener, TopologyMap } from "../map/topology-map.ts";
import type { Scene } from "../scene.ts";
import { expanded, selection, toggle } from "../state.ts";

/** What clicks on the map do. */
export function gestures(scene: { readonly current: Scene }): MapListener {
  return {
    node(id) {
      const kind = scene.current.nodes.get(id)?.kind;
      if (kind === "port") selection.value = { kind: "port", id: id.slice("port:".length) };
      else if (kind === "group") expanded.value = toggle(expanded.value, id);
      else selection.value = { kind: "node", id };
    },
    expand(id) {
      const node = scene.current.nodes.get(id);
      if (node && node.kind !== "port" && node.kind !== "group") expanded.value = toggle(expanded.value, id);
    },
    edge(id) {
      const edge = scene.current.edges.get(id);
      const [only] = edge?.links ?? [];
      if (edge?.links.length === 1 && only !== undefined) selection.value = { kind: "link", id: only };
      else if (edge) expanded.value = new Set([...expanded.value, edge.source, edge.target]);
    },
    nothing() {
      selection.value = null;
    },
  };
}

/** The node or edge of the scene that the selection is drawn as. */
export function drawnSelection(scene: Scene): string | null {
  const chosen = selection.value;
  if (chosen === null) return null;
  if (chosen.kind === "node") return chosen.id;
  if (chosen.kind === "port" && scene.nodes.has(`port:${chosen.id}`)) return `port:${chosen.id}`;
  for (const edge of scene.edges.values())
    if (edge.links.some((link) => (chosen.kind === "link" ? link === chosen.id : link.split("--").includes(chosen.id)))) return edge.id;
  return null;
}

const step = 0.15;
const keys: Readonly<Record<string, (map: TopologyMap) => void>> = {
  ArrowLeft: (map) => map.nudge(-step, 0),
  ArrowRight: (map) => map.nudge(step, 0),
  ArrowUp: (map) => map.nudge(0, step),
  ArrowDown: (map) => map.nudge(0, -step),
  "+": (map) => map.nudge(0, 0, 1 / 1.4),
  "=": (map) => map.nudge(0, 0, 1 / 1.4),
  "-": (map) => map.nudge(0, 0, 1.4),
  "0": (map) => map.fit(),
};

/** Arrows move the map, + and - zoom, 0 fits. Returns whether the key was one of these. */
export function steer(map: TopologyMap, key: string): boolean {
  keys[key]?.(map);
  return key in keys;
}
