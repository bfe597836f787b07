/** A flow of so many steps as people build them: questions with a branch that joins again, messages, waits, calls. */
export function largeFlow(steps: number): object {
  const parts = Array.from({ length: Math.floor(steps / 5) }, (_, index) =>
    part(index, Math.floor(steps / 5)),
  );
  return {
    id: `bench_builder_${steps}`,
    name: `Bench: ${steps} steps`,
    status: "draft",
    trigger: { type: "event", event_types: ["bench.builder"] },
    steps: parts.flat(),
  };
}

function part(index: number, parts: number): object[] {
  const next = index + 1 < parts ? `ask_${index + 1}` : "end";
  return [
    {
      id: `ask_${index}`,
      type: "condition",
      name: `Is the order of part ${index} over 100?`,
      condition: { field: "amount", operator: "gt", value: 100 },
      on_true: `text_${index}`,
      on_false: `note_${index}`,
    },
    {
      id: `text_${index}`,
      type: "action",
      action_id: "send_sms",
      config: {
        to: "{{contact.phone}}",
        message: `Hi {{contact.first_name}}, thank you for part ${index} of {{trigger.number}}`,
      },
      on_success: `wait_${index}`,
    },
    { id: `wait_${index}`, type: "delay", for: { value: 2, unit: "days" }, on_success: `call_${index}` },
    {
      id: `call_${index}`,
      type: "action",
      action_id: "http_request",
      config: { method: "POST", url: "https://example.com/orders", body: { number: "{{trigger.number}}" } },
      on_success: next,
    },
    {
      id: `note_${index}`,
      type: "action",
      action_id: "log",
      config: { message: `Part ${index} was small: {{trigger.amount}}` },
      on_success: next,
    },
  ];
}
