import type { Integration } from "../integration";
import { httpRequest } from "./actions/http-request";
import { log } from "./actions/log";
import { startFlow } from "./actions/start-flow";

export const core: Integration = {
  key: "core",
  title: "Core",
  description: "Call any HTTP address, start other flows and leave notes in a run.",
  icon: "blocks",
  actions: [httpRequest, log, startFlow],
};
