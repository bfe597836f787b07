import type { FlowDefinition } from "./flow";
import type { ActionStep } from "./step";

/** How many people a flow may reach, and how they were counted: the rest of a sentence after their number. */
export type Reach = {
  people: number;
  /** There are more; not all were looked at. */
  atLeast: boolean;
  counted: string;
};

/** Whether it writes to people, itself or by another flow that it starts. `writes` knows the actions. */
export function mayReachPeople(
  { steps, error_handlers }: FlowDefinition,
  writes: (step: ActionStep) => boolean,
): boolean {
  return [...steps, ...error_handlers].some(
    (step) => step.type === "sub_flow" || (step.type === "action" && writes(step)),
  );
}

/** “1,204 people were named by “order.created” in the last 30 days”, “Nobody would hear of it: …” */
export function reachWords({
  people,
  atLeast,
  counted,
}: Pick<Reach, "people" | "counted"> & Partial<Reach>): string {
  const who =
    people === 0 ? "Nobody" : `${people.toLocaleString("en-US")} ${people === 1 ? "person" : "people"}`;
  const [verb = "", ...rest] = counted.split(" ");
  const said = people > 1 ? verb : (SINGULAR[verb] ?? verb);
  return `${atLeast ? `At least ${who}` : who} ${[said, ...rest].join(" ")}`;
}

const SINGULAR: Record<string, string> = { were: "was", are: "is", fit: "fits" };

/** Why a flow was not published, and what to do about it. */
export const approvalWords = (name: string, reach: Reach & { over: number }): string =>
  `“${name}” was not published. ${reachWords(reach)}: reaching more than ${reach.over.toLocaleString("en-US")} for the first time is for an owner or admin to approve, under “Publish” on the flow's page. Until then keep it as a draft (no status, or “draft”), or raise the number in Settings, Sending.`;
