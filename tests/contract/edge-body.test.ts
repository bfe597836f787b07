import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as apiRoute from "@/app/api/v1/events/route";
import { call, type KeyHolder, newKeyHolder, type Sent } from "./support/rest";
import { rowCounts } from "./support/rows";

const EVENT = '{"event_type":"a.b","payload":{}}';
let holder: KeyHolder;
let before: Record<string, number>;

beforeAll(async () => {
  holder = await newKeyHolder();
  await post(EVENT);
});
beforeEach(async () => {
  before = await rowCounts();
});

const post = (body: unknown, headers: Sent["headers"] = {}) =>
  call(apiRoute, { body, headers: { ...holder.bearer, ...headers } });

describe("400, with the place", () => {
  test.each([
    ["nothing", "", "is empty"],
    ["white space", " \n ", "is empty"],
    ["an open object", "{", "line 1, column 2"],
    ["a name without quotes", "{\n  event_type: 1\n}", "line 2, column 3"],
    ["a comma too many", '{"a":1,\n"b":2,\n}', "line 3, column 1"],
    ["two documents", `${EVENT}${EVENT}`, `column ${EVENT.length + 1}`],
    ["single quotes", "{'a':1}", "line 1, column 2"],
    ["a form", "event_type=a.b", "line 1, column 1"],
    [
      "a comment, as in the design's first example",
      '{ "payload": { /* customer data */ } }',
      "line 1, column 16",
    ],
    ["a line break within text", '{"a":"x\ny"}', "line 1, column 8"],
    ["a deep nest", `${"[".repeat(200)}${"]".repeat(200)}`, "levels deep"],
    ["no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "UTF-8"],
    ["UTF-16", Buffer.from(EVENT, "utf16le"), "line 1, column 2"],
  ])("%s", async (_what, body, words) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(words);
    expect(await rowCounts()).toEqual(before);
  });

  test("no body at all", async () => {
    const answer = await post(undefined, { "content-type": "application/json" });
    expect(answer.status).toBe(400);
    expect(await rowCounts()).toEqual(before);
  });
});

describe("the content type", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    'Application/JSON;charset="UTF-8"',
    "application/cloudevents+json",
  ])("may be %s", async (type) => {
    expect((await post(EVENT, { "content-type": type })).status).toBe(202);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "application/json; charset=utf-16",
    "json",
    null,
  ])("415 for %s", async (type) => {
    const answer = await post(EVENT, { "content-type": type });
    expect(answer).toMatchObject({ status: 415, body: { title: "Unsupported content type" } });
    expect(await rowCounts()).toEqual(before);
  });

  test("a byte order mark is none of the JSON", async () => {
    expect((await post(`\ufeff${EVENT}`)).status).toBe(202);
  });
});

describe("413", () => {
  test("for a length that is announced: nothing is read", async () => {
    const { stream, state } = endless();
    const answer = await post(stream, { "content-length": "10000000" });
    expect(answer).toMatchObject({ status: 413, body: { title: "Too large" } });
    expect(answer.headers.get("connection")).toBe("close");
    expect(state.bytes).toBeLessThan(300_000);
    expect(await rowCounts()).toEqual(before);
  });

  test("for a stream that does not end: no more is read than is allowed", async () => {
    const { stream, state } = endless();
    expect((await post(stream, {})).status).toBe(413);
    expect(state.bytes).toBeGreaterThan(512 * 1024);
    expect(state.bytes).toBeLessThan(1024 * 1024);
    expect(state.cancelled).toBe(true);
    expect(await rowCounts()).toEqual(before);
  });

  test("a body in many small pieces is read whole", async () => {
    const pieces = [...EVENT].map((char) => Buffer.from(char));
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    expect((await post(stream, { "content-type": "application/json" })).status).toBe(202);
  });
});

test("a body that breaks off is our side's failure, and says nothing of it", async () => {
  const stream = new ReadableStream({
    pull() {
      throw new Error("secret detail");
    },
  });
  const answer = await post(stream, { "content-type": "application/json" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain("secret detail");
  expect(await rowCounts()).toEqual(before);
});

describe("the request id", () => {
  test("is the sender's when it looks like one", async () => {
    const answer = await post("{", { "x-request-id": "trace-1:2.3" });
    expect(answer.headers.get("x-request-id")).toBe("trace-1:2.3");
    expect(answer.body.request_id).toBe("trace-1:2.3");
  });

  test.each(["", "a b", "<script>", "x".repeat(101)])("is ours instead of %j", async (given) => {
    const answer = await post(EVENT, { "x-request-id": given });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Sends as long as it is asked to. */
function endless() {
  const state = { bytes: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.bytes += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024).fill(32));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}
