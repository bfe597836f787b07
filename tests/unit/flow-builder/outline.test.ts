import { describe, expect, it } from "vitest";
import { outlineMove } from "@/components/flow-builder/outline-move";
import { outlinePlaces } from "@/components/flow-builder/outline-places";
import { outlineRows } from "@/components/flow-builder/outline-rows";
import { wayRemoval } from "@/components/flow-builder/way-removal";
import { applyEdit } from "@/server/domain/edit";
import type { FlowDefinition } from "@/server/domain/flow";
import { flow } from "@/tests/fixtures/flow-drawing";

const drawn = (definition: FlowDefinition, closed: string[] = []) =>
  outlineRows(definition, new Set(closed)).map((row) => {
    const follows = "follows" in row && row.follows ? ` (${row.follows})` : "";
    return `${"  ".repeat(row.level - 1)}${row.title}${follows}`;
  });
const named = (drawing: string) =>
  flow(
    drawing,
    Object.fromEntries(
      [...drawing.matchAll(/[a-z]\w*/g)]
        .filter(([word]) => !WORDS.has(word))
        .map(([word]) => [word, { name: word }]),
    ),
  );
const WORDS = new Set(["trigger", "end", "yes", "no", "error", "body", "timeout"]);

describe("rows of the outline", () => {
  const definition = named(
    "trigger -> sms -> if -yes-> task -> log; if -no-> log; log -error-> !page; email",
  );

  it("are the flow from top to bottom, branches inside", () => {
    expect(drawn(definition)).toEqual([
      "Start: customer.created",
      "sms",
      "if",
      "  yes",
      "    task",
      "  no (goes on below)",
      "log (then ends)",
      "  on error (goes to page)",
      "Error handlers",
      "  page",
      "Not connected",
      "  email",
    ]);
  });

  it("leave out what stands in closed ones", () => {
    expect(drawn(definition, ["if", "$handlers"])).toEqual([
      "Start: customer.created",
      "sms",
      "if",
      "log (then ends)",
      "  on error (goes to page)",
      "Error handlers",
      "Not connected",
      "  email",
    ]);
  });

  it("know their place among their siblings", () => {
    const rows = outlineRows(definition, new Set());
    const roots = rows.filter(({ level }) => level === 1);
    expect(roots.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(roots.every(({ siblings }) => siblings === 6)).toBe(true);
    expect(rows.find(({ key }) => key === "task")).toMatchObject({
      position: 1,
      siblings: 1,
      parent: "if:true",
    });
  });
});

describe("moving a row", () => {
  const order = (definition: FlowDefinition) =>
    drawn(definition)
      .map((line) => line.trim().split(" ")[0])
      .join(" ");
  const moved = (definition: FlowDefinition, id: string, way: "up" | "down") => {
    const edit = outlineMove(definition, id, way);
    return edit && order(applyEdit(definition, edit));
  };

  it("goes up and down in line", () => {
    const line = named("trigger -> sms -> wait -> task");
    expect(moved(line, "wait", "up")).toBe("Start: wait sms task");
    expect(moved(line, "wait", "down")).toBe("Start: sms task wait");
    expect(moved(line, "sms", "up")).toBeNull();
    expect(moved(line, "task", "down")).toBeNull();
  });

  it("goes into a branch and out of it, and past one that comes together again", () => {
    const open = named("trigger -> sms -> if -yes-> task");
    expect(moved(open, "sms", "down")).toBe("Start: if yes sms task no");
    expect(moved(open, "task", "up")).toBe("Start: sms task if yes no");
    const joined = named("trigger -> sms -> if -yes-> task -> log; if -no-> log");
    expect(moved(joined, "sms", "down")).toBe("Start: if yes task no sms log");
    expect(moved(joined, "task", "down")).toBe("Start: sms if yes no task log");
  });

  it("leaves error handlers where they are", () => {
    expect(moved(named("trigger -> sms; !page; !log"), "log", "up")).toBeNull();
  });
});

it("a step can be added after it, in its branches, and where it fails", () => {
  const definition = named("trigger -> if -yes-> sms -> log; if -no-> log");
  const places = (key: string) => {
    const row = outlineRows(definition, new Set()).find((one) => one.key === key);
    return row ? outlinePlaces(definition, row).map(({ label }) => label) : [];
  };
  expect(places("if")).toEqual(["After its branches", "Under “yes”", "Under “no”"]);
  expect(places("sms")).toEqual(["After this step", "When it fails"]);
  expect(places("if:true")).toEqual(["Here"]);
  expect(places("$trigger")).toEqual(["After the start"]);
});

it("a way that is removed ends, a case goes", () => {
  const definition = flow(
    "trigger -> pick -gold-> sms; pick -silver-> email -error-> task; fork -> log; fork -> note",
  );
  const removal = (stepId: string, outlet: string) => wayRemoval(definition, stepId, outlet);
  expect(removal("pick", "case:gold")).toMatchObject({ kind: "remove_case", caseId: "gold" });
  expect(removal("fork", "branch:1")).toMatchObject({ kind: "remove_branch", index: 1 });
  expect(removal("email", "error")).toEqual({ kind: "disconnect", from: "email", outlet: "error" });
  expect(removal("pick", "default")).toEqual({ kind: "disconnect", from: "pick", outlet: "default" });
});
