import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { newMember, newPerson } from "../../fixtures/people";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("ten angry messages are one alert, to the owner, and none to the customer", async () => {
  const owner = await newPerson("Olga");
  const rep = await newMember(owner, "editor", "Rita");
  const world = await templateWorld("negative-sentiment-alert", TUESDAY);
  await pool().query("insert into memberships (workspace_id, user_id, role) values ($1, $2, 'editor')", [
    ...[world.workspaceId, rep.id],
  ]);
  await world.happens("contact.seen", ann);
  await world.knows(ann.email, { owner_id: rep.id });
  for (let time = 0; time < 10; time++) await world.replies(ann.email, "This is terrible, I hate it.");
  await world.hours(1);
  expect(await world.notifications()).toEqual(["Ann Lee sounds unhappy"]);
  const sent = await world.sent();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.to).toContain("rita");
});

test("what sounds content is no alert", async () => {
  const world = await templateWorld("negative-sentiment-alert", TUESDAY);
  await world.happens("contact.seen", ann);
  await world.replies(ann.email, "Wonderful, thank you!");
  await world.hours(1);
  expect(await world.runs()).toEqual([]);
});
