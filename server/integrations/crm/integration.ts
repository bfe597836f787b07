import type { Integration } from "../integration";
import { assignOwner } from "./actions/assign-owner";
import { assignTask } from "./actions/assign-task";
import { createTask } from "./actions/create-task";

export const crm: Integration = {
  key: "crm",
  title: "CRM",
  description: "Contacts, their owners, and tasks for the people of this workspace.",
  icon: "contact",
  actions: [createTask, assignTask, assignOwner],
};
