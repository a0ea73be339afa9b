import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { networkVersion } from "../state.ts";

/** While changes come in numbers, what a panel shows is asked for at most so often, in milliseconds. */
const rest = 250;

/** The latest answer to a question that is asked again after each change of the network; null before the first, and when there is none. */
export function useLiveAnswer<T>(ask: () => Promise<T>): Signal<T | null> {
  const answer = useSignal<T | null>(null);
  const timer = useSignal<ReturnType<typeof setTimeout> | null>(null);
  const asked = useSignal(0);
  useSignalEffect(() => {
    void networkVersion.value;
    if (timer.peek() !== null) return;
    const first = asked.peek() === 0;
    timer.value = setTimeout(
      () => {
        timer.value = null;
        const turn = asked.peek() + 1;
        asked.value = turn;
        const take = (value: T | null) => {
          // An answer that a later one has overtaken is void.
          if (asked.peek() === turn) answer.value = value;
        };
        ask().then(take, () => take(null));
      },
      first ? 0 : rest,
    );
  });
  return answer;
}
