"use client";

import { useQuery } from "@tanstack/react-query";
import { orderName } from "@/components/commerce/order-name";
import { RecordState } from "@/components/commerce/record-state";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatMoney } from "@/server/domain/money";
import { AsideGroup } from "./aside-group";

/** The last orders and appointments of a contact. */
export function ContactRecords({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const orders = useQuery(trpc.orders.list.queryOptions({ workspace, contactId, limit: MOST }));
  const appointments = useQuery(
    trpc.appointments.list.queryOptions({ workspace, contactId, order: "latest", limit: MOST }),
  );
  return (
    <>
      <AsideGroup title="Last orders" count={orders.data?.orders.length}>
        {orders.data?.orders.map((order) => (
          <li key={order.id} className="border-line border-b py-2 last:border-0">
            <span className="flex items-baseline justify-between gap-2">
              <span className="truncate font-medium">{orderName(order)}</span>
              <span className="shrink-0 tabular-nums">{formatMoney(order.total, order.currency)}</span>
            </span>
            <span className="flex items-center justify-between gap-2">
              <RecordState status={order.status} />
              <RelativeTime at={order.placedAt} className="text-muted text-xs" />
            </span>
          </li>
        ))}
      </AsideGroup>
      <AsideGroup title="Appointments" count={appointments.data?.appointments.length}>
        {appointments.data?.appointments.map((appointment) => (
          <li key={appointment.id} className="border-line border-b py-2 last:border-0">
            <span className="block truncate font-medium">{appointment.title || "Appointment"}</span>
            <span className="flex items-center justify-between gap-2">
              <RecordState status={appointment.status} />
              <RelativeTime at={appointment.startsAt} className="text-muted text-xs" />
            </span>
          </li>
        ))}
      </AsideGroup>
    </>
  );
}

const MOST = 5;
