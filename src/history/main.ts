import { serveHistory } from "./thread.ts";

serveHistory();
