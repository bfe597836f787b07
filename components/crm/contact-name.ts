/** What a contact is called: its name, else what it is reached by. */
export const contactName = (contact: {
  name: string;
  email: string | null;
  phone: string | null;
  externalId?: string | null;
}): string => contact.name || contact.email || contact.phone || contact.externalId || "Unnamed contact";
