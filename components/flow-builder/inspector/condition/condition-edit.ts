import type { Condition } from "@/server/domain/condition";
import { movedTo, withItem, without } from "../fields/list-edit";

/** Where a rule or group stands: the places to go down, from the outermost group. [] is the whole condition. */
export type Place = readonly number[];
export type Joiner = "and" | "or";

/** The members of a group; null for a rule. */
export const membersOf = (condition: Condition): readonly Condition[] | null =>
  "and" in condition ? condition.and : "or" in condition ? condition.or : null;

export const joinerOf = (condition: Condition): Joiner => ("or" in condition ? "or" : "and");

export const groupOf = (joiner: Joiner, members: readonly Condition[]): Condition =>
  joiner === "and" ? { and: [...members] } : { or: [...members] };

export function conditionAt(condition: Condition, place: Place): Condition | null {
  const [first, ...rest] = place;
  if (first === undefined) return condition;
  const member = membersOf(condition)?.[first];
  return member ? conditionAt(member, rest) : null;
}

/** The condition with what stands at a place changed. */
export function replaceAt(
  condition: Condition,
  place: Place,
  change: (old: Condition) => Condition,
): Condition {
  const [first, ...rest] = place;
  const members = membersOf(condition);
  if (first === undefined) return change(condition);
  const member = members?.[first];
  if (!members || !member) return condition;
  return groupOf(joinerOf(condition), withItem(members, first, replaceAt(member, rest, change)));
}

/** Without what stands at a place, and without groups that it leaves empty. Null: nothing is left. */
export function removeAt(condition: Condition, place: Place): Condition | null {
  const [first, ...rest] = place;
  if (first === undefined) return null;
  const members = membersOf(condition);
  const member = members?.[first];
  if (!members || !member) return condition;
  const kept = removeAt(member, rest);
  const left = kept ? withItem(members, first, kept) : without(members, first);
  return left.length === 0 ? null : groupOf(joinerOf(condition), left);
}

/** Adds to the group at a place; a rule that stands there becomes the first of a group. */
export function addAt(condition: Condition, place: Place, added: Condition): Condition {
  return replaceAt(condition, place, (old) => {
    const members = membersOf(old);
    return members ? groupOf(joinerOf(old), [...members, added]) : groupOf("and", [old, added]);
  });
}

export const setJoiner = (condition: Condition, place: Place, joiner: Joiner): Condition =>
  replaceAt(condition, place, (old) => groupOf(joiner, membersOf(old) ?? [old]));

/** One place up or down; at the end of its group it moves out of it, beside the group. */
export function moveBy(
  condition: Condition,
  place: Place,
  by: 1 | -1,
): { condition: Condition; place: Place } {
  const at = place.at(-1);
  if (at === undefined) return { condition, place };
  const parent = place.slice(0, -1);
  const siblings = membersOf(conditionAt(condition, parent) ?? condition) ?? [];
  const to = at + by;
  if (to >= 0 && to < siblings.length) {
    const next = replaceAt(condition, parent, (old) =>
      groupOf(joinerOf(old), movedTo(membersOf(old) ?? [], at, to)),
    );
    return { condition: next, place: [...parent, to] };
  }
  const group = parent.at(-1);
  if (group === undefined) return { condition, place };
  return moveTo(condition, place, [...parent.slice(0, -1), by < 0 ? group : group + 1]);
}

/** Takes what stands at a place and puts it in front of what stands at another. */
export function moveTo(condition: Condition, from: Place, to: Place): { condition: Condition; place: Place } {
  const taken = conditionAt(condition, from);
  const unmoved = { condition, place: from };
  if (!taken || startsWith(to, from)) return unmoved;
  const parent = to.slice(0, -1);
  const index = to.at(-1);
  const group = index === undefined ? null : membersOf(conditionAt(condition, parent) ?? taken);
  if (index === undefined || !group) return unmoved;
  // A mark stands where it was, so that taking it out moves nothing that the target counts by.
  const marked = replaceAt(condition, from, () => GONE);
  const put = replaceAt(marked, parent, (old) => {
    const members = membersOf(old) ?? [];
    return groupOf(joinerOf(old), [...members.slice(0, index), taken, ...members.slice(index)]);
  });
  const gone = placeOf(put, (one) => one === GONE);
  const result = gone ? removeAt(put, gone) : put;
  const place = result && placeOf(result, (one) => one === taken);
  return result && place ? { condition: result, place } : unmoved;
}

const GONE: Condition = { field: "-", operator: "exists" };

function placeOf(condition: Condition, wanted: (one: Condition) => boolean, at: Place = []): Place | null {
  if (wanted(condition)) return at;
  for (const [index, member] of (membersOf(condition) ?? []).entries()) {
    const found = placeOf(member, wanted, [...at, index]);
    if (found) return found;
  }
  return null;
}

export const startsWith = (place: Place, beginning: Place): boolean =>
  beginning.every((step, index) => place[index] === step);

/** How the validation names a place: and.0.or.1. */
export function fieldOf(condition: Condition, place: Place): string {
  const [first, ...rest] = place;
  const member = first === undefined ? undefined : membersOf(condition)?.[first];
  if (!member) return "";
  const inner = fieldOf(member, rest);
  return `${joinerOf(condition)}.${first}${inner ? `.${inner}` : ""}`;
}
