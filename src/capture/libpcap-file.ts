import { CaptureFault, type VisitRecord } from "./capture-record.ts";

/** The names that the `pcap` package has for link types, as numbers of pcap-linktype(7). */
const linkTypes: Readonly<Record<string, number>> = {
  LINKTYPE_NULL: 0,
  LINKTYPE_ETHERNET: 1,
  LINKTYPE_RAW: 101,
  LINKTYPE_LINUX_SLL: 113,
  LINKTYPE_IEEE802_11_RADIO: 127,
};

/**
 * Reads a file of a format that only libpcap knows, through the optional `pcap` package. Every frame is visited before the promise
 * settles, without a pause. The fault says what to install when the package is not there, or what libpcap did not like.
 */
export async function readWithLibpcap(path: string, visit: VisitRecord): Promise<CaptureFault | null> {
  const pcap = await import("pcap").catch(() => null);
  if (!pcap) {
    return new CaptureFault("neither pcap nor pcapng; other formats need libpcap: apt install libpcap-dev, then npm install pcap");
  }
  const { createOfflineSession } = "default" in pcap ? (pcap.default as typeof pcap) : pcap;
  return new Promise((resolve) => {
    try {
      const session = createOfflineSession(path, {});
      session.on("packet", ({ buf, header }: { buf: Buffer; header: Buffer }) => {
        visit({
          octets: buf.subarray(0, header.readUInt32LE(8)),
          originalLength: header.readUInt32LE(12),
          linkType: linkTypes[session.link_type] ?? -1,
          seconds: header.readUInt32LE(0),
          fraction: header.readUInt32LE(4),
          digits: 6,
        });
      });
      session.on("complete", () => {
        session.close();
        resolve(null);
      });
    } catch (error) {
      resolve(new CaptureFault(`libpcap: ${error instanceof Error ? error.message : String(error)}`));
    }
  });
}
