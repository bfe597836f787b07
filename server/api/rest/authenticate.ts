import { constantTimeEqual } from "@/server/crypto";
import { AppError } from "@/server/domain/errors";
import { env } from "@/server/env";
import { authenticateApiKey } from "@/server/features/api-keys/service";
import { clientOf } from "@/server/features/sessions/service";
import type { Credential } from "./credential";
import { takeToken } from "./token-bucket";
import { verifySignature } from "./verify-signature";
import { findWorkspaceId } from "./workspace-names";

/**
 * The caller of an address that takes Bearer credentials or a plugin's signature (over `body`), or 401; 429 for who goes
 * on trying.
 */
export async function authenticate(request: Request, body: () => Promise<Buffer>): Promise<Credential> {
  try {
    return await prove(request, body);
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthorized")
      takeToken(`unproved:${clientOf(request.headers).ip}`, UNPROVED_RATE);
    throw error;
  }
}

/** Only requests that are refused anyway are counted: others behind the same address are not kept out. */
const UNPROVED_RATE = { burst: 100, perSecond: 2 };

async function prove(request: Request, body: () => Promise<Buffer>): Promise<Credential> {
  const header = request.headers.get("authorization");
  if (header === null) {
    if (request.headers.has("webhook-signature")) return verifySignature(request.headers, body);
    throw new AppError("unauthorized", WAY_IN);
  }
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (!token) throw new AppError("unauthorized", `The Authorization header holds no Bearer key. ${WAY_IN}`);
  const key = await authenticateApiKey(token);
  if (key)
    return {
      kind: "api_key",
      workspaceId: key.workspaceId,
      source: "api",
      scopes: key.scopes,
      origins: key.origins,
      bucket: key.keyId,
      actor: { type: "api_key", id: key.keyId, name: key.keyName },
    };
  const internal = env().INTERNAL_API_TOKEN;
  if (internal && constantTimeEqual(token, internal)) return internalCaller(request.headers);
  throw new AppError(
    "unauthorized",
    "This key is unknown or was revoked. Make a new one under Settings, API keys.",
  );
}

const WAY_IN =
  'Send an API key as "Authorization: Bearer baton_…". Make one under Settings, API keys; for the demo workspace, eval "$(npm run -s demo:shell)" adds it to curl.';

async function internalCaller(headers: Headers): Promise<Credential> {
  const reference = headers.get("x-baton-workspace");
  const workspaceId = reference ? await findWorkspaceId(reference) : null;
  if (!workspaceId)
    throw new AppError(
      "unauthorized",
      "The internal token works with the header X-Baton-Workspace, the id or slug of the workspace to act for.",
    );
  return {
    kind: "internal",
    workspaceId,
    source: "platform",
    scopes: "all",
    origins: [],
    bucket: `internal:${workspaceId}`,
    actor: { type: "internal", id: null, name: "Internal token" },
  };
}
