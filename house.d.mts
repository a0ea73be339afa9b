export interface Room {
  readonly floor: number;
  readonly pure?: boolean;
  readonly uses: readonly string[];
  readonly node: readonly string[];
  readonly npm: readonly string[];
}
export const rooms: Readonly<Record<string, Room>>;
export const letterBoxes: readonly string[];
