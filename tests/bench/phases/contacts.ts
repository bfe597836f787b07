import { request } from "undici";
import { contactSorts } from "@/server/domain/contact-filter";
import { below, ms, round } from "../figures";
import { percentile } from "../percentile";
import type { Bench, Phase } from "../phase";

const CONTACTS = 100_000;
/** Searches of a kind in each order. */
const EACH = 9;
const OWNER = "11111111-1111-4111-8111-111111111111";

/**
 * What people type and choose, and what the index has to tell: many hits, few, one, none; words, parts, numbers, two
 * letters; filters alone, together, and together with words.
 */
const QUERIES: Record<string, string[]> = {
  everybody: [""],
  "first name": ["q=maria", "q=oliver", "q=yusuf"],
  "full name": ["q=maria+schneider+77", "q=oliver+brown+1204"],
  "part of a word": ["q=chneid", "q=rown+99", "q=ustomer-88"],
  "whole address": ["q=maria.schneider.4242@shop-42.example", "q=oliver.brown.99@shop-99.example"],
  "domain of all": ["q=example", "q=shop"],
  "phone number": ["q=%2B4930000042", "q=0300+000+77"],
  "own id": ["q=customer-31337", "q=customer-9"],
  "two letters": ["q=ma", "q=zz"],
  nobody: ["q=nobody-at-all", "q=xyzzy"],
  status: ["status=qualified", "status=lost"],
  tag: ["tag=vip", "tag=tag-4", "tag=no-such-tag"],
  owner: [`owner=${OWNER}`, "owner=none"],
  consent: ["consent=email", "consent=call", "consent=denied"],
  "lead type": ["lead_type=hot"],
  "several filters": [
    "status=qualified&tag=vip",
    `owner=${OWNER}&status=new`,
    "consent=sms&tag=tag-10",
    "status=new&consent=denied",
  ],
  "words and filters": [
    "tag=tag-4&q=brown",
    "q=maria&status=qualified&lead_type=hot",
    "q=maria&consent=email",
  ],
};

/** The list of contacts and its search in every order, over HTTP, one request after the other. */
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
    const orders = new Map<string, number[]>(contactSorts.map((sort) => [sort, []]));
    for (const [kind, queries] of Object.entries(QUERIES)) {
      const times: number[] = [];
      for (const sort of contactSorts)
        for (let turn = 0; turn < EACH; turn++) {
          const time = await search(bench, `limit=50&sort=${sort}&${queries[turn % queries.length]}`);
          times.push(time);
          orders.get(sort)?.push(time);
        }
      kinds[kind] = round(percentile(times, 95));
      all.push(...times);
    }
    const p50 = round(percentile(all, 50));
    const p95 = round(percentile(all, 95));
    const slowest = round(percentile(all, 100));
    return {
      figures: { contacts: CONTACTS, searches: all.length, p50, p95, slowest, kinds },
      rows: [
        ["search", `p50 ${ms(p50)}, p95 ${ms(p95)}, the slowest of ${all.length} ${ms(slowest)}`],
        ...[...orders].map(([sort, times]): [string, string] => [
          `… by ${sort}`,
          `p95 ${ms(percentile(times, 95))}`,
        ]),
        ...Object.entries(kinds).map(([kind, time]): [string, string] => [`… ${kind}`, `p95 ${ms(time)}`]),
      ],
      aims: [below("p95 of a search", p95, 100)],
    };
  },
};

/** As they are after imports and a while of events: names, addresses, phones, tags, every status, owners, consents. */
async function fill({ db, product, say }: Bench): Promise<void> {
  const begun = performance.now();
  await db.query(
    `insert into contacts (id, workspace_id, external_id, email, phone, name, kind, status, tags, score, owner_id, lead_type, created_at, updated_at)
     select gen_random_uuid(), $1, 'customer-' || n, lower(first) || '.' || lower(last) || '.' || n || '@shop-' || n || '.example',
       '+4930' || lpad(n::text, 7, '0'), first || ' ' || last || ' ' || n, case n % 3 when 0 then 'lead' else 'customer' end,
       (array['new', 'contacted', 'qualified', 'customer'])[1 + n % 4], case when n % 2 = 0 then array['tag-' || n % 20] || case when n % 10 = 0 then array['vip'] else '{}' end else '{}' end,
       n % 100, case when n % 7 < 2 then $3::uuid end, case when n % 9 = 0 then 'hot' end,
       now() - make_interval(mins => n), now() - make_interval(secs => n)
     from generate_series(1, $2::int) n,
       lateral (select (array['Maria', 'Oliver', 'Yusuf', 'Chloé', 'Wei', 'Amara', 'Jonas', 'Lucía'])[1 + n % 8] as first,
         (array['Schneider', 'Brown', 'Demir', 'Martin', 'Chen', 'Okafor', 'Larsen'])[1 + n % 7] as last) names`,
    [product.workspaceId, CONTACTS, OWNER],
  );
  await db.query(
    `insert into contact_keys (workspace_id, key, contact_id)
     select workspace_id, 'email:' || email, id from contacts where workspace_id = $1 on conflict do nothing`,
    [product.workspaceId],
  );
  await db.query(
    `insert into consents (workspace_id, contact_id, channel, state, source, at)
     select workspace_id, id, channel, case when score = 50 and channel = 'email' then 'denied' else 'granted' end, 'import', now()
     from contacts, unnest(array['email', 'sms', 'call']) channel
     where workspace_id = $1 and case channel when 'email' then right(phone, 1) < '6' when 'sms' then right(phone, 1) < '2'
       else right(phone, 4) = '0002' end on conflict do nothing`,
    [product.workspaceId],
  );
  for (const table of ["contacts", "contact_keys", "consents"]) await db.query(`vacuum analyze ${table}`);
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
