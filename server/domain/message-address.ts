import { emailAddress } from "./contact-key";
import { phoneNumber } from "./phone-number";

/** What a message can go to, as it is compared and stored: an email address or a number in E.164; null: neither. */
export const messageAddress = (text: string): string | null =>
  text.includes("@") ? emailAddress(text) : phoneNumber(text);
