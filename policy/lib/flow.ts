/** MediaConnect exists only in the native provider. */
export const FLOW = "aws-native:mediaconnect:Flow";
export const FLOW_SOURCE = "aws-native:mediaconnect:FlowSource";
export const FLOW_OUTPUT = "aws-native:mediaconnect:FlowOutput";
export const FLOW_ENTITLEMENT = "aws-native:mediaconnect:FlowEntitlement";
