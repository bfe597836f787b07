"use client";

import { Fragment } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useMinute } from "@/components/tasks/use-minute";
import { TableRow } from "@/components/ui/table";
import { agendaDays } from "./agenda-days";
import { AppointmentRow } from "./appointment-row";
import type { AppointmentItem } from "./commerce-types";

type AgendaProps = {
  appointments: AppointmentItem[];
  /** Id of the one that is open. */
  chosen: string | null;
  onChoose: (appointmentId: string) => void;
};

/** Rows of appointments under the days on which they start. */
export function Agenda({ appointments, chosen, onChoose }: AgendaProps) {
  const { timezone } = useWorkspace();
  const now = useMinute();
  return agendaDays(appointments, timezone, now).map(({ key, words, items }) => (
    <Fragment key={key}>
      <TableRow>
        <th scope="rowgroup" colSpan={3} className="px-4 pt-4 pb-1 text-left font-semibold">
          {words}
        </th>
      </TableRow>
      {items.map((appointment) => (
        <AppointmentRow
          key={appointment.id}
          appointment={appointment}
          timezone={timezone}
          chosen={appointment.id === chosen}
          onChoose={() => onChoose(appointment.id)}
        />
      ))}
    </Fragment>
  ));
}
