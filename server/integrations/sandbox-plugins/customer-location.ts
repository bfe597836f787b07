/**
 * Compares what a payload says of where its customer is: `location` (a text, or an object of country, city, …), else
 * `country`, `city`, `region`. Case is ignored.
 */
export function customerLocation({
  operator,
  value,
  payload,
}: {
  operator: unknown;
  value: unknown;
  payload: unknown;
}): boolean {
  const places = placesOf(payload);
  const wanted = (Array.isArray(value) ? value : [value])
    .filter((item) => typeof item === "string" || typeof item === "number")
    .map(plain);
  if (operator === "contains")
    return places.some((place) => wanted.some((word) => word !== "" && place.includes(word)));
  const exact =
    operator === "equals"
      ? wanted.slice(0, 1)
      : operator === "in"
        ? wanted.flatMap((item) => item.split(",").map(plain))
        : [];
  return places.some((place) => exact.includes(place));
}

const plain = (value: string | number) => String(value).trim().toLowerCase();

function placesOf(payload: unknown): string[] {
  if (typeof payload !== "object" || payload === null) return [];
  const fields = new Map<string, unknown>(Object.entries(payload));
  const location = fields.get("location");
  const named = typeof location === "object" && location !== null ? Object.values(location) : [location];
  return [...named, ...["country", "city", "region"].map((name) => fields.get(name))]
    .filter((place) => typeof place === "string")
    .map(plain);
}
