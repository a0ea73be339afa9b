import { selection } from "../state.ts";
import { shown } from "../words.ts";

/** The id of a port; a click selects it. */
export function PortName({ id }: { readonly id: string }) {
  return (
    <button type="button" class="link" onClick={() => (selection.value = { kind: "port", id })}>
      {shown(id)}
    </button>
  );
}
