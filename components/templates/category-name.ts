import type { TemplateCategory } from "@/server/domain/flow-template";

/** “customer care” → “Customer care” */
export const categoryName = (category: TemplateCategory): string =>
  category.charAt(0).toUpperCase() + category.slice(1);
