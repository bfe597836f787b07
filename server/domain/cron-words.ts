import { cronFields } from "./schedule";

/** The usual schedules in words; an unusual one is shown as it is written. */
export function cronInWords(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cronFields(cron);
  const asWritten = `On the schedule ${cron.trim()}`;
  if (rest.length > 0 || (month !== "*" && !/^\d+$/.test(month))) return asWritten;
  const always = day === "*" && weekday === "*" && month === "*";
  if (always && hour === "*" && minute === "*") return "Every minute";
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  // Every 7 minutes begins anew each hour: only divisors of 60 are what these words say.
  if (always && hour === "*" && everyMinutes && 60 % Number(everyMinutes) === 0)
    return everyMinutes === "1" ? "Every minute" : `Every ${everyMinutes} minutes`;
  if (!/^\d+$/.test(minute)) return asWritten;
  if (always && hour === "*") return minute === "0" ? "Every hour" : `Every hour at minute ${minute}`;
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (always && everyHours && 24 % Number(everyHours) === 0 && minute === "0")
    return everyHours === "1" ? "Every hour" : `Every ${everyHours} hours`;
  if (!/^\d+$/.test(hour)) return asWritten;

  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (always) return `Every day at ${time}`;
  if (month !== "*") {
    const name = MONTHS[Number(month) - 1];
    return weekday === "*" && /^\d+$/.test(day) && name ? `Every ${day} ${name} at ${time}` : asWritten;
  }
  if (day === "*") return onDays(weekday, time) ?? asWritten;
  if (weekday !== "*") return asWritten;
  if (day === "L") return `On the last day of every month at ${time}`;
  return /^\d+$/.test(day) ? `On day ${day} of every month at ${time}` : asWritten;
}

function onDays(weekday: string, time: string): string | null {
  const digits = weekday.toUpperCase().replace(/[A-Z]{3}/g, (name) => String(SHORT.indexOf(name)));
  if (digits === "1-5") return `Monday to Friday at ${time}`;
  if (!/^[0-7](,[0-7])*$/.test(digits)) return null;
  return `Every ${digits
    .split(",")
    .map((digit) => DAYS[Number(digit) % 7])
    .join(", ")} at ${time}`;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const SHORT = DAYS.map((day) => day.slice(0, 3).toUpperCase());
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September"],
  ...["October", "November", "December"],
];
