import Link from "next/link";
import { useBilling } from "@/components/billing/use-billing";
import { useWorkspace } from "@/components/shell/workspace-context";

/** From what is held for want of tokens to where an owner gets more; others are told whom to ask. */
export function OutOfTokensLink() {
  const { slug } = useWorkspace();
  const { data: billing } = useBilling();
  if (!billing) return null;
  if (!billing.canManage) return <span className="shrink-0">An owner can change that.</span>;
  return (
    <Link
      href={`/w/${slug}/settings/billing`}
      className="shrink-0 rounded-sm font-medium underline underline-offset-4 hover:no-underline"
    >
      Go to billing
    </Link>
  );
}
