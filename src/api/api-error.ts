import { type ErrorCode, errors } from "./contract/errors.ts";

export interface WrongPart {
  readonly in: "query" | "path" | "body";
  readonly name: string;
  readonly message: string;
}

/** What a handler throws to answer with an error of the catalogue. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly wrong: readonly WrongPart[];

  constructor(code: ErrorCode, detail: string, more: { headers?: Readonly<Record<string, string>>; wrong?: readonly WrongPart[] } = {}) {
    super(detail);
    this.code = code;
    this.statusCode = errors[code].status;
    this.headers = more.headers ?? {};
    this.wrong = more.wrong ?? [];
  }
}

/** An id that is not there, named safely. */
export function notFound(what: string, id: string): ApiError {
  return new ApiError("not-found", `There is no ${what} ${JSON.stringify(id.slice(0, 200))}.`);
}
