const shapes = [
  ["shape circle", "switch or router: a system that forwards"],
  ["shape circle station", "station: a system that does not"],
  ["shape square", "segment: a medium that more than two ports share"],
  ["shape ring", "remote system: only heard of"],
] as const;
const strokes = [
  ["stroke verdict-ok", "ok: both ends hear each other"],
  ["stroke verdict-unverified", "unverified: right as far as can be known"],
  ["stroke verdict-one-way", "one-way: the arrow points to the end that hears"],
  ["stroke dashed verdict-missing", "missing: wired or planned, not heard"],
  ["stroke dotted verdict-down", "down: an end is not up"],
  ["stroke verdict-wrong-peer", "wrong peer, wrong port; swapped is purple"],
  ["stroke dashed verdict-unexpected", "unexpected: not in the plan"],
  ["stroke segment", "member of a segment"],
] as const;

/** What shapes, strokes and signs mean, and what can be done on the map. */
export function Legend() {
  return (
    <details class="legend">
      <summary>Legend</summary>
      <ul>
        {[...shapes, ...strokes].map(([look, words]) => (
          <li key={look}>
            <span class={look} aria-hidden="true" /> {words}
          </li>
        ))}
      </ul>
      <p>
        {"\u00d7"}4 is a bundle of four links, ! a warning such as a mismatch of MTU or VLAN. A click selects or opens, a double click shows ports.
        Keys: / searches, arrows move, + and - zoom, 0 fits, Escape closes.
      </p>
    </details>
  );
}
