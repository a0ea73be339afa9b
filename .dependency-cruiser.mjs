import { letterBoxes, rooms } from "./house.mjs";

const quoted = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const npmPattern = (names) => names.map((name) => (name.endsWith("/*") ? `${quoted(name.slice(0, -1))}[^/]+` : quoted(name))).join("|");
const perRoom = ([room, { uses, node, npm }]) => [
  {
    name: `${room}-looks-down-only`,
    severity: "error",
    comment: "A room may use only the rooms that house.mjs names for it.",
    from: { path: `^src/${room}/` },
    to: { path: "^src/", pathNot: `^src/(${[room, ...uses].join("|")})/` },
  },
  {
    name: `${room}-node-modules`,
    severity: "error",
    comment: "house.mjs says which node: modules this room may import.",
    from: { path: `^src/${room}/` },
    to: { dependencyTypes: ["core"], ...(node.length ? { pathNot: `^(node:)?(${node.map(quoted).join("|")})$` } : {}) },
  },
  {
    name: `${room}-packages`,
    severity: "error",
    comment: "house.mjs says which packages this room may import.",
    from: { path: `^src/${room}/` },
    to: {
      dependencyTypes: ["npm", "npm-optional", "npm-dev", "npm-no-pkg", "npm-unknown"],
      ...(npm.length ? { pathNot: `(^|node_modules/)(${npmPattern(npm)})(/|$)` } : {}),
    },
  },
];
export default {
  forbidden: [
    { name: "no-circular", severity: "error", comment: "Stairs go down only.", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", comment: "A file that nobody uses is dead.", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
    { name: "not-to-test", severity: "error", from: { path: "^src/" }, to: { path: "^(test|bench)/" } },
    {
      name: "one-door-per-room",
      severity: "error",
      comment: "Enter a room through its index.ts.",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/[^/]+/", pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$", ...letterBoxes.map((box) => `^${quoted(box)}$`)] },
    },
    ...Object.entries(rooms).flatMap(perRoom),
  ],
  options: { tsConfig: { fileName: "tsconfig.json" }, tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } },
};
