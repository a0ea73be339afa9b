import type { ICruiseOptions, IFlattenedRuleSet } from "dependency-cruiser";

declare const configuration: IFlattenedRuleSet & { readonly options: ICruiseOptions };
// biome-ignore lint/style/noDefaultExport: dependency-cruiser wants it so
export default configuration;
