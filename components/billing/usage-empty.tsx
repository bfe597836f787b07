import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";

export function UsageEmpty({ current }: { current: boolean }) {
  const { slug } = useWorkspace();
  return (
    <EmptyState
      title={current ? "No tokens used yet" : "No tokens used in this period"}
      picture={
        <div className="flex w-64 flex-col gap-2 rounded-lg border border-line bg-surface p-4 text-left">
          <span className="text-muted text-xs">Tokens used</span>
          <Progress label="Tokens used" value={1} max={12} />
        </div>
      }
      action={
        <Link href={`/w/${slug}/flows`} className={buttonClass({ variant: "primary" })}>
          Go to flows
        </Link>
      }
    >
      A run that begins takes half a token, an email a tenth of one, an SMS one. Waits, conditions and retries
      are free.
    </EmptyState>
  );
}
