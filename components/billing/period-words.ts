import { formatDate } from "@/components/ui/format-time";
import type { PeriodOption } from "./usage-types";

/** "12 Nov 2025 – 12 Dec 2025", "Trial, since 12 Nov 2025" */
export function periodWords({ key, startsAt, endsAt }: PeriodOption, timeZone: string): string {
  const start = formatDate(startsAt, { timeZone });
  if (endsAt) return `${start} – ${formatDate(endsAt, { timeZone })}`;
  return key === "trial" ? `Trial, since ${start}` : `Since ${start}`;
}
