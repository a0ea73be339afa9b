import { createNodeBorderProgram } from "@sigma/node-border";
import { NodeSquareProgram } from "@sigma/node-square";
import { EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";
import type { Settings } from "sigma/settings";
import type { SceneNode } from "../scene.ts";
import type { Labels } from "./labels.ts";

/** The shape of each kind of node. */
export const shapes = { system: "disc", group: "disc", port: "circle", segment: "square", remote: "ring" } as const;

/** How large a node is drawn, in pixels of the radius. */
export function sizeOf({ kind, weight }: SceneNode): number {
  const base = { group: 14, system: 7, segment: 6, remote: 7, port: 4 }[kind];
  return base + Math.min(6, Math.log2(weight + 1));
}

/** Programs and limits of the renderer. */
export function sigmaSettings(labels: Labels): Partial<Settings> {
  // The square of the package brings labels of its own, which know nothing of themes.
  class LabeledSquare extends NodeSquareProgram {
    override drawLabel = labels.draw as NodeSquareProgram["drawLabel"];
    override drawHover = labels.hover as NodeSquareProgram["drawHover"];
  }
  return {
    allowInvalidContainer: true,
    defaultEdgeType: "line",
    defaultNodeType: "circle",
    edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
    nodeProgramClasses: {
      circle: NodeCircleProgram,
      square: LabeledSquare,
      disc: createNodeBorderProgram({
        borders: [
          { color: { attribute: "edge" }, size: { value: 0.14 } },
          { color: { attribute: "color" }, size: { fill: true } },
        ],
      }),
      ring: createNodeBorderProgram({
        borders: [
          { color: { attribute: "color" }, size: { value: 0.3 } },
          { color: { attribute: "edge" }, size: { fill: true } },
        ],
      }),
    },
    defaultDrawNodeLabel: labels.draw,
    defaultDrawNodeHover: labels.hover,
    enableEdgeEvents: true,
    labelDensity: 1,
    labelGridCellSize: 70,
    labelRenderedSizeThreshold: 5,
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    minEdgeThickness: 1,
    stagePadding: 60,
    zIndex: true,
    minCameraRatio: 0.01,
    maxCameraRatio: 6,
  };
}
