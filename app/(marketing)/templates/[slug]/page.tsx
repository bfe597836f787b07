import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlowPicture } from "@/components/templates/flow-picture";
import { TemplateFacts } from "@/components/templates/template-facts";
import { TemplateWords } from "@/components/templates/template-words";
import { TryTemplate } from "@/components/templates/try-template";
import { buttonClass } from "@/components/ui/button-class";
import { serverCaller } from "@/server/api/server-caller";

type Props = { params: Promise<{ slug: string }> };

const open = cache(async (ref: string) => {
  const caller = await serverCaller();
  return (await caller.templates.show({ ref })) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { template, origin } = await open((await params).slug);
  return {
    title: template.name,
    description: template.description.slice(0, 300),
    // Whoever has the link may see it; search engines have none.
    ...(origin === "shared" && { robots: { index: false, follow: false }, referrer: "no-referrer" }),
  };
}

export default async function TemplatePage({ params }: Props) {
  const found = await open((await params).slug);
  const { ref, template, definition, sharedBy } = found;
  return (
    <main className="mx-auto max-w-6xl px-5 pt-8 pb-20">
      <p className="text-muted">
        <Link href="/templates" className="rounded-sm hover:text-ink">
          Templates
        </Link>
        {sharedBy ? ` · Shared by ${sharedBy}` : null}
      </p>
      <div className="mt-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="min-w-0 flex-1 basis-96">
          <h1 className="text-pretty font-semibold text-2xl tracking-tight">{template.name}</h1>
          <p className="mt-2 max-w-[70ch] text-lg text-muted">{template.description}</p>
        </div>
        <Link
          href={`/templates/${ref}/use`}
          prefetch={false}
          className={buttonClass({ variant: "primary", size: "lg" })}
        >
          Use template
          <ArrowRight aria-hidden />
        </Link>
      </div>
      <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-w-0 flex-col gap-8">
          <FlowPicture definition={definition} describedBy="template-words" />
          <TemplateWords id="template-words" definition={definition} />
          <TryTemplate found={{ ref, template, definition }} />
        </div>
        <TemplateFacts found={found} />
      </div>
    </main>
  );
}
