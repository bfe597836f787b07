"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { ContactAside } from "./contact-aside";
import { ContactFacts } from "./contact-facts";
import { ContactHeader } from "./contact-header";
import { ContactMenu } from "./contact-menu";
import { contactName } from "./contact-name";
import { ContactPageSkeleton } from "./contact-page-skeleton";
import { ContactTimeline } from "./contact-timeline";
import type { ContactDetail } from "./contact-types";
import { contactViewState } from "./contact-view-state";
import { GateDecisions } from "./gate-decisions";

/** One contact: who it is, everything that happened, and what is open. */
export function ContactPage({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const query = useQuery(trpc.contacts.get.queryOptions({ workspace, contactId }));
  const contact = query.data;
  const [{ why }, setView] = useQueryStates(contactViewState, { history: "replace" });
  return (
    <Page
      heading="content"
      crumbs={[
        { label: "Contacts", href: `/w/${workspace}/contacts` },
        { label: contact ? contactName(contact) : "Contact" },
      ]}
      actions={
        contact ? (
          <>
            <Button onClick={() => setView({ why: true })}>
              <ShieldCheck aria-hidden />
              <span className="max-sm:sr-only">Why did they get it?</span>
            </Button>
            <ContactMenu contact={contact} mayEdit={role !== "viewer"} />
          </>
        ) : null
      }
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
      <Sheet open={why} onOpenChange={(open) => setView({ why: open || null })}>
        <SheetContent title="Why did or didn’t they get it?">
          <div className="p-4">
            <GateDecisions contactId={contactId} />
          </div>
        </SheetContent>
      </Sheet>
    </Page>
  );
}

function Loaded({ contact }: { contact: ContactDetail }) {
  const { role } = useWorkspace();
  const [{ part }, setView] = useQueryStates(contactViewState, { history: "replace" });
  const mayEdit = role !== "viewer";
  return (
    <>
      {contact.archivedAt ? (
        <p role="status" className="mb-4 rounded-lg bg-held-soft px-3 py-2 text-held">
          This contact is archived: it stands in no list, and its history stays.
        </p>
      ) : null}
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
