"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { messageStates } from "@/server/domain/message";
import { channelKeys } from "./channel";

/** The Outbox's view, all of it in the URL. */
export const useOutboxFilter = () =>
  useQueryStates({
    q: parseAsString.withDefault(""),
    channel: parseAsStringLiteral(channelKeys),
    state: parseAsStringLiteral(messageStates),
    direction: parseAsStringLiteral(["in", "out"]),
    flow: parseAsString,
    contact: parseAsString,
    run: parseAsString,
    message: parseAsString,
  });

/** Nothing is filtered. */
export const NO_FILTER = {
  q: null,
  channel: null,
  state: null,
  direction: null,
  flow: null,
  contact: null,
  run: null,
} as const;
