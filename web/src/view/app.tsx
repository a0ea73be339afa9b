import { useSignalEffect } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Session } from "../session.ts";
import { theme, view, writeState } from "../state.ts";
import { Banner } from "./banner.tsx";
import { Changes } from "./changes.tsx";
import { Header } from "./header.tsx";
import { Legend } from "./legend.tsx";
import { MapView } from "./map-view.tsx";
import { Panel } from "./panel.tsx";
import { TableView } from "./table-view.tsx";
import { Timeline } from "./timeline.tsx";

export function App() {
  const session = useMemo(() => new Session(), []);
  useSignalEffect(() => writeState());
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
  return (
    <>
      <Header session={session} />
      <Banner session={session} />
      <main>
        {view.value === "map" ? <MapView session={session} /> : <TableView session={session} />}
        {view.value === "map" && <Legend />}
        <Panel session={session} />
      </main>
      <Timeline session={session} />
      <Changes session={session} />
    </>
  );
}
