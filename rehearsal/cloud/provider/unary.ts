/** Turns a function into the handler of a call with one request and one answer. */
import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import { grpc } from "./runtime.ts";

export type Log = (message: string) => void;

export type Handler = (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => void;

/** `answer` gets the request and the address of the connection it came by. What it throws becomes the call's error, word for word. */
export type Unary = (answer: (request: never, peer: string) => unknown) => Handler;

export function unaryWith(log: Log): Unary {
  return (answer: (request: never, peer: string) => unknown): Handler =>
    (call, callback) => {
      Promise.resolve()
        .then(() => answer(call.request as never, call.getPeer()))
        .then(
          (response) => {
            callback(null, response);
          },
          (error: unknown) => {
            const details = error instanceof Error ? error.message : String(error);
            log(`refused: ${details}`);
            callback({ code: grpc.status.UNKNOWN, details });
          },
        );
    };
}
