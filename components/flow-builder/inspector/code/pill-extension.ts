import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  WidgetType,
} from "@codemirror/view";
import { type Pill, pillsOf } from "./template-text";

/**
 * {{ references }} drawn as pills. The text stays what it is; a pill is one character to the cursor. A double click or
 * F2 unfolds it into its text, until the cursor leaves it.
 */
export function pillExtension(sampleOf: (expression: string) => string | null) {
  return [
    unfolded,
    pills,
    keymap.of([{ key: "F2", run: unfoldHere }]),
    EditorView.domEventHandlers({
      dblclick(event, view) {
        const { target } = event;
        if (!(target instanceof HTMLElement) || !target.classList.contains("cm-pill")) return false;
        return unfoldAt(view, view.posAtDOM(target));
      },
    }),
    hoverTooltip((view, at) => {
      const pill = pillsIn(view.state).find(({ from, to }) => from <= at && at <= to);
      const value = pill && sampleOf(pill.expression);
      if (!pill || value === null || value === undefined) return null;
      return {
        ...{ pos: pill.from, end: pill.to, above: true },
        create() {
          const dom = document.createElement("div");
          dom.textContent = `${pill.expression}: ${value}`;
          return { dom };
        },
      };
    }),
  ];
}

class PillWidget extends WidgetType {
  constructor(readonly pill: Pill) {
    super();
  }
  override eq(other: PillWidget): boolean {
    return other.pill.expression === this.pill.expression;
  }
  override toDOM(): HTMLElement {
    const dom = document.createElement("span");
    dom.className = "cm-pill";
    dom.textContent = this.pill.label;
    return dom;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

const unfold = StateEffect.define<{ from: number; to: number }>();

/** The pill that is open as text. */
const unfolded = StateField.define<{ from: number; to: number } | null>({
  create: () => null,
  update(place, transaction) {
    for (const effect of transaction.effects) if (effect.is(unfold)) return effect.value;
    if (!place) return null;
    const from = transaction.changes.mapPos(place.from, -1);
    const to = transaction.changes.mapPos(place.to, 1);
    const { head } = transaction.state.selection.main;
    return head > from && head < to ? { from, to } : null;
  },
});

const pills = StateField.define<DecorationSet>({
  create: decorate,
  update(decorations, transaction) {
    const moved = transaction.state.field(unfolded) !== transaction.startState.field(unfolded);
    return transaction.docChanged || moved ? decorate(transaction.state) : decorations;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.atomicRanges.of((view) => view.state.field(field, false) ?? Decoration.none),
  ],
});

function decorate(state: EditorState): DecorationSet {
  const open = state.field(unfolded, false);
  const ranges: Range<Decoration>[] = pillsIn(state)
    .filter(({ from, to }) => !open || to <= open.from || from >= open.to)
    .map((pill) => Decoration.replace({ widget: new PillWidget(pill) }).range(pill.from, pill.to));
  return Decoration.set(ranges);
}

const pillsIn = (state: EditorState): Pill[] => pillsOf(state.doc.toString());

/** The pill that is selected, or else the one beside the cursor. */
function unfoldHere(view: EditorView): boolean {
  const { from, to, head } = view.state.selection.main;
  const pill =
    pillsIn(view.state).find((one) => one.from === from && one.to === to) ??
    pillsIn(view.state).find((one) => one.to === head || one.from === head);
  return pill ? unfoldAt(view, pill.from) : false;
}

function unfoldAt(view: EditorView, at: number): boolean {
  const pill = pillsIn(view.state).find(({ from, to }) => from <= at && at < to);
  if (!pill) return false;
  view.dispatch({
    effects: unfold.of({ from: pill.from, to: pill.to }),
    selection: { anchor: pill.to - 2 },
  });
  return true;
}
