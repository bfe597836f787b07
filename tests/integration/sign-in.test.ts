import type * as argon2 from "@node-rs/argon2";
import { describe, expect, test, vi } from "vitest";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import { findIdentity, forgetSessions } from "@/server/features/sessions/service";
import { signInWithPassword } from "@/server/features/users/mutations";
import { callerOf, newClient, newPerson, PASSWORD } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { stopClock } from "./support/set-clock";

/** The hashes that a password was held against. */
const verified = vi.hoisted((): string[] => []);
vi.mock("@node-rs/argon2", async (original) => {
  const actual = await original<typeof argon2>();
  const verify = (hash: string, password: string) => {
    verified.push(hash);
    return actual.verify(hash, password);
  };
  return { ...actual, verify };
});

describe("sign-in", () => {
  test("opens a session that is found by its id and listed as this device", async () => {
    const person = await newPerson();
    const signedIn = await signInWithPassword(` ${person.email.toUpperCase()}`, PASSWORD, newClient());
    expect(signedIn).toMatchObject({ id: person.id, email: person.email });
    const identity = await findIdentity(signedIn?.sid ?? "");
    expect(identity?.user).toEqual({ id: person.id, email: person.email, name: person.name });
    const sessions = await callerOf(identity).sessions.list();
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([signedIn?.sid]);
    expect(sessions).toHaveLength(2);
  });

  test("refuses a wrong password and an unknown email alike", async () => {
    const { email } = await newPerson();
    expect(await signInWithPassword(email, `${PASSWORD}!`, newClient())).toBeNull();
    expect(await signInWithPassword(`nobody-${newId()}@example.com`, PASSWORD, newClient())).toBeNull();
    expect(await signInWithPassword("", "", newClient())).toBeNull();
  });

  test("does the same work for an unknown email as for a wrong password", async () => {
    const { email } = await newPerson();
    const work = async (address: string) => {
      verified.length = 0;
      await signInWithPassword(address, "wrong", newClient());
      // What argon2 takes depends on its parameters, which stand before the salt.
      return verified.map((hash) => hash.split("$").slice(0, 4));
    };
    const known = await work(email);
    expect(known).toEqual([["", "argon2id", "v=19", "m=19456,t=2,p=1"]]);
    expect(await work(`nobody-${newId()}@example.com`)).toEqual(known);
  });

  test("is limited by email, and by address whatever the email", async () => {
    stopClock();
    const { email } = await newPerson();
    for (let i = 0; i < 10; i++) await signInWithPassword(email, "wrong", newClient());
    const refusal = await refusalOf(signInWithPassword(email, PASSWORD, newClient()));
    expect(refusal.code).toBe("rate_limited");
    expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
    const client = newClient();
    const codes: string[] = [];
    for (let i = 0; i < 61; i++) {
      const guess = signInWithPassword(`nobody-${newId()}@example.com`, "wrong", client);
      codes.push(
        await guess.then(
          () => "tried",
          (error) => error.code,
        ),
      );
    }
    expect(codes.indexOf("rate_limited")).toBe(60);
  });
});

describe("sessions", () => {
  test("an ended session is refused at once here, and within seconds elsewhere", async () => {
    const person = await newPerson();
    expect(await findIdentity(person.sessionId)).not.toBeNull();
    await person.caller.sessions.end({ sessionId: person.sessionId });
    expect(await findIdentity(person.sessionId)).toBeNull();
    // Another process: the row changes behind the cache's back.
    const other = await signInWithPassword(person.email, PASSWORD, newClient());
    expect(await findIdentity(other?.sid ?? "")).not.toBeNull();
    await prisma().session.update({ where: { id: other?.sid }, data: { revokedAt: new Date() } });
    await expect.poll(() => findIdentity(other?.sid ?? ""), { interval: 250 }).toBeNull();
  });

  test("ends all others and keeps the current one", async () => {
    const person = await newPerson();
    const others = await Promise.all(
      [1, 2].map(() => signInWithPassword(person.email, PASSWORD, newClient())),
    );
    expect(await person.caller.sessions.endOthers()).toBe(2);
    for (const other of others) expect(await findIdentity(other?.sid ?? "")).toBeNull();
    expect(await findIdentity(person.sessionId)).not.toBeNull();
  });

  test("nobody ends another person's session", async () => {
    const [ada, eve] = await Promise.all([newPerson("Ada"), newPerson("Eve")]);
    expect((await refusalOf(eve.caller.sessions.end({ sessionId: ada.sessionId }))).code).toBe("not_found");
    forgetSessions([ada.sessionId]);
    expect(await findIdentity(ada.sessionId)).not.toBeNull();
  });

  test("an expired session is none, and what is no id is none", async () => {
    const { sessionId } = await newPerson();
    await prisma().session.update({
      where: { id: sessionId },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await findIdentity(sessionId)).toBeNull();
    expect(await findIdentity("' or 1=1")).toBeNull();
  });
});
