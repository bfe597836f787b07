import { describeTrigger } from "@/server/domain/describe-trigger";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { flowOutline, type OutlineEnd, type OutlineItem } from "@/server/domain/flow-outline";
import type { OutletKind } from "@/server/domain/outlets";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";

type Place = {
  /** Unique among the rows: the id of a step, `<step>:<outlet>` of a way, or of a section. */
  key: string;
  level: number;
  /** Its number among its siblings, and how many they are. */
  position: number;
  siblings: number;
  /** The row that it stands in. */
  parent: string | null;
  /** Whether what stands in it is shown; null: nothing does. */
  open: boolean | null;
  /** What the row is found by when somebody types. */
  title: string;
};

export type OutlineRow = Place &
  (
    | { kind: "start" }
    | { kind: "step"; step: Step; isHandler: boolean; follows: string }
    | { kind: "way"; stepId: string; outlet: string; lane: OutletKind; follows: string }
    | { kind: "section"; section: "handlers" | "loose" }
  );

export const HANDLERS = "$handlers";
export const LOOSE = "$loose";

/** The outline as rows from top to bottom; what stands in closed rows is left out. */
export function outlineRows(definition: FlowDefinition, closed: ReadonlySet<string>): OutlineRow[] {
  const outline = flowOutline(definition);
  const steps = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
  const handlers = new Set(definition.error_handlers.map(({ id }) => id));
  const nameOf = (id: string) => {
    const step = steps.get(id);
    return step ? stepTitle(step) : id;
  };
  const rows: OutlineRow[] = [];

  const addItem = (
    item: OutlineItem,
    place: Pick<Place, "level" | "position" | "siblings" | "parent">,
    end: OutlineEnd | null,
  ) => {
    const step = steps.get(item.id);
    if (!step) return;
    const open = item.ways.length === 0 ? null : !closed.has(item.id);
    const follows = end ? endWords(end, nameOf) : "";
    const about = { kind: "step" as const, step, isHandler: handlers.has(item.id), follows };
    rows.push({ ...place, ...about, key: item.id, open, title: stepTitle(step) });
    if (!open) return;
    for (const [index, way] of item.ways.entries()) {
      const key = `${item.id}:${way.outlet}`;
      const isOpen = way.items.length === 0 ? null : !closed.has(key);
      rows.push({
        ...{ kind: "way", key, stepId: item.id, outlet: way.outlet, lane: way.kind },
        ...{ level: place.level + 1, position: index + 1, siblings: item.ways.length, parent: item.id },
        ...{ open: isOpen, title: way.label || "then" },
        follows:
          way.items.length === 0
            ? (endWords(way.leadsTo, nameOf) || "goes on below")
                .replace(/^then the /, "the ")
                .replace(/^then /, "")
            : "",
      });
      if (isOpen) addItems(way.items, place.level + 2, key, way.leadsTo);
    }
  };
  const addItems = (
    items: readonly OutlineItem[],
    level: number,
    parent: string | null,
    end: OutlineEnd | null,
    before = 0,
    siblings = items.length,
  ) => {
    for (const [index, item] of items.entries()) {
      const isLast = index === items.length - 1;
      addItem(item, { level, position: before + index + 1, siblings, parent }, isLast ? end : null);
    }
  };

  const loose = outline.loose.flat();
  const sections = [outline.handlers, loose].filter(({ length }) => length > 0).length;
  const roots = 1 + outline.items.length + sections;
  const { title } = describeTrigger(definition.trigger);
  rows.push({
    ...{ kind: "start", key: TRIGGER, level: 1, position: 1, siblings: roots, parent: null, open: null },
    title: `Start: ${title}`,
  });
  addItems(outline.items, 1, null, outline.leadsTo, 1, roots);
  let position = 1 + outline.items.length;
  const addSection = (
    section: "handlers" | "loose",
    key: string,
    name: string,
    items: readonly OutlineItem[],
  ) => {
    if (items.length === 0) return;
    const open = !closed.has(key);
    position++;
    rows.push({
      kind: "section",
      section,
      key,
      level: 1,
      position,
      siblings: roots,
      parent: null,
      open,
      title: name,
    });
    if (open) addItems(items, 2, key, null);
  };
  addSection("handlers", HANDLERS, "Error handlers", outline.handlers);
  addSection("loose", LOOSE, "Not connected", loose);
  return rows;
}

/** What comes behind the last step of a row, to be read after it. */
function endWords({ kind, id }: OutlineEnd, nameOf: (id: string) => string): string {
  switch (kind) {
    case "behind":
    case "closed":
      return "";
    case "end":
      return "then ends";
    case "next_item":
      return "then the next item";
    case "step":
      return `then goes to ${nameOf(id)}`;
    case "missing":
      return `leads to “${id}”, which is not there`;
    case "cycle":
      return `leads back to ${nameOf(id)}`;
    case "crosses_loop":
      return "leads out of its loop";
  }
}
