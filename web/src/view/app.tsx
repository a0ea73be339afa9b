import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Session } from "../session.ts";
import { theme, view, writeState } from "../state.ts";
import { Banner } from "./banner.tsx";
import { Changes } from "./changes.tsx";
import { Header } from "./header.tsx";
import { Legend } from "./legend.tsx";
import { MapTools } from "./map-tools.tsx";
import { MapView } from "./map-view.tsx";
import { Panel } from "./panel.tsx";
import { listenForShortcuts } from "./shortcuts.ts";
import { TableView } from "./table-view.tsx";
import { Timeline } from "./timeline.tsx";

export function App() {
  const session = useMemo(() => new Session(), []);
  useEffect(listenForShortcuts, []);
  useSignalEffect(() => writeState());
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
  return (
    <>
      <Header session={session} />
      <Banner session={session} />
      <main>
        {view.value === "map" ? (
          <div class="stage">
            <MapView session={session} />
            <MapTools />
            <Legend />
          </div>
        ) : (
          <TableView session={session} />
        )}
        <Panel session={session} />
      </main>
      <Timeline session={session} />
      <Changes session={session} />
    </>
  );
}
