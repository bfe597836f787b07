import { durationFrom } from "./duration";
import { END } from "./flow-limits";
import { flatCondition, importCondition, isRecord } from "./import-condition";

/**
 * One step in canonical form, as far as it can be told; the schema judges the rest. A canonical step comes out as it
 * went in. `inOrder`: the simplified form, in which a condition that does not hold ends the run.
 */
export function importStep(raw: unknown, position: number, inOrder: boolean): unknown {
  if (!isRecord(raw)) return raw;
  const step = withoutEmptyTargets({ ...raw });
  step.id = typeof step.id === "number" ? String(step.id) : (step.id ?? `step_${position + 1}`);
  step.type ??= kindOf(step);
  switch (step.type) {
    case "condition":
      return conditionStep(step, inOrder);
    case "action":
      return actionStep(step);
    case "delay":
      return delayStep(step);
    case "branch":
      return { ...step, cases: Array.isArray(step.cases) ? step.cases.map(caseOf) : step.cases };
    case "wait_for_event":
    case "approval":
      return { ...step, ...(step.timeout !== undefined && { timeout: durationOr(step.timeout) }) };
    default:
      return step;
  }
}

type Raw = Record<string, unknown>;

/** null and "" as a target mean what leaving it out means. */
function withoutEmptyTargets(step: Raw): Raw {
  return Object.fromEntries(
    Object.entries(step).filter(
      ([key, value]) => !(key.startsWith("on_") && (value === null || value === "")),
    ),
  );
}

function kindOf(step: Raw): string | undefined {
  if (step.action_type !== undefined || step.action_id !== undefined) return "action";
  if (step.condition !== undefined || (step.field !== undefined && step.operator !== undefined))
    return "condition";
  return undefined;
}

function conditionStep(step: Raw, inOrder: boolean): Raw {
  if (step.condition !== undefined) {
    const ended = inOrder && step.on_false === undefined ? { on_false: END } : {};
    return { ...step, ...ended, condition: importCondition(step.condition) };
  }
  const { field, operator, value, conditions, logic, plugin_id, condition_id, ...rest } = step;
  return { on_false: END, ...rest, condition: flatCondition(step) };
}

function actionStep(step: Raw): Raw {
  const { action_type, payload_template, payload, ...rest } = step;
  return {
    ...rest,
    ...withDefault("action_id", rest.action_id ?? action_type),
    ...withDefault("config", rest.config ?? payload_template ?? payload),
  };
}

const LENGTHS = ["duration", "delay", "wait"] as const;

function delayStep(step: Raw): Raw {
  const { duration, delay, wait, amount, unit, ...rest } = step;
  if (rest.for !== undefined) return { ...rest, for: durationOr(rest.for) };
  const written = LENGTHS.map((key) => step[key]).find((value) => value !== undefined);
  if (amount !== undefined && typeof unit === "string")
    return { ...rest, for: durationFrom(`${amount} ${unit}`) ?? { value: amount, unit } };
  if (written === undefined) return rest;
  if (typeof written === "number" && typeof unit === "string")
    return { ...rest, for: durationFrom(`${written} ${unit}`) ?? { value: written, unit } };
  return { ...rest, for: durationOr(written) };
}

const caseOf = (raw: unknown): unknown =>
  isRecord(raw) ? { ...raw, condition: importCondition(raw.condition) } : raw;

const durationOr = (written: unknown): unknown => durationFrom(written) ?? written;

const withDefault = (key: string, value: unknown): Raw =>
  value === undefined || value === null ? {} : { [key]: value };
