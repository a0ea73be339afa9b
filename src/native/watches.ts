import type { Reactor } from "./reactor.ts";
import type { Watch } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

/**
 * Two sources: inotify tells of names, the mount table of namespaces that are bound to them (`ip netns add` makes the file first
 * and mounts a moment later, which inotify does not see). After each event of names the directory is watched anew: it may have just been made.
 */
export function watchNames(reactor: Reactor, onChange: () => void): Watch {
  const start = (): number =>
    reactor.watchNames(false, {
      ready: () => {
        renew();
        onChange();
      },
    });
  const renew = (): void => {
    try {
      const before = names;
      names = start();
      void reactor.release(before);
    } catch (error) {
      // Out of descriptors, or of inotify watches: the one that is there goes on.
      if (!(error instanceof SystemError)) throw error;
    }
  };
  let names = start();
  const mounts = reactor.watchNames(true, { ready: onChange });
  return {
    close: async () => {
      await Promise.all([reactor.release(names), reactor.release(mounts)]);
    },
  };
}

/** A process that is gone already ends at once, after this call. */
export function watchProcess(reactor: Reactor, pid: number, onEnd: () => void): Watch {
  try {
    const token = reactor.watchProcess(pid, { ready: onEnd });
    return { close: () => reactor.release(token) };
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== "ESRCH") throw error;
    let closed = false;
    queueMicrotask(() => {
      if (!closed) onEnd();
    });
    return {
      close: async () => {
        closed = true;
      },
    };
  }
}
