/** One call of a plugin: signed, in process for a sandbox plugin, over HTTP for any other. */

import { sha256 } from "../crypto";
import { now } from "../db/clock";
import type { WorkspaceId } from "../domain/workspace";
import { env } from "../env";
import { guardedFetch } from "../integrations/guarded-fetch";
import { OutgoingFailure } from "../integrations/outgoing-failure";
import { findSandboxPlugin } from "../integrations/sandbox-plugins/catalog";
import { signWebhook } from "../integrations/sign-webhook";
import type { InstalledPlugin } from "./installed-plugins";

export type PluginCall = {
  workspaceId: WorkspaceId;
  method: string;
  /** Below the plugin's address. */
  endpoint: string;
  payload: unknown;
  idempotencyKey: string;
  runId?: string;
  stepId?: string;
  /** Of the run; live when there is none. */
  mode?: "live" | "test";
  timeoutMs: number;
  signal?: AbortSignal;
};

export type PluginAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

export async function callPlugin(plugin: InstalledPlugin, call: PluginCall): Promise<PluginAnswer> {
  const url = pluginUrl(plugin, call);
  const body = call.method === "GET" ? "" : JSON.stringify(call.payload);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json",
    "idempotency-key": call.idempotencyKey,
    "x-baton-workspace": call.workspaceId,
    ...(call.runId && { "x-baton-run": call.runId }),
    ...(call.stepId && { "x-baton-step": encodeURIComponent(call.stepId) }),
    // A plugin may want to leave the world alone when somebody only tries a flow.
    ...(call.mode === "test" && { "x-baton-mode": call.mode }),
    // The same for every attempt, as the specification asks; and it tells nothing of the run.
    ...signWebhook(plugin.secret, { id: `msg_${sha256(call.idempotencyKey).slice(0, 32)}`, at: now(), body }),
  };
  if (plugin.sandbox) return answerInProcess(plugin, url, call.method, headers, body);
  return guardedFetch({
    method: call.method,
    url: url.href,
    headers,
    body: call.method === "GET" ? null : body,
    timeoutMs: call.timeoutMs,
    signal: call.signal,
    // A signed request is for its receiver alone.
    maxRedirects: 0,
    isAllowed: isDevelopmentOrigin,
  });
}

function pluginUrl(plugin: InstalledPlugin, call: PluginCall): URL {
  const base = plugin.sandbox
    ? `https://${plugin.slug}.sandbox`
    : (plugin.webhookUrl ?? "").replace(/\/+$/, "");
  const text = base + call.endpoint;
  if (!URL.canParse(base) || !URL.canParse(text) || /[?#]/.test(base)) {
    throw new OutgoingFailure(
      "invalid_request",
      `The plugin “${plugin.slug}” has no valid address. Register its webhook_url, as https://example.com/path.`,
      false,
    );
  }
  const url = new URL(text);
  if (url.origin !== new URL(base).origin) {
    throw new OutgoingFailure(
      "invalid_request",
      `The endpoint ${call.endpoint} leads away from the plugin “${plugin.slug}”`,
      false,
    );
  }
  if (call.method === "GET" && typeof call.payload === "object" && call.payload !== null) {
    for (const [name, value] of Object.entries(call.payload)) {
      url.searchParams.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
  }
  return url;
}

async function answerInProcess(
  plugin: InstalledPlugin,
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<PluginAnswer> {
  const sandbox = findSandboxPlugin(plugin.slug);
  if (!sandbox)
    throw new OutgoingFailure("not_reached", `There is no sandbox plugin “${plugin.slug}”`, false);
  const response = await sandbox.handle(
    new Request(url, { method, headers, body: method === "GET" ? null : body }),
  );
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** BATON_PLUGIN_DEV_ORIGINS: exact origins that may be reached although they are not public. */
function isDevelopmentOrigin(url: URL): boolean {
  const list = env().BATON_PLUGIN_DEV_ORIGINS;
  return (
    list !== "" &&
    list.split(",").some((origin) => origin.trim().replace(/\/$/, "").toLowerCase() === url.origin)
  );
}
