/** "15:00–15:30" where the workspace is. */
export function clockWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return `${clock.format(startsAt)}–${clock.format(endsAt)}`;
}
