import { describe, expect, it } from "vitest";
import { dataScope } from "@/server/domain/data-scope";
import {
  references,
  renderConfig,
  renderValue,
  TemplateError,
  templateProblem,
} from "@/server/domain/template";

const scope = dataScope({
  trigger: {
    ...{
      name: "Ana",
      amount: 42,
      paid: true,
      tags: ["a", "b"],
      location: { country: "DE" },
      note: null,
      id: "t",
    },
    items: [{ sku: "x1" }, { sku: "x2" }],
  },
  steps: {
    "a-b": { output: { id: "from a-b", score: 7 } },
    "crm.create": { output: { id: "c9" } },
    send: { output: { id: "later", score: 9, "message id": "m1" } },
  },
  variables: { min: 10 },
  contact: { email: "ana@example.com" },
  error: { code: "timeout" },
  now: new Date("2026-01-31T22:00:00Z"),
});
const render = (template: unknown) => renderValue(template, scope);

describe("references", () => {
  it.each([
    ["{{trigger.amount}}", 42],
    ["{{ trigger.paid }}", true],
    ["{{trigger.tags}}", ["a", "b"]],
    ["{{trigger.location}}", { country: "DE" }],
    ["{{trigger.items[1].sku}}", "x2"],
    ["{{trigger.items.size}}", 2],
    ["{{trigger.items.first}}", { sku: "x1" }],
    ["{{trigger.amount | plus: 1}}", 43],
    ["{{variables.min}}", 10],
    ["{{contact.email}}", "ana@example.com"],
    ["{{error.code}}", "timeout"],
    ["{{steps.send.output.id}}", "later"],
    ["{{steps.a-b.output.id}}", "from a-b"],
    ["{{steps['a-b'].output.id}}", "from a-b"],
    ["{{steps.crm.create.output.id}}", "c9"],
    ["{{steps['crm.create'].output.id | upcase}}", "C9"],
    ["{{steps.crm.create.output.id | upcase}}", "C9"],
    ['{{steps.send.output["message id"]}}', "m1"],
    ["{{trigger.nothing}}", null],
    ["{{nothing.at.all | upcase}}", ""],
    ["{{nil}}", null],
    ["{{empty}}", null],
  ])("%s keeps its type", (template, value) => expect(render(template)).toEqual(value));

  it("reads bare paths in the trigger first, then in the outputs, the later ones winning", () => {
    expect(render("{{location.country}}")).toBe("DE");
    expect(render("{{id}}")).toBe("t");
    expect(render("{{score}}")).toBe(9);
    expect(render("{{note}}")).toBeNull();
  });

  it("fills texts, with nothing for what is not there", () => {
    expect(render("Hi {{trigger.name}}{{trigger.nothing}}!")).toBe("Hi Ana!");
    expect(render("{{trigger.tags}} and {{trigger.location}}: {{trigger.amount}}")).toBe(
      'a, b and {"country":"DE"}: 42',
    );
    expect(render("{% for item in trigger.items %}{{ item.sku }} {% endfor %}")).toBe("x1 x2 ");
    expect(render("{% if trigger.amount > 40 %}big{% endif %} {{steps.crm.create.output.id}}")).toBe(
      "big c9",
    );
  });

  it("leaves what is no template alone", () => {
    for (const value of ["plain", "{ not }", "a } b", 5, null, true]) expect(render(value)).toBe(value);
  });
});

describe("now", () => {
  it.each([
    ["{{now}}", "2026-01-31T22:00:00.000Z"],
    ["{{now + 3 days}}", "2026-02-03T22:00:00.000Z"],
    ["{{ now - 90 minutes }}", "2026-01-31T20:30:00.000Z"],
    ["{{now + 1 month}}", "2026-02-28T22:00:00.000Z"],
    ["{{now + 1 week - 2 hours}}", "2026-02-07T20:00:00.000Z"],
    ["{{now+30seconds}}", "2026-01-31T22:00:30.000Z"],
    ['{{now + 1 day | date: "%Y-%m-%d"}}', "2026-02-01"],
    ["{% assign due = now + 2 weeks %}{{ due }}", "2026-02-14T22:00:00.000Z"],
    ['{{ "now" | date: "%H:%M" }}', "22:00"],
    ['{{ trigger.start | default: now | shift_time: "-1 hour" }}', "2026-01-31T21:00:00.000Z"],
    ['{{ "now + 3 days" }}', "now + 3 days"],
    ["{% raw %}{{now + 3 days}}{% endraw %}", "{{now + 3 days}}"],
  ])("%s is %s", (template, value) => expect(render(template)).toBe(value));

  it("writes instants in the workspace's zone, and dates without a zone as they are", () => {
    const data = { at: "2026-03-01T23:30:00Z", day: "2026-03-01", wall: "2026-03-01T09:00" };
    const berlin = dataScope({
      ...{ trigger: data, steps: {}, variables: {}, contact: null, error: null },
      now: new Date(0),
      timezone: "Europe/Berlin",
    });
    const write = (path: string) => renderValue(`{{ ${path} | date: "%d %H:%M" }}`, berlin);
    expect([write("at"), write("day"), write("wall")]).toEqual(["02 00:30", "01 00:00", "01 09:00"]);
    expect(renderValue('{{ at | date: "%H:%M", "Asia/Tokyo" }}', berlin)).toBe("08:30");
    expect(render('{{ "2026-03-01T23:30:00Z" | date: "%d %H:%M" }}')).toBe("01 23:30");
  });
});

