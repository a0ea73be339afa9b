import type { Point } from "./point.ts";

/** Why a batch was not taken. */
export class WriteError extends Error {
  /** Whether the same batch can be taken later. False: the server read it and refused it for good. */
  readonly temporary: boolean;

  constructor(message: string, temporary: boolean) {
    super(message);
    this.name = "WriteError";
    this.temporary = temporary;
  }
}

/** Writes a batch to a time series database, all of it. Rejects with a WriteError. */
export interface PointWriter {
  write(points: readonly Point[]): Promise<void>;
  close(): Promise<void>;
}

/** A server's answer as a WriteError: 400 (it could not parse), 404, 413 and 422 never get better by trying again. */
export function writeError(error: unknown): WriteError {
  const { message, statusCode, res } = error as { message?: string; statusCode?: number; res?: { statusCode?: number } };
  const status = statusCode ?? res?.statusCode ?? 0;
  return new WriteError(message ?? String(error), ![400, 404, 413, 422].includes(status));
}
