import { createServer } from "node:http";
import * as z from "zod";

const noted = z.object({ tag: z.string() });

/** The receiver of the benchmark's HTTP steps: answers at once, counts, and notes when a tag arrived first. */
export type Sink = {
  url: string;
  host: string;
  count: () => number;
  arrivedAt: (tag: string) => number | undefined;
  stop: () => void;
};

export async function startSink(): Promise<Sink> {
  let count = 0;
  const arrivals = new Map<string, number>();
  const server = createServer((request, response) => {
    const at = Date.now();
    let body = "";
    if (request.url === "/noted")
      request.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
    else request.resume();
    request.on("end", () => {
      count += 1;
      if (body) {
        const { tag } = noted.parse(JSON.parse(body));
        if (!arrivals.has(tag)) arrivals.set(tag, at);
      }
      response.setHeader("content-type", "application/json");
      response.end('{"ok":true}');
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The receiver has no port");
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}`,
    host,
    count: () => count,
    arrivedAt: (tag) => arrivals.get(tag),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