describe("a template", () => {
  it("cannot reach prototypes", () => {
    const paths = [
      "trigger.__proto__",
      "trigger.constructor",
      "constructor",
      "__proto__",
      "trigger.name.constructor",
      "trigger.tags.__proto__",
      "hasOwnProperty",
    ];
    for (const path of [...paths, "trigger['__proto__']", "trigger.toString"]) {
      expect(render(`{{${path}}}`), path).toBeNull();
      expect(render(`{{${path} | default: "none"}}`), path).toBe("none");
      expect(render(`<{{${path}}}>`), path).toBe("<>");
    }
  });

  it("cannot read files, and has no include", () => {
    for (const tag of ["{% include 'x' %}", "{% render 'x' %}", "{% layout 'x' %}"])
      expect(() => render(tag)).toThrow(TemplateError);
  });

  it("cannot run long", () => {
    const loops = "{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}";
    const filters = `{{ trigger.tags | join: "${"b,".repeat(5_000)}" ${'| split: "," | sort | reverse | join: ","'.repeat(4_000)} }}`;
    const open = [
      "{{".repeat(100_000),
      "{% raw %}".repeat(20_000),
      `{{ now ${"+ 1 day ".repeat(20_000)} }}`,
      `{{ ${" ".repeat(200_000)}`,
    ];
    for (const template of [loops, filters, ...open]) {
      const began = performance.now();
      try {
        renderConfig(template, scope);
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
      expect(performance.now() - began).toBeLessThan(3_000);
    }
    expect(() => render(loops)).toThrow(/limit is reached/);
  });

  it("cannot fill the memory", () => {
    const text = "x".repeat(1000);
    const bombs = [
      `{% assign a = "${text}" %}${"{% assign a = a | append: a %}".repeat(30)}{{ a }}`,
      `{% assign a = "${text}" %}${"{% capture a %}{{a}}{{a}}{% endcapture %}".repeat(30)}{{ a }}`,
      "{% for i in (1..1000000000) %}x{% endfor %}",
      `{% for i in (1..2000) %}${text}{% endfor %}`,
      `{{ "x" | date: "%99999999d" }}{{ trigger.name | append: "${"x".repeat(300_000)}" }}`,
    ];
    for (const bomb of bombs) expect(() => render(bomb), bomb.slice(0, 40)).toThrow(TemplateError);
    const many = Array.from({ length: 20 }, () => `{% for i in (1..60) %}${text}{% endfor %}`);
    expect(() => renderConfig(many, scope)).toThrow(/1 MB/);
  });
});

describe("renderConfig", () => {
  it("renders every text of a value and says what was missing", () => {
    const config = {
      to: "{{trigger.email}}",
      n: 1,
      deep: [{ text: "{{trigger.name}} {{trigger.surname}}" }],
      nick: '{{trigger.nick | default: "you"}}',
      known: "{{ trigger.note }}",
    };
    expect(renderConfig(config, scope)).toEqual({
      value: { to: null, n: 1, deep: [{ text: "Ana " }], nick: "you", known: null },
      missing: ["trigger.email", "trigger.surname"],
    });
    expect(renderConfig("{% if trigger.vip %}{{ trigger.perk }}{% endif %}", scope).missing).toEqual([
      "trigger.perk",
    ]);
  });

  it("keeps keys that look like a prototype's as plain data", () => {
    const config = JSON.parse('{"__proto__": {"polluted": "{{trigger.name}}"}}');
    const { value } = renderConfig(config, scope);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"Ana"}}');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("references of a template", () => {
  it("are the paths it reads from outside", () => {
    expect(
      references(
        "{{ trigger.a | default: variables.b }} {% for item in list %}{{ item.x }}{% endfor %} {{now + 3 days}}",
      ),
    ).toEqual(["trigger.a", "variables.b", "list"]);
    expect(references("{{steps.crm.create.output.id}}")).toEqual(["steps.crm.create.output.id"]);
    expect(references("{{steps.a.b.output.id | upcase}}")).toEqual(['steps["a.b"].output.id']);
    expect(references("plain")).toEqual([]);
    expect(references("{{ broken | }} {{")).toEqual([]);
  });

  it("say what is wrong with the text", () => {
    expect(templateProblem("{{trigger.a}} {{ b | upcase }}")).toBeNull();
    expect(templateProblem("{{ a | shout }}")).toBe(
      "“{{ a | shout }}” cannot be read: undefined filter: shout.",
    );
    expect(templateProblem("{% if a %}x")).toContain("not closed");
  });
});
