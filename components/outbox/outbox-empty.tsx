import { Mail } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { MessageStatus } from "./message-status";

export function OutboxEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { slug } = useWorkspace();
  if (filtered)
    return (
      <EmptyState title="No message matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Nothing was sent or received that fits all of these filters.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No messages yet"
      picture={<SampleMessage />}
      action={
        <Link href={`/w/${slug}/flows`} className={buttonClass({ variant: "primary" })}>
          Go to flows
        </Link>
      }
    >
      When a flow sends an email or an SMS, it lands here with its text, and with the run and step that sent
      it. In the sandbox nothing goes out.
    </EmptyState>
  );
}

const SampleMessage = () => (
  <div className="flex w-80 items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-left">
    <Mail className="size-4 shrink-0 text-muted" />
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">Welcome aboard, Ada</p>
      <p className="truncate text-muted text-xs">ada@example.com</p>
    </div>
    <MessageStatus status="delivered" />
  </div>
);
