import { signal } from "@preact/signals";

/** What the header asks of the map: grows with each request. */
export const fitRequests = signal(0);
export const pictureRequests = signal(0);
export const arrangeRequests = signal(0);
export const jumpRequest = signal<{ readonly text: string } | null>(null);

export function requestFit(): void {
  fitRequests.value++;
}

/** Arranges the whole map anew. */
export function requestArrangement(): void {
  arrangeRequests.value++;
}

export function requestPicture(): void {
  pictureRequests.value++;
}

export function requestJump(text: string): void {
  jumpRequest.value = { text };
}
