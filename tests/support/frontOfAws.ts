import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a call: on to the cloud behind, no answer ever, nobody who listens, an error, or an answer in XML. */
export type Treatment = "pass" | "hold" | "drop" | { readonly status: number; readonly xml: string };

/** A call as it is signed. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly region: string;
  readonly service: string;
  readonly body: string;
}

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands before the simulated AWS, and lets through what a test wants to get through. */
export async function standInFrontOf(url: string, treat: (call: SeenCall) => Treatment): Promise<Front> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const treatment = treat(seenCall(request, body.toString("utf8")));
      if (treatment === "hold") return;
      if (treatment === "drop") return void request.socket.destroy();
      if (treatment !== "pass") return void response.writeHead(treatment.status, { "content-type": "text/xml" }).end(treatment.xml);
      const { method, headers } = request;
      const onward = forward(new URL(request.url ?? "/", url), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => request.socket.destroy());
      onward.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function seenCall({ method = "GET", url = "/", headers }: IncomingMessage, body: string): SeenCall {
  const [, region = "", service = ""] =
    /Credential=[^/]+\/\d+\/(?:([^/]+)\/)?([^/]+)\/aws4_request/.exec(headers.authorization ?? "") ?? [];
  return { method, path: decodeURIComponent(url), region, service, body };
}
