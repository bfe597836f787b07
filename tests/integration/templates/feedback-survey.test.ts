import { expect, test } from "vitest";
import * as surveyRoute from "@/app/s/[token]/route";
import { type TemplateWorld, templateWorld } from "./support/template-world";

const TUESDAY = "2026-03-03T17:00:00.000Z";
const buyer = (name: string, phone: string) => ({ email: `${name.toLowerCase()}@example.com`, name, phone });
const ann = buyer("Ann", "+14155550142");
const bob = buyer("Bob", "+14155550143");

const tokenOf = async (world: TemplateWorld, phone: string): Promise<string> =>
  /\/s\/([\w-]+)/.exec((await world.sent()).find(({ to }) => to === phone)?.body ?? "")?.[1] ?? "";
const params = (token: string) => ({ params: Promise.resolve({ token }) });
const answer = async (world: TemplateWorld, phone: string, rating: number) => {
  const token = await tokenOf(world, phone);
  const body = new URLSearchParams({ rating: String(rating), comment: "As it is." });
  const page = await surveyRoute.POST(
    new Request(`http://localhost/s/${token}`, { method: "POST", body }),
    params(token),
  );
  expect(page.status).toBe(200);
  await world.settle();
};

test("one and five stars: the same public link for both; the poor answer also alerts, and waits two days", async () => {
  const world = await templateWorld("feedback-survey", TUESDAY);
  for (const who of [ann, bob])
    await world.happens("order.completed", { ...who, order_id: `order_${who.name}` });
  await world.until("2026-03-10T18:00:00.000Z");
  expect((await world.sent()).map(({ channel, at }) => [channel, at])).toEqual([
    ["sms", "2026-03-10T17:00"],
    ["sms", "2026-03-10T17:00"],
  ]);
  await answer(world, ann.phone, 5);
  await answer(world, bob.phone, 1);
  await world.until("2026-03-20T18:00:00.000Z");
  const reviews = (await world.sent()).filter(({ stepId }) => stepId === "review");
  expect(reviews.map(({ to, at }) => [to, at])).toEqual([
    [ann.email, "2026-03-10T18:00"],
    [bob.email, "2026-03-12T18:00"],
  ]);
  const links = reviews.map(({ body }) => /https:\/\/\S+/.exec(body)?.[0]);
  expect(links).toEqual(["https://acme.example/review_link", "https://acme.example/review_link"]);
  expect(await world.tasks()).toMatchObject([{ title: "Make it right with Bob", priority: "urgent" }]);
});

test("a scanner that opens the link does not answer it; one reminder follows, then nothing", async () => {
  const world = await templateWorld("feedback-survey", TUESDAY);
  await world.happens("order.completed", { ...ann, order_id: "order_1" });
  await world.until("2026-03-10T18:00:00.000Z");
  const token = await tokenOf(world, ann.phone);
  for (let time = 0; time < 3; time++)
    expect((await surveyRoute.GET(new Request(`http://localhost/s/${token}`), params(token))).status).toBe(
      200,
    );
  await world.until("2026-03-30T18:00:00.000Z");
  expect((await world.sent()).map(({ stepId }) => stepId)).toEqual(["ask", "remind"]);
  expect(await world.runs()).toMatchObject([{ reason: "no answer" }]);
});

test("asked once in sixty days, and not about what was given back", async () => {
  const world = await templateWorld("feedback-survey", TUESDAY);
  await world.happens("order.completed", { ...ann, order_id: "order_1" });
  await world.happens("order.status_changed", { ...ann, order_id: "order_1", status: "refunded" });
  await world.hours(24 * 30);
  await world.happens("order.completed", { ...ann, order_id: "order_2" });
  await world.until("2026-05-20T17:00:00.000Z");
  expect(await world.sent()).toEqual([]);
});
