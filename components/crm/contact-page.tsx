"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { ContactAside } from "./contact-aside";
import { ContactFacts } from "./contact-facts";
import { ContactHeader } from "./contact-header";
import { contactName } from "./contact-name";
import { ContactPageSkeleton } from "./contact-page-skeleton";
import { ContactTimeline } from "./contact-timeline";
import type { ContactDetail } from "./contact-types";
import { contactViewState } from "./contact-view-state";

/** One contact: who it is, everything that happened, and what is open. */
export function ContactPage({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const query = useQuery(trpc.contacts.get.queryOptions({ workspace, contactId }));
  const contact = query.data;
  return (
    <Page
      heading="content"
      crumbs={[
        { label: "Contacts", href: `/w/${workspace}/contacts` },
        { label: contact ? contactName(contact) : "Contact" },
      ]}
    >
      {contact ? (
        <Loaded contact={contact} />
      ) : query.isError ? (
        <ErrorState
          title="The contact could not be loaded"
          message={query.error.message}
          onRetry={() => query.refetch()}
          pending={query.isFetching}
        />
      ) : (
        <ContactPageSkeleton />
      )}
    </Page>
  );
}

function Loaded({ contact }: { contact: ContactDetail }) {
  const { role } = useWorkspace();
  const [{ part }, setView] = useQueryStates(contactViewState, { history: "replace" });
  const mayEdit = role !== "viewer";
  return (
    <>
      <ContactHeader contact={contact} mayEdit={mayEdit} />
      <SegmentedControl
        label="Show"
        className="mt-4 self-start desk:hidden"
        options={parts}
        value={part}
        onChange={(next) => setView({ part: next })}
      />
      <div className="mt-5 grid gap-x-8 gap-y-6 desk:grid-cols-[272px_minmax(0,1fr)] desk:grid-rows-[auto_1fr] xl:grid-cols-[272px_minmax(0,1fr)_280px]">
        <div className={cn(part === "timeline" && "max-desk:hidden")}>
          <ContactFacts contact={contact} mayEdit={mayEdit} />
        </div>
        <div
          className={cn(
            "desk:col-start-2 desk:row-span-2 desk:row-start-1",
            part === "details" && "max-desk:hidden",
          )}
        >
          <ContactTimeline contactId={contact.id} mayEdit={mayEdit} />
        </div>
        <div className={cn("xl:col-start-3 xl:row-start-1", part === "timeline" && "max-desk:hidden")}>
          <ContactAside contact={contact} />
        </div>
      </div>
    </>
  );
}

const parts = [
  { value: "timeline", label: "Timeline" },
  { value: "details", label: "Details" },
] as const;
