import type { Edge, Node } from "@xyflow/react";
import type { LucideIcon } from "lucide-react";
import type { Point } from "./route-edge";
import type { StepFamily } from "./step-family";
import type { TextPart } from "./text-part";

/** What the canvas draws, derived from a definition. Nothing here is stored. */
export type CanvasBox =
  | { id: string; kind: "card"; stepId: string | null; face: CardFace }
  | { id: string; kind: "stop"; text: string; tone: "plain" | "error" };

export type CardFace = {
  title: string;
  parts: TextPart[];
  family: StepFamily;
  icon: LucideIcon;
  /** A bar of one line, for what only holds branches together. */
  bar?: boolean;
};

export type CanvasLink = {
  id: string;
  source: string;
  target: string;
  /** The steps it leaves: one, or all that share the catch-all; null for the trigger. */
  stepIds: readonly string[] | null;
  outlet: string;
  label: string;
  lane: "main" | "error";
};

export type CardNode = Node<{ face: CardFace; stepId: string | null; lines: number }, "card">;
export type StopNode = Node<{ text: string; tone: "plain" | "error" }, "stop">;
export type CanvasNode = CardNode | StopNode;

export type CanvasEdge = Edge<
  Pick<CanvasLink, "stepIds" | "outlet" | "label" | "lane"> & {
    through: Point[] | null;
    labelAt: Point | null;
  },
  "flow"
>;
