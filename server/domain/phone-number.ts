import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * A phone number in E.164 (+14155550100), or null. It must come with its country code: a number that could be in
 * several countries is not guessed. "Possible" is asked, not "assigned": numbering plans grow faster than the tables.
 */
export function phoneNumber(text: string): string | null {
  if (text.length > 40) return null;
  const parsed = parsePhoneNumberFromString(text.trim().replace(/^00/, "+"));
  return parsed?.isPossible() && !parsed.ext ? parsed.number : null;
}
