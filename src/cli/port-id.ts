/** The two parts of a port id. An interface name has no colon, but a namespace and a remote system's port id may have. */
export function splitPort(id: string): { readonly node: string; readonly name: string } {
  const colon = id.startsWith("~") ? id.indexOf(":") : id.lastIndexOf(":");
  return colon < 0 ? { node: id, name: "" } : { node: id.slice(0, colon), name: id.slice(colon + 1) };
}
