"use client";

import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useWorkspace } from "./workspace-context";

type Notification = {
  id: string;
  title: string;
  body: string;
  link: string | null;
  runId: string | null;
  createdAt: Date;
  readAt: Date | null;
};

type NotificationListProps = {
  list: {
    data: { notifications: Notification[] } | undefined;
    error: { message: string } | null;
    isFetching: boolean;
    refetch: () => unknown;
  };
  onRead: (id: string) => void;
};

/** The newest notifications. One that is opened is read. */
export function NotificationList({ list, onRead }: NotificationListProps) {
  const { slug } = useWorkspace();
  if (!list.data && list.error)
    return (
      <ErrorState
        title="The notifications could not be loaded"
        message={list.error.message}
        onRetry={() => void list.refetch()}
        pending={list.isFetching}
      />
    );
  if (!list.data)
    return (
      <div role="status" className="space-y-3 p-3">
        <span className="sr-only">Loading notifications</span>
        <Skeleton className="w-3/4" />
        <Skeleton className="w-1/2" />
      </div>
    );
  const { notifications } = list.data;
  if (notifications.length === 0)
    return (
      <p className="px-3 py-8 text-center text-muted">
        Nothing yet. A flow's step “Notify” tells the people of this workspace something here.
      </p>
    );
  return (
    <ul className="max-h-96 divide-y divide-line overflow-y-auto">
      {notifications.map((notification) => {
        const href = hrefOf(notification, slug);
        const read = () => {
          if (!notification.readAt) onRead(notification.id);
        };
        return (
          <li key={notification.id}>
            {href ? (
              <a href={href} onClick={read} className={`${ROW} hover:bg-hover`}>
                <Words {...notification} />
              </a>
            ) : (
              <button type="button" onClick={read} className={`${ROW} hover:bg-hover`}>
                <Words {...notification} />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const ROW = "block w-full px-3 py-2 text-left";

function Words({ title, body, createdAt, readAt }: Notification) {
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className={`min-w-0 flex-1 wrap-anywhere ${readAt ? "text-muted" : "font-medium"}`}>
          {title}
        </span>
        {readAt ? null : (
          <>
            <span className="sr-only">Unread.</span>
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
          </>
        )}
      </span>
      {body ? <span className="mt-0.5 line-clamp-3 wrap-anywhere text-muted">{body}</span> : null}
      <RelativeTime at={createdAt} className="mt-0.5 block text-muted text-xs" />
    </>
  );
}

/** Where it leads: its link, if it is a path of ours or an address on the web; else the run that it comes from. */
function hrefOf({ link, runId }: Notification, slug: string): string | null {
  if (link && (/^\/(?![/\\])/.test(link) || /^https?:\/\//i.test(link))) return link;
  return runId ? `/w/${slug}/runs/${runId}` : null;
}
