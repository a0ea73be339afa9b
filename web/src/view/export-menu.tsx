import { topologyFormats } from "../export-formats.ts";
import { save } from "../save.ts";
import type { Session } from "../session.ts";
import { message, moment, view } from "../state.ts";
import { requestPicture } from "./map-requests.ts";

/** The map as a picture, and the network in every format of the API, at the moment that is shown. */
export function ExportMenu({ session }: { readonly session: Session }) {
  const take = async (format: string, ending: string) => {
    try {
      save(await session.api.exported(format, moment.value), `topology.${ending}`);
    } catch (error) {
      message.value = `No ${format}: ${(error as Error).message}`;
    }
  };
  return (
    <details class="menu">
      <summary>Export</summary>
      <div>
        {view.value === "map" && (
          <button type="button" onClick={requestPicture}>
            PNG picture
          </button>
        )}
        {topologyFormats.map(({ format, ending, words }) => (
          <button key={format} type="button" onClick={() => void take(format, ending)}>
            {words}
          </button>
        ))}
      </div>
    </details>
  );
}
