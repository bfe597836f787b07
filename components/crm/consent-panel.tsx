"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare, Phone } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { type Consents, ownRefusals } from "@/server/domain/consent";
import { type ContactChannel, contactChannels } from "@/server/domain/contact";
import { LiftOptOut } from "./lift-opt-out";

type ConsentPanelProps = { contactId: string; consents: Consents; mayEdit: boolean };

/** What the contact allows, by channel: since when, where it was said, and whose word it is. */
export function ConsentPanel({ contactId, consents, mayEdit }: ConsentPanelProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [lifting, setLifting] = useState<ContactChannel | null>(null);
  const refused = ownRefusals(consents);
  const change = useMutation(
    trpc.contacts.setConsent.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
      onError: (error) => toast.error("The consent was not changed", { description: error.message }),
    }),
  );
  const set = (channel: ContactChannel, on: boolean) => {
    if (on && refused.length > 0) setLifting(channel);
    else change.mutate({ workspace, contactId, channel, state: on ? "granted" : "denied" });
  };
  return (
    <>
      <ul className="flex flex-col gap-1">
        {contactChannels.map((channel) => {
          const { state, source, at, own } = consents[channel];
          const { label, icon: Icon } = channels[channel];
          return (
            <li key={channel} className="flex min-h-9 items-center gap-2.5">
              <Icon aria-hidden className="size-4 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p>
                  {label} <span className={INK[state]}>{own ? OWN_WORDS[state] : WORDS[state]}</span>
                </p>
                {at ? (
                  <p className="truncate text-muted text-xs" title={source ?? undefined}>
                    {source ? `${source}, ` : ""}
                    <RelativeTime at={at} />
                  </p>
                ) : null}
              </div>
              <Switch
                hideLabel
                label={`${label} allowed`}
                checked={state === "granted"}
                disabled={!mayEdit || change.isPending}
                onCheckedChange={(on) => set(channel, on)}
              />
            </li>
          );
        })}
      </ul>
      {refused.length > 0 ? (
        <p className="mt-2 text-muted text-xs">
          They opted out themselves: no flow writes or calls, on any channel, until they write START or
          subscribe again by the link in an email. If they asked you for it, turn a channel on and say how.
        </p>
      ) : null}
      {lifting ? (
        <LiftOptOut
          contactId={contactId}
          channel={lifting}
          label={channels[lifting].label}
          onClose={() => setLifting(null)}
        />
      ) : null}
    </>
  );
}

const channels = {
  email: { label: "Email", icon: Mail },
  sms: { label: "SMS", icon: MessageSquare },
  call: { label: "Calls", icon: Phone },
} as const;
const WORDS = { granted: "allowed", denied: "refused", unknown: "not asked" } as const;
const OWN_WORDS = {
  granted: "allowed by their own word",
  denied: "opted out",
  unknown: "not asked",
} as const;
const INK = { granted: "text-succeeded", denied: "text-failed", unknown: "text-muted" } as const;
