/** What shapes and strokes mean. */
export function Legend() {
  return (
    <details class="legend">
      <summary>Legend</summary>
      <ul>
        <li>
          <span class="shape circle" aria-hidden="true" /> system: a namespace or machine with our agents
        </li>
        <li>
          <span class="shape square" aria-hidden="true" /> segment: a shared medium with more than two ports
        </li>
        <li>
          <span class="shape ring" aria-hidden="true" /> remote system: only heard of
        </li>
        <li>
          <span class="stroke verdict-ok" aria-hidden="true" /> ok: both ends hear each other
        </li>
        <li>
          <span class="stroke verdict-one-way" aria-hidden="true" /> one-way: the arrow shows who is heard
        </li>
        <li>
          <span class="stroke dashed verdict-missing" aria-hidden="true" /> missing: wired or planned, not heard
        </li>
        <li>
          <span class="stroke dotted verdict-down" aria-hidden="true" /> down: an end has no carrier
        </li>
        <li>
          <span class="stroke verdict-wrong-peer" aria-hidden="true" /> wrong peer, wrong port, swapped
        </li>
        <li>
          <span class="stroke dashed verdict-unexpected" aria-hidden="true" /> unexpected: not in the plan
        </li>
      </ul>
      <p>A click selects; a double click looks inside; a thick line is a bundle.</p>
    </details>
  );
}
