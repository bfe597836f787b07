import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Leads to Stripe's own page: cards, tax numbers and addresses never pass through here. */
export function OpenPortal({ label = "Payment method and tax id" }: { label?: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const open = useMutation(
    trpc.billing.openPortal.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  return (
    // Until the other page is there the button stays pressed.
    <Button
      title="Card, tax id and billing address, on Stripe's page"
      pending={open.isPending || open.isSuccess}
      onClick={() => open.mutate({ workspace })}
    >
      {label}
      <ExternalLink aria-hidden />
    </Button>
  );
}
