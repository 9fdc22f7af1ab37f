import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A channel of the pretended service: `path` is what it is seen to be, one step per look. */
export interface Pretended {
  state: string;
  ahead: string[];
  tags: Record<string, string>;
  /** Looks for which a start or stop is refused as untimely. */
  busyFor: number;
  /** What a start or stop leads to. */
  onStart: string[];
  onStop: string[];
  /** Inputs that are attached, by id; each is fed by a flow of the same name, which MediaConnect does not have. */
  inputs?: readonly string[];
  /** Nothing moves before this holds. */
  until?: () => boolean;
}

export const pretended = (state: string, more: Partial<Pretended> = {}): Pretended => ({
  state,
  ahead: [],
  tags: {},
  busyFor: 0,
  onStart: ["STARTING", "STARTING", "RUNNING"],
  onStop: ["STOPPING", "IDLE"],
  ...more,
});

/** The few MediaLive calls in question, over HTTP as the API has them: paths, answers, error types. */
export class MediaLive {
  readonly channels = new Map<string, Pretended>();
  readonly calls: string[] = [];
  mostAtOnce = 0;
  /** What alarms were told, `<region> <channel> <value>`, in order. */
  readonly wishes: string[] = [];
  wishesDenied = false;
  tagsDenied = false;
  denied = false;
  /** What the viewers' key-value store holds. */
  readonly pairs = new Map<string, string>();
  readonly #server: Server;

  constructor() {
    let open = 0;
    this.#server = createServer((request, response) => {
      this.mostAtOnce = Math.max(this.mostAtOnce, ++open);
      response.on("close", () => open--);
      void read(request).then((body) => {
        const stored = this.#stored(request.method ?? "", decodeURIComponent(request.url ?? ""));
        const wish = stored ?? this.#wish(request.headers.authorization ?? "", body);
        const { status, error, value } =
          wish ?? this.#answer(request.method ?? "", decodeURIComponent(request.url ?? ""), body, request.headers.authorization ?? "");
        response.writeHead(status, { "content-type": "application/json", ...(error === undefined ? {} : { "x-amzn-errortype": error }) });
        response.end(status === 204 ? undefined : JSON.stringify(value ?? { message: `${error ?? ""} said the service` }));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /** `PutMetricData` of CloudWatch, over the JSON protocol; undefined for a call to another service. */
  #wish(authorization: string, body: string): { status: number; error?: string; value?: unknown } | undefined {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\/monitoring/.exec(authorization)?.[1];
    if (region === undefined) return undefined;
    if (this.wishesDenied) return { status: 403, error: "AccessDeniedException" };
    const { MetricData } = JSON.parse(body) as { MetricData: { Value: number; Dimensions: { Name: string; Value: string }[] }[] };
    for (const { Value, Dimensions } of MetricData)
      this.wishes.push(`${region} ${Dimensions.map((dimension) => dimension.Value).join("/")} ${Value}`);
    return { status: 200, value: {} };
  }

  /** Reading the key-value store of CloudFront; undefined for a call to another service. */
  #stored(method: string, path: string): { status: number; error?: string; value?: unknown } | undefined {
    const [found, key] = /^\/key-value-stores\/arn:[^/]+\/[^/]+(?:\/keys\/(.+))?$/.exec(path) ?? [];
    if (found === undefined || method !== "GET") return undefined;
    if (key === undefined) return { status: 200, value: { KvsARN: "arn", ItemCount: this.pairs.size, TotalSizeInBytes: 0, Created: 0 } };
    const value = this.pairs.get(key);
    if (value === undefined) return { status: 404, error: "ResourceNotFoundException" };
    return { status: 200, value: { Key: key, Value: value, ItemCount: this.pairs.size, TotalSizeInBytes: 0 } };
  }

  #answer(method: string, path: string, body: string, authorization: string): { status: number; error?: string; value?: unknown } {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\/medialive/.exec(authorization)?.[1] ?? "unsigned";
    const [, id = "", action = ""] = /^\/prod\/channels\/(\d+)\/?(start|stop)?$/.exec(path) ?? [];
    const tagged = /^\/prod\/tags\/arn:aws:medialive:([^:]+):\d+:channel:(\d+)$/.exec(path);
    if (this.denied) return { status: 403, error: "ForbiddenException" };
    if (tagged !== null && method === "POST") {
      this.calls.push(`${region} tag ${tagged[2] ?? ""}`);
      if (this.tagsDenied) return { status: 403, error: "ForbiddenException" };
      Object.assign(this.channels.get(tagged[2] ?? "")?.tags ?? {}, (JSON.parse(body) as { tags: Record<string, string> }).tags);
      return { status: 204 };
    }
    const [, input] = /^\/prod\/inputs\/(\w+)$/.exec(path) ?? [];
    if (input !== undefined) {
      const flows = [{ flowArn: `arn:aws:mediaconnect:${region}:123456789012:flow:1-a-b:${input}` }];
      return { status: 200, value: { id: input, mediaConnectFlows: flows } };
    }
    const channel = this.channels.get(id);
    if (channel === undefined) return { status: 404, error: "NotFoundException" };
    if (action === "") {
      if (channel.until?.() !== false) channel.state = channel.ahead.shift() ?? channel.state;
      channel.busyFor -= 1;
      return {
        status: 200,
        value: { id, state: channel.state, tags: channel.tags, inputAttachments: (channel.inputs ?? []).map((inputId) => ({ inputId })) },
      };
    }
    this.calls.push(`${region} ${action} ${id}`);
    if (channel.busyFor > 0) return { status: 409, error: "ConflictException" };
    channel.ahead = [...(action === "start" ? channel.onStart : channel.onStop)];
    return { status: 200, value: { id } };
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const NAMES = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"] as const;

/** Lets the AWS SDK of this process talk to the service; answers how to put everything back. */
export async function useService(service: MediaLive): Promise<() => Promise<void>> {
  const saved = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await service.listen(),
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  return async () => {
    for (const name of NAMES) {
      if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = saved[name];
    }
    await service.close();
  };
}
