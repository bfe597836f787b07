import type { Edge, Node } from "@xyflow/react";
import type { LucideIcon } from "lucide-react";
import type { TextPart } from "@/server/domain/text-part";
import type { Point } from "./route-edge";
import type { StepFamily } from "./step-family";

/** Which way a flow reads: top to bottom, or left to right. */
export type Direction = "down" | "right";

/** The flow itself, or what happens when a step fails. */
export type Lane = "main" | "error";

/** What the canvas draws, derived from a definition. Nothing here is stored. */
export type CanvasBox =
  | {
      id: string;
      kind: "card";
      stepId: string | null;
      face: CardFace;
      ports: readonly Port[];
      /** Error handlers stand in a lane of their own. */
      lane: Lane;
      fold?: Fold;
      /** The flow that it runs. */
      subFlow?: string;
    }
  | {
      id: string;
      kind: "stop";
      text: string;
      tone: "plain" | "error";
      lane: Lane;
      /** The way that ends here; null for the catch-all, which begins here. */
      way: Way | null;
      /** The loop whose steps are folded up behind it. */
      folded?: string;
    };

/** A way out of a card. */
export type Way = { stepId: string; outlet: string };

/** Where a way out leaves its card. */
export type Port = { outlet: string; label: string; lane: Lane };

/** A loop's steps, to be folded up or shown. */
export type Fold = { open: boolean; count: number };

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
  lane: Lane;
};

/** On which side of the card a way out stands, as the flow reads: onward, or beside it. */
export type PortSide = "on" | "left" | "right";
export type PlacedPort = Port & { side: PortSide; x: number; y: number };

export type CardData = {
  face: CardFace;
  stepId: string | null;
  lines: number;
  ports: readonly PlacedPort[];
  direction: Direction;
  fold?: Fold;
  subFlow?: string;
};

export type CardNode = Node<CardData, "card">;
export type StopNode = Node<
  {
    text: string;
    tone: "plain" | "error";
    way: Way | null;
    folded?: string;
    direction: Direction;
  },
  "stop"
>;
export type NoteNode = Node<{ text: string }, "note">;
export type LaneNode = Node<{ title: string }, "lane">;
export type CanvasNode = CardNode | StopNode | NoteNode | LaneNode;

export type CanvasEdge = Edge<
  Pick<CanvasLink, "stepIds" | "outlet" | "label" | "lane"> & {
    /** Corners between its ends; null for one whose card a person has moved. */
    through: Point[] | null;
    labelAt: Point | null;
    direction: Direction;
    /** Which of the ways out of its card this is: neighbours turn one above the other. */
    order: number;
    /** Where a line to the error lane turns towards it. */
    gutter: number | null;
    /** How far onward it goes before that, where cards stand between its own and the gutter; null: it leaves at the side. */
    below: number | null;
  },
  "flow"
>;
