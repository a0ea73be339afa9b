export { type BetweenPieces, type CaptureProgress, readCaptureFile, readCaptureStream } from "./capture-file.ts";
export type { CaptureFault, CaptureRecord, VisitRecord } from "./capture-record.ts";
export { type CaptureWriter, openCaptureWriter } from "./capture-writer.ts";
export type { CapturedFrame, ChannelStatistics, FrameChannel } from "./frame-channel.ts";
export { openPacketChannel, type PacketChannel } from "./packet-channel.ts";
export { pcapRecord } from "./pcap-record.ts";
export { type TapWrite, tapChannel } from "./tap.ts";
export { type VirtualEnd, VirtualHub, type VirtualWireOptions, virtualWire } from "./virtual-wire.ts";
