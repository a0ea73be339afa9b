import type { LabNode, Route } from "../model.ts";
import type { SeenNode, SeenRoute } from "./seen.ts";

/** Routing protocol number (rtnetlink(7), user range) that tells a lab's routes from everybody else's. */
export const routeProtocol = 176;

const canonical = (to: string) => (to.endsWith("/32") && !to.includes(":") ? to.slice(0, -3) : to.endsWith("/128") ? to.slice(0, -4) : to);
const isDefault = (to: string) => to === "default" || to === "0.0.0.0/0" || to === "::/0";
const isIpv6 = (route: Route) => route.to.includes(":") || route.via.some((hop) => hop.includes(":"));
const destination = (route: Route) => (isDefault(route.to) ? (isIpv6(route) ? "::/0" : "default") : route.to);

function isThere(route: Route, seen: readonly SeenRoute[]): boolean {
  const same = (other: SeenRoute) =>
    canonical(other.to) === canonical(destination(route)) &&
    [...other.via].sort().join() === [...route.via].sort().join() &&
    (route.interface === null || other.interface === route.interface) &&
    (route.metric === null || other.metric === route.metric);
  return seen.some(same);
}

/** The words of a route for `ip route`, after `add`, `replace` or `del`. */
function words(route: Route): string {
  const device = route.interface === null ? "" : ` dev ${route.interface}`;
  const hops =
    route.via.length > 1 ? route.via.map((hop) => ` nexthop via ${hop}${device}`).join("") : `${route.via[0] ? ` via ${route.via[0]}` : ""}${device}`;
  return `${destination(route)} proto ${routeProtocol}${route.metric === null ? "" : ` metric ${route.metric}`}${hops}`;
}

const key = (route: Route) => words({ ...route, to: canonical(destination(route)), via: [...route.via].sort() });

/** Lines that make the routes of the file which are not there yet. */
export function routeLines(node: LabNode, seen: SeenNode | undefined): string[] {
  return node.routes.filter((route) => !isThere(route, seen?.routes ?? [])).map((route) => `route replace ${words(route)}`);
}

/** Lines that remove routes which an earlier form of the file had. */
export function staleRouteLines(previous: LabNode, node: LabNode | undefined, seen: SeenNode): string[] {
  const wanted = new Set(node?.routes.map(key));
  return previous.routes.filter((route) => !wanted.has(key(route)) && isThere(route, seen.routes)).map((route) => `route del ${words(route)}`);
}
