/** `1990-02-28` → "28 February 1990", `--02-29` → "29 February". */
export function birthdayWords(birthday: string): string {
  const match = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(birthday);
  if (!match) return birthday;
  const [, year = "", month = "", day = ""] = match;
  const known = year !== "-";
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    ...(known && { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${known ? year : "2000"}-${month}-${day}T00:00:00Z`));
}
