import { printable } from "../../base/index.ts";
import { CommandError, exitCodes, failure, usageError } from "../exit-code.ts";

interface Problem {
  readonly code: string | null;
  readonly detail: string;
}

/** Codes of the API's catalog that mean: what the user wrote is wrong. */
const usageCodes = [
  "query-unknown",
  "query-invalid",
  "cursor-invalid",
  "moment-invalid",
  "body-malformed",
  "body-invalid",
  "plan-unreadable",
  "body-too-large",
];

/** What an answer that is no success means to the user (an RFC 9457 body, or whatever came). */
export function problemError(status: number, body: string): CommandError {
  const { code, detail } = readProblem(status, body);
  if (code === "token-missing") return failure("the server wants a token", "give its file with --token-file or LLDP_WATCH_TOKEN_FILE");
  if (code === "token-wrong") return failure("the server refuses the token", "see --token-file");
  if (code !== null && usageCodes.includes(code)) return usageError(detail);
  if (status === 502 || status === 504) return new CommandError(exitCodes.unreachable, detail);
  return failure(detail);
}

function readProblem(status: number, body: string): Problem {
  try {
    const value = JSON.parse(body) as Readonly<Record<string, unknown>> | null;
    const detail = value?.["detail"] ?? value?.["title"];
    const code = value?.["code"];
    if (typeof detail === "string" && detail !== "") return { code: typeof code === "string" ? code : null, detail: oneLine(detail) };
  } catch {
    // Not JSON: some other server, or a proxy in between.
  }
  return { code: null, detail: `the server answers with HTTP status ${status}` };
}

/** Starts in lower case and has no full stop, as every message of ours. */
function oneLine(detail: string): string {
  const text = printable(detail.replaceAll(/\s+/g, " "), 400).replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
