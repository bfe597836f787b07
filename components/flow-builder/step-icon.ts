import {
  BadgePercent,
  Bell,
  Braces,
  CalendarPlus,
  CircleStop,
  Clock,
  Code,
  Filter,
  GitFork,
  Globe,
  Hash,
  Hourglass,
  ListTodo,
  type LucideIcon,
  Mail,
  Merge,
  MessageSquare,
  MousePointerClick,
  NotebookPen,
  Package,
  Phone,
  Play,
  Repeat,
  Route,
  Share2,
  ShieldQuestion,
  ShoppingCart,
  Sparkles,
  Split,
  Star,
  Tag,
  TriangleAlert,
  UserCheck,
  UserPlus,
  UserRound,
  Variable,
  Webhook,
  Workflow,
  Zap,
} from "lucide-react";
import type { FlowTrigger } from "@/server/domain/flow";
import type { Step, StepType } from "@/server/domain/step";

/** The picture of a step. Actions are known by their key, so that a plugin's “send_sms” looks like ours. */
export function stepIcon(step: Step): LucideIcon {
  if (step.type !== "action") return STEP_ICONS[step.type];
  return ACTION_ICONS.find(([pattern]) => pattern.test(step.action_id))?.[1] ?? Zap;
}

export const triggerIcon = (trigger: FlowTrigger): LucideIcon => TRIGGER_ICONS[trigger.type];

const TRIGGER_ICONS: Record<FlowTrigger["type"], LucideIcon> = {
  event: Zap,
  webhook: Webhook,
  schedule: Clock,
  manual: MousePointerClick,
};

const STEP_ICONS: Record<Exclude<StepType, "action">, LucideIcon> = {
  condition: Filter,
  delay: Hourglass,
  wait_for_event: Bell,
  branch: Route,
  parallel: Split,
  join: Merge,
  for_each: Repeat,
  approval: ShieldQuestion,
  sub_flow: Workflow,
  set_variables: Variable,
  code: Code,
  end: CircleStop,
};

const ACTION_ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/slack/, Hash],
  [/sms|message/, MessageSquare],
  [/mail/, Mail],
  [/call/, Phone],
  [/notification|alert/, Bell],
  [/task/, ListTodo],
  [/tag/, Tag],
  [/discount|coupon/, BadgePercent],
  [/referral/, Share2],
  [/survey|review/, Star],
  [/inventory|product/, Package],
  [/order/, ShoppingCart],
  [/owner/, UserCheck],
  [/flow/, Play],
  [/calendar|appointment/, CalendarPlus],
  [/http|webhook|request/, Globe],
  [/error/, TriangleAlert],
  [/log|note/, NotebookPen],
  [/(^|_)ai(_|$)|score|sentiment|generate/, Sparkles],
  [/create.*(contact|customer|lead)/, UserPlus],
  [/contact|customer|lead/, UserRound],
  [/json|transform|format/, Braces],
  [/route|assign/, GitFork],
];
