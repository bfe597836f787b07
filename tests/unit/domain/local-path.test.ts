import { expect, test } from "vitest";
import { localPath } from "@/server/domain/local-path";

test.each([
  ["/w/acme?tab=1#x", "/w/acme?tab=1#x"],
  ["/", "/"],
  [null, null],
  ["", null],
  ["w/acme", null],
  ["https://evil.example", null],
  ["//evil.example", null],
  ["/\\evil.example", null],
  ["/\t/evil.example", null],
  ["\\\\evil.example", null],
  ["/a/..//evil.example", null],
  ["/.//evil.example", null],
  ["javascript:alert(1)", null],
])("%s → %s", (address, path) => expect(localPath(address)).toBe(path));
