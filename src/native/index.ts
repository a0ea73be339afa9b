export { type Access, openDirect, openThroughHelper } from "./access.ts";
export { missingCapabilities } from "./capabilities.ts";
export { errnoName } from "./errno-name.ts";
export { type Launch, type LaunchRequest, launch } from "./launch.ts";
export type {
  ListingFault,
  NamespaceHolder,
  NamespaceList,
  NamespaceListing,
  NetlinkSocket,
  PacketRequest,
  PacketScope,
  PacketSocket,
  SocketOpener,
  SocketStatistics,
  Watch,
} from "./socket-opener.ts";
export { SystemError } from "./system-error.ts";
