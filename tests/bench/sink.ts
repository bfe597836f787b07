import { createServer, type Server } from "node:http";

/** The receiver of the benchmark's HTTP steps: answers at once, counts. */
export async function startSink(): Promise<{ port: number; count: () => number; stop: () => void }> {
  let count = 0;
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      count += 1;
      response.setHeader("content-type", "application/json");
      response.end('{"ok":true}');
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    count: () => count,
    stop: () => server.close(),
  };
}
