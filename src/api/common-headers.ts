/** What every answer carries. No other origin may read or embed it. */
export function commonHeaders(requestId: string) {
  return { "x-request-id": requestId, "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" } as const;
}
