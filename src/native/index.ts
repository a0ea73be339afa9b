export type {
  ListingFault,
  NamespaceHolder,
  NamespaceList,
  NamespaceListing,
  NetlinkSocket,
  PacketRequest,
  PacketScope,
  PacketSocket,
  SocketEnd,
  SocketOpener,
  SocketStatistics,
  Watch,
} from "./socket-opener.ts";
export { SystemError } from "./system-error.ts";
