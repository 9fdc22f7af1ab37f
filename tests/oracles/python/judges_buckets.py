"""Which target judges each type of the bucket family. See judges_core.py for the form."""

from __future__ import annotations

from judges_words import PROVIDER, REGION
from translate import Judge

_INLINE_BUCKET = (
    "accelerationStatus acl corsRules grants lifecycleRules logging objectLockConfiguration policy replicationConfiguration requestPayer "
    "serverSideEncryptionConfiguration versioning website"
).split()
_BUCKET = {**REGION, "expectedBucketOwner": "a header, not a setting", "skipDestroy": PROVIDER, "timeouts": PROVIDER}

BUCKETS: dict[str, list[Judge]] = {
    "aws:s3/bucket:Bucket": [
        Judge(
            "AWS::S3::Bucket",
            places={"bucket": "BucketName"},
            absent={**REGION, "bucketNamespace": PROVIDER, "bucketPrefix": PROVIDER, "forceDestroy": PROVIDER},
        )
    ],
    "aws:s3/bucketVersioning:BucketVersioning": [Judge("s3.PutBucketVersioning", absent=_BUCKET)],
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
        Judge(
            "s3.PutBucketEncryption",
            places={"rules": "ServerSideEncryptionConfiguration.Rules", "rules[].blockedEncryptionTypes": "BlockedEncryptionTypes.EncryptionType"},
            absent=_BUCKET,
        )
    ],
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
        Judge("s3.PutPublicAccessBlock", root="PublicAccessBlockConfiguration", places={"bucket": "/Bucket"}, absent=_BUCKET)
    ],
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
        Judge("s3.PutBucketOwnershipControls", root="OwnershipControls", places={"bucket": "/Bucket", "rule": "Rules[0]"}, absent=_BUCKET)
    ],
    "aws:s3/bucketPolicy:BucketPolicy": [Judge("AWS::S3::BucketPolicy", places={"policy": "PolicyDocument"}, absent=REGION)],
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
        Judge(
            "s3.PutBucketLifecycleConfiguration",
            root="LifecycleConfiguration",
            places={"bucket": "/Bucket", "transitionDefaultMinimumObjectSize": "/TransitionDefaultMinimumObjectSize"},
            absent=_BUCKET,
        )
    ],
    "aws:s3/bucketObjectv2:BucketObjectv2": [
        Judge(
            "s3.PutObject",
            places={"kmsKeyId": "SSEKMSKeyId", "websiteRedirect": "WebsiteRedirectLocation", "content": "Body", "contentBase64": "Body", "tags": "Tagging"},
            absent={**REGION, "etag": PROVIDER, "forceDestroy": PROVIDER, "overrideProvider": PROVIDER, "source": "the file itself", "sourceHash": PROVIDER},
        )
    ],
}

# Inputs that Pulumi still accepts and that Onair must not use: a complaint is what we want.
REFUSED_BUCKETS = {f"aws:s3/bucket:Bucket {name}": "deprecated inline form; a resource of its own does it" for name in _INLINE_BUCKET}
