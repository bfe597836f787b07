import type { Integration } from "../integration";
import { createTask } from "./actions/create-task";

export const crm: Integration = {
  key: "crm",
  title: "CRM",
  description: "Tasks for the people of this workspace.",
  icon: "contact",
  actions: [createTask],
};
