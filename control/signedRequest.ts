import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { clientConfig, type AwsAccess } from "./access.ts";
import { within } from "./timeLimit.ts";

/** A request to an AWS service that this project has no client of. */
export interface SignedRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Name that the service signs with, such as `mediaconnect`. */
  readonly service: string;
  /** Host without port; what is signed, and the `Host` header wherever the request goes. */
  readonly host: string;
  /** Begins with a slash, each part encoded as in a URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SignedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SendOptions {
  /** How long one try may take, seconds. */
  readonly callSeconds?: number;
  /** How often it is tried while AWS is busy (429), fails (5xx) or does not answer. */
  readonly tries?: number;
}

const CALL_SECONDS = 10;
const TRIES = 3;
const FIRST_PAUSE_MS = 200;

/**
 * Sends a request signed with signature version 4, by the credentials of the caller. Where `AWS_ENDPOINT_URL_<SERVICE>` or
 * `AWS_ENDPOINT_URL` is set it goes there, with the same `Host` header. Any status is an answer.
 * @throws Error when nobody answers
 */
export async function sendSigned(access: AwsAccess, request: SignedRequest, options: SendOptions = {}): Promise<SignedAnswer> {
  const tries = options.tries ?? TRIES;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await within(options.callSeconds ?? CALL_SECONDS, request.host, (signal) => send(access, request, signal));
      if (attempt >= tries || (answer.status !== 429 && answer.status < 500)) return answer;
    } catch (error) {
      if (attempt >= tries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random())));
  }
}

async function send(access: AwsAccess, request: SignedRequest, signal: AbortSignal): Promise<SignedAnswer> {
  const { SignatureV4 } = await import("@smithy/signature-v4");
  const { region, credentials } = await clientConfig(access);
  const signer = new SignatureV4({ service: request.service, region, credentials, sha256: Sha256 });
  const { method, host, path, query = {}, body } = request;
  const { headers } = await signer.sign({
    method,
    protocol: "https:",
    hostname: host,
    path,
    query: { ...query },
    headers: { ...request.headers, host },
    ...(body === undefined ? {} : { body }),
  });
  const search = Object.entries(query)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join("&");
  return exchange(await targetOf(request), { method, path: search === "" ? path : `${path}?${search}`, headers, signal }, body);
}

/** As the signature counts it: a blank is `%20`, and nothing but letters, digits and `-_.~` stays as it is. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Where it goes: as the AWS SDK is told by its own variables or the shared configuration file, or to the host itself. */
async function targetOf({ service, host }: SignedRequest): Promise<URL> {
  const { loadConfig } = await import("@smithy/core/config");
  const own = `AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
  const told = await loadConfig<string | undefined>({
    environmentVariableSelector: (variables) => variables[own] ?? variables["AWS_ENDPOINT_URL"],
    configFileSelector: (profile) => profile["endpoint_url"],
    default: undefined,
  })();
  return new URL(told ?? `https://${host}`);
}

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

function exchange(target: URL, wire: Wire, body: string | undefined): Promise<SignedAnswer> {
  const ask = target.protocol === "http:" ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const asked = ask(target, wire, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString("utf8") });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** SHA-256, and HMAC with a secret, in the form that the signer asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }

  reset(): void {
    throw new Error("a digest is taken once");
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, "utf8");
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}
