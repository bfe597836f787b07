import { describe, expect, it } from "vitest";
import { flowFolderSchema, folderName, foldersAbove, foldersBelow } from "@/server/domain/flow-folder";

describe("a folder of flows", () => {
  it("is a path of names, however it was typed", () => {
    expect(flowFolderSchema.parse(" Sales / Welcome  new/")).toBe("Sales/Welcome new");
    expect(flowFolderSchema.parse(" / ")).toBe("");
    expect(flowFolderSchema.safeParse("a/b/c/d/e/f").error?.issues[0]?.message).toMatch(/5 levels/);
    expect(flowFolderSchema.safeParse("x".repeat(61)).error?.issues[0]?.message).toMatch(/60 characters/);
  });

  it("lies in others", () => {
    expect(foldersAbove("Sales/Welcome/EU")).toEqual(["Sales", "Sales/Welcome", "Sales/Welcome/EU"]);
    expect(folderName("Sales/Welcome")).toBe("Welcome");
  });

  it("is listed with what stands in it and below it", () => {
    const counts = [
      { path: "Sales", flows: 2 },
      { path: "Sales/Welcome", flows: 3 },
      { path: "Sales/Welcome/EU", flows: 1 },
      { path: "Salesforce", flows: 1 },
      { path: "Orders/Late", flows: 4 },
    ];
    expect(foldersBelow(counts, "")).toEqual([
      { path: "Orders", flows: 4 },
      { path: "Sales", flows: 6 },
      { path: "Salesforce", flows: 1 },
    ]);
    expect(foldersBelow(counts, "Sales")).toEqual([{ path: "Sales/Welcome", flows: 4 }]);
    expect(foldersBelow(counts, "Orders/Late")).toEqual([]);
  });
});
