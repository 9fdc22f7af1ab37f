import type * as grpc from "@grpc/grpc-js";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import type * as language from "@pulumi/pulumi/proto/language_pb.js";
import type * as plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as empty from "google-protobuf/google/protobuf/empty_pb.js";
import { createRequire } from "node:module";
import { join } from "node:path";

// gRPC and protobuf belong to the SDK: taking them from where the SDK finds them keeps one copy of each.
const here = createRequire(import.meta.url);
const sdk = createRequire(here.resolve("@pulumi/pulumi/package.json"));

export const grpcJs = sdk("@grpc/grpc-js") as typeof grpc;
export const languageMessages = sdk("@pulumi/pulumi/proto/language_pb") as typeof language;
export const pluginMessages = sdk("@pulumi/pulumi/proto/plugin_pb") as typeof plugin;
export const analyzerMessages = sdk("@pulumi/pulumi/proto/analyzer_pb") as typeof analyzer;
export const emptyMessages = sdk("google-protobuf/google/protobuf/empty_pb") as typeof empty;
export const { LanguageRuntimeService } = sdk("@pulumi/pulumi/proto/language_grpc_pb") as {
  LanguageRuntimeService: grpc.ServiceDefinition;
};
export const { AnalyzerService } = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as {
  AnalyzerService: grpc.ServiceDefinition;
};

/** Stack states and resource inputs pass in single messages; the engine itself accepts 400 MB. */
export const MESSAGE_LIMITS = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/**
 * Path of a module as a program or policy pack in `folder` would load it, so that each runs on its own copy of the SDK.
 * Throws one sentence when the SDK is not installed there.
 */
export function resolveFrom(folder: string, module: string): string {
  try {
    return createRequire(join(folder, "index.js")).resolve(module);
  } catch {
    throw new Error(`@pulumi/pulumi is not installed for ${folder}: run npm ci there first.`);
  }
}

/** Serves on a free local port and returns that port. */
export async function listen(server: grpc.Server): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpcJs.ServerCredentials.createInsecure(), (problem, port) => {
      if (problem) reject(problem);
      else resolve(port);
    });
  });
}
