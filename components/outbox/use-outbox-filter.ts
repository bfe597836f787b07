"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { channelKeys } from "./channel";

/** The Outbox's view, all of it in the URL. */
export const useOutboxFilter = () =>
  useQueryStates({
    q: parseAsString.withDefault(""),
    channel: parseAsStringLiteral(channelKeys),
    run: parseAsString,
    message: parseAsString,
  });
