"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { NotificationList } from "./notification-list";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

/** Looked at again this often; another lasting connection for each tab would leave browsers none for the page. */
const LOOK_AGAIN_MS = 10_000;
const MOST_SHOWN = 99;

/** What members are told inside of Baton: how much is unread, and the newest of it. */
export function NotificationBell() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery(
    trpc.notifications.unread.queryOptions({ workspace }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  const list = useQuery(
    trpc.notifications.list.queryOptions(
      { workspace },
      { enabled: open, refetchInterval: open ? LOOK_AGAIN_MS : false },
    ),
  );
  const queries = useQueryClient();
  const markRead = useMutation(
    trpc.notifications.markRead.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.notifications.pathKey() }),
    }),
  );
  const newest = list.data?.notifications[0]?.createdAt;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          className="relative w-7 px-0"
          aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
        >
          <Bell aria-hidden />
          {unread > 0 ? (
            <span
              aria-hidden
              className="absolute -top-1 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] text-on-accent tabular-nums leading-4"
            >
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          ) : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Notifications" className="w-80 p-0">
        <div className="flex h-10 items-center justify-between border-line border-b px-3">
          <h2 className="font-semibold">Notifications</h2>
          {unread > 0 && newest ? (
            <Button
              variant="ghost"
              size="sm"
              disabled={markRead.isPending}
              onClick={() => markRead.mutate({ workspace, until: newest })}
            >
              Mark all as read
            </Button>
          ) : null}
        </div>
        <NotificationList list={list} onRead={(id) => markRead.mutate({ workspace, id })} />
      </PopoverContent>
    </Popover>
  );
}
