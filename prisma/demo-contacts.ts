import { inTransaction } from "@/server/db/pool";
import type { ContactChannel, ContactPatch } from "@/server/domain/contact";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Cause } from "@/server/records/cause";
import { setConsent } from "@/server/records/consent";
import { createContact } from "@/server/records/create-contact";

/** Leads and customers of a small business, as they would be after a year. No flow starts for them. */
export async function addDemoContacts(workspaceId: WorkspaceId, ownerId: string): Promise<void> {
  const cause: Cause = { source: "import", actor: { type: "import", name: "Demo" } };
  const quiet = { startsFlows: false };
  await inTransaction(async (tx) => {
    for (const person of PEOPLE) {
      const { contact } = await createContact(tx, workspaceId, patchOf(person, ownerId), cause, quiet);
      for (const channel of person.allows)
        await setConsent(tx, workspaceId, contact.id, channel, "granted", "sign-up form", cause, quiet);
      for (const channel of person.refuses ?? [])
        await setConsent(tx, workspaceId, contact.id, channel, "denied", "unsubscribe link", cause, quiet);
    }
  });
}

type DemoPerson = {
  name: string;
  id: string;
  phone: string;
  zone: string;
  locale: string;
  status: string;
  allows: ContactChannel[];
  refuses?: ContactChannel[];
  tags?: string[];
  score?: number;
  type?: "hot" | "warm" | "cold";
  birthday?: string;
  owned?: boolean;
};

const FIELDS = { company: "Northwind Bakery", source: "Website" };

const patchOf = (person: DemoPerson, ownerId: string): ContactPatch => ({
  name: person.name,
  external_id: person.id,
  email: `${person.id.replace("cust_", "").replace("lead_", "").replaceAll("_", ".")}@example.com`,
  phone: person.phone,
  kind: person.id.startsWith("lead_") ? "lead" : "customer",
  status: person.status,
  timezone: person.zone,
  locale: person.locale,
  ...(person.tags && { tags: person.tags }),
  ...(person.score !== undefined && { score: person.score }),
  ...(person.type && { lead_type: person.type, priority: PRIORITY[person.type] }),
  ...(person.birthday && { birthday: person.birthday }),
  ...(person.owned && { owner: ownerId, fields: FIELDS }),
});

const PRIORITY = { hot: "high", warm: "normal", cold: "low" } as const;

const ALL: ContactChannel[] = ["email", "sms", "call"];
const WRITTEN: ContactChannel[] = ["email", "sms"];
const EMAIL: ContactChannel[] = ["email"];

type Row = [
  id: string,
  name: string,
  phone: string,
  zone: string,
  locale: string,
  status: string,
  allows: ContactChannel[],
  more?: Partial<DemoPerson>,
];

const person = ([id, name, phone, zone, locale, status, allows, more]: Row): DemoPerson => ({
  ...{ id, name, phone, zone, locale, status, allows },
  ...more,
});

