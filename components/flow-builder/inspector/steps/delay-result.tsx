"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatExact } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";
import { useData } from "../data/data-context";
import { useTemplateEngine } from "../data/template-engine";
import type { StepOf } from "./step-of";

type DelayUntil = typeof import("@/server/domain/delay")["delayUntil"];

/** When the wait would be over if it began now with the sample. */
export function DelayResult({ step }: { step: StepOf<"delay"> }) {
  const { timezone } = useWorkspace();
  const { scope } = useData();
  const engine = useTemplateEngine();
  const now = useNow();
  const [domain, setDomain] = useState<{ delayUntil: DelayUntil } | null>(null);
  useEffect(() => {
    let gone = false;
    void import("@/server/domain/delay").then(({ delayUntil }) => {
      if (!gone) setDomain({ delayUntil });
    });
    return () => {
      gone = true;
    };
  }, []);
  if (!engine || !domain || now === null) return null;
  const contactZone = scope.lookup("contact.timezone");
  const zones = { workspace: timezone, contact: typeof contactZone === "string" ? contactZone : null };
  const minute = new Date(Math.floor(now / 60_000) * 60_000);
  const until = untilOf(() =>
    domain.delayUntil(step, (template) => engine.renderValue(template, scope), minute, zones),
  );
  const shownIn = step.next?.zone === "contact" ? (zones.contact ?? timezone) : (zoneOf(step) ?? timezone);
  return until.ok ? (
    <p className="mt-1">
      With the sample, from now:{" "}
      <time dateTime={until.at.toISOString()} className="font-medium text-ink">
        {formatExact(until.at, { timeZone: shownIn }).replace(/:\d\d (?=\S+$)/, " ")}
      </time>{" "}
      ({shownIn})
    </p>
  ) : (
    <p className="mt-1 text-held">{until.message}</p>
  );
}

const zoneOf = ({ next }: StepOf<"delay">): string | null =>
  next && next.zone !== "workspace" && next.zone !== "contact" ? next.zone : null;

function untilOf(decide: () => ReturnType<DelayUntil>): ReturnType<DelayUntil> {
  try {
    return decide();
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
