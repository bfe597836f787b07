import { contactChange } from "./contact-change";
import { contactCreate } from "./contact-create";
import { contactGet } from "./contact-get";
import { contactList } from "./contact-list";
import { type ContactNoun, CUSTOMERS, LEADS } from "./contact-noun";

export const customerRoutes = routesOf(CUSTOMERS);
export const leadRoutes = routesOf(LEADS);

function routesOf(noun: ContactNoun) {
  const { put, patch } = contactChange(noun);
  return { list: contactList(noun), create: contactCreate(noun), get: contactGet(noun), put, patch };
}
