import { readFileSync } from "node:fs";
import { join } from "node:path";
import superjson, { type SuperJSONResult } from "superjson";
import * as z from "zod";
import type { Product } from "./product";

const demoSchema = z.object({ email: z.string(), password: z.string() });
const answerSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** Somebody of the demo workspace, signed in as a browser is, who calls procedures. */
export class WebSession {
  private readonly cookies = new Map<string, string>();

  private constructor(private readonly url: string) {}

  static async open(product: Product): Promise<WebSession> {
    const session = new WebSession(product.url);
    const { email, password } = demoSchema.parse(
      JSON.parse(readFileSync(join(product.dataDir, "demo.json"), "utf8")),
    );
    const csrf = await session.fetch("/api/auth/csrf");
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
    const answer = await session.fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password }).toString(),
    });
    await answer.arrayBuffer();
    if (![...session.cookies.keys()].some((name) => name.startsWith("baton-session")))
      throw new Error(`The demo person could not sign in: ${answer.status}`);
    return session;
  }

  /** Posted, whether it asks or changes something. */
  async call(kind: "query" | "mutation", path: string, input: object): Promise<unknown> {
    const json = superjson.serialize(input);
    const answer =
      kind === "mutation"
        ? await this.fetch(`/api/trpc/${path}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(json),
          })
        : await this.fetch(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(json))}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    const { result } = answerSchema.parse(JSON.parse(text));
    return superjson.deserialize(resultSchema.parse(result.data));
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie, origin: this.url };
    const answer = await fetch(`${this.url}${path}`, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }
}

const resultSchema = z.custom<SuperJSONResult>(
  (value) => typeof value === "object" && value !== null && "json" in value,
);
