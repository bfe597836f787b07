import { once } from "node:events";
import { WebSocket } from "undici";
import * as z from "zod";

const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** A connection to a process that was started with --inspect. */
export class Inspector {
  private next = 0;
  private readonly waiting = new Map<number, (answer: z.infer<typeof answerSchema>) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      const answer = answerSchema.safeParse(JSON.parse(String(data)));
      if (!answer.success) return;
      this.waiting.get(answer.data.id)?.(answer.data);
      this.waiting.delete(answer.data.id);
    });
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return new Inspector(socket);
  }

  async call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.next;
    const answered = new Promise<z.infer<typeof answerSchema>>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  close(): void {
    this.socket.close();
  }
}
