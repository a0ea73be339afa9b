import type * as Type from "typebox";
import { expect, test } from "vitest";
import * as contract from "../../../src/api/contract.ts";
import type { Dot1Document, Dot3Document, MedDocument } from "../../../src/lldp/index.ts";
import type * as documents from "../../../src/topology/index.ts";

// Both ways: what the server writes fits the schema's type, and what a client reads by the schema is what the server's types say.
type Plain<T> = T extends readonly (infer E)[] ? Plain<E>[] : T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> = [Plain<A>] extends [Plain<B>] ? ([Plain<B>] extends [Plain<A>] ? true : "schema lacks something") : "schema has more";
const same = <A, B>(..._proof: Same<A, B> extends true ? [] : [Same<A, B>]): void => {};

test("the schemas say what the topology's types say", () => {
  same<Type.Static<typeof contract.Lldpdu>, documents.LldpduDocument>();
  same<Type.Static<typeof contract.Dot1>, Dot1Document>();
  same<Type.Static<typeof contract.Dot3>, Dot3Document>();
  same<Type.Static<typeof contract.Med>, MedDocument>();
  same<Type.Static<typeof contract.Neighbor>, documents.NeighborDocument>();
  same<Type.Static<typeof contract.PortCounters>, documents.PortCounters>();
  same<Type.Static<typeof contract.Port>, documents.PortDocument>();
  same<Type.Static<typeof contract.Namespace>, documents.NamespaceDocument>();
  same<Type.Static<typeof contract.Node>, documents.NodeDocument>();
  same<Type.Static<typeof contract.Link>, documents.LinkDocument>();
  same<Type.Static<typeof contract.Topology>, documents.TopologyDocument>();
  same<Type.Static<typeof contract.GraphEvent>, documents.EventDocument>();
  same<Type.Static<typeof contract.Explain>, documents.ExplainDocument>();
  same<Type.Static<typeof contract.Verify>, documents.VerifyDocument>();
  same<Type.Static<typeof contract.Diff>, documents.DiffDocument>();
  same<Type.Static<typeof contract.Status>, documents.StatusDocument>();
  // The compiler is the judge above; this keeps the runner from calling the test empty.
  expect(Object.keys(contract.publishedSchemas).length).toBeGreaterThan(20);
});

test("every error code a route names stands in the catalogue, and every code of the catalogue is used by some route or by all", () => {
  const outsideOfRoutes = ["route-unknown", "method-not-allowed", "headers-too-large", "internal", "closing", "request-timeout"];
  const named = new Set([
    ...contract.commonErrors,
    ...Object.values(contract.routes).flatMap((route: contract.Route) => route.errors),
    ...outsideOfRoutes,
  ]);
  expect([...named].sort()).toEqual(Object.keys(contract.errors).sort());
});

test("no path and method stand twice", () => {
  const asked = Object.values(contract.routes).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(asked).size).toBe(asked.length);
});
