import { connection } from "next/server";
import { readiness } from "@/server/ops/health";

/** Ready: database, migrations and a worker are there. */
export async function GET() {
  await connection();
  const { ready, checks } = await readiness();
  const headers = { "cache-control": "no-store" };
  if (ready) return Response.json({ status: "ready", checks }, { headers });
  const failing = Object.entries(checks).filter(([, check]) => !check.ok);
  const problem = {
    type: "about:blank",
    title: "Not ready",
    status: 503,
    detail: failing.map(([name, check]) => `${name}: ${check.detail}`).join("; "),
    checks,
  };
  return Response.json(problem, {
    status: 503,
    headers: { ...headers, "content-type": "application/problem+json" },
  });
}
