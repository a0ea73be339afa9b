export { didYouMean, nearest } from "../base/index.ts";
