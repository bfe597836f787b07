import { CircleCheck } from "lucide-react";
import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { contactName } from "./contact-name";
import { ContactStanding } from "./contact-standing";
import type { ContactDetail } from "./contact-types";
import { TagList } from "./tag-list";

/** One of the two contacts of a merge, to choose. */
export function MergeCard({ contact, kept }: { contact: ContactDetail; kept: boolean }) {
  return (
    <RadioGroup.Item
      value={contact.id}
      className="flex min-w-0 flex-col gap-2 rounded-lg border border-line-strong bg-surface p-3 text-left hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:outline-1 data-[state=checked]:outline-accent"
    >
      <span className="flex w-full items-start gap-2">
        <span className="min-w-0 flex-1 break-words font-semibold">{contactName(contact)}</span>
        {kept ? (
          <span className="flex shrink-0 items-center gap-1 font-medium text-accent-ink text-xs">
            <CircleCheck aria-hidden className="size-3.5" />
            Stays
          </span>
        ) : (
          <span className="shrink-0 text-muted text-xs">Goes into the other</span>
        )}
      </span>
      <span className="grid w-full grid-cols-[72px_minmax(0,1fr)] gap-y-1">
        <Line name="Standing">
          <ContactStanding kind={contact.kind} status={contact.status} className="max-w-full" />
        </Line>
        <Line name="Email">{contact.email ?? NONE}</Line>
        <Line name="Phone">{contact.phone ?? NONE}</Line>
        <Line name="Owner">{contact.owner?.name ?? NONE}</Line>
        <Line name="Score">{contact.score ?? NONE}</Line>
        <Line name="Tags">
          <TagList tags={contact.tags} />
        </Line>
        <Line name="Known">
          <RelativeTime at={contact.createdAt} />
        </Line>
      </span>
    </RadioGroup.Item>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <span className="text-muted">{name}</span>
    <span className="min-w-0 truncate">{children}</span>
  </>
);

const NONE = <span className="text-faint">–</span>;
