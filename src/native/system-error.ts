/** A system call that failed: the name of the call, the errno with its name, and where. Caught only by runners, which decide. */
export class SystemError extends Error {
  readonly syscall: string;
  readonly errno: number;
  /** Symbolic name, such as `EPERM`. */
  readonly code: string;
  readonly where: string;

  constructor(syscall: string, errno: number, code: string, where = "") {
    super(`${syscall}: ${code}${where ? ` (${where})` : ""}`);
    this.name = "SystemError";
    this.syscall = syscall;
    this.errno = errno;
    this.code = code;
    this.where = where;
  }
}
