import * as z from "zod";
import { defineAction } from "../../action";

/** Leaves a note in the run: its output is what was written. */
export const log = defineAction({
  key: "log",
  title: "Log",
  description: "Writes a note into the run's timeline. Useful while a flow is being built.",
  category: "core",
  icon: "notebook-pen",
  input: z.object({
    message: z
      .string({ error: "Write what is to be logged." })
      .max(10_000)
      .meta({ title: "Message", placeholder: "Order {{trigger.order_id}} arrived", widget: "textarea" }),
    level: z
      .enum(["debug", "info", "warning", "error"])
      .default("info")
      .meta({ title: "Level", widget: "select" }),
    data: z.unknown().optional().meta({
      title: "Data",
      description: "Anything to keep with the note.",
      placeholder: "{{trigger}}",
      widget: "json",
    }),
  }),
  sampleOutput: { logged: true, level: "info", message: "Order 1042 arrived", data: { order_id: "1042" } },
  effect: "none",
  simulate: ({ message, level, data }) => ({ output: { logged: true, level, message, data: data ?? null } }),
  run: async ({ message, level, data }) => ({ logged: true, level, message, data: data ?? null }),
});
