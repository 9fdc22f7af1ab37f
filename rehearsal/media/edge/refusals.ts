/** What CloudFront itself says to a viewer. The words are of no account; code and type of the body are as users see them. */
import type { Refusal } from "./signature.ts";

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The origin broke off: the viewer gets this much, and then his connection ends too. */
  readonly incomplete?: true;
}

/** A refusal for want of a valid signature: XML, 403 (AWS re:Post, "troubleshoot issues related to a signed URL or signed cookies"). */
export function signatureRefused({ code, message }: Refusal): EdgeAnswer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  return { status: 403, headers: { "content-type": "text/xml", server: "CloudFront" }, body };
}

/** Any other error that CloudFront makes: an HTML page that begins with the status. */
export function errorPage(status: number, reason: string): EdgeAnswer {
  const title = "ERROR: The request could not be satisfied";
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${String(status)} ERROR</h1><p>${reason}</p></body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8", server: "CloudFront" }, body: Buffer.from(page) };
}

export function redirected(status: 301 | 307, location: string): EdgeAnswer {
  return { status, headers: { location, server: "CloudFront" }, body: Buffer.alloc(0) };
}
