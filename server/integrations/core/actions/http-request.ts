import * as z from "zod";
import { defineAction } from "../../action";
import { type HttpRequestOutput, sendHttpRequest } from "../send-http-request";

const sample: HttpRequestOutput = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: { id: "ord_1042", state: "paid" },
  duration_ms: 84,
};

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

/**
 * Calls an address. Every request carries an Idempotency-Key, the same for all attempts of the step. GET, HEAD, PUT and
 * DELETE may be repeated by their nature; POST and PATCH only if the receiver is said to drop repeats of the key.
 */
export const httpRequest = defineAction({
  key: "http_request",
  title: "HTTP request",
  description: "Calls any address on the internet and keeps its answer.",
  category: "core",
  icon: "globe",
  input: z.object({
    method: z
      .preprocess(upperCase, z.enum(methods).default("GET"))
      .meta({ title: "Method", widget: "select" }),
    url: z
      .string({ error: "Give the address to call." })
      .max(8_000)
      .meta({ title: "Address", placeholder: "https://api.example.com/orders", widget: "url" }),
    headers: z.record(z.string(), z.unknown()).optional().meta({
      title: "Headers",
      placeholder: '{ "Authorization": "Bearer …" }',
      widget: "json",
    }),
    query: z.record(z.string(), z.unknown()).optional().meta({
      title: "Query",
      description: "Added to the address. A list repeats its name.",
      widget: "json",
    }),
    body: z.unknown().optional().meta({
      title: "Body",
      description: "JSON, or text that is sent as it is.",
      placeholder: '{ "email": "{{trigger.email}}" }',
      widget: "json",
    }),
    timeout: z
      .number()
      .int()
      .min(100)
      .max(900_000)
      .default(30_000)
      .meta({ title: "Timeout", description: "Milliseconds.", widget: "milliseconds" }),
    receiver_honours_idempotency_key: z.boolean().default(false).meta({
      title: "The receiver honours Idempotency-Key",
      description:
        "Then a POST or PATCH that was cut off is sent again under the same key. Otherwise it fails instead.",
      widget: "checkbox",
    }),
  }),
  // An event must not be able to add headers or a body to a request.
  fill: [],
  sampleOutput: sample,
  effect: ({ method, receiver_honours_idempotency_key }) =>
    (method === "POST" || method === "PATCH") && !receiver_honours_idempotency_key ? "once" : "idempotent",
  run: (input, ctx) => sendHttpRequest(input, ctx),
});

function upperCase(value: unknown): unknown {
  return typeof value === "string" ? value.trim().toUpperCase() : value;
}
