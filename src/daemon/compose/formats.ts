import type { ApiDeps } from "../../api/index.ts";

/** Plans in, graphs out. */
export const formats: Pick<ApiDeps, "readPlan" | "writeGraph"> = {
  readPlan: () => ({ ok: false, fault: { line: 0, message: "this build reads no plans" } }),
  writeGraph: (_, format) => {
    throw new Error(`this build writes no ${format}`);
  },
};
