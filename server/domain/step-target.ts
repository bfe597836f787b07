import { AppError } from "./errors";
import { END } from "./flow-limits";
import { outletsOf } from "./outlets";
import { quotedStep } from "./quoted-step";
import { type Step, stepSchema } from "./step";

/** The step with one of its ways leading elsewhere; undefined: silent again, or the end where silence is not possible. */
export function withTarget(step: Step, outlet: string, target: string | undefined): Step {
  const way = outletsOf(step).find((one) => one.outlet === outlet);
  if (!way) throw new AppError("invalid", `Step ${quotedStep(step)} has no way out called “${outlet}”.`);
  if (way.field === null) {
    throw new AppError(
      "invalid",
      `Step ${quotedStep(step)} cannot have an error branch of its own. Add an error handler instead: it catches its errors.`,
    );
  }
  const [list = "", index] = way.field.split(".");
  const changed: Record<string, unknown> = { ...step };
  if (index !== undefined) {
    const members: unknown = changed[list];
    changed[list] = Array.isArray(members)
      ? members.map((member: object, at) =>
          at === Number(index) ? { ...member, target: target ?? END } : member,
        )
      : members;
  } else if (target === undefined && way.kind !== "body") delete changed[list];
  else changed[list] = target ?? END;
  return stepSchema.parse(changed);
}
