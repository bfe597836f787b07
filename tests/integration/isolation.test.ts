import { callTRPCProcedure } from "@trpc/server";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mayRole } from "@/server/api/permissions";
import { permissionOf } from "@/server/api/procedures";
import { appRouter } from "@/server/api/root";
import { type Role, roles } from "@/server/domain/workspace";
import { newClient, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { personCases, publicCases, workspaceCases } from "./support/procedure-cases";
import { fingerprint, makeVictim, marksOf, type Victim } from "./support/victim";

await Promise.all(Object.values(appRouter._def.lazy).map(({ load }) => load()));
/** By their whole path, as the router keeps them for requests. */
const procedures: Record<string, unknown> = appRouter._def.procedures;
const workspacePaths = Object.keys(workspaceCases);
/** Not `invalid`: a line in the tables that is no valid input would prove nothing. `unavailable`: what needs Stripe, which is not there. */
const REFUSALS = ["not_found", "forbidden", "unauthorized", "conflict", "unavailable"];

let victim: Victim;
let stranger: Person;
let before: string;

beforeAll(async () => {
  victim = await makeVictim();
});
beforeEach(async () => {
  stranger = await newPerson("Eve");
  before = await fingerprint(victim);
});

test("every procedure has its line in one of the tables", () => {
  const cases = [...workspacePaths, ...Object.keys(personCases), ...Object.keys(publicCases)].sort();
  expect(cases).toEqual(Object.keys(procedures).sort());
});

test("the tables reach for what is there", () => {
  expect(Object.entries(victim).filter(([, value]) => value === "")).toEqual([]);
});

describe.each(workspacePaths)("%s", (path) => {
  const input = (workspace: string) => ({ ...workspaceCases[path]?.(victim), workspace });

  test("names a permission", () => {
    expect(permissionFor(path)).toBeDefined();
  });

  test("refuses whoever is signed out", async () => {
    expect((await refusalOf(call(path, input(victim.owner.workspace.slug), null))).code).toBe("unauthorized");
  });

  test("is not there for a stranger", async () => {
    expect((await refusalOf(call(path, input(victim.owner.workspace.slug), stranger))).code).toBe(
      "not_found",
    );
    expect(await fingerprint(victim)).toBe(before);
  });

  test("does not reach from one workspace into another", async () => {
    expectNothingOf(victim, await outcomeOf(call(path, input(stranger.workspace.slug), stranger)));
    expect(await fingerprint(victim)).toBe(before);
  });

  test.each(roles)("lets the %s do what the policy says", async (role) => {
    const permission = permissionFor(path);
    if (permission && mayRole(role, permission)) {
      // What changes something is tried where it belongs; here it would take the victim apart.
      if (typeOf(path) === "mutation") return;
      expect(await outcomeOf(call(path, input(victim.owner.workspace.slug), memberOf(role)))).toMatchObject({
        refused: null,
      });
      return;
    }
    expect((await refusalOf(call(path, input(victim.owner.workspace.slug), memberOf(role)))).code).toBe(
      "forbidden",
    );
    expect(await fingerprint(victim)).toBe(before);
  });
});

describe.each(Object.keys(personCases))("%s", (path) => {
  const input = () => personCases[path]?.(victim);

  test("refuses whoever is signed out", async () => {
    expect((await refusalOf(call(path, input(), null))).code).toBe("unauthorized");
  });

  test("reaches nothing of another person", async () => {
    expectNothingOf(victim, await outcomeOf(call(path, input(), stranger)));
    expect(await fingerprint(victim)).toBe(before);
  });
});

test.each(Object.keys(publicCases))("%s reaches nothing of another person", async (path) => {
  expectNothingOf(victim, await outcomeOf(call(path, publicCases[path]?.(victim), null)));
  expect(await fingerprint(victim)).toBe(before);
});

/** A call as it comes over HTTP, by anyone. Of a subscription the first item. */
async function call(path: string, input: unknown, person: Person | null): Promise<unknown> {
  const identity = person
    ? { sessionId: person.sessionId, user: { id: person.id, email: person.email, name: person.name } }
    : null;
  const abort = new AbortController();
  const result = await callTRPCProcedure({
    router: appRouter,
    path,
    getRawInput: async () => input,
    ctx: { identity, client: newClient() },
    type: typeOf(path),
    signal: abort.signal,
    batchIndex: 0,
  });
  if (!isStream(result)) return result;
  const items = result[Symbol.asyncIterator]();
  const first = await Promise.race([items.next(), new Promise((resolve) => setTimeout(resolve, 300))]);
  abort.abort();
  return first;
}

type Outcome = { refused: string | null; said: string };

async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  const answer = await call.then(
    (value) => ({ value }),
    async (error) => ({ refusal: await refusalOf(Promise.reject(error)) }),
  );
  if ("refusal" in answer) return { refused: answer.refusal.code, said: answer.refusal.message };
  return { refused: null, said: JSON.stringify(answer.value) ?? "" };
}

function expectNothingOf(victim: Victim, { refused, said }: Outcome): void {
  if (refused) expect(REFUSALS).toContain(refused);
  expect(marksOf(victim).filter((mark) => said.includes(mark))).toEqual([]);
}

const memberOf = (role: Role): Person => (role === "owner" ? victim.owner : victim.members[role]);

const typeOf = (path: string) => definitionOf(path).type;

/** The permission that `can` guards a procedure with. */
const permissionFor = (path: string) =>
  definitionOf(path)
    .middlewares.map((middleware) => permissionOf.get(middleware))
    .find(Boolean);

type Definition = { type: "query" | "mutation" | "subscription"; middlewares: object[] };

function definitionOf(path: string): Definition {
  const procedure = procedures[path];
  if (!isProcedure(procedure)) throw new Error(`${path} is no procedure`);
  return procedure._def;
}

const isProcedure = (value: unknown): value is { _def: Definition } =>
  typeof value === "function" && "_def" in value;

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
