"use client";

import { useQuery } from "@tanstack/react-query";
import { orderName } from "@/components/commerce/order-name";
import { RecordState } from "@/components/commerce/record-state";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatMoney } from "@/server/domain/money";
import { AsideGroup } from "./aside-group";
import { AsideLink } from "./aside-link";

/** The last orders and appointments of a contact; each leads to its page, the title to all of them. */
export function ContactRecords({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const base = `/w/${workspace}`;
  const orders = useQuery(trpc.orders.list.queryOptions({ workspace, contactId, limit: MOST }));
  const appointments = useQuery(
    trpc.appointments.list.queryOptions({ workspace, contactId, order: "latest", limit: MOST }),
  );
  return (
    <>
      <AsideGroup
        title="Last orders"
        count={orders.data?.orders.length}
        href={`${base}/orders?contact=${contactId}`}
      >
        {orders.data?.orders.map((order) => (
          <AsideLink
            key={order.id}
            href={`${base}/orders?order=${order.id}`}
            title={orderName(order)}
            aside={formatMoney(order.total, order.currency)}
            text={order.items
              .map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name))
              .join(", ")}
          >
            <RecordState status={order.status} />
            <RelativeTime at={order.placedAt} className="text-muted text-xs" />
          </AsideLink>
        ))}
      </AsideGroup>
      <AsideGroup
        title="Appointments"
        count={appointments.data?.appointments.length}
        href={`${base}/appointments?contact=${contactId}`}
      >
        {appointments.data?.appointments.map((appointment) => (
          <AsideLink
            key={appointment.id}
            href={`${base}/appointments?appointment=${appointment.id}`}
            title={appointment.title || "Appointment"}
          >
            <RecordState status={appointment.status} />
            <RelativeTime at={appointment.startsAt} className="text-muted text-xs" />
          </AsideLink>
        ))}
      </AsideGroup>
    </>
  );
}

const MOST = 5;
