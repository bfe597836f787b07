"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { contactName } from "./contact-name";
import { ContactStanding } from "./contact-standing";
import type { ContactDetail } from "./contact-types";
import { LocalClock } from "./local-clock";
import { OwnerName } from "./owner-name";
import { TagEditor } from "./tag-editor";

type ContactHeaderProps = { contact: ContactDetail; mayEdit: boolean };

/** Who it is: name, standing, owner, score, the time where they are, tags. */
export function ContactHeader({ contact, mayEdit }: ContactHeaderProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const facets = useQuery(trpc.contacts.facets.queryOptions({ workspace }));
  const tag = useMutation(
    trpc.contacts.tag.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
    }),
  );
  const name = contactName(contact);
  return (
    <header className="flex items-start gap-3">
      <Avatar name={name} className="size-10! text-base" />
      <div className="min-w-0 flex-1">
        <h1 className="break-words font-semibold text-lg">{name}</h1>
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1.5">
          <ContactStanding kind={contact.kind} status={contact.status} />
          {contact.score === null ? null : (
            <span>
              <span className="text-muted">Score</span> <span className="font-medium">{contact.score}</span>
            </span>
          )}
          {contact.owner ? <OwnerName owner={contact.owner} /> : null}
          {contact.timezone ? (
            <span className="text-muted">
              <LocalClock timezone={contact.timezone} /> where they are
            </span>
          ) : null}
        </div>
        <div className="mt-2">
          <TagEditor
            tags={contact.tags}
            known={facets.data?.tags ?? []}
            onChange={
              mayEdit
                ? ({ add, remove }) =>
                    tag.mutate({
                      workspace,
                      contactIds: [contact.id],
                      add: add ? [add] : [],
                      remove: remove ? [remove] : [],
                    })
                : null
            }
            problem={tag.error ? callProblem(tag.error).message : null}
          />
        </div>
      </div>
    </header>
  );
}
