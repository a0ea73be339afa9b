import type { NetlinkSocket, SocketOpener, SystemError } from "../native/index.ts";
import { decodeEthtool, decodeFamily, ethtoolCommands, ethtoolRequest, familyRequest } from "./ethtool-message.ts";
import type { EthtoolFacts } from "./interface-facts.ts";
import { errnoOf, type NetlinkMessage, netlinkMessages, netlinkTypes } from "./netlink-message.ts";

const nothingKnown: EthtoolFacts = {
  speed: null,
  duplex: null,
  autonegotiation: null,
  autonegotiationSupported: false,
  supportedModes: [],
  advertisedModes: [],
  privateFlags: {},
};

/**
 * Asks ethtool about interfaces of a namespace, on a socket that lives as long as the questions. Interfaces that are gone are left out,
 * and what a driver does not tell stays null. Rejects with a SystemError when no socket opens or it dies.
 */
export async function readEthtool(opener: SocketOpener, namespace: number, ifindexes: readonly number[]): Promise<Map<number, EthtoolFacts>> {
  const conversation = new Conversation(await opener.openGeneric(namespace));
  try {
    const known = await conversation.ask(familyRequest);
    const family = known && decodeFamily(known);
    if (!family) return new Map();
    const answers = await Promise.all(ifindexes.map(async (ifindex) => [ifindex, await askBoth(conversation, family, ifindex)] as const));
    return new Map(answers.flatMap(([ifindex, facts]) => (facts ? [[ifindex, facts] as const] : [])));
  } finally {
    await conversation.close();
  }
}

async function askBoth(conversation: Conversation, family: number, ifindex: number): Promise<EthtoolFacts | null> {
  const commands = [ethtoolCommands.linkModes, ethtoolCommands.privateFlags];
  const answers = await Promise.all(commands.map((command) => conversation.ask((sequence) => ethtoolRequest(family, command, sequence, ifindex))));
  const parts = answers.flatMap((answer) => (answer ? [decodeEthtool(answer)] : []));
  return parts.length === 0 ? null : Object.assign({}, nothingKnown, ...parts);
}

interface Question {
  readonly resolve: (answer: NetlinkMessage | null) => void;
  readonly reject: (error: SystemError) => void;
}

/** Questions and their answers by sequence number. A refusal of the kernel is the answer null. */
class Conversation {
  readonly #socket: NetlinkSocket;
  readonly #questions = new Map<number, Question>();
  #sequence = 0;

  constructor(socket: NetlinkSocket) {
    this.#socket = socket;
    socket.onMessage = (datagram) => {
      for (const message of netlinkMessages(datagram)) this.#answer(message);
    };
    socket.onOverrun = () => this.#giveUp();
    socket.onError = (error) => {
      for (const { reject } of this.#questions.values()) reject(error);
      this.#questions.clear();
    };
  }

  ask(request: (sequence: number) => Uint8Array): Promise<NetlinkMessage | null> {
    const sequence = ++this.#sequence;
    return new Promise((resolve, reject) => {
      this.#questions.set(sequence, { resolve, reject });
      if (this.#socket.send(request(sequence)) !== 0) this.#settle(sequence, null);
    });
  }

  async close(): Promise<void> {
    this.#giveUp();
    await this.#socket.close();
  }

  #answer(message: NetlinkMessage): void {
    const refused = message.type === netlinkTypes.error && errnoOf(message) !== 0;
    if (message.type !== netlinkTypes.error || refused) this.#settle(message.sequence, refused ? null : message);
  }

  #giveUp(): void {
    for (const sequence of [...this.#questions.keys()]) this.#settle(sequence, null);
  }

  #settle(sequence: number, answer: NetlinkMessage | null): void {
    this.#questions.get(sequence)?.resolve(answer);
    this.#questions.delete(sequence);
  }
}
