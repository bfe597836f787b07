import {
  CalendarDays,
  Gauge,
  House,
  LayoutTemplate,
  ListTodo,
  Mail,
  Package,
  Play,
  Settings,
  ShoppingCart,
  Users,
  Workflow,
} from "lucide-react";

/** The pages of a workspace, in groups; `path` follows /w/<slug>. */
export const navGroups = [
  [
    { label: "Home", path: "", icon: House, key: "H" },
    { label: "Flows", path: "/flows", icon: Workflow, key: "F" },
    { label: "Runs", path: "/runs", icon: Play, key: "R" },
    { label: "Templates", path: "/templates", icon: LayoutTemplate, key: "E" },
  ],
  [
    { label: "Contacts", path: "/contacts", icon: Users, key: "C" },
    { label: "Tasks", path: "/tasks", icon: ListTodo, key: "T" },
    { label: "Outbox", path: "/outbox", icon: Mail, key: "O" },
  ],
  [
    { label: "Products", path: "/products", icon: Package, key: "P" },
    { label: "Orders", path: "/orders", icon: ShoppingCart, key: "D" },
    { label: "Appointments", path: "/appointments", icon: CalendarDays, key: "A" },
  ],
  [
    { label: "Usage", path: "/usage", icon: Gauge, key: "U" },
    { label: "Settings", path: "/settings", icon: Settings, key: "S" },
  ],
] as const;

export const navItems = navGroups.flat();

/** Is `pathname` within the page `path` of the workspace at `base`? */
export function isActive(pathname: string, base: string, path: string): boolean {
  const page = base + path;
  return pathname === page || (path !== "" && pathname.startsWith(`${page}/`));
}
