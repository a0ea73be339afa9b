import manifest from "../../package.json" with { type: "json" };

/** The version in package.json, built in. */
export const version: string = manifest.version;
