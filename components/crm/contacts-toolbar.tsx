"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { contactKinds, suggestedStatuses } from "@/server/domain/contact";
import { consentFilters, contactSorts } from "@/server/domain/contact-filter";
import type { ContactView } from "./contact-filters";
import { sentence } from "./sentence";

type ContactsToolbarProps = {
  view: ContactView;
  onChange: (change: Partial<Nullable<ContactView>>) => unknown;
};

/** Search, filters and order of the list. */
export function ContactsToolbar({ view, onChange }: ContactsToolbarProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const facets = useQuery(trpc.contacts.facets.queryOptions({ workspace }));
  const tags = [...new Set([...view.tag, ...(facets.data?.tags ?? [])])];
  const leadTypes = [
    ...new Set([...(view.lead_type ? [view.lead_type] : []), ...(facets.data?.leadTypes ?? [])]),
  ];
  const statuses = [...new Set([...suggestedStatuses, ...view.status, ...(facets.data?.statuses ?? [])])];
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search contacts"
        className="max-sm:w-full"
        value={view.q}
        onChange={(q) => onChange({ q: q || null })}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:-mx-4 max-sm:-my-1 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 [&>*]:shrink-0">
        <FilterChip
          label="Kind"
          options={contactKinds.map((value) => ({ value, label: sentence(value) }))}
          value={view.kind}
          onChange={(value) => onChange({ kind: contactKinds.find((kind) => kind === value) ?? null })}
        />
        <FilterChip
          label="Status"
          multiple
          options={statuses.map((value) => ({ value, label: sentence(value) }))}
          value={view.status}
          onChange={(status) => onChange({ status })}
        />
        {tags.length > 0 ? (
          <FilterChip
            label="Tag"
            multiple
            options={tags.map((value) => ({ value, label: value }))}
            value={view.tag}
            onChange={(tag) => onChange({ tag })}
          />
        ) : null}
        <FilterChip
          label="Owner"
          options={[
            { value: NOBODY, label: "Nobody" },
            ...(members.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={view.owner}
          onChange={(owner) => onChange({ owner })}
        />
        <FilterChip
          label="Consent"
          options={consentFilters.map((value) => ({ value, label: CONSENT[value] }))}
          value={view.consent}
          onChange={(value) => onChange({ consent: consentFilters.find((each) => each === value) ?? null })}
        />
        {leadTypes.length > 0 ? (
          <FilterChip
            label="Lead type"
            options={leadTypes.map((value) => ({ value, label: sentence(value) }))}
            value={view.lead_type}
            onChange={(lead_type) => onChange({ lead_type })}
          />
        ) : null}
        <FilterChip
          label="Archived"
          options={[{ value: ONLY, label: "Only archived" }]}
          value={view.archived ? ONLY : null}
          onChange={(value) => onChange({ archived: value === ONLY || null })}
        />
        <Select
          aria-label="Order"
          size="sm"
          className="ml-auto w-36"
          options={contactSorts.map((each) => ({ value: each, label: SORT[each] }))}
          value={view.sort}
          onValueChange={(chosen) => onChange({ sort: contactSorts.find((each) => each === chosen) ?? null })}
        />
      </div>
    </div>
  );
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

const NOBODY = "none";
const ONLY = "only";
const SORT = { activity: "Last activity", created: "Newest", name: "Name", score: "Score" } as const;
const CONSENT = {
  email: "May get email",
  sms: "May get SMS",
  call: "May be called",
  denied: "Opted out of a channel",
} as const;
