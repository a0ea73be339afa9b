import { arrangement, expanded } from "../state.ts";
import { requestArrangement, requestFit } from "./map-requests.ts";

/** What can be done to the map itself. */
export function MapTools() {
  return (
    <div class="tools" role="toolbar" aria-label="Map">
      <label>
        <span class="unseen">Arrangement of the map</span>
        <select
          value={arrangement.value}
          onChange={(event) => {
            arrangement.value = event.currentTarget.value as typeof arrangement.value;
            requestArrangement();
          }}
        >
          <option value="auto">Arrange: by itself</option>
          <option value="tiers">Arrange: tiers</option>
          <option value="force">Arrange: force</option>
        </select>
      </label>
      <button type="button" onClick={requestArrangement} title="Places every node anew">
        Again
      </button>
      {expanded.value.size > 0 && (
        <button type="button" onClick={() => (expanded.value = new Set())}>
          Fold all
        </button>
      )}
      <button type="button" onClick={requestFit}>
        Fit
      </button>
    </div>
  );
}
