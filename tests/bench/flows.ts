/** The benchmark's flows. Two steps: webhook → condition → HTTP. Four steps: two more in front. */
const http = (id: string, port: number) => ({
  id,
  type: "action",
  action_type: "http_request",
  config: {
    method: "POST",
    url: `http://127.0.0.1:${port}/sink`,
    body: { number: "{{trigger.number}}", country: "{{trigger.country}}" },
    receiver_honours_idempotency_key: true,
  },
});

const condition = {
  id: "is_us",
  type: "condition",
  condition: { field: "country", operator: "equals", value: "US" },
  on_false: "end",
};

export const twoSteps = (port: number) => ({
  id: "bench_two",
  name: "Bench: two steps",
  status: "active",
  trigger: { type: "event", event_types: ["bench.two"] },
  steps: [condition, http("call", port)],
});

export const fourSteps = (port: number) => ({
  id: "bench_four",
  name: "Bench: four steps",
  status: "active",
  trigger: { type: "event", event_types: ["bench.four"] },
  steps: [
    condition,
    { id: "vars", type: "set_variables", variables: { total: "{{trigger.amount}}" } },
    http("first", port),
    http("second", port),
  ],
});
