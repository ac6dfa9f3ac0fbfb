// What of the refusals of Fulcio, Rekor and timestamp authorities may be repeated: sentences that are known here.
import * as z from 'zod';

/** The status codes of gRPC, by which Fulcio and Rekor name what went wrong (grpc-gateway). */
const grpcCodes = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED'],
  ...['INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
];

/** Sentences of Fulcio, Rekor and timestamp authorities that help and are repeated; anything else may be what was sent. */
const sentences = [
  'There was an error processing the identity token',
  'There was an error processing the credentials for this request',
  'The signature supplied in the request could not be verified',
  'The public key supplied in the request could not be parsed',
  'The certificate signing request could not be parsed',
  'Error creating a pre-certificate and signing it',
  'an equivalent entry already exists in the transparency log',
  'rate limit exceeded',
];

const GrpcError = z.object({ code: z.int().min(0).max(16).catch(2), message: z.string().catch('') });

/** The gRPC code with a known sentence, '' for an answer of another form. */
export function reasonOf(bytes: Buffer): string {
  try {
    const { code, message } = GrpcError.parse(JSON.parse(bytes.toString()));
    const sentence = sentences.find((known) => message.startsWith(known));
    return ` code ${code} ${grpcCodes[code]}${sentence === undefined ? '' : `: ${sentence}`}`;
  } catch {
    return '';
  }
}
