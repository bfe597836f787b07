import { auth } from "@/server/auth";
import { type Client, clientOf, findIdentity, type Identity } from "@/server/features/sessions/service";

/** What a procedure knows of its caller before any check. */
export type Context = { identity: Identity | null; client: Client };

/** From the session cookie of a request (a route handler or a server component). */
export async function createContext(headers: Headers): Promise<Context> {
  const session = await auth();
  const identity = session?.sid ? await findIdentity(session.sid) : null;
  return { identity, client: clientOf(headers) };
}
