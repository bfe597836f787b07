"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import {
  type ContactPatch,
  contactChannels,
  contactKinds,
  contactPriorities,
  suggestedLeadTypes,
  suggestedStatuses,
} from "@/server/domain/contact";
import { birthdayWords } from "./birthday-words";
import { ChosenFact } from "./chosen-fact";
import { ConsentPanel } from "./consent-panel";
import type { ContactDetail } from "./contact-types";
import { CustomFields } from "./custom-fields";
import { EditableFact } from "./editable-fact";
import { FactGroup } from "./fact-group";
import { OwnerName } from "./owner-name";
import { sentence } from "./sentence";
import { useContactChange } from "./use-contact-change";
import { zoneOptions } from "./zone-options";

type ContactFactsProps = { contact: ContactDetail; mayEdit: boolean };

/** Everything known of the contact, each edited where it stands. */
export function ContactFacts({ contact, mayEdit }: ContactFactsProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const { save } = useContactChange(contact.id);
  const text = (field: TextField) =>
    mayEdit ? (words: string) => save({ [field]: words || null }, field) : null;
  const choose = (field: ChosenField) =>
    mayEdit
      ? (value: string | null) =>
          void save({ [field]: value }, field).then(
            (refused) => refused && toast.error("The contact was not changed", { description: refused }),
          )
      : null;
  const score = mayEdit
    ? (words: string) => save({ score: words === "" ? null : Number(words) }, "score")
    : null;
  return (
    <div className="flex flex-col gap-6">
      <FactGroup title="Reach">
        <EditableFact label="Name" value={contact.name} onSave={text("name")} />
        <EditableFact
          label="Email"
          value={contact.email ?? ""}
          hint="ada@example.com"
          inputMode="email"
          onSave={text("email")}
        />
        <EditableFact
          label="Phone"
          value={contact.phone ?? ""}
          hint="+14155550100"
          inputMode="tel"
          onSave={text("phone")}
        />
        <ChosenFact
          label="Prefers"
          none="No preference"
          options={contactChannels.map((value) => ({ value, label: CHANNEL[value] }))}
          value={contact.preferredChannel}
          onChoose={choose("preferred_channel")}
        />
      </FactGroup>
      <section aria-labelledby="consent">
        <h2 id="consent" className="mb-1 font-medium">
          Consent
        </h2>
        <ConsentPanel contactId={contact.id} consents={contact.consents} mayEdit={mayEdit} />
      </section>
      <FactGroup title="Sales">
        <ChosenFact
          label="Kind"
          options={contactKinds.map((value) => ({ value, label: sentence(value) }))}
          value={contact.kind}
          onChoose={choose("kind")}
        />
        <ChosenFact
          label="Status"
          options={words(suggestedStatuses, contact.status)}
          value={contact.status}
          onChoose={choose("status")}
        />
        <ChosenFact
          label="Owner"
          none="Nobody"
          options={(members.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={contact.owner?.id ?? null}
          shown={contact.owner ? <OwnerName owner={contact.owner} /> : undefined}
          onChoose={choose("owner")}
        />
        <EditableFact
          label="Score"
          value={contact.score === null ? "" : String(contact.score)}
          inputMode="numeric"
          hint="0 to 1000"
          onSave={score}
        />
        <ChosenFact
          label="Lead type"
          none="None"
          options={words(suggestedLeadTypes, contact.leadType)}
          value={contact.leadType}
          onChoose={choose("lead_type")}
        />
        <ChosenFact
          label="Priority"
          none="None"
          options={words(contactPriorities, contact.priority)}
          value={contact.priority}
          onChoose={choose("priority")}
        />
      </FactGroup>
      <FactGroup title="Person">
        <ChosenFact
          label="Time zone"
          none="Not known"
          options={zoneOptions()}
          value={contact.timezone}
          onChoose={choose("timezone")}
        />
        <EditableFact
          label="Language"
          value={contact.locale ?? ""}
          hint="en, de-AT, pt-BR"
          onSave={text("locale")}
        />
        <EditableFact
          label="Birthday"
          value={contact.birthday ?? ""}
          shown={contact.birthday ? birthdayWords(contact.birthday) : undefined}
          hint="1990-02-28, or --02-28"
          onSave={text("birthday")}
        />
        {contact.lastSentiment ? (
          <ChosenFact
            label="Last mood"
            options={[]}
            value={contact.lastSentiment}
            shown={sentence(contact.lastSentiment)}
            onChoose={null}
          />
        ) : null}
        <EditableFact
          label="Your id"
          value={contact.externalId ?? ""}
          hint="customer_id of your system"
          onSave={text("external_id")}
        />
      </FactGroup>
      <CustomFields
        fields={contact.fields}
        onSave={mayEdit ? (fields) => save({ fields }, "fields") : null}
      />
      <p className="text-muted text-xs">
        Known since <RelativeTime at={contact.createdAt} />
      </p>
    </div>
  );
}

type TextField = "name" | "email" | "phone" | "locale" | "birthday" | "external_id";
type ChosenField = keyof Pick<
  ContactPatch,
  "kind" | "status" | "owner" | "lead_type" | "priority" | "preferred_channel" | "timezone"
>;

/** The usual words, and the one that is there. */
const words = (usual: readonly string[], present: string | null) =>
  [...new Set(present ? [...usual, present] : usual)].map((value) => ({ value, label: sentence(value) }));

const CHANNEL = { email: "Email", sms: "SMS", call: "Call" } as const;
