import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseOwner, type PoolMember } from "@/server/domain/choose-owner";

const START = Date.UTC(2026, 0, 1);

const member = (name: string, more: Partial<PoolMember> = {}): PoolMember => ({
  userId: name,
  name,
  place: 1,
  weight: 1,
  offDuty: false,
  maxOpen: null,
  open: 0,
  share: 0,
  lastAssignedAt: null,
  ...more,
});

/** Gives out so many contacts, each a minute after the other (or all in one), and says who got them. */
function give(members: PoolMember[], count: number, { minutes = 1, from = 0 } = {}) {
  const given: (string | null)[] = [];
  let now = members;
  for (let i = 0; i < count; i++) {
    const choice = chooseOwner(now);
    given.push(choice.chosen?.userId ?? null);
    if (!choice.chosen) continue;
    const { userId } = choice.chosen;
    const lastAssignedAt = new Date(START + (from + i) * minutes * 60_000);
    now = now.map((each) =>
      each.userId === userId ? { ...each, share: choice.share, open: each.open + 1, lastAssignedAt } : each,
    );
  }
  const counts: Record<string, number> = {};
  for (const name of given) if (name) counts[name] = (counts[name] ?? 0) + 1;
  return { given, counts, members: now };
}

describe("turns", () => {
  test("100 leads, 5 people, one off duty: 25 each, one after the other", () => {
    const five = ["a", "b", "c", "d", "e"].map((name, place) =>
      member(name, { place, offDuty: name === "c" }),
    );
    const { given, counts } = give(five, 100);
    expect(counts).toEqual({ a: 25, b: 25, d: 25, e: 25 });
    expect(given.slice(0, 8)).toEqual(["a", "b", "d", "e", "a", "b", "d", "e"]);
  });

  test("a larger weight gets as many times more", () => {
    const { counts } = give([member("a", { weight: 3 }), member("b"), member("c", { weight: 2 })], 60);
    expect(counts).toEqual({ a: 30, b: 10, c: 20 });
  });

  test("who comes back on duty takes their turn, not everything that went by", () => {
    const first = give([member("a"), member("b", { offDuty: true }), member("c")], 40);
    const back = first.members.map((each) => ({ ...each, offDuty: false }));
    expect(give(back, 30, { from: 40 }).counts).toEqual({ a: 10, b: 10, c: 10 });
  });

  test("whoever is full is passed over until there is room", () => {
    const { given, counts, members } = give([member("a", { maxOpen: 2 }), member("b", { maxOpen: 3 })], 6);
    expect(counts).toEqual({ a: 2, b: 3 });
    expect(given.at(-1)).toBeNull();
    expect(chooseOwner(members)).toEqual({
      chosen: null,
      reason: "a is full (2 of 2 open leads), b is full (3 of 3 open leads)",
    });
  });

  test.each([
    [[], "nobody is in the pool"],
    [[member("Ada", { offDuty: true })], "Ada is off duty"],
  ])("nobody there: it says why", (members, reason) => {
    expect(chooseOwner(members)).toEqual({ chosen: null, reason });
  });

  test("the reason names who was passed over", () => {
    const pool = [member("Ada"), member("Bo", { offDuty: true }), member("Cy", { maxOpen: 1, open: 4 })];
    expect(chooseOwner(pool).reason).toBe(
      "Ada was the only one available; Bo is off duty, Cy is full (4 of 1 open leads)",
    );
  });
});

const pools = fc
  .array(fc.record({ weight: fc.integer({ min: 1, max: 10 }), offDuty: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((members) => members.map((each, place) => member(`m${place}`, { ...each, place })));

test("whatever the pool, nobody gets more than their weight says, but for the turn they are in", () => {
  fc.assert(
    fc.property(pools, fc.integer({ min: 1, max: 120 }), fc.constantFrom(0, 1), (members, count, minutes) => {
      const { counts } = give(members, count, { minutes });
      const onDuty = members.filter(({ offDuty }) => !offDuty);
      const whole = onDuty.reduce((sum, { weight }) => sum + weight, 0);
      for (const { userId, weight } of onDuty) {
        const due = (count * weight) / whole;
        expect(Math.abs((counts[userId] ?? 0) - due)).toBeLessThanOrEqual(weight);
      }
      for (const { userId, offDuty } of members) if (offDuty) expect(counts[userId]).toBeUndefined();
    }),
  );
});

test("the order in which members come from the database makes no difference", () => {
  fc.assert(
    fc.property(pools, fc.nat(), (members, seed) => {
      const shuffled = [...members].sort((a, b) => hash(a.userId, seed) - hash(b.userId, seed));
      expect(give(shuffled, 20, { minutes: 0 }).given).toEqual(give(members, 20, { minutes: 0 }).given);
    }),
  );
});

const hash = (text: string, seed: number) =>
  [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0) + seed) % 9_973, seed % 9_973);
