/** The usual schedules in words; an unusual one is shown as it is written. */
export function describeCron(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || month !== "*") return `On the schedule ${cron}`;
  const always = day === "*" && weekday === "*";
  if (always && hour === "*" && minute === "*") return "Every minute";
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (always && hour === "*" && everyMinutes) return `Every ${everyMinutes} minutes`;
  if (!/^\d+$/.test(minute)) return `On the schedule ${cron}`;
  if (always && hour === "*") return minute === "0" ? "Every hour" : `Every hour at minute ${minute}`;
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (always && everyHours) return `Every ${everyHours} hours`;
  if (!/^\d+$/.test(hour)) return `On the schedule ${cron}`;

  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (always) return `Every day at ${time}`;
  if (day === "*" && weekday === "1-5") return `Monday to Friday at ${time}`;
  if (day === "*" && /^[0-7](,[0-7])*$/.test(weekday)) {
    const days = weekday.split(",").map((digit) => DAYS[Number(digit) % 7]);
    return `Every ${days.join(", ")} at ${time}`;
  }
  if (weekday === "*" && /^\d+$/.test(day)) return `On day ${day} of every month at ${time}`;
  return `On the schedule ${cron}`;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
