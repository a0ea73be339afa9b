import pino from "pino";
import type { Logger } from "../base/index.ts";
import type { LogLevel } from "./config/config.ts";

/** Lines of JSON on standard error, written before the call returns, so that the last words of a crash are not lost. */
export function openLogger(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
}
