/** "Today", "Yesterday", "Tue 12 November", with the year when it is another. */
export function dayWords(at: Date, nowMs: number): string {
  const key = (date: Date) => new Intl.DateTimeFormat("en-CA").format(date);
  const today = new Date(nowMs);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (key(at) === key(today)) return "Today";
  if (key(at) === key(yesterday)) return "Yesterday";
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    ...(at.getFullYear() !== today.getFullYear() && { year: "numeric" }),
  }).format(at);
}
