import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { TopologyMap } from "../map/topology-map.ts";
import { buildScene, type Scene } from "../scene.ts";
import type { Session } from "../session.ts";
import { expanded, filter, message, networkVersion, selection, theme, toggle, view } from "../state.ts";
import { fitRequests, jumpRequest, pictureRequests } from "./map-requests.ts";

/** Systems that are still drawn one by one when there are several hosts. */
const groupAbove = 300;

declare global {
  interface Window {
    /** For tests and the bench. */
    lldpWatchMap?: TopologyMap;
  }
}

export function MapView({ session }: { readonly session: Session }) {
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<TopologyMap | null>(null);
  const scene = useRef<Scene>({ nodes: new Map(), edges: new Map() });

  useEffect(() => {
    let made: TopologyMap;
    try {
      made = new TopologyMap(place.current as HTMLDivElement, theme.peek(), listenerOf(scene));
    } catch (error) {
      message.value = `The map needs WebGL, which this browser does not give (${(error as Error).message}): here is the table.`;
      view.value = "table";
      return;
    }
    window.lldpWatchMap = made;
    setMap(made);
    return () => {
      delete window.lldpWatchMap;
      made.close();
    };
  }, []);

  useFrame(() => {
    const { network } = session;
    scene.current = buildScene({
      nodes: [...network.nodes.values()],
      links: [...network.links.values()],
      nodeOf: (port) => network.nodeOf(port),
      expanded: expanded.value,
      groupAbove,
      filter: filter.value,
    });
    map?.show(scene.current, session.places);
  }, map);
  useSignalEffect(() => map?.theme(theme.value));
  useSignalEffect(() => map?.select(drawnSelection(scene.current)));
  useSignalEffect(() => {
    if (fitRequests.value > 0) map?.fit();
  });
  useSignalEffect(() => {
    const wanted = jumpRequest.value?.text.toLowerCase();
    if (!wanted || !map) return;
    const found =
      [...scene.current.nodes.values()].find((node) => node.id.toLowerCase() === wanted) ??
      [...scene.current.nodes.values()].find((node) => node.label.toLowerCase().includes(wanted));
    if (found) map.jump(found.id);
    else message.value = `Nothing on the map is called ${wanted}.`;
  });
  useSignalEffect(() => {
    if (pictureRequests.value > 0 && map) void map.picture().then(save);
  });
  return <div class="map" ref={place} role="img" aria-label="Map of the network. The table shows the same." data-testid="map" />;
}

/** Runs once a frame at most, however many changes come. */
function useFrame(draw: () => void, again: unknown): void {
  const pending = useRef(0);
  const latest = useRef(draw);
  latest.current = draw;
  const soon = () => {
    pending.current ||= requestAnimationFrame(() => {
      pending.current = 0;
      latest.current();
    });
  };
  useSignalEffect(() => {
    void [networkVersion.value, expanded.value, filter.value];
    soon();
  });
  useEffect(soon, [again]);
}

function listenerOf(scene: { readonly current: Scene }) {
  return {
    node(id: string) {
      const kind = scene.current.nodes.get(id)?.kind;
      if (kind === "port") selection.value = { kind: "port", id: id.slice("port:".length) };
      else if (kind === "group") expanded.value = toggle(expanded.value, id);
      else selection.value = { kind: "node", id };
    },
    expand(id: string) {
      if (scene.current.nodes.get(id)?.kind !== "port") expanded.value = toggle(expanded.value, id);
    },
    edge(id: string) {
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

function drawnSelection(scene: Scene): string | null {
  const chosen = selection.value;
  if (chosen === null) return null;
  if (chosen.kind === "port") return `port:${chosen.id}`;
  if (chosen.kind === "node") return chosen.id;
  for (const edge of scene.edges.values()) if (edge.links.includes(chosen.id)) return edge.id;
  return null;
}

function save(picture: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = "topology.png";
  link.click();
  URL.revokeObjectURL(link.href);
}
