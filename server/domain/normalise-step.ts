import { END } from "./flow";

/** Other spellings of a step, brought to the canonical one. What is canonical stays as it is; what is unknown is left to the schema. */
export function normaliseStep(step: unknown, simplified: boolean): unknown {
  if (!isRecord(step)) return step;
  const known = withoutNulls(step);
  if (known.type === "action") return normaliseAction(known);
  if (known.type === "condition") return normaliseCondition(known, simplified);
  if (known.type === "delay") return normaliseDelay(known);
  return known;
}

function normaliseAction({
  action_type,
  payload_template,
  ...step
}: Record<string, unknown>): Record<string, unknown> {
  return {
    ...step,
    ...(action_type !== undefined && step.action_id === undefined && { action_id: action_type }),
    ...(payload_template !== undefined && step.config === undefined && { config: payload_template }),
  };
}

/** The simplified form has no targets: steps follow each other, and a condition that does not hold ends the run. */
function normaliseCondition(step: Record<string, unknown>, simplified: boolean): Record<string, unknown> {
  const { field, operator, value, ...rest } = step;
  const flat = rest.condition === undefined && field !== undefined;
  return {
    ...(flat ? rest : step),
    ...(flat && { condition: { field, operator, ...(value !== undefined && { value }) } }),
    ...(simplified && rest.on_false === undefined && { on_false: END }),
  };
}

function normaliseDelay({
  delay,
  duration,
  wait,
  ...step
}: Record<string, unknown>): Record<string, unknown> {
  const length = lengthOf(step.for ?? delay ?? duration ?? wait);
  return length === undefined ? step : { ...step, for: length };
}

const UNITS: Record<string, string> = {
  s: "seconds",
  sec: "seconds",
  m: "minutes",
  min: "minutes",
  h: "hours",
  hr: "hours",
  d: "days",
  w: "weeks",
};

/** 7200000 (ms) and "2 hours" as { value, unit }. */
function lengthOf(written: unknown): unknown {
  if (typeof written === "number") return { value: written / 1000, unit: "seconds" };
  if (typeof written !== "string") return written;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+?)s?\s*$/i.exec(written);
  const unit = match?.[2]?.toLowerCase();
  return match && unit ? { value: Number(match[1]), unit: UNITS[unit] ?? `${unit}s` } : written;
}

const withoutNulls = (step: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(step).filter(([, value]) => value !== null));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
