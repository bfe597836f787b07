import { inTransaction } from "@/server/db/pool";
import { contactChannels, contactPatchSchema } from "@/server/domain/contact";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Cause } from "@/server/records/cause";
import { setConsent } from "@/server/records/consent";
import { createContact } from "@/server/records/create-contact";

/** Leads and customers of a small business, as they would be after a year. No flow starts for them. */
export async function addDemoContacts(workspaceId: WorkspaceId, ownerId: string): Promise<void> {
  const cause: Cause = { source: "import", actor: { type: "import", name: "Demo" } };
  const quiet = { startsFlows: false };
  await inTransaction(async (tx) => {
    for (const line of PEOPLE.trim().split("\n")) {
      const { allows, refuses, ...patch } = personOf(line, ownerId);
      const { contact } = await createContact(tx, workspaceId, contactPatchSchema.parse(patch), cause, quiet);
      for (const channel of allows)
        await setConsent(tx, workspaceId, contact.id, channel, "granted", "sign-up form", cause, quiet);
      for (const channel of refuses)
        await setConsent(tx, workspaceId, contact.id, channel, "denied", "unsubscribe link", cause, quiet);
    }
  });
}

function personOf(line: string, ownerId: string) {
  const [id = "", name, phone, timezone, locale, status, allows, refuses, tags, ...more] = line.split("|");
  const [score, type, birthday, owned] = more;
  const [kind, email] = id.startsWith("lead_") ? ["lead", id.slice(5)] : ["customer", id.slice(5)];
  return {
    ...{ external_id: id, email: `${email.replaceAll("_", ".")}@example.com`, kind },
    ...{ name, phone, timezone, locale, status, tags },
    ...(score && { score: Number(score) }),
    ...(type && { lead_type: type, priority: type === "hot" ? "high" : "normal" }),
    ...(birthday && { birthday }),
    ...(owned && { owner: ownerId, fields: { company: "Northwind Bakery", source: "Website" } }),
    allows: channelsIn(allows),
    refuses: channelsIn(refuses),
  };
}

const channelsIn = (text = "") => contactChannels.filter((channel) => text.includes(channel));

