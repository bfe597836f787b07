"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatExact } from "@/components/ui/format-time";
import { toast } from "@/components/ui/toast";
import { type AppointmentStatus, nextAppointmentStatuses } from "@/server/domain/appointment";
import { AppointmentForm } from "./appointment-form";
import type { AppointmentItem } from "./commerce-types";
import { ContactLink } from "./contact-link";
import { Fact } from "./fact";
import { RecordState } from "./record-state";

type AppointmentPanelProps = { appointment: AppointmentItem; onClose: () => void };

/** One appointment: with whom and when, what became of it, and its fields. */
export function AppointmentPanel({ appointment, onClose }: AppointmentPanelProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, timezone, role } = useWorkspace();
  const changing = useMutation(
    trpc.appointments.change.mutationOptions({
      onSuccess: ({ status, title }) => {
        toast.success(`“${title}” ${SAID[status]}`, {
          description: "Flows that start with that start.",
        });
        return queries.invalidateQueries({ queryKey: trpc.appointments.pathKey() });
      },
      onError: ({ message }) => toast.error("The appointment was not changed", { description: message }),
    }),
  );
  const ways = role === "viewer" ? [] : nextAppointmentStatuses(appointment.status);
  return (
    <article className="flex flex-col gap-5 p-5">
      <header className="flex flex-wrap items-center gap-2">
        <RecordState status={appointment.status} appearance="badge" />
        {ways.map((status) => (
          <Button
            key={status}
            pending={changing.isPending && changing.variables.change.status === status}
            onClick={() => changing.mutate({ workspace, appointmentId: appointment.id, change: { status } })}
          >
            {VERBS[status]}
          </Button>
        ))}
      </header>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1.5">
        <Fact name="Contact">
          <ContactLink contact={appointment.contact} />
        </Fact>
        <Fact name="Starts">{formatExact(appointment.startsAt, { timeZone: timezone })}</Fact>
        {appointment.timezone === timezone ? null : (
          <Fact name="For them">{formatExact(appointment.startsAt, { timeZone: appointment.timezone })}</Fact>
        )}
        {appointment.reason ? <Fact name="Reason">{appointment.reason}</Fact> : null}
      </dl>
      <AppointmentForm key={appointment.updatedAt.toISOString()} appointment={appointment} onDone={onClose} />
    </article>
  );
}

const VERBS: Record<AppointmentStatus, string> = {
  booked: "Book again",
  completed: "Took place",
  cancelled: "Cancel appointment",
  no_show: "No-show",
};

const SAID: Record<AppointmentStatus, string> = {
  booked: "is booked again",
  completed: "took place",
  cancelled: "is cancelled",
  no_show: "was missed",
};
