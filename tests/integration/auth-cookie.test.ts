import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { handlers } from "@/server/auth";
import { sessionCookie } from "@/server/auth.config";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import { endSession } from "@/server/features/sessions/mutations";
import { newPerson, PASSWORD } from "../fixtures/people";
import { stopClock } from "./support/set-clock";

const ORIGIN = "http://localhost:3000";

/** A browser that keeps cookies, as far as signing in needs one. */
function browser() {
  const cookies = new Map<string, string>();
  const ip = newId();
  return {
    cookies,
    async ask(path: string, form?: Record<string, string>): Promise<Response> {
      const headers = {
        cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
        "x-forwarded-for": ip,
        "user-agent": "Test/1",
      };
      const request = form
        ? new NextRequest(`${ORIGIN}/api/auth/${path}`, {
            method: "POST",
            headers,
            body: new URLSearchParams(form),
          })
        : new NextRequest(`${ORIGIN}/api/auth/${path}`, { headers });
      const response = await (form ? handlers.POST(request) : handlers.GET(request));
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      return response;
    },
    async signIn(email: string, password: string): Promise<Response> {
      const { csrfToken } = await (await this.ask("csrf")).json();
      return this.ask("callback/credentials", { email, password, csrfToken });
    },
    session: async function session(): Promise<{ sid?: string } | null> {
      return (await this.ask("session")).json();
    },
  };
}

describe("the session cookie", () => {
  test("names a row, and is worth nothing once the row has ended", async () => {
    const person = await newPerson();
    const device = browser();
    await device.signIn(person.email, PASSWORD);
    const session = await device.session();
    const row = await prisma().session.findUniqueOrThrow({ where: { id: session?.sid } });
    expect(row).toMatchObject({ userId: person.id, userAgent: "Test/1", revokedAt: null });
    await endSession(person.id, row.id);
    expect(await device.session()).toBeNull();
    expect([...device.cookies.keys()]).not.toContain(sessionCookie());
  });

  test("carries the session's id and no more", async () => {
    const person = await newPerson();
    const device = browser();
    await device.signIn(person.email, PASSWORD);
    const said = JSON.stringify(await device.session());
    expect(said).not.toContain(person.email);
    expect(said).not.toContain(person.name);
  });

  test("signing out ends the row, so that a copy of the cookie is worth nothing", async () => {
    const person = await newPerson();
    const device = browser();
    await device.signIn(person.email, PASSWORD);
    const copy = browser();
    for (const [name, value] of device.cookies) copy.cookies.set(name, value);
    expect(await copy.session()).not.toBeNull();
    const { csrfToken } = await (await device.ask("csrf")).json();
    await device.ask("signout", { csrfToken });
    expect(await copy.session()).toBeNull();
  });

  test("is not given for a wrong password, without a CSRF token, or after too many tries", async () => {
    stopClock();
    const { email } = await newPerson();
    const device = browser();
    const wrong = await device.signIn(email, "wrong");
    expect(wrong.headers.get("location")).toContain("error=CredentialsSignin");
    await device.ask("callback/credentials", { email, password: PASSWORD });
    expect(await device.session()).toBeNull();
    for (let i = 0; i < 10; i++) await device.signIn(email, "wrong");
    expect((await device.signIn(email, PASSWORD)).headers.get("location")).toContain("code=rate_limited");
    expect(await device.session()).toBeNull();
  });

  test("of another installation on the same host is no session and no error", async () => {
    const device = browser();
    device.cookies.set(sessionCookie(), "eyJhbGciOiJkaXIifQ..not.our.cookie");
    expect(await device.session()).toBeNull();
  });

  test("leads nowhere else after signing in", async () => {
    const { email } = await newPerson();
    const device = browser();
    const { csrfToken } = await (await device.ask("csrf")).json();
    const answer = await device.ask("callback/credentials", {
      email,
      password: PASSWORD,
      csrfToken,
      callbackUrl: "https://evil.example/",
    });
    expect(new URL(answer.headers.get("location") ?? "").origin).toBe(ORIGIN);
  });
});
