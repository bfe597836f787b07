import { create } from "zustand";
import type { Way } from "./canvas-model";
import type { ChooserItem } from "./chooser-items";
import type { Point } from "./route-edge";
import type { StepMark } from "./step-mark";

/** Where a chosen step goes. */
export type ChooserPlace =
  | { kind: "step"; after?: Way | { stepId: string }; before?: string; position?: Point }
  | { kind: "handler"; from?: string }
  | { kind: "trigger" };

export type CanvasHandle = {
  /** Brings a card into view and gives it the focus. */
  show: (id: string) => void;
  fit: () => void;
  fitSelection: () => void;
  actualSize: () => void;
  zoom: (way: 1 | -1) => void;
  /** The middle of what is seen, in the flow's own coordinates. */
  centre: () => Point | null;
  /** From the window's coordinates to the flow's. */
  toFlow: (at: Point) => Point;
};

type Dialog = "shortcuts" | "find";

type BuilderView = {
  /** The way that was clicked. */
  edge: Way | null;
  /** The open menu of steps, and where on the screen it points to. */
  chooser: { place: ChooserPlace; at: Point } | null;
  /** What is being dragged out of the palette. */
  carried: ChooserItem | null;
  /** A card is being dragged that can be dropped on a way. */
  carriesCard: boolean;
  /** The way over which something is held. */
  dropOn: Way | null;
  /** Loops whose steps are folded up. */
  folded: ReadonlySet<string>;
  dialog: Dialog | null;
  /** The menu of a right click: over a card, or over the canvas (null). */
  menu: { over: string | null; at: Point } | null;
  /** What a test run did, by step id; null: none is shown. */
  marks: ReadonlyMap<string, StepMark> | null;
  canvas: CanvasHandle | null;
};

type Actions = {
  selectEdge: (edge: Way | null) => void;
  choose: (place: ChooserPlace, at: Point) => void;
  closeChooser: () => void;
  carry: (item: ChooserItem | null) => void;
  carryCard: (carries: boolean) => void;
  holdOver: (way: Way | null) => void;
  fold: (loopId: string) => void;
  openDialog: (dialog: Dialog | null) => void;
  openMenu: (menu: BuilderView["menu"]) => void;
  setMarks: (marks: ReadonlyMap<string, StepMark> | null) => void;
  setCanvas: (canvas: CanvasHandle | null) => void;
  /** Another flow is opened. */
  reset: () => void;
};

const START: BuilderView = {
  edge: null,
  chooser: null,
  carried: null,
  carriesCard: false,
  dropOn: null,
  folded: new Set(),
  dialog: null,
  menu: null,
  marks: null,
  canvas: null,
};

/** What is open on the builder's page and goes with it: nothing here is undone, saved or linked to. */
export const useBuilderView = create<BuilderView & Actions>()((set) => ({
  ...START,
  selectEdge: (edge) => set({ edge }),
  choose: (place, at) => set({ chooser: { place, at }, edge: null }),
  closeChooser: () => set({ chooser: null }),
  carry: (carried) => set({ carried, dropOn: null }),
  carryCard: (carriesCard) => set({ carriesCard, dropOn: null }),
  holdOver: (way) =>
    set(({ dropOn }) =>
      dropOn?.stepId === way?.stepId && dropOn?.outlet === way?.outlet ? {} : { dropOn: way },
    ),
  fold: (loopId) =>
    set(({ folded }) => {
      const next = new Set(folded);
      if (!next.delete(loopId)) next.add(loopId);
      return { folded: next };
    }),
  openDialog: (dialog) => set({ dialog }),
  openMenu: (menu) => set({ menu }),
  setMarks: (marks) => set({ marks }),
  setCanvas: (canvas) => set({ canvas }),
  reset: () => set(START),
}));
