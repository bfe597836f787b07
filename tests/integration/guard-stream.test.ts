import { expect, test } from "vitest";
import { guardStream } from "@/server/api/guard-stream";
import { findAccess } from "@/server/features/members/data";
import { newMember, newPerson } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

async function* ticks() {
  for (let tick = 0; tick < 60; tick++) {
    yield tick;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function countTicks(stream: unknown): Promise<number> {
  if (!isStream(stream)) throw new Error("This is no stream");
  let seen = 0;
  for await (const _ of stream) seen++;
  return seen;
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

test("a stream goes on while its watcher may watch, and ends within seconds of losing access", async () => {
  const owner = await newPerson("Olga");
  const [member, leaver, stays] = [
    await newMember(owner, "viewer"),
    await newMember(owner, "viewer"),
    await newMember(owner, "viewer"),
  ];
  const watch = ({ id, sessionId }: typeof owner) =>
    countTicks(guardStream(ticks(), sessionId, () => findAccess(id, owner.workspace.slug)));
  const removed = refusalOf(watch(member));
  const signedOut = refusalOf(watch(leaver));
  const undisturbed = watch(stays);
  await owner.caller.members.remove({ workspace: owner.workspace.slug, userId: member.id });
  await leaver.caller.sessions.end({ sessionId: leaver.sessionId });
  expect((await removed).code).toBe("not_found");
  expect((await signedOut).code).toBe("unauthorized");
  expect(await undisturbed).toBe(60);
});
