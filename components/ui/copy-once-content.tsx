import { Button } from "./button";
import { CodeBlock } from "./code-block";
import { DialogClose, DialogContent } from "./dialog";

type CopyOnceContentProps = {
  title: string;
  description: string;
  /** What the secret is. */
  label: string;
  secret: string;
};

/** A secret that is shown this once. */
export function CopyOnceContent({ title, description, label, secret }: CopyOnceContentProps) {
  return (
    <DialogContent
      title={title}
      description={description}
      footer={
        <DialogClose asChild>
          <Button size="md" variant="primary">
            I have copied it
          </Button>
        </DialogClose>
      }
    >
      <CodeBlock code={secret} label={label} wrap />
    </DialogContent>
  );
}
