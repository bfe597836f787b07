import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { launchEnvironment } from "../../server/env";
import { dataDir, query } from "./support/installation";

/** What is pasted into a shell that `npm run demo:shell` has prepared. Returns what curl printed. */
function paste(commands: string): string {
  const { PORT: _, AUTH_URL: __, ...environment } = launchEnvironment();
  return execFileSync("bash", ["--norc", "-c", `eval "$(npm run -s demo:shell)"\n${commands}`], {
    env: { ...environment, NODE_ENV: "test", BATON_DATA_DIR: dataDir() },
    encoding: "utf8",
  });
}

const seed = (name: string) =>
  readFileSync(new URL(`../fixtures/seeds/${name}.json`, import.meta.url), "utf8").trim();

for (const { name, address, type } of [
  { name: "000-email-sent", address: "/plugins/automation/webhook", type: "email.sent" },
  { name: "001-customer-created", address: "/plugins/automation/webhook", type: "customer.created" },
  { name: "001-customer-created", address: "/api/events", type: "customer.created" },
]) {
  test(`the documents' ${type} is taken at ${address} as it stands there`, async () => {
    const printed = paste(
      `curl -s -w '\\n%{http_code}' -X POST ${address} -H "Content-Type: application/json" -d '${seed(name)}'`,
    );
    const [body = "", status] = printed.split("\n");
    expect(status, body).toBe("202");
    const events = await query("select type from events where id = $1", [JSON.parse(body).event_id]);
    expect(events).toMatchObject([{ type }]);
  });
}

test("the member's address needs no key", async () => {
  const { webhookUrl } = JSON.parse(
    execFileSync("npm", ["run", "-s", "demo:info"], {
      env: { ...launchEnvironment(), NODE_ENV: "test", BATON_DATA_DIR: dataDir() },
      encoding: "utf8",
    }),
  );
  const path = new URL(webhookUrl).pathname;
  const status = paste(
    `curl -s -o /dev/null -w '%{http_code}' -X POST ${path} -H "Content-Type: application/json" -d '${seed("003-payment-received")}'`,
  );
  expect(status).toBe("202");
});

test("other addresses are called without the key", async ({ baseURL }) => {
  const elsewhere = new URL("/api/health", baseURL).href.replace("localhost", "127.0.0.1");
  expect(paste(`curl -s -v ${elsewhere} 2>&1 || true`)).not.toContain("Authorization");
});
