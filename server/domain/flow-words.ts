import { listInWords } from "./condition-words";
import { describeCondition } from "./describe-condition";
import { eventWords } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition } from "./flow";
import type { FlowLine } from "./flow-line";
import { flowOutline, type OutlineEnd, type OutlineItem, type OutlineWay } from "./flow-outline";
import type { Step } from "./step";
import { stepTitle } from "./step-title";
import { stepWords } from "./step-words";
import { plainText, type TextPart, words } from "./text-part";
import { triggerWords } from "./trigger-words";
import { wayWords } from "./way-words";

const told = new WeakMap<FlowDefinition, FlowLine[]>();

/**
 * Any flow in plain words, from its definition alone: when it starts, what it does in which order, what it waits for, and
 * what happens otherwise. Also a draft that is wrong has words: an arrow that leads nowhere is told as such.
 */
export function flowWords(definition: FlowDefinition): FlowLine[] {
  const known = told.get(definition);
  if (known) return known;
  const lines = tell(definition);
  told.set(definition, lines);
  return lines;
}

function tell(definition: FlowDefinition): FlowLine[] {
  const outline = flowOutline(definition);
  const teller = new Teller(definition);
  teller.say({ depth: 0, stepId: null, ...triggerWords(definition.trigger) });
  teller.sequence(outline.items, 0);
  if (outline.items.length === 0) teller.rule("do", "Then", "nothing happens yet");
  else teller.goesOn(outline.leadsTo, 0);
  if (outline.handlers.length > 0) {
    const others = outline.items.some(handled) ? "another" : "a";
    teller.rule("error", "If", `${others} step fails`);
    teller.sequence(outline.handlers, 1);
  }
  for (const items of outline.loose) {
    teller.rule("error", "Nothing leads to", "these steps");
    teller.sequence(items, 1);
  }
  for (const line of exits(definition)) teller.say(line);
  return teller.lines;
}

class Teller {
  readonly lines: FlowLine[] = [];
  private readonly steps: ReadonlyMap<string, Step>;

  constructor({ steps, error_handlers }: FlowDefinition) {
    this.steps = new Map([...steps, ...error_handlers].map((step) => [step.id, step]));
  }

  say(line: FlowLine): void {
    this.lines.push(line);
  }

  rule(kind: FlowLine["kind"], lead: string, text: string): void {
    this.say({ depth: 0, kind, lead, parts: [words(text)], stepId: null });
  }

  sequence(items: readonly OutlineItem[], depth: number): void {
    for (const item of items) this.item(item, depth);
  }

  private item({ id, ways }: OutlineItem, depth: number): void {
    const step = this.steps.get(id);
    if (!step) return;
    const only = this.onlyWayOn(step, ways);
    const own = { depth, stepId: id };
    const question = step.type === "condition" ? describeCondition(step.condition) : null;
    if (question && only) this.say({ ...own, kind: "if", ...this.check(question, ways, only) });
    else if (question) this.alternatives(step, question, ways, depth);
    else this.say({ ...own, ...stepWords(step) });
    for (const way of ways) {
      if (question && way.kind === "normal") continue;
      if (way.kind === "body") this.group(way, depth + 1);
      else if (way !== only) this.way(step, way, depth + 1);
    }
    if (only) this.group(only, depth);
  }

  /** A condition with something on both sides, or on none. */
  private alternatives(
    { id: stepId }: Step,
    question: TextPart[],
    ways: readonly OutlineWay[],
    depth: number,
  ): void {
    const [yes, no] = ["true", "false"].map((outlet) => ways.find((way) => way.outlet === outlet));
    const isUnless = yes?.items.length === 0 && yes.leadsTo.kind === "behind" && no !== undefined;
    const [first, second] = isUnless ? [no, undefined] : [yes, no];
    const lead = isUnless ? "Unless" : "If";
    this.say({ depth, kind: "if", lead, parts: [...question, ...this.shortEnd(first)], stepId });
    if (first) this.group(first, depth + 1);
    if (!second || (second.items.length === 0 && second.leadsTo.kind === "behind")) return;
    this.say({ depth, kind: "if", lead: "Otherwise", parts: this.shortEnd(second, ""), stepId });
    this.group(second, depth + 1);
  }

  private way(step: Step, way: OutlineWay, depth: number): void {
    const { kind, lead, parts } = wayWords(step, way);
    if (way.kind === "error" && way.items.length === 0 && way.leadsTo.kind === "behind")
      parts.push(words(", go on"));
    else parts.push(...this.shortEnd(way));
    const end = this.endOf(way);
    if (end) parts.push(words(`${parts.length > 0 ? ", " : ""}${end}`));
    this.say({ depth, kind, lead, parts, stepId: step.id });
    if (end) return;
    this.group(way, depth + 1);
    // Whatever is told behind it is not for those who came this way.
    if (way.kind === "error" && way.items.length > 0 && way.leadsTo.kind === "end")
      this.say({ depth: depth + 1, kind: "do", lead: "Then", parts: [words("end")], stepId: null });
  }

