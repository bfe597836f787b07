import type { Integration } from "../integration";
import { findEvent } from "./actions/find-event";
import { httpRequest } from "./actions/http-request";
import { log } from "./actions/log";
import { startFlow } from "./actions/start-flow";
import { webhookOut } from "./actions/webhook-out";

export const core: Integration = {
  key: "core",
  title: "Core",
  description:
    "Call any HTTP address, send signed webhooks, start other flows, look up events and leave notes in a run.",
  icon: "blocks",
  actions: [httpRequest, webhookOut, log, startFlow, findEvent],
};
