import { request } from "undici";
import { below, ms, round } from "../figures";
import { percentile } from "../percentile";
import type { Bench, Phase } from "../phase";

const CONTACTS = 100_000;
const EACH = 40;

/** What people type, and what the index has to tell: many hits, few, one, none; words, parts, numbers, two letters. */
const QUERIES: Record<string, string[]> = {
  "first name": ["q=maria", "q=oliver", "q=yusuf"],
  "full name": ["q=maria+schneider+77", "q=oliver+brown+1204"],
  "part of a word": ["q=chneid", "q=rown+99", "q=ustomer-88"],
  "whole address": ["q=maria.schneider.4242@shop-42.example", "q=oliver.brown.99@shop-99.example"],
  "domain of all": ["q=example", "q=shop"],
  "phone number": ["q=%2B4930000042", "q=0300+000+77"],
  "own id": ["q=customer-31337", "q=customer-9"],
  "two letters": ["q=ma", "q=zz"],
  nobody: ["q=nobody-at-all", "q=xyzzy"],
  "status and tag": ["status=qualified&tag=vip", "tag=tag-3&q=brown"],
};

/** The list of contacts and its search, over HTTP, one request after the other. */
export const contacts: Phase = {
  name: "contacts",
  title: `Searching ${CONTACTS.toLocaleString("en")} contacts`,
  alone: true,
  repeated: false,
  estimateSeconds: () => 60,
  async run(bench) {
    await fill(bench);
    await search(bench, "limit=50");
    const kinds: Record<string, number> = {};
    const all: number[] = [];
    for (const [kind, queries] of Object.entries(QUERIES)) {
      const times: number[] = [];
      for (let turn = 0; turn < EACH; turn++)
        times.push(await search(bench, `limit=50&${queries[turn % queries.length]}`));
      kinds[kind] = round(percentile(times, 95));
      all.push(...times);
    }
    const p50 = round(percentile(all, 50));
    const p95 = round(percentile(all, 95));
    return {
      figures: { contacts: CONTACTS, p50, p95, kinds },
      rows: [
        ["search", `p50 ${ms(p50)}, p95 ${ms(p95)}`],
        ...Object.entries(kinds).map(([kind, time]): [string, string] => [`… ${kind}`, `p95 ${ms(time)}`]),
      ],
      aims: [below("p95 of a search", p95, 100)],
    };
  },
};

/** As they are after imports and a while of events: names, addresses, phones, tags, every status. */
async function fill({ db, product, say }: Bench): Promise<void> {
  const begun = performance.now();
  await db.query(
    `insert into contacts (id, workspace_id, external_id, email, phone, name, kind, status, tags, score, created_at, updated_at)
     select gen_random_uuid(), $1, 'customer-' || n, lower(first) || '.' || lower(last) || '.' || n || '@shop-' || n || '.example',
       '+4930' || lpad(n::text, 7, '0'), first || ' ' || last || ' ' || n, case n % 3 when 0 then 'lead' else 'customer' end,
       (array['new', 'contacted', 'qualified', 'customer'])[1 + n % 4], case when n % 2 = 0 then array['tag-' || n % 20] || case when n % 10 = 0 then array['vip'] else '{}' end else '{}' end,
       n % 100, now() - make_interval(mins => n), now() - make_interval(secs => n)
     from generate_series(1, $2::int) n,
       lateral (select (array['Maria', 'Oliver', 'Yusuf', 'Chloé', 'Wei', 'Amara', 'Jonas', 'Lucía'])[1 + n % 8] as first,
         (array['Schneider', 'Brown', 'Demir', 'Martin', 'Chen', 'Okafor', 'Larsen'])[1 + n % 7] as last) names`,
    [product.workspaceId, CONTACTS],
  );
  await db.query(
    `insert into contact_keys (workspace_id, key, contact_id)
     select workspace_id, 'email:' || email, id from contacts where workspace_id = $1 on conflict do nothing`,
    [product.workspaceId],
  );
  await db.query("vacuum analyze contacts");
  await db.query("vacuum analyze contact_keys");
  say(`${CONTACTS} contacts made in ${ms(performance.now() - begun)}`);
}

/** How long it took, in ms. */
async function search({ product }: Bench, query: string): Promise<number> {
  const begun = performance.now();
  const { statusCode, body } = await request(`${product.url}/api/customers?${query}`, {
    headers: { authorization: `Bearer ${product.apiKey}` },
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`The search answered ${statusCode}: ${text.slice(0, 200)}`);
  return performance.now() - begun;
}
