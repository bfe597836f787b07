"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare, Phone } from "lucide-react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { Consents } from "@/server/domain/consent";
import { contactChannels } from "@/server/domain/contact";

type ConsentPanelProps = { contactId: string; consents: Consents; mayEdit: boolean };

/** What the contact allows, by channel: since when, and where it was said. */
export function ConsentPanel({ contactId, consents, mayEdit }: ConsentPanelProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const change = useMutation(
    trpc.contacts.setConsent.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
      onError: (error) => toast.error("The consent was not changed", { description: error.message }),
    }),
  );
  return (
    <ul className="flex flex-col gap-1">
      {contactChannels.map((channel) => {
        const { state, source, at } = consents[channel];
        const { label, icon: Icon } = channels[channel];
        return (
          <li key={channel} className="flex min-h-9 items-center gap-2.5">
            <Icon aria-hidden className="size-4 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p>
                {label} <span className={INK[state]}>{WORDS[state]}</span>
              </p>
              {at ? (
                <p className="truncate text-muted text-xs">
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
              onCheckedChange={(on) =>
                change.mutate({ workspace, contactId, channel, state: on ? "granted" : "denied" })
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

const channels = {
  email: { label: "Email", icon: Mail },
  sms: { label: "SMS", icon: MessageSquare },
  call: { label: "Calls", icon: Phone },
} as const;
const WORDS = { granted: "allowed", denied: "refused", unknown: "not asked" } as const;
const INK = { granted: "text-succeeded", denied: "text-failed", unknown: "text-muted" } as const;
