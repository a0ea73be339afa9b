import { arrangeByForce } from "./force.ts";
import type { LayoutAnswer, LayoutRequest } from "./layout.ts";

// Places nodes by force, away from the page's thread.
self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  self.postMessage({ request: data.request, places: arrangeByForce(data.nodes, data.edges) } satisfies LayoutAnswer);
};
