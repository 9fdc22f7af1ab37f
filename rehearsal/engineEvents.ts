import type * as grpc from "@grpc/grpc-js";
import type { EventRequest } from "@pulumi/pulumi/proto/events_pb.js";
import { createRequire } from "node:module";

/** What the engine says of a resource; the fields are its own (apitype.StepEventMetadata), only those read here. */
export interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly keys?: readonly string[] | null;
  readonly diffs?: readonly string[] | null;
  readonly old?: StepState | null;
  readonly new?: StepState | null;
}

interface StepState {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** One finding of a policy pack. */
export interface Violation {
  readonly resourceUrn?: string;
  /** The rule's description, then what it found. */
  readonly message: string;
  readonly policyName: string;
  readonly enforcementLevel: string;
}

interface RuleSummary {
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** An event of an operation (apitype.EngineEvent), only the kinds that are read here. */
export interface EngineEvent {
  readonly sequence: number;
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
  readonly policyEvent?: Violation;
  readonly policyAnalyzeSummaryEvent?: RuleSummary;
  readonly policyAnalyzeStackSummaryEvent?: RuleSummary;
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> };
}

// gRPC belongs to the SDK: taking it from where the SDK finds it keeps one copy.
const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const { Server, ServerCredentials } = sdk("@grpc/grpc-js") as typeof grpc;
const { EventsService } = sdk("@pulumi/pulumi/proto/events_grpc_pb") as { EventsService: grpc.ServiceDefinition };
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => object };

/** A receiver of the events of one operation; the engine is pointed at it with `--event-log <address>`. */
export interface EventReceiver {
  readonly address: string;
  close(): void;
}

/** Calls back for every event, in order; `onPhase` before the first of each phase, for an `up` previews before it updates. */
export async function receiveEvents(onEvent: (event: EngineEvent) => void, onPhase: () => void): Promise<EventReceiver> {
  const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(EventsService, {
    streamEvents: (call: grpc.ServerReadableStream<EventRequest, object>, answer: grpc.sendUnaryData<object>) => {
      onPhase();
      call.on("data", (request: EventRequest) => onEvent(JSON.parse(request.getEvent()) as EngineEvent));
      call.on("end", () => answer(null, new Empty()));
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (problem, bound) =>
      problem === null ? resolve(bound) : reject(problem),
    );
  });
  return { address: `tcp://127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
