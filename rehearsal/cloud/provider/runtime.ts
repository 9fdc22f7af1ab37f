/** The gRPC libraries of @pulumi/pulumi, resolved from there: the same copies that its generated messages are made with. */
import type * as Grpc from "@grpc/grpc-js";
import type * as Empty from "google-protobuf/google/protobuf/empty_pb.js";
import type * as Struct from "google-protobuf/google/protobuf/struct_pb.js";
import { createRequire } from "node:module";

const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

export const grpc = require("@grpc/grpc-js") as typeof Grpc;
export const { Struct: StructMessage } = require("google-protobuf/google/protobuf/struct_pb.js") as typeof Struct;
export const { Empty: EmptyMessage } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof Empty;
export type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
