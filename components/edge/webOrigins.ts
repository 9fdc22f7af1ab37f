import type { Objection } from "./brought.ts";

/** A page on a developer's own machine: what a development environment may let in over plain HTTP. */
const OWN_MACHINE = /^http:\/\/localhost(:\d{1,5})?$/;
const WEB_ORIGIN = /^https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/;

export function isOwnMachine(origin: string): boolean {
  return OWN_MACHINE.test(origin);
}

/**
 * Sites that may read media with a viewer's cookies. CloudFront would take `*.example.org` too, and every name below it could
 * then watch in the viewer's name; `*` alone it refuses beside credentials (CloudFront Developer Guide, "CORS headers").
 */
export function webOriginProblem(origin: string): Objection | undefined {
  if (OWN_MACHINE.test(origin) || (WEB_ORIGIN.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin)) return undefined;
  if (origin.includes("*"))
    return { what: "uses a wildcard, and is not a web origin", remedy: "list each site: media is read with the viewer's cookies" };
  return {
    what: "is not a web origin",
    remedy: "write https:// and the host in lower case, without a path, such as https://www.your-company.tv",
  };
}
