/**
 * The mix of flows, and what each run of them must have come to. `trigger.pause` is a second to three of real time,
 * whatever the product's clock does. A run of kind child is started by one of kind parent.
 */
export type Kind = "fork" | "unmet" | "stumble" | "busy" | "answer" | "silence" | "each" | "parent" | "child";

export type Expected = {
  flow: Record<string, unknown>;
  /** Step → outlet it left by, and how often if that was more than once. Whatever else there is must be skipped. */
  outlets: Record<string, string>;
  tasks: number;
  messages: number;
  /** Paths at the receiver that are called, each under a key of its own. */
  calls: (number: number) => string[];
  /** Calls that a key gets when nothing is killed: the receiver refuses the first ones. */
  callsPerKey: number;
};

/** Of a hundred events, so many are of this kind. */
export const SHARES: [Kind, number][] = [
  ["fork", 32],
  ["unmet", 6],
  ["stumble", 14],
  ["busy", 10],
  ["answer", 18],
  ["silence", 8],
  ["each", 6],
  ["parent", 6],
];

/** What the loop of `each` goes over. */
export const ITEMS = [0, 1, 2];

export const eventType = (kind: Kind): string => `chaos.${kind}`;

export function flowsFor(receiver: string): Record<Kind, Expected> {
  const call = (kind: Kind, more: Record<string, unknown> = {}, within = "") => ({
    id: "call",
    type: "action",
    action_type: "http_request",
    config: {
      method: "POST",
      url: `${receiver}/${kind}/{{trigger.number}}${within}`,
      body: { number: "{{trigger.number}}" },
      receiver_honours_idempotency_key: true,
    },
    ...more,
  });
  const make = (kind: Kind, steps: unknown[], more: Record<string, unknown> = {}) => ({
    id: `chaos_${kind}`,
    name: `Chaos: ${kind}`,
    status: "active",
    trigger: { type: "event", event_types: [eventType(kind)] },
    steps,
    settings: { retry_count: 20, backoff: "fixed" },
    ...more,
  });
  return {
    fork: {
      flow: make("fork", fork(call("fork", { on_success: "join" }))),
      outlets: {
        if: "true",
        fork: "success",
        pause: "success",
        call: "success",
        task: "success",
        join: "success",
        sms: "success",
      },
      tasks: 1,
      messages: 1,
      calls: (number) => [`/fork/${number}`],
      callsPerKey: 1,
    },
    unmet: {
      flow: make("unmet", fork(call("unmet", { on_success: "join" }))),
      outlets: { if: "false" },
      tasks: 0,
      messages: 0,
      calls: () => [],
      callsPerKey: 0,
    },
    stumble: {
      flow: make("stumble", [call("stumble"), remember, task]),
      outlets: { call: "success", remember: "success", task: "success" },
      tasks: 1,
      messages: 0,
      calls: (number) => [`/stumble/${number}`],
      callsPerKey: 3,
    },
    busy: {
      flow: make("busy", [call("busy"), email]),
      outlets: { call: "success", email: "success" },
      tasks: 0,
      messages: 1,
      calls: (number) => [`/busy/${number}`],
      callsPerKey: 2,
    },
    answer: {
      flow: make("answer", [call("answer"), wait("1200"), sms]),
      outlets: { call: "success", wait: "event", sms: "success" },
      tasks: 0,
      messages: 1,
      calls: (number) => [`/answer/${number}`],
      callsPerKey: 1,
    },
    silence: {
      flow: make("silence", [wait("{{trigger.pause}}"), task]),
      outlets: { wait: "timeout", task: "success" },
      tasks: 1,
      messages: 0,
      calls: () => [],
      callsPerKey: 0,
    },
    each: {
      flow: make("each", [
        {
          ...{ id: "each", type: "for_each", items: "{{trigger.items}}", body: "task", on_success: "sms" },
          concurrency: 2,
        },
        task,
        call("each", { on_success: "end" }, "-{{item}}"),
        sms,
      ]),
      outlets: { each: "success", task: "success × 3", call: "success × 3", sms: "success" },
      tasks: 3,
      messages: 1,
      calls: (number) => ITEMS.map((item) => `/each/${number}-${item}`),
      callsPerKey: 1,
    },
    child: {
      flow: make("child", [task, call("child")], { trigger: { type: "manual" } }),
      outlets: { task: "success", call: "success" },
      tasks: 1,
      messages: 0,
      calls: (number) => [`/child/${number}`],
      callsPerKey: 1,
    },
    parent: {
      flow: make("parent", [
        { id: "run", type: "sub_flow", flow_id: "chaos_child", input: { number: "{{trigger.number}}" } },
        sms,
      ]),
      outlets: { run: "success", sms: "success" },
      tasks: 0,
      messages: 1,
      calls: () => [],
      callsPerKey: 0,
    },
  };
}

const task = {
  id: "task",
  type: "action",
  action_type: "create_task",
  config: { title: "Call about {{trigger.number}}" },
};

const sms = {
  id: "sms",
  type: "action",
  action_type: "send_sms",
  config: { to: "+14155550123", message: "About {{trigger.number}}" },
};

const email = {
  id: "email",
  type: "action",
  action_type: "send_email",
  config: { to: "{{trigger.email}}", subject: "About {{trigger.number}}", body: "Hello" },
};

const remember = {
  id: "remember",
  type: "set_variables",
  variables: { number: "{{trigger.number}}", answered: "{{steps.call.output.status}}" },
};

/** The event that it waits for is sent when the receiver was called: sometimes before the call is answered. */
const wait = (seconds: string) => ({
  id: "wait",
  type: "wait_for_event",
  event_types: ["chaos.answered"],
  match: { number: "{{trigger.number}}" },
  timeout: { value: seconds, unit: "seconds" },
});

const fork = (call: unknown) => [
  {
    id: "if",
    type: "condition",
    condition: { field: "amount", operator: "gt", value: 0 },
    on_true: "fork",
    on_false: "end",
  },
  { id: "fork", type: "parallel", branches: [{ target: "pause" }, { target: "task" }] },
  {
    id: "pause",
    type: "delay",
    for: { value: "{{trigger.pause}}", unit: "seconds" },
    on_success: "call",
  },
  call,
  { ...task, on_success: "join" },
  { id: "join", type: "join", mode: "all", on_success: "sms" },
  sms,
];
