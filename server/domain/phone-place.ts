import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { areaZone } from "./area-zones";
import { countryZones } from "./country-zones";

export type PhonePlace = { country: string | null; zones: readonly string[] };

/** Where a number (E.164) is at home: its country, and the zones its owner is probably in. None: nobody can tell. */
export function phonePlace(e164: string): PhonePlace {
  const parsed = parsePhoneNumberFromString(e164);
  // A number of a shared code that belongs to no one country (+1 550) is taken for the largest.
  const country = parsed?.country ?? MAIN_COUNTRY[parsed?.countryCallingCode ?? ""] ?? null;
  const area = areaZone(e164);
  return { country, zones: area ? [area] : country ? countryZones(country) : [] };
}

const MAIN_COUNTRY: Record<string, string> = { "1": "US", "44": "GB", "7": "RU" };