const ROWS: Row[] = [
  [
    "cust_ada",
    "Ada Okafor",
    "+14155550101",
    "America/Los_Angeles",
    "en-US",
    "customer",
    ALL,
    { tags: ["vip", "newsletter"], score: 88, birthday: "1990-02-28", owned: true },
  ],
  [
    "cust_bruno",
    "Bruno Keller",
    "+4915112345678",
    "Europe/Berlin",
    "de-DE",
    "customer",
    WRITTEN,
    { tags: ["newsletter"], score: 61 },
  ],
  [
    "cust_chiara",
    "Chiara Rossi",
    "+393331234567",
    "Europe/Rome",
    "it-IT",
    "customer",
    EMAIL,
    { tags: ["wholesale"] },
  ],
  [
    "cust_daniel_osei",
    "Daniel Osei",
    "+447700900123",
    "Europe/London",
    "en-GB",
    "customer",
    ALL,
    { tags: ["vip"], score: 92, owned: true },
  ],
  [
    "cust_elena_petrova",
    "Elena Petrova",
    "+359888123456",
    "Europe/Sofia",
    "bg-BG",
    "customer",
    EMAIL,
    { birthday: "--02-29" },
  ],
  [
    "cust_farid_haddad",
    "Farid Haddad",
    "+33612345678",
    "Europe/Paris",
    "fr-FR",
    "customer",
    WRITTEN,
    { tags: ["newsletter", "wholesale"] },
  ],
  ["cust_grace_kim", "Grace Kim", "+821012345678", "Asia/Seoul", "ko-KR", "customer", EMAIL, { score: 74 }],
  [
    "cust_hugo_silva",
    "Hugo Silva",
    "+5511987654321",
    "America/Sao_Paulo",
    "pt-BR",
    "customer",
    ALL,
    { tags: ["vip"], owned: true },
  ],
  [
    "cust_ingrid_larsen",
    "Ingrid Larsen",
    "+4740612345",
    "Europe/Oslo",
    "nb-NO",
    "customer",
    EMAIL,
    { refuses: ["sms", "call"] },
  ],
  [
    "cust_jamal_wright",
    "Jamal Wright",
    "+13125550142",
    "America/Chicago",
    "en-US",
    "inactive",
    EMAIL,
    { tags: ["win back"] },
  ],
  [
    "cust_keiko_tanaka",
    "Keiko Tanaka",
    "+819012345678",
    "Asia/Tokyo",
    "ja-JP",
    "customer",
    WRITTEN,
    { birthday: "1985-11-21" },
  ],
  [
    "cust_liam_murphy",
    "Liam Murphy",
    "+353871234567",
    "Europe/Dublin",
    "en-IE",
    "customer",
    ALL,
    { score: 55 },
  ],
  [
    "cust_maya_patel",
    "Maya Patel",
    "+919876543210",
    "Asia/Kolkata",
    "en-IN",
    "customer",
    WRITTEN,
    { tags: ["newsletter"], owned: true },
  ],
  ["cust_noah_fischer", "Noah Fischer", "+436641234567", "Europe/Vienna", "de-AT", "customer", EMAIL],
  [
    "cust_olivia_brown",
    "Olivia Brown",
    "+12125550156",
    "America/New_York",
    "en-US",
    "customer",
    ALL,
    { tags: ["vip", "referrer"], score: 97 },
  ],
  [
    "cust_pedro_alvarez",
    "Pedro Álvarez",
    "+34612345678",
    "Europe/Madrid",
    "es-ES",
    "inactive",
    EMAIL,
    { refuses: ["sms"], tags: ["win back"] },
  ],
  ["cust_quynh_tran", "Quynh Tran", "+84912345678", "Asia/Ho_Chi_Minh", "vi-VN", "customer", EMAIL],
  [
    "cust_rosa_jimenez",
    "Rosa Jiménez",
    "+525512345678",
    "America/Mexico_City",
    "es-MX",
    "customer",
    WRITTEN,
    { tags: ["newsletter"] },
  ],
  [
    "lead_samuel_adeyemi",
    "Samuel Adeyemi",
    "+2348031234567",
    "Africa/Lagos",
    "en-NG",
    "new",
    EMAIL,
    { type: "warm", score: 40 },
  ],
  [
    "lead_tara_singh",
    "Tara Singh",
    "+14165550178",
    "America/Toronto",
    "en-CA",
    "contacted",
    ALL,
    { type: "hot", score: 78, owned: true },
  ],
  [
    "lead_umar_khan",
    "Umar Khan",
    "+923001234567",
    "Asia/Karachi",
    "en-PK",
    "new",
    EMAIL,
    { type: "cold", score: 12 },
  ],
  [
    "lead_vera_novak",
    "Vera Novák",
    "+420601234567",
    "Europe/Prague",
    "cs-CZ",
    "qualified",
    WRITTEN,
    { type: "hot", score: 85, tags: ["demo booked"], owned: true },
  ],
  [
    "lead_wei_chen",
    "Wei Chen",
    "+6591234567",
    "Asia/Singapore",
    "en-SG",
    "nurturing",
    EMAIL,
    { type: "warm", score: 47 },
  ],
  [
    "lead_ximena_lopez",
    "Ximena López",
    "+573001234567",
    "America/Bogota",
    "es-CO",
    "contacted",
    WRITTEN,
    { type: "warm", score: 52 },
  ],
  [
    "lead_yusuf_demir",
    "Yusuf Demir",
    "+905321234567",
    "Europe/Istanbul",
    "tr-TR",
    "unqualified",
    EMAIL,
    { type: "cold", score: 8, refuses: ["call"] },
  ],
  [
    "lead_zoe_martin",
    "Zoé Martin",
    "+32470123456",
    "Europe/Brussels",
    "fr-BE",
    "new",
    ALL,
    { type: "hot", score: 69, tags: ["trade fair"] },
  ],
  [
    "lead_arthur_evans",
    "Arthur Evans",
    "+61412345678",
    "Australia/Sydney",
    "en-AU",
    "qualified",
    ALL,
    { type: "hot", score: 81, tags: ["trade fair"], owned: true },
  ],
  [
    "lead_bianca_costa",
    "Bianca Costa",
    "+351912345678",
    "Europe/Lisbon",
    "pt-PT",
    "new",
    EMAIL,
    { type: "warm" },
  ],
  [
    "lead_caleb_stone",
    "Caleb Stone",
    "+13035550119",
    "America/Denver",
    "en-US",
    "lost",
    EMAIL,
    { type: "cold", score: 5, refuses: ["email", "sms", "call"] },
  ],
  [
    "lead_dina_levi",
    "Dina Levi",
    "+972521234567",
    "Asia/Jerusalem",
    "he-IL",
    "contacted",
    EMAIL,
    { type: "warm", score: 44 },
  ],
  [
    "lead_emil_jensen",
    "Emil Jensen",
    "+4520123456",
    "Europe/Copenhagen",
    "da-DK",
    "new",
    WRITTEN,
    { type: "warm", score: 36 },
  ],
  [
    "lead_fatima_zahra",
    "Fatima Zahra",
    "+212612345678",
    "Africa/Casablanca",
    "fr-MA",
    "nurturing",
    EMAIL,
    { type: "cold", score: 22 },
  ],
  [
    "lead_george_nkosi",
    "George Nkosi",
    "+27821234567",
    "Africa/Johannesburg",
    "en-ZA",
    "contacted",
    ALL,
    { type: "hot", score: 73 },
  ],
  [
    "lead_hanna_virtanen",
    "Hanna Virtanen",
    "+358401234567",
    "Europe/Helsinki",
    "fi-FI",
    "new",
    EMAIL,
    { type: "warm", tags: ["newsletter"] },
  ],
  [
    "lead_ivan_horvat",
    "Ivan Horvat",
    "+385911234567",
    "Europe/Zagreb",
    "hr-HR",
    "qualified",
    WRITTEN,
    { type: "hot", score: 83, tags: ["demo booked"] },
  ],
  [
    "lead_julia_nowak",
    "Julia Nowak",
    "+48601234567",
    "Europe/Warsaw",
    "pl-PL",
    "new",
    EMAIL,
    { type: "warm", score: 41 },
  ],
  [
    "lead_kofi_mensah",
    "Kofi Mensah",
    "+233241234567",
    "Africa/Accra",
    "en-GH",
    "contacted",
    EMAIL,
    { type: "warm", score: 50 },
  ],
  [
    "lead_lena_wagner",
    "Lena Wagner",
    "+41791234567",
    "Europe/Zurich",
    "de-CH",
    "new",
    ALL,
    { type: "hot", score: 76, tags: ["trade fair"], owned: true },
  ],
  [
    "lead_marco_bianchi",
    "Marco Bianchi",
    "+393471234567",
    "Europe/Rome",
    "it-IT",
    "nurturing",
    EMAIL,
    { type: "cold", score: 18 },
  ],
  [
    "lead_nina_popescu",
    "Nina Popescu",
    "+40721234567",
    "Europe/Bucharest",
    "ro-RO",
    "new",
    WRITTEN,
    { type: "warm", score: 39 },
  ],
];

const PEOPLE: DemoPerson[] = ROWS.map(person);
