import type { Step, StepType } from "@/server/domain/step";

export type StepOf<Type extends StepType> = Extract<Step, { type: Type }>;
export type StepFormProps<Type extends StepType> = { step: StepOf<Type>; readOnly: boolean };
