/** Formats of the topology and their media types, the preferred one first. */
export const graphMediaTypes = {
  json: "application/json",
  dot: "text/vnd.graphviz",
  graphml: "application/graphml+xml",
  netjson: "application/vnd.netjson+json",
  rfc8345: "application/yang-data+json",
  mermaid: "text/vnd.mermaid",
  containerlab: "application/yaml",
} as const;

export const problemMediaType = "application/problem+json";
export const eventStreamMediaType = "text/event-stream";
export const jsonMediaType = "application/json";
