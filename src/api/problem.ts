import { ApiError } from "./api-error.ts";
import { type ErrorCode, errors } from "./contract/errors.ts";

/** The body of an error: RFC 9457 as JSON text. `requestId` is empty when no request could be read. */
export function problemBody(code: ErrorCode, detail: string, requestId: string, wrong: ApiError["wrong"] = []): string {
  const { status, title } = errors[code];
  const type = `urn:lldp-watch:error:${code}`;
  return JSON.stringify({ type, title, status, code, detail, requestId, ...(wrong.length > 0 ? { errors: wrong } : {}) });
}

// What fastify itself refuses, in the words of the catalogue.
const byFastifyCode: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: "request-malformed",
  FST_ERR_PARAM_TOO_LONG: "request-malformed",
  FST_ERR_MAX_PARAM_LENGTH: "request-malformed",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "content-type-unsupported",
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_EMPTY_JSON_BODY: "body-malformed",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "body-malformed",
  FST_ERR_CTP_INVALID_JSON_BODY: "body-malformed",
};

/** Any thrown value as an error of the catalogue; null when it is a bug of ours. */
export function asApiError(thrown: unknown): ApiError | null {
  if (thrown instanceof ApiError) return thrown;
  if (!(thrown instanceof Error)) return null;
  const { code, statusCode } = thrown as Error & { code?: string; statusCode?: number };
  const known = byFastifyCode[code ?? ""];
  if (known) return new ApiError(known, thrown.message);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError(thrown instanceof SyntaxError ? "body-malformed" : "request-malformed", thrown.message);
  }
  return null;
}