  private group({ items, leadsTo }: OutlineWay, depth: number): void {
    this.sequence(items, depth);
    if (items.length > 0) this.goesOn(leadsTo, depth);
  }

  goesOn(end: OutlineEnd, depth: number): void {
    const parts = this.elsewhere(end);
    if (parts) this.say({ depth, kind: "do", lead: "Then", parts, stepId: null });
  }

  /** What is said of a way on which nothing stands: “, end”. */
  private shortEnd(way: OutlineWay | undefined, joint = ", "): TextPart[] {
    if (!way || way.items.length > 0) return [];
    const end = way.leadsTo;
    if (end.kind === "behind") return [words(`${joint}go on`)];
    if (end.kind === "end") return [words(`${joint}end`)];
    if (end.kind === "next_item") return [words(`${joint}take the next item`)];
    const parts = this.elsewhere(end);
    return parts ? [words(joint), ...parts] : [];
  }

  /** A condition that ends the run, or the item, on one side. */
  private check(question: TextPart[], ways: readonly OutlineWay[], only: OutlineWay) {
    const goesOnIf = only.outlet === "true";
    const other = ways.find((way) => way.kind === "normal" && way !== only);
    const end = this.endOf(other);
    if (end) return { lead: goesOnIf ? "Unless" : "If", parts: [...question, words(`, ${end}`)] };
    const isItem = other?.leadsTo.kind === "next_item";
    const rest = isItem ? [words("; otherwise take the next item")] : [];
    return { lead: goesOnIf ? "Go on only if" : "Go on unless", parts: [...question, ...rest] };
  }

  /** A way on which nothing stands but an end: in words, when there is more to say of it than that. */
  private endOf(way: OutlineWay | undefined): string | null {
    const [item, ...others] = way?.items ?? [];
    const step = item && this.steps.get(item.id);
    return step?.type === "end" && others.length === 0 ? plainText(stepWords(step).parts) : null;
  }

  /**
   * The one way on which the flow goes on, when all others end it: what follows needs no indenting then. It goes without
   * saying which one it is: the others are told.
   */
  private onlyWayOn({ type }: Step, ways: readonly OutlineWay[]): OutlineWay | null {
    if (type === "parallel") return null;
    const usual = ways.filter(({ kind }) => kind === "normal");
    const [way, ...others] = usual.filter((one) => one.items.length > 0 && this.endOf(one) === null);
    if (!way || others.length > 0 || usual.length < 2) return null;
    if (type === "branch" && way.outlet !== "default") return null;
    const rest = usual.filter((one) => one !== way);
    const ends = ({ leadsTo }: OutlineWay) => leadsTo.kind === "end" || leadsTo.kind === "next_item";
    return rest.every((one) => this.endOf(one) !== null || ends(one)) ? way : null;
  }

  /** Steps that stand somewhere else in the telling, and arrows that lead nowhere. */
  private elsewhere({ kind, id }: OutlineEnd): TextPart[] | null {
    const step = this.steps.get(id);
    const name = `“${step ? stepTitle(step) : id}”`;
    if (kind === "step") return [words(`go on with ${name}`)];
    if (kind === "missing") return [words(`go to ${name}, which is not there`)];
    if (kind === "cycle") return [words(`go back to ${name}, which no flow may`)];
    return kind === "crosses_loop" ? [words(`leave the loop for ${name}, which no flow may`)] : null;
  }
}

/** Is there a way of its own for when it fails, in it or in what it opens? */
const handled = ({ ways }: OutlineItem): boolean =>
  ways.some(({ kind, items }) => kind === "error" || items.some(handled));

function exits({ settings }: FlowDefinition): FlowLine[] {
  const stop = (parts: TextPart[]): FlowLine => ({
    depth: 0,
    kind: "stop",
    lead: "Stop as soon as",
    parts,
    stepId: null,
  });
  const events = (types: readonly string[]) =>
    listInWords(
      types.map((type) => eventWords(canonicalEventType(type))),
      "or",
    );
  return [
    ...(settings.stop_on_reply ? [stop([words("the contact writes back")])] : []),
    ...settings.exit_conditions.map(({ event_types, filter }) =>
      stop([words(events(event_types)), ...(filter ? [words(", if "), ...describeCondition(filter)] : [])]),
    ),
  ];
}
