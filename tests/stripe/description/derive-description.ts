import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5";
import { operationsOf } from "./operations";
import type { Description } from "./schema";
import { TypeSchemas } from "./type-schema";

/**
 * Describes Stripe's API from the declarations of the installed `stripe` package, which Stripe generates
 * from its own OpenAPI document. So the description always has the version that the product speaks, and
 * nobody's expectations are written down by hand.
 */
export function deriveDescription(packageFolder: string): Description {
  const base = join(packageFolder, "cjs");
  const files = readdirSync(join(base, "resources"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => join(base, "resources", file));
  const program = ts.createProgram([join(base, "stripe.cjs.node.d.ts"), ...files], {
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const schemas = new TypeSchemas(program.getTypeChecker());
  const operations = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source ? operationsOf(source, program.getTypeChecker(), schemas) : [];
  });
  const [, apiVersion] =
    /ApiVersion = '([^']+)'/.exec(readFileSync(join(base, "apiVersion.js"), "utf8")) ?? [];
  if (!apiVersion || !operations.length) throw new Error(`${packageFolder} is not the stripe package`);
  return { apiVersion, operations, definitions: schemas.definitions };
}
