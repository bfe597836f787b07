import * as z from "zod";

export const roles = ["owner", "admin", "editor", "viewer"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Id of a workspace that the caller was proved to belong to. Minted only by the edges (procedure middleware, REST credential). */
export type WorkspaceId = string & { readonly __brand: "WorkspaceId" };

export const mintWorkspaceId = (id: string) => id as WorkspaceId;
