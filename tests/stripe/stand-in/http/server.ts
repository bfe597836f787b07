import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Answer, Asked } from "./answer";

/** The answer to a request, or null to drop the connection. */
export type Answering = (asked: Asked) => Promise<Answer | PageAnswer | null>;
export type PageAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

/** Listens on this machine alone; port 0 takes a free one. */
export async function listen(
  port: number,
  answering: Answering,
  afterwards: () => void,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    void serve(request, response, answering, afterwards);
  });
  await new Promise<void>((ready, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", ready);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port.");
  return { server, url: `http://localhost:${address.port}` };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
  afterwards: () => void,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
  const answer = await answering({
    method: request.method ?? "GET",
    path: pathname,
    query: search.slice(1),
    headers,
    body: Buffer.concat(chunks).toString(),
  });
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.body, afterwards);
  else {
    request.socket.destroy();
    afterwards();
  }
}
