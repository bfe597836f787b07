export type Point = { x: number; y: number };

/**
 * An orthogonal path with rounded corners, downwards along `through` (so it passes beside the cards that the layout led it
 * around). With `sideways` it leaves the card at its side, as the error lane does.
 */
export function routeEdge(from: Point, to: Point, through: readonly Point[], sideways = false): string {
  const corners: Point[] = [from];
  const stops = [...through, to];
  let at = from;
  stops.forEach((stop, index) => {
    if (index === 0 && sideways) {
      corners.push({ x: stop.x, y: from.y });
    } else if (Math.abs(stop.x - at.x) >= 1) {
      const y = turnAt(at.y, stop.y, index === 0, index === stops.length - 1);
      corners.push({ x: at.x, y }, { x: stop.x, y });
    }
    at = stop;
  });
  corners.push(to);
  return rounded(corners);
}

/** Edges of one card turn together just below it, edges into one card just above it. */
function turnAt(from: number, to: number, first: boolean, last: boolean): number {
  const middle = (from + to) / 2;
  if (first) return Math.min(from + LEAD, middle);
  return last ? Math.max(to - LEAD, middle) : middle;
}

const LEAD = 20;
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
