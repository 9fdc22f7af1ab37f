import type * as Sdk from "@aws-sdk/client-cloudfront-keyvaluestore";
import type { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { clientConfig, type AwsAccess } from "./access.ts";
import { within } from "./timeLimit.ts";

/**
 * The keys that the viewer-request function reads. The API of a store's data is global (`<account>.cloudfront-kvs.global.api.aws`,
 * signed for every region at once), and stands apart from CloudFront's own API in us-east-1.
 */
export interface ViewerStore {
  /** The value, or undefined where there is no such key. */
  get(key: string): Promise<string | undefined>;
  /** Up to 512 bytes of key and 1 KB of value (CloudFront Developer Guide, "Quotas", key value stores). */
  put(key: string, value: string): Promise<void>;
  /** Succeeds also where there is no such key. */
  delete(key: string): Promise<void>;
  list(): Promise<Readonly<Record<string, string>>>;
  /**
   * Sets a key to what `decide` makes of its value, or removes it for undefined; nobody else's write comes in between.
   * `decide` is asked again when somebody was faster, and may throw to leave everything as it is.
   */
  change(key: string, decide: (now: string | undefined) => string | undefined): Promise<void>;
  close(): void;
}

export interface ViewerStoreOptions {
  /** How long one call may take, seconds. */
  readonly callSeconds?: number;
}

/** A person waits for it: longer than any call that succeeds, short enough to tell what failed. Seconds. */
const CALL_SECONDS = 5;
/** A write names the version of the store it was meant for, and another writer may have been faster. */
const TRIES = 6;
const FIRST_PAUSE_MS = 50;

/**
 * Opens a store by its ARN. Needs `cloudfront-keyvaluestore:DescribeKeyValueStore`, `GetKey`, `PutKey`, `DeleteKey` and
 * `ListKeys` on that ARN, each only for what is used.
 * @throws Error when the ARN is none of a key-value store; each call when AWS refuses it or does not answer in time
 */
export async function openViewerStore(access: AwsAccess, storeArn: string, options: ViewerStoreOptions = {}): Promise<ViewerStore> {
  if (!/^arn:[^:]+:cloudfront::\d{12}:key-value-store\/.+$/.test(storeArn)) throw new Error(`${storeArn} is no ARN of a key-value store`);
  return new Store(await clientOf(access), storeArn, options.callSeconds ?? CALL_SECONDS);
}

class Store implements ViewerStore {
  readonly #client: CloudFrontKeyValueStoreClient;
  readonly #arn: string;
  readonly #seconds: number;
  /** It has answered as a store that is there. */
  #known = false;

  constructor(client: CloudFrontKeyValueStoreClient, arn: string, seconds: number) {
    this.#client = client;
    this.#arn = arn;
    this.#seconds = seconds;
  }

  /** "Not found" is said of a store as of a key: only with a store that is there does it mean the key. */
  async get(key: string): Promise<string | undefined> {
    const value = await this.#read(key);
    if (value === undefined && !this.#known) await this.#version();
    this.#known = true;
    return value;
  }

  async put(key: string, value: string): Promise<void> {
    await this.#write((version) => this.#put(key, value, version));
  }

  async delete(key: string): Promise<void> {
    await this.change(key, () => undefined);
  }

  async change(key: string, decide: (now: string | undefined) => string | undefined): Promise<void> {
    await this.#write(async (version) => {
      const now = await this.#read(key);
      const next = decide(now);
      if (next === now) return;
      if (next === undefined) await this.#remove(key, version);
      else await this.#put(key, next, version);
    });
  }

  async list(): Promise<Readonly<Record<string, string>>> {
    const { ListKeysCommand } = await sdk();
    const found: Record<string, string> = {};
    let NextToken: string | undefined;
    do {
      const input = { KvsARN: this.#arn, ...(NextToken === undefined ? {} : { NextToken }) };
      const page = await this.#call((abortSignal) => this.#client.send(new ListKeysCommand(input), { abortSignal }));
      for (const { Key, Value } of page.Items ?? []) if (Key !== undefined && Value !== undefined) found[Key] = Value;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  }

  close(): void {
    this.#client.destroy();
  }

  /** Writes under the store's present version, again when somebody else wrote in between. */
  async #write(write: (version: string) => Promise<void>): Promise<void> {
    const { ConflictException } = await sdk();
    for (let attempt = 1; ; attempt++) {
      const version = await this.#version();
      try {
        await write(version);
        return;
      } catch (error) {
        if (!(error instanceof ConflictException) || attempt === TRIES) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
      }
    }
  }

  async #version(): Promise<string> {
    const { DescribeKeyValueStoreCommand } = await sdk();
    const command = new DescribeKeyValueStoreCommand({ KvsARN: this.#arn });
    const { ETag } = await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
    return ETag ?? "";
  }

  async #read(key: string): Promise<string | undefined> {
    const { GetKeyCommand, ResourceNotFoundException } = await sdk();
    try {
      const command = new GetKeyCommand({ KvsARN: this.#arn, Key: key });
      return (await this.#call((abortSignal) => this.#client.send(command, { abortSignal }))).Value;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  async #put(Key: string, Value: string, IfMatch: string): Promise<void> {
    const { PutKeyCommand } = await sdk();
    const command = new PutKeyCommand({ KvsARN: this.#arn, Key, Value, IfMatch });
    await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
  }

  async #remove(Key: string, IfMatch: string): Promise<void> {
    const { DeleteKeyCommand } = await sdk();
    const command = new DeleteKeyCommand({ KvsARN: this.#arn, Key, IfMatch });
    await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
  }

  #call<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return within(this.#seconds, "the key-value store of CloudFront", work);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function sdk(): Promise<typeof Sdk> {
  return import("@aws-sdk/client-cloudfront-keyvaluestore");
}

async function clientOf(access: AwsAccess): Promise<CloudFrontKeyValueStoreClient> {
  const [{ CloudFrontKeyValueStoreClient: Client }, config] = await Promise.all([
    sdk(),
    clientConfig(access),
    // Signs for all regions at once (Signature Version 4A); the client finds it once it has been loaded.
    import("@aws-sdk/signature-v4a"),
  ]);
  const client = new Client({ ...config, maxAttempts: 2 });
  const standard = client.config.endpointProvider;
  // The client puts the account before the host of an endpoint that somebody configured, which an address of numbers does not
  // survive: such an endpoint is used as it is.
  client.config.endpointProvider = (parameters, context) =>
    parameters.Endpoint === undefined
      ? standard(parameters, context)
      : { url: new URL(parameters.Endpoint), headers: {}, properties: { authSchemes: [AUTHENTICATION] } };
  return client;
}

/** What the client takes of a request's authentication from the endpoint. */
const AUTHENTICATION = {
  name: "sigv4a",
  signingName: "cloudfront-keyvaluestore",
  signingRegion: "*",
  signingRegionSet: ["*"],
  properties: {},
};
