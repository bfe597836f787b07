import type { Integration } from "../integration";
import { addTag } from "./actions/add-tag";
import { assignOwner } from "./actions/assign-owner";
import { assignTask } from "./actions/assign-task";
import { calculateLeadScore } from "./actions/calculate-lead-score";
import { createCustomer } from "./actions/create-customer";
import { createLead } from "./actions/create-lead";
import { createTask } from "./actions/create-task";
import { findContacts } from "./actions/find-contacts";
import { removeTag } from "./actions/remove-tag";
import { updateContact } from "./actions/update-contact";
import { updateCustomer } from "./actions/update-customer";
import { updateLead } from "./actions/update-lead";

export const crm: Integration = {
  key: "crm",
  title: "CRM",
  description: "Contacts, their owners, and tasks for the people of this workspace.",
  icon: "contact",
  actions: [
    createCustomer,
    updateCustomer,
    createLead,
    updateLead,
    updateContact,
    addTag,
    removeTag,
    findContacts,
    calculateLeadScore,
    createTask,
    assignTask,
    assignOwner,
  ],
};
