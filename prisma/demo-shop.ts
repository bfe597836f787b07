import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import type { AppointmentStatus } from "@/server/domain/appointment";
import type { OrderStatus } from "@/server/domain/order-status";
import type { WorkspaceId } from "@/server/domain/workspace";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the demo's contacts bought and booked in two months, as history: no event is told of it, no flow starts. */
export async function addDemoShop(workspaceId: WorkspaceId): Promise<void> {
  const contacts = await prisma().contact.findMany({
    where: { workspaceId, kind: "customer" },
    select: { id: true },
    orderBy: { externalId: "asc" },
  });
  const contactIds = contacts.map(({ id }) => id);
  const at = now().getTime();
  const products = PRODUCTS.map((product) => ({ ...product, id: newId() }));
  await prisma().product.createMany({
    data: products.map(({ added, ...product }) => ({
      ...{ ...product, workspaceId, price: BigInt(product.price) },
      ...dates(at - added * DAY_MS),
    })),
  });
  const orders = STATUSES.map((status, index) => orderOf(index, status, products, at));
  await prisma().order.createMany({
    data: orders.map(({ items: _, ...order }, index) => ({
      ...{ ...order, workspaceId, contactId: pick(contactIds, index * 7) },
    })),
  });
  await prisma().orderItem.createMany({
    data: orders.flatMap(({ id: orderId, items }) =>
      items.map((item, position) => ({ ...item, id: newId(), workspaceId, orderId, position })),
    ),
  });
  await prisma().payment.createMany({
    data: orders.flatMap(({ id: orderId, paidAt, total: amount }, index) =>
      paidAt
        ? [
            {
              ...{ id: newId(), workspaceId, orderId, contactId: pick(contactIds, index * 7) },
              ...{ status: "received", amount, method: index % 3 === 0 ? "transfer" : "card" },
              ...{ at: paidAt, createdAt: paidAt },
            },
          ]
        : [],
    ),
  });
  await prisma().appointment.createMany({
    data: APPOINTMENTS.map(([day, hour, title, location, status], index) => {
      const startsAt = new Date(Math.floor(at / DAY_MS) * DAY_MS + day * DAY_MS + hour * HOUR_MS);
      return {
        ...{ id: newId(), workspaceId, contactId: pick(contactIds, index * 5 + 2), title, location, status },
        ...{ startsAt, endsAt: new Date(startsAt.getTime() + (index % 3 === 0 ? 1 : 0.5) * HOUR_MS) },
        ...{ timezone: "UTC", ...dates(at - (index + 3) * DAY_MS) },
      };
    }),
  });
}

type Sold = { id: string; sku: string; name: string; price: number };

/** Two or three kinds of things, the older the further back in the list. */
function orderOf(index: number, status: OrderStatus, products: Sold[], at: number) {
  const placedAt = new Date(at - (index * 2 * DAY_MS + ((index * 5) % 9) * HOUR_MS + HOUR_MS));
  const items = Array.from({ length: 1 + (index % 3) }, (_, line) => {
    const { id: productId, sku, name, price } = products[(index * 3 + line * 5) % products.length] ?? BLANK;
    return { productId, sku, name, price: BigInt(price), quantity: 1 + ((index + line) % 3) };
  });
  const subtotal = items.reduce((sum, { price, quantity }) => sum + price * BigInt(quantity), 0n);
  const shipping = subtotal > 5_000n ? 0n : 490n;
  const paid = status !== "pending" && status !== "cancelled";
  return {
    ...{ id: newId(), externalId: `order_${1100 - index}`, status, subtotal, shipping, items },
    ...{ total: subtotal + shipping, placedAt, createdAt: placedAt, updatedAt: placedAt },
    paidAt: paid ? new Date(placedAt.getTime() + HOUR_MS / 4) : null,
    completedAt: status === "completed" ? new Date(placedAt.getTime() + 2 * DAY_MS) : null,
  };
}

const BLANK: Sold = { id: "", sku: "", name: "", price: 0 };

const pick = (ids: string[], index: number): string | null => ids[index % ids.length] ?? null;

const dates = (ms: number) => ({ createdAt: new Date(ms), updatedAt: new Date(ms) });

const PRODUCTS = [
  ["COF-ESP-1", "House espresso, 1 kg", "Dark, chocolate and hazelnut", 2490, 64],
  ["COF-ETH-250", "Ethiopia Guji, 250 g", "Washed, jasmine and peach", 1290, 38],
  ["COF-DEC-250", "Decaf Colombia, 250 g", "Sugar cane process", 1190, 0],
  ["COF-SUB-M", "Coffee subscription, monthly", "Two bags, another roast each month", 2200, null],
  ["GRD-HAND", "Hand grinder", "Steel burrs, 38 mm", 7900, 12],
  ["DRP-V60", "Pour-over dripper", "Ceramic, for two cups", 2650, 21],
  ["KTL-GN", "Gooseneck kettle", "0.9 l, with a thermometer", 6900, 7],
  ["SCL-1", "Coffee scale", "0.1 g, with a timer", 4590, 3],
  ["MUG-STN", "Stoneware mug", "Made by hand, 300 ml", 1800, 46],
  ["FLT-100", "Paper filters, 100", "Unbleached", 690, 210],
  ["CRS-BAR", "Barista course", "Half a day, four people at most", 8900, null],
  ["GFT-50", "Gift card", "Valid for three years", 5000, null],
].map(([sku, name, description, price, stock], index) => ({
  ...{ sku: String(sku), name: String(name), description: String(description), price: Number(price) },
  ...{ stock: stock === null || stock === undefined ? null : Number(stock), added: 90 - index * 4 },
}));

const STATUSES: OrderStatus[] = [
  ...(["pending", "pending", "paid", "paid", "paid", "shipped", "shipped", "shipped"] as const),
  ...(["completed", "completed", "cancelled", "completed", "completed", "completed", "refunded"] as const),
  ...(["completed", "completed", "completed", "completed", "cancelled", "completed", "completed"] as const),
  ...(["completed", "completed", "completed", "refunded", "completed", "completed", "completed"] as const),
  "completed",
];

/** Days from today, hour, title, place, what became of it. */
const APPOINTMENTS: [number, number, string, string, AppointmentStatus][] = [
  [0, 21, "Evening tasting", "Shop, upstairs", "booked"],
  [1, 9, "Machine consultation", "Video call", "booked"],
  [1, 14, "Barista course", "Shop, upstairs", "booked"],
  [2, 10, "Wholesale tasting", "Roastery", "booked"],
  [2, 16, "Machine consultation", "Video call", "cancelled"],
  [4, 9, "Barista course", "Shop, upstairs", "booked"],
  [7, 11, "Wholesale tasting", "Roastery", "booked"],
  [9, 15, "Machine service", "At the customer's", "booked"],
  [-1, 10, "Machine consultation", "Video call", "completed"],
  [-2, 14, "Barista course", "Shop, upstairs", "completed"],
  [-3, 9, "Machine service", "At the customer's", "no_show"],
  [-5, 11, "Wholesale tasting", "Roastery", "completed"],
  [-8, 16, "Machine consultation", "Video call", "cancelled"],
  [-12, 10, "Barista course", "Shop, upstairs", "completed"],
  [-16, 13, "Wholesale tasting", "Roastery", "no_show"],
];
