import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowOutline, type OutlineItem } from "@/server/domain/flow-outline";
import { flow } from "@/tests/fixtures/flow-drawing";
import { chooser, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";

/** `if[yes: sms task | no: email] log` */
const written = (items: readonly OutlineItem[]): string =>
  items
    .map(({ id, ways }) => {
      const groups = ways.map(
        ({ outlet, items: inner, leadsTo }) =>
          `${outlet}: ${[written(inner), `<${leadsTo.kind}>`].filter(Boolean).join(" ")}`,
      );
      return groups.length > 0 ? `${id}[${groups.join(" | ")}]` : id;
    })
    .join(" ");
const outline = (definition: FlowDefinition) => written(flowOutline(definition).items);

describe("the outline", () => {
  it("has steps in line and branches as groups, up to where they meet", () => {
    expect(outline(flow("trigger -> sms -> wait -> task"))).toBe("sms wait task");
    expect(outline(flow("trigger -> if -yes-> sms -> log; if -no-> email -> log"))).toBe(
      "if[true: sms <behind> | false: email <behind>] log",
    );
    expect(outline(flow("trigger -> if -yes-> sms -> task"))).toBe("if[true: sms task <end> | false: <end>]");
    expect(outline(flow("trigger -> hear -> sms -> log; hear -timeout-> log"))).toBe(
      "hear[event: sms <behind> | timeout: <behind>] log",
    );
  });

  it("keeps what comes behind outer branches out of the inner ones", () => {
    const nested = flow("trigger -> if -yes-> if2 -yes-> sms -> log; if2 -no-> log; if -no-> email -> log");
    expect(outline(nested)).toBe(
      "if[true: if2[true: sms <behind> | false: <behind>] <behind> | false: email <behind>] log",
    );
  });

  it("has loops with their bodies, and errors, beside the line", () => {
    const loops = flow("trigger -> each -body-> sms -> task; each -> email -error-> !page; !log");
    expect(outline(loops)).toBe("each[body: sms task <next_item>] email[error: <step>]");
    expect(flowOutline(loops).handlers.map(({ id }) => id)).toEqual(["page", "log"]);
  });

  it("names what is wrong, and what nothing leads to", () => {
    const broken = flow("trigger -> sms -> task; email -> wait", { task: { on_success: "sms" } });
    const { leadsTo, loose } = flowOutline(broken);
    expect(leadsTo).toEqual({ kind: "cycle", id: "sms" });
    expect(loose.map(written)).toEqual(["email wait"]);
  });

  it("has every step once, whatever the flow", () => {
    fc.assert(
      fc.property(tape, fc.boolean(), (choices, sound) => {
        const definition = sound ? soundFlow(chooser(choices)) : wildFlow(chooser(choices));
        const { items, handlers, loose } = flowOutline(definition);
        const ids = (list: readonly OutlineItem[]): string[] =>
          list.flatMap(({ id, ways }) => [id, ...ways.flatMap((way) => ids(way.items))]);
        const all = new Set([...definition.steps, ...definition.error_handlers].map(({ id }) => id));
        expect([items, handlers, ...loose].flatMap(ids).sort()).toEqual([...all].sort());
      }),
      { numRuns: 500 },
    );
  });
});
