import { createHmac, timingSafeEqual } from "node:crypto";
import { now } from "@/server/db/clock";
import type { ApiScope } from "@/server/domain/api-scope";
import { AppError } from "@/server/domain/errors";
import { findPlugin } from "@/server/plugins/find-plugin";
import type { Credential } from "./credential";
import { findWorkspaceId } from "./workspace-names";

/**
 * A message signed as Standard Webhooks says, with the secret of a plugin's installation. X-Baton-Workspace and
 * X-Baton-Plugin name the installation; the signature proves it. Without the right secret all refusals are one.
 */
export async function verifySignature(headers: Headers, body: () => Promise<Buffer>): Promise<Credential> {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signatures = headers.get("webhook-signature") ?? "";
  const workspace = headers.get("x-baton-workspace");
  const slug = headers.get("x-baton-plugin");
  if (!workspace || !slug)
    throw new AppError(
      "unauthorized",
      "A signed request names its sender: add the headers X-Baton-Workspace (as Baton sends it to the plugin) and X-Baton-Plugin (its slug).",
    );
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) throw refused();
  if (Math.abs(now().getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS)
    throw new AppError(
      "unauthorized",
      "The webhook-timestamp is more than 5 minutes off. Sign each request when it is sent, and check the clock.",
    );
  const workspaceId = await findWorkspaceId(workspace);
  const plugin = workspaceId && (await findPlugin(workspaceId, slug));
  if (!workspaceId || !plugin) throw refused();
  const key = Buffer.from(plugin.secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key)
    .update(`${id}.${timestamp}.`)
    .update(await body())
    .digest();
  if (!anyMatches(signatures, expected)) throw refused();
  if (plugin.halted)
    throw new AppError(
      "forbidden",
      `The plugin “${plugin.slug}” is stopped. Its publisher can start it again.`,
    );
  return {
    kind: "plugin",
    workspaceId,
    source: plugin.slug,
    scopes: PLUGIN_SCOPES,
    origins: [],
    bucket: `plugin:${workspaceId}:${plugin.id}`,
    actor: { type: "plugin", id: plugin.id, name: plugin.name },
    messageId: `${plugin.slug}:${id}`,
  };
}

const WINDOW_SECONDS = 300;

/** What a plugin may do in a workspace that installed it. */
const PLUGIN_SCOPES: readonly ApiScope[] = ["events:write", "actions:run", "plugins:register"];

/** Several may stand there, one for each secret while it is changed. */
function anyMatches(signatures: string, expected: Buffer): boolean {
  let matches = false;
  for (const signature of signatures.split(" ").slice(0, 10)) {
    if (!signature.startsWith("v1,")) continue;
    const given = Buffer.from(signature.slice(3), "base64");
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}

const refused = () =>
  new AppError(
    "unauthorized",
    "The signature does not fit. Sign “webhook-id.webhook-timestamp.body” with the secret of the plugin's installation in this workspace (Standard Webhooks, v1).",
  );
