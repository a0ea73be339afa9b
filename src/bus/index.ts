export { Collector, type CollectorFigures, type CollectorOptions } from "./collector.ts";
export { type BusConnection, type BusEntry, BusError, type ConnectionState } from "./connection.ts";
export type { Heartbeat, NamespaceDocument, Origin } from "./document.ts";
export { type BucketOptions, type BucketOutcome, initializeBucket, type NatsOptions, openNats } from "./nats-connection.ts";
export { Publisher, type PublisherFigures, type PublisherOptions } from "./publisher.ts";
