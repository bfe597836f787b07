import { createServer } from "node:http";

export type Counted = { key: string; path: string; at: number };

/** The other side of an HTTP step: remembers every Idempotency-Key it saw; answers as `answer` says. */
export async function startCountingServer(
  answer: (
    call: Counted,
    seen: number,
  ) => { status: number; headers?: Record<string, string>; delayMs?: number } = () => ({ status: 200 }),
) {
  const calls: Counted[] = [];
  const server = createServer((request, response) => {
    const call = {
      key: String(request.headers["idempotency-key"] ?? ""),
      path: request.url ?? "",
      at: Date.now(),
    };
    calls.push(call);
    request.resume();
    request.on("end", () => {
      const { status, headers, delayMs } = answer(
        call,
        calls.filter((other) => other.path === call.path).length,
      );
      setTimeout(() => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify({ seen: calls.length }));
      }, delayMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    origin: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
