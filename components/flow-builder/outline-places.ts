import { findItem } from "@/server/domain/find-item";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { flowOutline } from "@/server/domain/flow-outline";
import { outletsOf } from "@/server/domain/outlets";
import type { ChooserPlace } from "./builder-view";
import { HANDLERS, type OutlineRow } from "./outline-rows";

export type OutlinePlace = { label: string; place: ChooserPlace };

/** Where a step can be added from a row, the likeliest place first. */
export function outlinePlaces(definition: FlowDefinition, row: OutlineRow): OutlinePlace[] {
  switch (row.kind) {
    case "start":
      return [{ label: "After the start", place: { kind: "step", after: { stepId: TRIGGER } } }];
    case "way":
      return [{ label: "Here", place: { kind: "step", after: { stepId: row.stepId, outlet: row.outlet } } }];
    case "section":
      return row.key === HANDLERS
        ? [{ label: "Another error handler", place: { kind: "handler" } }]
        : [{ label: "Not connected", place: { kind: "step" } }];
    case "step":
      return placesOfStep(definition, row);
  }
}

function placesOfStep(
  definition: FlowDefinition,
  { step, isHandler }: Extract<OutlineRow, { kind: "step" }>,
): OutlinePlace[] {
  const ways = outletsOf(step).filter(({ field }) => field !== null);
  const usual = ways.filter(({ kind }) => kind === "normal");
  const placed = findItem(flowOutline(definition), step.id);
  const follower = placed?.row[placed.index + 1];
  const places = ways
    .filter(({ kind, target }) => kind !== "error" || target !== undefined)
    .map(({ outlet, label, kind }): OutlinePlace => {
      const after = { stepId: step.id, outlet };
      const isOnly = kind === "normal" && usual.length === 1;
      return {
        label: isOnly ? "After this step" : `Under “${label || "then"}”`,
        place: { kind: "step", after },
      };
    });
  if (usual.length > 1 && follower)
    places.unshift({ label: "After its branches", place: { kind: "step", before: follower.id } });
  // The usual way of a loop comes before its body: whoever adds "after" means after.
  places.sort((one, other) => rank(one) - rank(other));
  const silent = ways.find(({ kind, target }) => kind === "error" && target === undefined);
  if (silent && !isHandler)
    places.push({ label: "When it fails", place: { kind: "handler", from: step.id } });
  return places;
}

const rank = ({ label }: OutlinePlace): number => (label.startsWith("After") ? 0 : 1);
