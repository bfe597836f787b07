import type * as z from "zod";
import { AppError, type FieldProblem } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import { isNothing } from "./contract";
import { isNameOf } from "./workspace-names";

/** Gathers what is wrong in all parts of a request, to say it at once. */
export class RequestCheck {
  private readonly problems: FieldProblem[] = [];

  part<T>(schema: z.ZodType<T>, value: unknown): { data: T } | null {
    const checked = schema.safeParse(isNothing(schema) ? null : value);
    if (checked.success) return { data: checked.data };
    for (const { path, message } of checked.error.issues)
      this.problems.push({ field: path.join("."), message });
    return null;
  }

  /**
   * A tenant_id chooses nothing: the credential did. It may only repeat the workspace it belongs to, and what it names
   * instead, or whether that exists, makes no difference to the answer.
   */
  async tenant(workspaceId: WorkspaceId, value: unknown): Promise<void> {
    if (!isRecord(value) || value.tenant_id === undefined || value.tenant_id === null) return;
    if (await isNameOf(workspaceId, value.tenant_id)) return;
    this.problems.push({
      field: "tenant_id",
      message:
        "This is not the workspace of the credential. Leave tenant_id out, or send the workspace's id.",
    });
  }

  refusal(): AppError {
    const [first] = this.problems;
    const detail = first?.field ? `${first.field}: ${first.message}` : (first?.message ?? "");
    return new AppError("invalid", detail, { problems: this.problems });
  }

  get failed(): boolean {
    return this.problems.length > 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
