import type { FlowDefinition } from "./flow";

/**
 * A reading of a flow that asks for its steps and error handlers alone, made once for each pair of lists: an edit of
 * notes, places, settings or the trigger leaves it as it is. Definitions are values, never changed in place.
 */
export function oncePerSteps<Value extends object>(
  read: (definition: FlowDefinition) => Value,
): (definition: FlowDefinition) => Value {
  const known = new WeakMap<FlowDefinition["steps"], WeakMap<FlowDefinition["error_handlers"], Value>>();
  return (definition) => {
    const { steps, error_handlers: handlers } = definition;
    const before = known.get(steps)?.get(handlers);
    if (before) return before;
    const value = read(definition);
    const byHandlers = known.get(steps) ?? new WeakMap();
    known.set(steps, byHandlers.set(handlers, value));
    return value;
  };
}
