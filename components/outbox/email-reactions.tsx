"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Eye, MousePointerClick } from "lucide-react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { MessageDetail } from "./outbox-types";

/** Opens an email in the place of its contact, or follows a link in it: flows react as they would to the contact. */
export function EmailReactions({ message: { id: messageId, state, links } }: { message: MessageDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const react = useMutation(
    trpc.messages.react.mutationOptions({
      onSuccess: (_, { reaction }) => {
        toast.success(reaction.reaction === "opened" ? "Opened" : "The link was followed");
        return queries.invalidateQueries({ queryKey: trpc.messages.pathKey() });
      },
      onError: (error) => toast.error("That did not work", { description: error.message }),
    }),
  );
  const click = (url: string) =>
    react.mutate({ workspace, reaction: { messageId, reaction: "clicked", url } });
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button
        disabled={state !== "delivered"}
        pending={react.isPending}
        onClick={() => react.mutate({ workspace, reaction: { messageId, reaction: "opened" } })}
      >
        <Eye aria-hidden />
        {state === "delivered" ? "Open it as the contact" : "Opened by the contact"}
      </Button>
      {links.length > 0 ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button disabled={react.isPending}>
              <MousePointerClick aria-hidden />
              Follow a link
              <ChevronDown aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" className="max-w-96">
            {links.map((url) => (
              <DropdownMenuItem key={url} onSelect={() => click(url)}>
                <span className="truncate" title={url}>
                  {url.replace(/^https?:\/\//, "")}
                </span>
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
    </div>
  );
}
