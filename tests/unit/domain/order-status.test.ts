import { expect, test } from "vitest";
import {
  nextOrderStatuses,
  orderStatuses,
  orderStatusOf,
  whyNotOrderStatus,
} from "@/server/domain/order-status";

test("an order never comes back to where it was: every way ends", () => {
  const walk = (path: readonly (typeof orderStatuses)[number][]): number => {
    const last = path.at(-1);
    expect(new Set(path).size).toBe(path.length);
    const ways = last ? nextOrderStatuses(last) : orderStatuses;
    return 1 + Math.max(0, ...ways.map((status) => walk([...path, status])));
  };
  expect(walk(["pending"])).toBe(5);
});

test("what may not follow is said, with what may", () => {
  expect(whyNotOrderStatus("paid", "paid")).toBeNull();
  expect(whyNotOrderStatus("pending", "paid")).toBeNull();
  expect(whyNotOrderStatus("shipped", "paid")).toBe(
    "The order is shipped and cannot become paid. From here it can become completed, cancelled or refunded.",
  );
  expect(whyNotOrderStatus("refunded", "paid")).toBe(
    "The order is refunded and cannot become paid. Nothing follows on that.",
  );
});

test("shops' own words are understood", () => {
  expect([" Fulfilled", "canceled", "DELIVERED", "paid", "lost"].map(orderStatusOf)).toEqual([
    ...["shipped", "cancelled", "completed", "paid"],
    null,
  ]);
});
