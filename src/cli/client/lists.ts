import { failure } from "../exit-code.ts";
import type { ApiClient } from "./api-client.ts";

type ListName = "namespaces" | "ports" | "neighbors" | "links";

/** A list from the API with all its pages joined. */
export interface Listing<T> {
  readonly epoch: string;
  /** Of the first page; later pages may be newer. */
  readonly revision: number;
  readonly items: readonly T[];
}

/** Reads every page of a list. `filters` go into the query as they are. */
export async function readList<T>(client: ApiClient, name: ListName, filters: Readonly<Record<string, string>> = {}): Promise<Listing<T>> {
  const items: T[] = [];
  let first: Page<T> | null = null;
  let cursor: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams({ ...filters, limit: "1000", ...(cursor === null ? {} : { cursor }) });
    const page: Page<T> = await client.document<Page<T>>(`/api/v1/${name}?${query}`);
    const values = page[name];
    if (!Array.isArray(values)) throw failure(`the server's answer has no ${name}`);
    items.push(...values);
    first ??= page;
    cursor = page.nextCursor;
  } while (cursor !== null && cursor !== undefined);
  return { epoch: first.epoch, revision: first.revision, items };
}

type Page<T> = { readonly epoch: string; readonly revision: number; readonly nextCursor: string | null } & Readonly<
  Partial<Record<ListName, readonly T[]>>
>;
