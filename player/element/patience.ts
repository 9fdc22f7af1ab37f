/**
 * A body that stops coming. shaka-player watches the progress of a download only once enough of it has come to tell its speed; what
 * breaks off before that would wait for the connection's time-out. So the watch begins with the headers.
 */
import shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";

type Plugin = shaka.extern.SchemePlugin;

/** Registers the watch for http and https; once for all players of a page. */
export function watchBodies(): void {
  const { NetworkingEngine } = shaka.net;
  for (const scheme of ["http", "https"]) {
    NetworkingEngine.registerScheme(scheme, fetchWatched, NetworkingEngine.PluginPriority.APPLICATION, true);
  }
}

const fetchWatched: Plugin = (uri, request, type, progressUpdated, headersReceived, config) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let late = false;
  const stop = (): void => clearTimeout(timer);
  const wait = (): void => {
    stop();
    if (request.retryParameters.stallTimeout > 0) timer = setTimeout(breakOff, request.retryParameters.stallTimeout);
  };
  const operation = shaka.net.HttpFetchPlugin.parse(
    uri,
    request,
    type,
    (time: number, bytes: number, remaining: number) => {
      wait();
      progressUpdated(time, bytes, remaining);
    },
    (headers: Record<string, string>) => {
      wait();
      headersReceived(headers);
    },
    config,
  );
  const breakOff = (): void => {
    late = true;
    void operation.abort();
  };
  const answered: Promise<shaka.extern.Response> = operation.promise.then(
    (response: shaka.extern.Response) => {
      stop();
      return response;
    },
    (error: unknown) => {
      stop();
      const { Severity, Category, Code } = shaka.util.Error;
      throw late ? new shaka.util.Error(Severity.RECOVERABLE, Category.NETWORK, Code.TIMEOUT, uri, type) : error;
    },
  );
  return new shaka.util.AbortableOperation(answered, () => {
    stop();
    return operation.abort();
  });
};
