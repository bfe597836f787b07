import { expect, test } from "vitest";
import { profileShares } from "@/tests/bench/profile-shares";

const node = (id: number, functionName: string, url: string, lineNumber = 0) => ({
  id,
  callFrame: { functionName, url, lineNumber, columnNumber: 0 },
});

const profile = {
  nodes: [
    node(1, "(idle)", ""),
    node(2, "parse", "file:///baton/node_modules/pg/lib/parse.js", 9),
    node(3, "record", "file:///baton/server/engine/record.ts", 4),
    node(4, "(garbage collector)", ""),
    node(5, "a", "file:///baton/.next/server/chunks/x.js", 1),
    node(6, "write", "node:net", 2),
    node(7, "record", "file:///baton/server/engine/record.ts", 4),
    node(8, "read", "file:///baton/node_modules/@prisma/client/read.js", 0),
  ],
  samples: [1, 2, 3, 4, 5, 6, 7, 8],
  timeDeltas: [30, 20, 10, 10, 10, 5, 5, 10],
};

test("time is shared out by package, part of the product, and what Node does itself", () => {
  expect(
    Object.fromEntries(profileShares(profile, 25).folders.map(({ name, percent }) => [name, percent])),
  ).toEqual({
    idle: 30,
    "npm: pg": 20,
    "server/engine": 15,
    "garbage collection": 10,
    "the production bundle": 10,
    "npm: @prisma/client": 10,
    node: 5,
  });
});

test("a function counts once wherever it was called from; the longest come first, and no more than asked for", () => {
  expect(profileShares(profile, 3).functions).toEqual([
    { name: "(idle)", place: "idle", percent: 30 },
    { name: "parse", place: "node_modules/pg/lib/parse.js:10", percent: 20 },
    { name: "record", place: "server/engine/record.ts:5", percent: 15 },
  ]);
});

test("a place in the bundle counts for the file it was made of", () => {
  const { folders } = profileShares(profile, 25, (url) =>
    url.includes("/.next/") ? "/baton/server/engine/advance.ts" : null,
  );
  expect(folders).toContainEqual({ name: "server/engine", percent: 25 });
});
