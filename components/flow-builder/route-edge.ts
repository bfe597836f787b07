export type Point = { x: number; y: number };

type Manner = {
  /** It leaves the card at its side, as the error lane does. */
  sideways?: boolean;
  /** The flow reads to the right: the same with the axes exchanged. */
  toTheRight?: boolean;
  /** Which of the ways out of its card it is: later ones turn above earlier ones, which they pass. */
  order?: number;
};

/**
 * An orthogonal path with rounded corners, onward along `through`, so that it passes beside the cards that the layout led
 * it around.
 */
export function routeEdge(from: Point, to: Point, through: readonly Point[], manner: Manner = {}): string {
  if (!manner.toTheRight) return rounded(cornersOf(from, to, through, manner));
  return rounded(cornersOf(turn(from), turn(to), through.map(turn), manner).map(turn));
}

function cornersOf(
  from: Point,
  to: Point,
  through: readonly Point[],
  { sideways = false, order = 0 }: Manner,
): Point[] {
  const corners: Point[] = [from];
  const stops = [...through, to];
  let at = from;
  stops.forEach((stop, index) => {
    if (index === 0 && sideways) {
      corners.push({ x: stop.x, y: from.y });
    } else if (Math.abs(stop.x - at.x) >= 1) {
      const y = turnAt(at.y, stop.y, index === 0, index === stops.length - 1, order);
      corners.push({ x: at.x, y }, { x: stop.x, y });
    }
    at = stop;
  });
  corners.push(to);
  return corners;
}

/**
 * Into the lane of the error handlers: aside to the gutter before it, along that, and in at the card's side. `below`: it
 * leaves the card onward, and turns aside there.
 */
export function routeThroughGutter(
  from: Point,
  to: Point,
  { gutter, below, toTheRight }: { gutter: number; below: number | null; toTheRight: boolean },
): string {
  const [begin, end] = toTheRight ? [turn(from), turn(to)] : [from, to];
  const x = Math.max(begin.x + RADIUS, gutter);
  const y = below ?? begin.y;
  const corners = [begin, ...(below === null ? [] : [{ x: begin.x, y }]), { x, y }, { x, y: end.y }, end];
  return rounded(toTheRight ? corners.map(turn) : corners);
}

const turn = ({ x, y }: Point): Point => ({ x: y, y: x });

/** Edges of one card turn together just below it, edges into one card just above it. */
function turnAt(from: number, to: number, first: boolean, last: boolean, order: number): number {
  const middle = (from + to) / 2;
  if (first) return Math.min(from + Math.max(LEAD - order * STAGGER, NEAREST), middle);
  return last ? Math.max(to - LEAD, middle) : middle;
}

const LEAD = 20;
const STAGGER = 4;
const NEAREST = 8;
const RADIUS = 8;

function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x},${first.y}`;
  let before = first;
  rest.forEach((point, index) => {
    const after = rest[index + 1];
    if (!after) {
      path += `L${point.x},${point.y}`;
      return;
    }
    const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, after) / 2);
    const enter = toward(point, before, radius);
    const leave = toward(point, after, radius);
    path += `L${enter.x},${enter.y}Q${point.x},${point.y} ${leave.x},${leave.y}`;
    before = point;
  });
  return path;
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
