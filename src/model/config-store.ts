// Where things are, as safeguard.yml names them: addresses, regions, accounts, and the store of the evidence.
import * as z from 'zod';
import { BucketName } from './ids.ts';

/** An https URL; plain http is accepted for loopback hosts, and only when the file says `local: true` (a cross-field rule). */
export const ServiceUrl = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const url = URL.parse(text);
    if (!url || url.username || url.password) return false;
    return url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  },
  { error: 'expected an https URL without credentials (http only for loopback)' },
);

/** A region as AWS names it. */
export const AwsRegion = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'expected an AWS region such as eu-central-1');
export type AwsRegion = z.infer<typeof AwsRegion>;

/** An account by its number. */
export const AwsAccount = z.string().regex(/^\d{12}$/, 'expected a 12 digit AWS account id');
export type AwsAccount = z.infer<typeof AwsAccount>;

/** Where evidence is stored. */
export const StoreSpec = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('dir'), path: z.string().min(1) }),
  z.strictObject({
    type: z.literal('s3'),
    bucket: BucketName,
    region: AwsRegion,
    account: AwsAccount.describe('Owner of the bucket; sent as ExpectedBucketOwner on every call.'),
    endpoint: ServiceUrl.optional(),
    'kms-key': z
      .string()
      .regex(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
        'expected the ARN of a KMS key, no alias',
      )
      .optional()
      .describe(
        'ARN of the key that the bucket is encrypted with (SSE-KMS), so that sessions may use it; none for keys of S3 itself.',
      ),
  }),
]);
export type StoreSpec = z.infer<typeof StoreSpec>;
