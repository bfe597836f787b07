import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimDraft, keepDraft, takeKeptDrafts } from "@/components/flow-builder/kept-draft";
import { flow } from "@/tests/fixtures/flow-drawing";

/** Storage and locks as a browser has them. */
function browser({ full = false } = {}) {
  const held = new Set<string>();
  const storage: Record<string, unknown> = {};
  const define = (name: string, value: unknown) =>
    Object.defineProperty(storage, name, { value, enumerable: false });
  define("getItem", (key: string) => storage[key] ?? null);
  define("setItem", (key: string, text: string) => {
    if (full) throw new DOMException("full", "QuotaExceededError");
    storage[key] = text;
  });
  define("removeItem", (key: string) => delete storage[key]);
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("navigator", {
    locks: {
      request: async (name: string, _options: unknown, work: () => Promise<void>) => {
        held.add(name);
        await work();
        held.delete(name);
      },
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  });
  return storage;
}

const base = flow("trigger -> sms");
const definition = flow("trigger -> sms -> task");
const draft = { base, revision: 3, definition };

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-03-01T10:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a draft that a page left behind", () => {
  it("is handed out once, with what it began from", async () => {
    browser();
    keepDraft("f", "one", draft);
    keepDraft("other", "two", draft);
    expect(await takeKeptDrafts("f")).toEqual([{ ...draft, at: Date.now() }]);
    expect(await takeKeptDrafts("f")).toEqual([]);
    expect(await takeKeptDrafts("other")).toHaveLength(1);
  });

  it("is nobody's as long as the page is open", async () => {
    browser();
    const release = claimDraft("one");
    keepDraft("f", "one", draft);
    expect(await takeKeptDrafts("f")).toEqual([]);
    release();
    await vi.advanceTimersByTimeAsync(1);
    expect(await takeKeptDrafts("f")).toHaveLength(1);
  });

  it("is gone when it was saved, too old, or cannot be read", async () => {
    const storage = browser();
    keepDraft("f", "one", draft);
    keepDraft("f", "one", null);
    keepDraft("f", "old", draft);
    storage["baton:draft:f:broken"] = "{";
    vi.advanceTimersByTime(31 * 86_400_000);
    keepDraft("f", "new", draft);
    expect(await takeKeptDrafts("f")).toHaveLength(1);
    expect(Object.keys(storage)).toEqual([]);
  });

  it("is not needed for editing: storage may be full", async () => {
    browser({ full: true });
    keepDraft("f", "one", draft);
    expect(await takeKeptDrafts("f")).toEqual([]);
  });
});
