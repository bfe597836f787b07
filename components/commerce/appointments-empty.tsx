import { CalendarDays } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RecordState } from "./record-state";

type AppointmentsEmptyProps = {
  filtered: boolean;
  past: boolean;
  onClear: () => void;
  onCreate: (() => void) | null;
};

export function AppointmentsEmpty({ filtered, past, onClear, onCreate }: AppointmentsEmptyProps) {
  if (filtered)
    return (
      <EmptyState title="No appointment matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Search looks in titles, places and who comes.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title={past ? "Nothing took place yet" : "Nothing is booked"}
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            Book an appointment
          </Button>
        ) : null
      }
    >
      Booked, moved, cancelled, missed: each is an event that flows can start with, such as a reminder the day
      before. Your calendar posts them to /api/appointments.
    </EmptyState>
  );
}

const Picture = () => (
  <div className="flex w-80 items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-left">
    <CalendarDays className="size-4 shrink-0 text-muted" />
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">Consultation</p>
      <p className="truncate text-muted text-xs">Thu 15:00–15:30 · Ada Okafor</p>
    </div>
    <RecordState status="booked" appearance="badge" />
  </div>
);
