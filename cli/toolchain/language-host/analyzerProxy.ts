import type * as grpc from "@grpc/grpc-js";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { analyzerMessages, AnalyzerService, grpcJs, listen, MESSAGE_LIMITS } from "./sdk.ts";

type Handler = grpc.handleUnaryCall<Buffer, Buffer>;
type Answer = (problem: grpc.ServiceError | null, response?: Buffer) => void;

/**
 * Stands between the engine and a policy pack. The engine connects first and tells the stack's configuration over the
 * wire, while a Node pack expects that configuration in its environment at start: so the proxy hears it, the pack is
 * then started with it, and everything later passes through unread.
 */
export interface AnalyzerProxy {
  readonly port: number;
  /** The configuration, or undefined where the engine asks for something else first (publishing a pack, say). */
  readonly configuration: Promise<AnalyzerStackConfigureRequest | undefined>;
  /** Passes calls on to the pack that listens on this local port. */
  attach(packPort: number): void;
  /** Answers every call with this sentence. */
  fail(sentence: string): void;
  close(): void;
}

export async function openAnalyzerProxy(): Promise<AnalyzerProxy> {
  const configuration = deferred<AnalyzerStackConfigureRequest | undefined>();
  const pack = deferred<grpc.Client>();
  pack.promise.catch(() => undefined);
  let configureStack: Buffer | undefined;

  const handlers: Record<string, Handler> = Object.fromEntries(Object.keys(AnalyzerService).map((method) => [method, forwardTo(method)]));
  handlers["handshake"] = (_call, reply) => {
    reply(null, Buffer.from(new analyzerMessages.AnalyzerHandshakeResponse().serializeBinary()));
  };
  handlers["configureStack"] = (call, reply) => {
    configureStack = call.request;
    configuration.resolve(analyzerMessages.AnalyzerStackConfigureRequest.deserializeBinary(call.request));
    reply(null, Buffer.from(new analyzerMessages.AnalyzerStackConfigureResponse().serializeBinary()));
  };

  const server = new grpcJs.Server(MESSAGE_LIMITS);
  server.addService(rawService, handlers);
  const port = await listen(server);

  function forwardTo(method: string): Handler {
    return ({ request }, reply) => {
      configuration.resolve(undefined);
      pack.promise.then(
        (client) => {
          call(client, method, request, reply);
        },
        (problem: unknown) => {
          reply({ code: grpcJs.status.UNAVAILABLE, details: String(problem) });
        },
      );
    };
  }

  return {
    port,
    configuration: configuration.promise,
    attach(packPort) {
      const client = new RawClient(`127.0.0.1:${String(packPort)}`, grpcJs.credentials.createInsecure(), MESSAGE_LIMITS);
      const open = (): void => {
        pack.resolve(client);
      };
      if (!configureStack) {
        open();
        return;
      }
      call(client, "configureStack", configureStack, (problem) => {
        // Packs on an older SDK do not know this call, and read only the environment.
        if (!problem || problem.code === grpcJs.status.UNIMPLEMENTED) open();
        else pack.reject(`The policy pack refused the stack's configuration: ${problem.details}`);
      });
    },
    fail(sentence) {
      pack.reject(sentence);
    },
    close() {
      pack.promise.then(
        (client) => {
          client.close();
        },
        () => undefined,
      );
      // The last answers still have to go out; a caller that hangs on is cut off.
      const cut = setTimeout(() => {
        server.forceShutdown();
      }, 1000);
      server.tryShutdown(() => {
        clearTimeout(cut);
      });
    },
  };
}

function call(client: grpc.Client, method: string, request: Buffer, answer: Answer): void {
  (client as unknown as Record<string, (request: Buffer, answer: Answer) => void>)[method]?.(request, answer);
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(reason: unknown): void;
}

function deferred<Value>(): Deferred<Value> {
  let settle: Omit<Deferred<Value>, "promise"> | undefined;
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, resolve: (value) => settle?.resolve(value), reject: (reason) => settle?.reject(reason) };
}

const same = (bytes: Buffer): Buffer => bytes;

/** The analyzer service with its messages left as bytes. */
const rawService: grpc.ServiceDefinition = Object.fromEntries(
  Object.entries(AnalyzerService).map(([method, definition]) => [
    method,
    { ...definition, requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
  ]),
);

const RawClient = grpcJs.makeGenericClientConstructor(rawService, "Analyzer");
