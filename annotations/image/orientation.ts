/**
 * How a frame is turned on the screen, and the letters that say where the patient's sides then lie.
 *
 * A turn is one of eight: rotated clockwise by a multiple of 90°, then mirrored left to right or not, in this order
 * as in a presentation state (PS3.3 C.10.6, Image Rotation and Image Horizontal Flip).
 */
import { distanceAlongNormal, dot, type FramePlane, type PatientVector, planeNormal } from './plane.ts';

export type QuarterTurn = 0 | 90 | 180 | 270;

export type Turn = {
  /** Degrees clockwise as seen on the screen. */
  readonly rotation: QuarterTurn;
  /** Mirrored left to right, after the rotation. */
  readonly flipHorizontal: boolean;
};

export const UNTURNED: Turn = { rotation: 0, flipHorizontal: false };

/** `[a, b, c, d]` takes image directions to screen directions: x' = a·x + c·y, y' = b·x + d·y, y downwards. */
export type TurnMatrix = readonly [number, number, number, number];

const CLOCKWISE: { readonly [K in QuarterTurn]: TurnMatrix } = {
  0: [1, 0, 0, 1],
  90: [0, 1, -1, 0],
  180: [-1, 0, 0, -1],
  270: [0, -1, 1, 0],
};

export function turnMatrix(turn: Turn): TurnMatrix {
  const [a, b, c, d] = CLOCKWISE[turn.rotation];
  return turn.flipHorizontal ? [0 - a, b, 0 - c, d] : [a, b, c, d];
}

const quarterTurn = (degrees: number): QuarterTurn => (((degrees % 360) + 360) % 360) as QuarterTurn;

/** Turns what is on the screen by a further quarter, clockwise for 90, whether it is mirrored or not. */
export const rotated = (turn: Turn, by: 90 | -90 | 180): Turn => ({
  rotation: quarterTurn(turn.rotation + (turn.flipHorizontal ? -by : by)),
  flipHorizontal: turn.flipHorizontal,
});

/** Mirrors what is on the screen left to right. */
export const flippedHorizontally = (turn: Turn): Turn => ({ ...turn, flipHorizontal: !turn.flipHorizontal });

/** Mirrors what is on the screen top to bottom: a half turn, then left to right. */
export const flippedVertically = (turn: Turn): Turn => flippedHorizontally(rotated(turn, 180));

export type EdgeLetters = {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
};

/** A side is named when the edge leans at least this much towards it (about 11°); product choice. */
const NAMED_FROM = 0.2;

/** The letters at the four edges of the screen, most telling side first: "P", "PF", "AL" (PS3.3 C.7.6.1.1.1). */
export function edgeLetters(
  plane: Pick<FramePlane, 'rowDirection' | 'columnDirection'>,
  turn: Turn,
): EdgeLetters {
  const [a, b, c, d] = turnMatrix(turn);
  // The inverse of a turn is its transpose: the screen's axes in image directions.
  const toRight = combine(plane, a, c);
  const toBottom = combine(plane, b, d);
  return {
    left: directionLetters(opposite(toRight)),
    right: directionLetters(toRight),
    top: directionLetters(opposite(toBottom)),
    bottom: directionLetters(toBottom),
  };
}

/** Letters of a direction in LPS: R/L, A/P, F/H, those that matter, largest component first. */
export function directionLetters(direction: PatientVector): string {
  const length = Math.sqrt(dot(direction, direction));
  const sides = [
    { letter: direction.x < 0 ? 'R' : 'L', size: Math.abs(direction.x) },
    { letter: direction.y < 0 ? 'A' : 'P', size: Math.abs(direction.y) },
    { letter: direction.z < 0 ? 'F' : 'H', size: Math.abs(direction.z) },
  ];
  return sides
    .filter((side) => side.size >= NAMED_FROM * length && side.size > 0)
    .sort((one, other) => other.size - one.size)
    .map((side) => side.letter)
    .join('');
}

/**
 * How far a plane lies from the origin of the patient's coordinates, and to which side: "A" and 12.4 for a coronal
 * plane 12.4 mm in front of it.
 */
export function planePlace(plane: FramePlane): { readonly letters: string; readonly distanceMm: number } {
  const along = distanceAlongNormal(plane);
  const normal = planeNormal(plane);
  return { letters: directionLetters(along < 0 ? opposite(normal) : normal), distanceMm: Math.abs(along) };
}

const opposite = (v: PatientVector): PatientVector => ({ x: -v.x, y: -v.y, z: -v.z });

const combine = (
  plane: Pick<FramePlane, 'rowDirection' | 'columnDirection'>,
  alongRow: number,
  alongColumn: number,
): PatientVector => ({
  x: plane.rowDirection.x * alongRow + plane.columnDirection.x * alongColumn,
  y: plane.rowDirection.y * alongRow + plane.columnDirection.y * alongColumn,
  z: plane.rowDirection.z * alongRow + plane.columnDirection.z * alongColumn,
});
