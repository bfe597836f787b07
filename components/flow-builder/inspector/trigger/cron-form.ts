import { cronFields } from "@/server/domain/schedule";

/** The schedules that can be said in words; every other one is written as cron. */
export type CronForm =
  | { every: "minutes"; step: number }
  | { every: "hours"; step: number; minute: number }
  | { every: "day"; time: string }
  | { every: "week"; days: number[]; time: string }
  | { every: "month"; day: number | "last"; time: string }
  | { every: "other" };

export type CronEvery = CronForm["every"];

/** Minutes and hours that divide theirs: only they come at even distances. */
export const MINUTE_STEPS = [1, 5, 10, 15, 20, 30];
export const HOUR_STEPS = [1, 2, 3, 4, 6, 8, 12];

/** What a cron line says, where words can say it. Weekdays are 1 = Monday … 7 = Sunday. */
export function cronForm(cron: string): CronForm {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cronFields(cron);
  const other: CronForm = { every: "other" };
  if (rest.length > 0 || month !== "*") return other;
  const daily = day === "*" && weekday === "*";
  const minutes = stepOf(minute, MINUTE_STEPS);
  if (daily && hour === "*" && minutes !== null) return { every: "minutes", step: minutes };
  if (!isNumber(minute, 59)) return other;
  const hours = stepOf(hour, HOUR_STEPS);
  if (daily && hours !== null) return { every: "hours", step: hours, minute: Number(minute) };
  if (!isNumber(hour, 23)) return other;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (daily) return { every: "day", time };
  if (day === "*") {
    const days = daysOf(weekday);
    return days ? { every: "week", days, time } : other;
  }
  if (weekday !== "*") return other;
  if (day === "L") return { every: "month", day: "last", time };
  return isNumber(day, 31) && day !== "0" ? { every: "month", day: Number(day), time } : other;
}

/** The cron line of it; null where there are no words for it. */
export function cronOf(form: CronForm): string | null {
  switch (form.every) {
    case "minutes":
      return form.step === 1 ? "* * * * *" : `*/${form.step} * * * *`;
    case "hours":
      return `${form.minute} ${form.step === 1 ? "*" : `*/${form.step}`} * * *`;
    case "day":
      return `${clock(form.time)} * * *`;
    case "week":
      return `${clock(form.time)} * * ${weekdays(form.days)}`;
    case "month":
      return `${clock(form.time)} ${form.day === "last" ? "L" : form.day} * *`;
    case "other":
      return null;
  }
}

/** The same kind of schedule as it is to begin with, at the time that was chosen before. */
export function cronStart(every: CronEvery, before: CronForm): CronForm {
  const time = "time" in before ? before.time : "09:00";
  switch (every) {
    case "minutes":
      return { every, step: 15 };
    case "hours":
      return { every, step: 1, minute: 0 };
    case "day":
      return { every, time };
    case "week":
      return { every, days: [1, 2, 3, 4, 5], time };
    case "month":
      return { every, day: 1, time };
    case "other":
      return { every };
  }
}

const isNumber = (text: string, most: number) => /^\d{1,2}$/.test(text) && Number(text) <= most;

function stepOf(field: string, steps: readonly number[]): number | null {
  const step = field === "*" ? 1 : Number(/^\*\/(\d+)$/.exec(field)?.[1] ?? Number.NaN);
  return steps.includes(step) ? step : null;
}

const NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

function daysOf(field: string): number[] | null {
  const days = new Set<number>();
  for (const part of field.toUpperCase().split(",")) {
    const [from, to = from] = part.split("-").map(dayOf);
    if (from === null || to === null || from === undefined || to === undefined) return null;
    if (part.includes("-") && from > to) return null;
    for (let day = from; day <= to; day++) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

/** 0 and 7 and SUN are Sunday, our 7. */
function dayOf(text: string): number | null {
  const number = NAMES.includes(text) ? NAMES.indexOf(text) : /^[0-7]$/.test(text) ? Number(text) : null;
  return number === 0 ? 7 : number;
}

function weekdays(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  if (sorted.length === 0 || sorted.length === 7) return "*";
  const inRow = sorted.length > 2 && sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  if (inRow && sorted.at(-1) !== 7) return `${sorted[0]}-${sorted.at(-1)}`;
  return sorted.map((day) => day % 7).join(",");
}

function clock(time: string): string {
  const [hour = "9", minute = "0"] = time.split(":");
  return `${Number(minute)} ${Number(hour)}`;
}
