import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { TopologyMap } from "../map/topology-map.ts";
import { save } from "../save.ts";
import { buildScene, groupOf, type Scene } from "../scene.ts";
import { search } from "../search.ts";
import type { Session } from "../session.ts";
import { arrangement, expanded, filter, message, networkVersion, selection, theme, view } from "../state.ts";
import { drawnSelection, gestures, steer } from "./map-gestures.ts";
import { arrangeRequests, fitRequests, jumpRequest, pictureRequests } from "./map-requests.ts";
import { useFrame } from "./use-frame.ts";

/** Systems that are still drawn one by one when there are several hosts. */
const groupAbove = 300;
/** A map that grew bit by bit is arranged as a whole when nothing new came for so long, in milliseconds. */
const restBeforeArranging = 700;

declare global {
  interface Window {
    /** For tests and the bench. */
    lldpWatchMap?: TopologyMap;
  }
}

export function MapView({ session }: { readonly session: Session }) {
  const place = useRef<HTMLDivElement>(null);
  const map = useSignal<TopologyMap | null>(null);
  const scene = useRef<Scene>({ nodes: new Map(), edges: new Map() });
  const goal = useRef<string | null>(null);

  useEffect(() => {
    let made: TopologyMap;
    try {
      made = new TopologyMap(place.current as HTMLDivElement, theme.peek(), arrangement.peek(), gestures(scene));
    } catch (error) {
      message.value = `The map needs WebGL, which this browser does not give (${(error as Error).message}): here is the table.`;
      view.value = "table";
      return;
    }
    window.lldpWatchMap = made;
    map.value = made;
    return () => {
      delete window.lldpWatchMap;
      made.close();
    };
  }, []);

  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const arrange = async () => {
    await session.readPlaces();
    map.value?.arrange(arrangement.peek(), session.places);
  };
  useFrame(
    () => {
      if (!map.value || !session.ready) return;
      scene.current = sceneOf(session);
      map.value.show(scene.current, session.places);
      map.value.select(drawnSelection(scene.current));
      if (goal.current !== null && scene.current.nodes.has(goal.current)) jumpTo(map.value, goal);
      clearTimeout(rest.current);
      if (map.value.makeshift) rest.current = setTimeout(() => void arrange(), restBeforeArranging);
    },
    () => void [networkVersion.value, expanded.value, filter.value, map.value],
  );
  useSignalEffect(() => map.value?.theme(theme.value));
  useSignalEffect(() => map.value?.select(drawnSelection(scene.current)));
  useSignalEffect(() => {
    if (fitRequests.value > 0) map.peek()?.fit();
  });
  useSignalEffect(() => {
    if (arrangeRequests.value > 0) void arrange();
  });
  useSignalEffect(() => {
    if (jumpRequest.value !== null) find(session, jumpRequest.value.text, scene.current, goal);
  });
  useSignalEffect(() => {
    if (pictureRequests.value > 0)
      void map
        .peek()
        ?.picture()
        .then((picture) => picture && save(picture, "topology.png"));
  });
  return (
    <section
      class="map"
      ref={place}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is steered by keys
      tabIndex={0}
      aria-label="Map of the network: arrows move it, plus and minus zoom, 0 fits. The table shows the same."
      data-testid="map"
      onKeyDown={(event) => {
        if (map.value && !event.ctrlKey && !event.metaKey && !event.altKey && steer(map.value, event.key)) event.preventDefault();
      }}
    />
  );
}

function sceneOf({ network }: Session): Scene {
  return buildScene({
    nodes: [...network.nodes.values()],
    links: [...network.links.values()],
    nodeOf: (port) => network.nodeOf(port),
    expanded: expanded.value,
    groupAbove,
    filter: filter.value,
  });
}

// Selects what the text means, opens its host if it is folded, and goes there when it is drawn.
function find({ network }: Session, text: string, scene: Scene, goal: { current: string | null }): void {
  const found = search(network, text);
  const node = found && network.nodes.get(found.node);
  if (!found || !node) {
    if (text.trim() !== "") message.value = `Nothing in the network is called ${text}.`;
    return;
  }
  message.value = null;
  selection.value = found.selection;
  goal.current = node.id;
  expanded.value = new Set([...expanded.peek(), ...(scene.nodes.has(node.id) ? [] : [groupOf(node)])]);
}

function jumpTo(map: TopologyMap, goal: { current: string | null }): void {
  const id = goal.current as string;
  goal.current = null;
  // One frame later the place of what is new is known to the renderer.
  requestAnimationFrame(() => map.jump(id));
}
