import { Inngest, InngestCommHandler } from "inngest";
import { serve } from "inngest/edge";
const slim = process.argv[2] === "slim";
if (process.argv[3] === "env") process.env = { ...process.env };
const quiet = { info() {}, warn() {}, error() {}, debug() {}, flush: async () => {} };
const client = new Inngest({ id: "bench", isDev: true, baseUrl: "http://executor.invalid", fetch: async (u: any, i: any) => new Response(""), logger: quiet as any, aiMetadata: process.argv[5] !== "noai" ,
  ...(process.argv[4] === "buf" ? { checkpointing: { bufferedSteps: 1000, maxRuntime: 0 } } : {}) } as any);
const fn = client.createFunction({ id: "one", triggers: [{ event: "a/b" }] }, async ({ step }) => {
  const r = await step.run("advance:1", async () => ({ done: true }));
  return r;
});
const make = (): ((body: object) => Promise<string>) => {
  if (!slim) {
    const h = serve({ client, functions: [fn] });
    return async (body) => { const r = await h(new Request("http://x.invalid/api/inngest?fnId=bench-one&stepId=step", { method: "POST", body: JSON.stringify(body), headers: { host: "x", "content-type": "application/json" } }) as any); return r.text(); };
  }
  const url = new URL("http://x.invalid/api/inngest?fnId=bench-one&stepId=step");
  const h = new InngestCommHandler({ frameworkName: "baton", client, functions: [fn], handler: (call: any) => ({
    body: () => call.body, headers: () => null, method: () => "POST", url: () => url, transformResponse: (r: any) => r }) } as any).createHandler() as any;
  return async (body) => (await h({ body })).body;
};
const call = make();
const body = (i: number) => ({ ctx: { run_id: "r" + i, fn_id: "f", qi_id: "q", attempt: 0, max_attempts: 4, disable_immediate_execution: false, use_api: false, stack: { stack: [], current: 0 } }, event: { name: "a/b", id: "x", data: { runId: "r" + i, generation: 0 }, ts: 1 }, events: [{ name: "a/b", id: "x", data: { runId: "r" + i, generation: 0 }, ts: 1 }], steps: {}, version: -1, use_api: false });
console.log(await call(body(0)));
for (let i = 0; i < 300; i++) await call(body(i));
const N = 8000; const c0 = process.cpuUsage(); const t0 = Date.now();
let k = 0; await Promise.all(Array.from({ length: 40 }, async () => { while (k < N) { k++; await call(body(k)); } }));
const c = process.cpuUsage(c0);
console.log(process.argv.slice(2).join(" "), "cpu ms/run", ((c.user + c.system) / 1000 / N).toFixed(3), "wall", ((Date.now() - t0) / N).toFixed(3));
