/** A gRPC server on this machine only, with the provider protocol. */
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { grpc } from "./runtime.ts";

export interface Listening {
  port: number;
  close(): void;
}

/** Inputs and outputs of one resource can be larger than gRPC's default of 4 MB. */
const maxMessage = 400 * 1024 * 1024;

export async function listen(handlers: Record<string, (...args: never[]) => void>): Promise<Listening> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": maxMessage, "grpc.max_send_message_length": maxMessage });
  server.addService(services.ResourceProviderService, handlers as never);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}
