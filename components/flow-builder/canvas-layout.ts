import type { Lane } from "./canvas-model";
import type { Point } from "./route-edge";

export type LayoutBox = { id: string; width: number; height: number; lane: Lane; isStop: boolean };
export type LayoutLink = {
  id: string;
  source: string;
  target: string;
  lane: Lane;
  labelWidth: number;
  labelHeight: number;
};
export type Rect = { x: number; y: number; width: number; height: number };

/** Where an edge passes between its ends, and where its label stands. */
export type Routes = Map<string, { points: Point[]; label: Point | null }>;

export type CanvasLayout = {
  /** Top left corners. */
  positions: Map<string, Point>;
  /** Absent for edges of boxes that a person has moved, and for those into the lane of the error handlers. */
  routes: Routes;
  /** What the error handlers stand in. */
  lane: Rect | null;
};
