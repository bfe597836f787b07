import { contactName } from "@/components/crm/contact-name";
import { TableCell, TableRow } from "@/components/ui/table";
import { clockWords } from "./clock-words";
import type { AppointmentItem } from "./commerce-types";
import { RecordState } from "./record-state";
import { RowButton } from "./row-button";

type AppointmentRowProps = {
  appointment: AppointmentItem;
  timezone: string;
  chosen: boolean;
  onChoose: () => void;
};

export function AppointmentRow({ appointment, timezone, chosen, onChoose }: AppointmentRowProps) {
  const { contact, title, location, status } = appointment;
  const who = contact ? contactName(contact) : null;
  return (
    <TableRow interactive data-selected={chosen} data-row={appointment.id}>
      <TableCell className="w-28 whitespace-nowrap font-mono text-xs">
        {clockWords(appointment, timezone)}
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-baseline gap-2">
          <RowButton current={chosen} onClick={onChoose}>
            {title}
          </RowButton>
          <span className="min-w-0 truncate text-muted max-sm:hidden">
            {[who, location].filter(Boolean).join(" · ")}
          </span>
        </span>
        {who ? <span className="block truncate text-muted text-xs sm:hidden">{who}</span> : null}
      </TableCell>
      <TableCell className="text-right">
        <RecordState status={status} />
      </TableCell>
    </TableRow>
  );
}
