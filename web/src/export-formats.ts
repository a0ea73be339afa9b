/** The formats of `GET /api/v1/topology`, with the ending of a file's name and words for people. */
export const topologyFormats = [
  { format: "json", ending: "json", words: "JSON" },
  { format: "dot", ending: "dot", words: "Graphviz" },
  { format: "graphml", ending: "graphml", words: "GraphML" },
  { format: "netjson", ending: "netjson.json", words: "NetJSON" },
  { format: "rfc8345", ending: "rfc8345.json", words: "RFC 8345 (YANG)" },
  { format: "mermaid", ending: "mmd", words: "Mermaid" },
  { format: "containerlab", ending: "clab.yml", words: "containerlab" },
] as const;
