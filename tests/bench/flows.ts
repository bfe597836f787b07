/** The benchmark's flows, in the form in which they are posted. */
const condition = {
  id: "is_us",
  type: "condition",
  condition: { field: "country", operator: "equals", value: "US" },
  on_false: "end",
};

const call = (id: string, url: string, body: object) => ({
  id,
  type: "action",
  action_type: "http_request",
  config: { method: "POST", url, body, receiver_honours_idempotency_key: true },
});

const flow = (name: string, steps: object[]) => ({
  id: `bench_${name}`,
  name: `Bench: ${name}`,
  status: "active",
  trigger: { type: "event", event_types: [`bench.${name}`] },
  steps,
});

const ORDER = { number: "{{trigger.number}}", country: "{{trigger.country}}" };

/** A condition, then a call. */
export const twoSteps = (sink: string) => flow("two", [condition, call("call", `${sink}/counted`, ORDER)]);

/** A condition, variables, and two calls. */
export const fourSteps = (sink: string) =>
  flow("four", [
    condition,
    { id: "vars", type: "set_variables", variables: { total: "{{trigger.amount}}" } },
    call("first", `${sink}/counted`, ORDER),
    call("second", `${sink}/counted`, ORDER),
  ]);

/** A call whose arrival is noted under the event's tag. */
export const tagged = (sink: string) =>
  flow("tagged", [condition, call("call", `${sink}/noted`, { tag: "{{trigger.tag}}" })]);

/** Sleeps until the time that the event names, then a call whose arrival is noted. */
export const sleeper = (sink: string) =>
  flow("sleeper", [
    { id: "sleep", type: "delay", until: "{{trigger.due}}" },
    call("call", `${sink}/noted`, { tag: "{{trigger.tag}}" }),
  ]);
