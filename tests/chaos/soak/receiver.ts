import { createServer, type ServerResponse } from "node:http";

export type Call = { key: string; path: string; at: number; endedAt: number | null; status: number | null };
type Answer = { status: number; headers?: Record<string, string>; delayMs: number };

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The other side of the HTTP steps: knows every call under its key, and which are open at any moment. */
export async function startReceiver(answer: (path: string, earlier: number) => Answer) {
  const byKey = new Map<string, Call[]>();
  const open = new Set<Call>();
  const server = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"] ?? "");
    const call: Call = { key, path: request.url ?? "", at: Date.now(), endedAt: null, status: null };
    const calls = byKey.get(key) ?? [];
    byKey.set(key, [...calls, call]);
    open.add(call);
    response.on("close", () => {
      call.endedAt = Date.now();
      open.delete(call);
    });
    request.resume();
    request.on("end", () => void reply(response, call, answer(call.path, calls.length)));
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    origin,
    url: `http://${origin}`,
    calls: byKey,
    openKeys: () => [...open].map(({ key }) => key),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function reply(
  response: ServerResponse,
  call: Call,
  { status, headers, delayMs }: Answer,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (response.destroyed) return;
  call.status = status;
  response.writeHead(status, { "content-type": "application/json", ...headers }).end('{"ok":true}');
}