/** id|name|phone|time zone|language|status|allows|refuses|tags|score|lead type|birthday|owned */
const PEOPLE = `
cust_ada|Ada Okafor|+14155550101|America/Los_Angeles|en-US|customer|email, sms, call||vip, newsletter|88||1990-02-28|mine
cust_bruno|Bruno Keller|+4915112345678|Europe/Berlin|de-DE|customer|email, sms||newsletter|61|||
cust_chiara|Chiara Rossi|+393331234567|Europe/Rome|it-IT|customer|email||wholesale||||
cust_daniel_osei|Daniel Osei|+447700900123|Europe/London|en-GB|customer|email, sms, call||vip|92|||mine
cust_elena_petrova|Elena Petrova|+359888123456|Europe/Sofia|bg-BG|customer|email|||||--02-29|
cust_farid_haddad|Farid Haddad|+33612345678|Europe/Paris|fr-FR|customer|email, sms||newsletter, wholesale||||
cust_grace_kim|Grace Kim|+821012345678|Asia/Seoul|ko-KR|customer|email|||74|||
cust_hugo_silva|Hugo Silva|+5511987654321|America/Sao_Paulo|pt-BR|customer|email, sms, call||vip||||mine
cust_ingrid_larsen|Ingrid Larsen|+4740612345|Europe/Oslo|nb-NO|customer|email|sms, call|||||
cust_jamal_wright|Jamal Wright|+13125550142|America/Chicago|en-US|inactive|email||win back||||
cust_keiko_tanaka|Keiko Tanaka|+819012345678|Asia/Tokyo|ja-JP|customer|email, sms|||||1985-11-21|
cust_liam_murphy|Liam Murphy|+353871234567|Europe/Dublin|en-IE|customer|email, sms, call|||55|||
cust_maya_patel|Maya Patel|+919876543210|Asia/Kolkata|en-IN|customer|email, sms||newsletter||||mine
cust_noah_fischer|Noah Fischer|+436641234567|Europe/Vienna|de-AT|customer|email||||||
cust_olivia_brown|Olivia Brown|+12125550156|America/New_York|en-US|customer|email, sms, call||vip, referrer|97|||
cust_pedro_alvarez|Pedro Álvarez|+34612345678|Europe/Madrid|es-ES|inactive|email|sms|win back||||
cust_quynh_tran|Quynh Tran|+84912345678|Asia/Ho_Chi_Minh|vi-VN|customer|email||||||
cust_rosa_jimenez|Rosa Jiménez|+525512345678|America/Mexico_City|es-MX|customer|email, sms||newsletter||||
lead_samuel_adeyemi|Samuel Adeyemi|+2348031234567|Africa/Lagos|en-NG|new|email|||40|warm||
lead_tara_singh|Tara Singh|+14165550178|America/Toronto|en-CA|contacted|email, sms, call|||78|hot||mine
lead_umar_khan|Umar Khan|+923001234567|Asia/Karachi|en-PK|new|email|||12|cold||
lead_vera_novak|Vera Novák|+420601234567|Europe/Prague|cs-CZ|qualified|email, sms||demo booked|85|hot||mine
lead_wei_chen|Wei Chen|+6591234567|Asia/Singapore|en-SG|nurturing|email|||47|warm||
lead_ximena_lopez|Ximena López|+573001234567|America/Bogota|es-CO|contacted|email, sms|||52|warm||
lead_yusuf_demir|Yusuf Demir|+905321234567|Europe/Istanbul|tr-TR|unqualified|email|call||8|cold||
lead_zoe_martin|Zoé Martin|+32470123456|Europe/Brussels|fr-BE|new|email, sms, call||trade fair|69|hot||
lead_arthur_evans|Arthur Evans|+61412345678|Australia/Sydney|en-AU|qualified|email, sms, call||trade fair|81|hot||mine
lead_bianca_costa|Bianca Costa|+351912345678|Europe/Lisbon|pt-PT|new|email||||warm||
lead_caleb_stone|Caleb Stone|+13035550119|America/Denver|en-US|lost||email, sms, call||5|cold||
lead_dina_levi|Dina Levi|+972521234567|Asia/Jerusalem|he-IL|contacted|email|||44|warm||
lead_emil_jensen|Emil Jensen|+4520123456|Europe/Copenhagen|da-DK|new|email, sms|||36|warm||
lead_fatima_zahra|Fatima Zahra|+212612345678|Africa/Casablanca|fr-MA|nurturing|email|||22|cold||
lead_george_nkosi|George Nkosi|+27821234567|Africa/Johannesburg|en-ZA|contacted|email, sms, call|||73|hot||
lead_hanna_virtanen|Hanna Virtanen|+358401234567|Europe/Helsinki|fi-FI|new|email||newsletter||warm||
lead_ivan_horvat|Ivan Horvat|+385911234567|Europe/Zagreb|hr-HR|qualified|email, sms||demo booked|83|hot||
lead_julia_nowak|Julia Nowak|+48601234567|Europe/Warsaw|pl-PL|new|email|||41|warm||
lead_kofi_mensah|Kofi Mensah|+233241234567|Africa/Accra|en-GH|contacted|email|||50|warm||
lead_lena_wagner|Lena Wagner|+41791234567|Europe/Zurich|de-CH|new|email, sms, call||trade fair|76|hot||mine
lead_marco_bianchi|Marco Bianchi|+393471234567|Europe/Rome|it-IT|nurturing|email|||18|cold||
lead_nina_popescu|Nina Popescu|+40721234567|Europe/Bucharest|ro-RO|new|email, sms|||39|warm||
`;
