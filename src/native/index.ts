export { errnoName } from "./errno-name.ts";
export { openDirect } from "./open-direct.ts";
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
