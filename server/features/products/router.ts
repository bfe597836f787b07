import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { newProductSchema, productChangeSchema } from "@/server/domain/product";
import { getProduct, listProducts, productCursorSchema, productFilterSchema } from "./data";
import { archiveProduct, changeProduct, createProduct } from "./mutations";

const reading = workspaceProcedure.use(can("products.read"));
const writing = workspaceProcedure.use(can("products.write"));
const product = z.object({ productId: z.uuid() });

export const productsRouter = router({
  list: reading
    .input(productFilterSchema.extend({ cursor: productCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listProducts(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  get: reading.input(product).query(({ ctx, input }) => getProduct(ctx.workspace.id, input.productId)),
  create: writing
    .input(z.object({ product: newProductSchema }))
    .mutation(({ ctx, input }) => createProduct(ctx.workspace.id, ctx.actor, input.product)),
  change: writing
    .input(product.extend({ change: productChangeSchema }))
    .mutation(({ ctx, input }) => changeProduct(ctx.workspace.id, ctx.actor, input.productId, input.change)),
  archive: writing
    .input(product)
    .mutation(({ ctx, input }) => archiveProduct(ctx.workspace.id, ctx.actor, input.productId)),
});
