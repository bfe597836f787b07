import { recordContactFields } from "@/server/domain/record-contact";

const { contact, customer, customer_id, email, phone, name } = recordContactFields;

/** Whom the record is about. Left out: the contact of the run. */
export const contactInputs = {
  contact: contact.meta({
    title: "Contact",
    description: "Id, email or phone of a contact that is there. Left out: the run's contact.",
    widget: "contact",
  }),
  customer_id: customer_id.meta({ title: "Customer id", widget: "text" }),
  email: email.meta({ title: "Email", description: "Of somebody who may be new.", widget: "email" }),
  phone: phone.meta({ title: "Phone", widget: "phone" }),
  customer_name: name.meta({ title: "Name of the customer", widget: "text" }),
  customer: customer.meta({ title: "Customer", description: "The same, as an object.", widget: "json" }),
};

export const contactAliases = { contact_id: "contact", customer_email: "email", customer_phone: "phone" };

/** Which of them a step takes from the run's data when it leaves them out: those that say who it is. */
export const contactFill = ["contact", "customer_id", "email", "customer_email", "phone", "customer_phone"];
