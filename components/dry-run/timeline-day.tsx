import { TimelineLine } from "./timeline-line";
import type { TraceDay } from "./trace-days";

type TimelineDayProps = {
  day: TraceDay;
  zone: string;
  open: string | null;
  onToggle: (key: string, stepId: string | null) => void;
};

/** One day of a dry run. Days on which nothing happens are left out: the number tells how many. */
export function TimelineDay({ day, zone, open, onToggle }: TimelineDayProps) {
  return (
    <li>
      <h3 className="sticky top-0 z-[1] flex items-baseline gap-2 border-line border-b bg-sunken px-4 py-1 font-medium text-xs">
        {day.title}
        <span className="font-normal text-muted">day {day.number}</span>
      </h3>
      <ol aria-label={`${day.title}, day ${day.number}`}>
        {day.lines.map((line) => (
          <TimelineLine
            key={line.key}
            line={line}
            zone={zone}
            open={open === line.key}
            onToggle={(stepId) => onToggle(line.key, stepId)}
          />
        ))}
      </ol>
    </li>
  );
}
