export { type InfluxV1Options, influxV1Writer } from "./influx-v1.ts";
export { type InfluxV2Options, influxV2Writer } from "./influx-v2.ts";
export { harmless, type Point, sanitize } from "./point.ts";
export type { PushSource } from "./points.ts";
export { Pusher, type PusherOptions } from "./pusher.ts";
export { PointQueue, type QueueFigures, type QueueOptions } from "./queue.ts";
export { type PointWriter, WriteError } from "./writer.ts";
