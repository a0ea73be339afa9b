import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** Runs `draw` once a frame at most, however many changes of the signals that `depend` reads come. */
export function useFrame(draw: () => void, depend: () => void): void {
  const pending = useRef(0);
  const latest = useRef(draw);
  latest.current = draw;
  useSignalEffect(() => {
    depend();
    pending.current ||= requestAnimationFrame(() => {
      pending.current = 0;
      latest.current();
    });
  });
  useEffect(() => () => cancelAnimationFrame(pending.current), []);
}
