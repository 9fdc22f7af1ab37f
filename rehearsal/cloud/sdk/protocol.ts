/** What an SDK call carries, and the two forms of AWS's answers and errors that the services here use. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  region: string;
  service: string;
  /** As UTF-8. */
  body: string;
  /** As it came. */
  bytes: Buffer;
  /** Header `X-Amz-Target` of the JSON protocols, empty otherwise: `<service>.<operation>`. */
  target: string;
  /** By name in small letters. */
  headers: Readonly<Record<string, string>>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** restJson: a JSON body; an error names itself in a header. AWS restJson1 protocol. */
export function json(status: number, body: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** query: an XML body. AWS query protocol. */
export function xml(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  answer(): Answer {
    const plain = json(this.status, { message: this.message });
    return { ...plain, headers: { ...plain.headers, "x-amzn-errortype": this.code } };
  }
}
