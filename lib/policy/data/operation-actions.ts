/**
 * API operations that are not actions of their own, in lower case, with the actions that they need.
 *
 * Source: the "Actions, resources, and condition keys" pages and API references of the services; for Bedrock the API
 * reference of `Converse` and `ConverseStream`, for Amazon S3 "Required permissions for Amazon S3 API operations".
 */
export const OPERATION_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'bedrock:converse': ['bedrock:InvokeModel'],
  'bedrock:conversestream': ['bedrock:InvokeModelWithResponseStream'],
  'dynamodb:transactgetitems': ['dynamodb:GetItem'],
  'dynamodb:transactwriteitems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  'lambda:invoke': ['lambda:InvokeFunction'],
  's3:completemultipartupload': ['s3:PutObject'],
  's3:copyobject': ['s3:GetObject', 's3:PutObject'],
  's3:createmultipartupload': ['s3:PutObject'],
  's3:deleteobjects': ['s3:DeleteObject'],
  's3:headbucket': ['s3:ListBucket'],
  's3:headobject': ['s3:GetObject'],
  's3:listbuckets': ['s3:ListAllMyBuckets'],
  's3:listmultipartuploads': ['s3:ListBucketMultipartUploads'],
  's3:listobjects': ['s3:ListBucket'],
  's3:listobjectsv2': ['s3:ListBucket'],
  's3:listobjectversions': ['s3:ListBucketVersions'],
  's3:listparts': ['s3:ListMultipartUploadParts'],
  's3:uploadpart': ['s3:PutObject'],
  'sns:publishbatch': ['sns:Publish'],
  'sqs:changemessagevisibilitybatch': ['sqs:ChangeMessageVisibility'],
  'sqs:deletemessagebatch': ['sqs:DeleteMessage'],
  'sqs:sendmessagebatch': ['sqs:SendMessage'],
};
