import { ArrowUpRight, Eye } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { CardButton } from "./card-button";
import { useCatalogue } from "./use-catalogue";

const SubFlowPreview = dynamic(() => import("./sub-flow-preview").then((module) => module.SubFlowPreview));

/** From a card to the flow that it runs: a look at it, or all the way there. */
export function SubFlowButtons({ flowId }: { flowId: string }) {
  const router = useRouter();
  const { slug } = useWorkspace();
  const [looking, setLooking] = useState(false);
  const flow = useCatalogue()?.flows.find(({ id, externalId }) => id === flowId || externalId === flowId);
  if (!flow) return null;
  return (
    <>
      <CardButton label={`Look at “${flow.name}”`} onClick={() => setLooking(true)}>
        <Eye aria-hidden />
      </CardButton>
      <CardButton label={`Open “${flow.name}”`} onClick={() => router.push(`/w/${slug}/flows/${flow.id}`)}>
        <ArrowUpRight aria-hidden />
      </CardButton>
      {looking ? <SubFlowPreview flowId={flow.id} onClose={() => setLooking(false)} /> : null}
    </>
  );
}
