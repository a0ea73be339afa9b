import { request } from "node:http";
import type { ContainerNames } from "./namespace-names.ts";

const answerLimit = 16 * 2 ** 20;
const patience = 5000;

/**
 * Names of the running containers by their full id, from the Docker API (podman's is the same) on a Unix socket. Whoever may talk to that
 * socket may become root, so only a user who asked for it gets here. Rejects when the socket does not answer as Docker does.
 */
export async function readDockerNames(socketPath: string): Promise<ContainerNames> {
  const text = await get(socketPath, "/containers/json");
  const containers: unknown = JSON.parse(text);
  if (!Array.isArray(containers)) throw new Error(`${socketPath} does not speak the Docker API`);
  return new Map(containers.flatMap(nameOf));
}

function nameOf(container: unknown): [string, string][] {
  if (typeof container !== "object" || container === null || !("Id" in container) || !("Names" in container)) return [];
  const { Id: id, Names: names } = container;
  // A container that is linked has more names, of the form /OTHER/ALIAS; its own has one slash.
  const own = Array.isArray(names) ? names.find((name) => typeof name === "string" && /^\/[^/]+$/.test(name)) : undefined;
  return typeof id === "string" && typeof own === "string" ? [[id, own.slice(1)]] : [];
}

function get(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const ask = request({ socketPath, path, headers: { host: "docker" }, timeout: patience }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > answerLimit) response.destroy(new Error(`${socketPath} answers without end`));
      });
      response.on("error", reject);
      response.on("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`${socketPath} answers ${response.statusCode}`))));
    });
    ask.on("timeout", () => ask.destroy(new Error(`${socketPath} does not answer`)));
    ask.on("error", reject);
    ask.end();
  });
}
