"use client";

import { CopyOnceContent } from "@/components/ui/copy-once-content";
import { Dialog } from "@/components/ui/dialog";

export type ToldSecret = {
  secret: string;
  name: string;
  /** It takes the place of another one, which is good until then. */
  replaces: boolean;
};

/** The secret by which the receiver checks deliveries, this once. */
export function SecretDialog({ secret, name, replaces, onClose }: ToldSecret & { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <CopyOnceContent
        title={replaces ? `The new secret of ${name}` : "Copy the signing secret"}
        description={
          replaces
            ? "It is shown this once. For 24 hours deliveries are signed with both the old and the new one: give the receiver the new one in that time."
            : "It is shown this once. The receiver checks the header webhook-signature with it, by any library of Standard Webhooks."
        }
        label="Signing secret"
        secret={secret}
      />
    </Dialog>
  );
}
