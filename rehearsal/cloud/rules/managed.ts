/** Policies that AWS keeps ready in every account. CloudFront Developer Guide, "Use managed cache policies" and its sisters. */
export const managedPolicies: ReadonlySet<string> = new Set([
  "658327ea-f89d-4fab-a63d-7e88639e58f6", // CachingOptimized
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", // CachingOptimizedForUncompressedObjects
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", // CachingDisabled
  "08627262-05a9-4f76-9ded-b50ca2e3a84f", // Elemental-MediaPackage
  "216adef6-5c7f-47e4-b989-5492eafa07d3", // AllViewer
  "b689b0a8-53d0-40ab-baf2-68738e2966ac", // AllViewerExceptHostHeader
  "59781a5b-3903-41f3-afcb-af62929ccde1", // CORS-CustomOrigin
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", // CORS-S3Origin
  "60669652-455b-4ae9-85a4-c4c02393f86c", // SimpleCORS
  "67f7725c-6f97-4210-82d7-5512b31e9d03", // SecurityHeadersPolicy
  "e61eb60c-9c35-4d20-a928-2b84e02af89c", // CORS-and-SecurityHeadersPolicy
]);
