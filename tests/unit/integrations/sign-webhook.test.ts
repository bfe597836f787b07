import { expect, test } from "vitest";
import { signWebhook } from "@/server/integrations/sign-webhook";

// The example of the specification's reference libraries.
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const message = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  at: new Date(1614265330_000),
  body: '{"test": 2432232314}',
};
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("the signature is the one of the Standard Webhooks specification", () => {
  expect(signWebhook(secret, message)).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": signature,
  });
});

test("two secrets make two signatures, each as it would be alone", () => {
  const other = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  const { "webhook-signature": both } = signWebhook([other, secret], message);
  expect(both?.split(" ")).toEqual([signWebhook(other, message)["webhook-signature"], signature]);
});
