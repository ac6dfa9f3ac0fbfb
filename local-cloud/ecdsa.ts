// ECDSA on P-256 over an existing digest, which KMS and Rekor need and Node's crypto does not offer. It is not
// constant-time: use it only for keys of the stand-ins, which are not secret.
import { createECDH, type KeyObject, randomBytes } from 'node:crypto';
import { integer, readDer, sequence } from './der.ts';

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const base: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
];

/** Jacobian coordinates (x / z^2, y / z^3); z is 0 at infinity. */
type Point = [x: bigint, y: bigint, z: bigint];

const big = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const reduce = (value: bigint, modulus = p) => ((value % modulus) + modulus) % modulus;

function invert(value: bigint, modulus: bigint): bigint {
  let [low, high] = [reduce(value, modulus), modulus];
  let [one, other] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [one, other] = [other - quotient * one, one];
  }
  return reduce(one, modulus);
}

function double([x, y, z]: Point): Point {
  const yy = (y * y) % p;
  const s = (4n * x * yy) % p;
  const m = (3n * (x - z * z) * (x + z * z)) % p;
  const nextX = reduce(m * m - 2n * s);
  return [nextX, reduce(m * (s - nextX) - 8n * yy * yy), (2n * y * z) % p];
}

function add(a: Point, b: Point): Point {
  if (a[2] === 0n) return b;
  if (b[2] === 0n) return a;
  const [aa, bb] = [(a[2] * a[2]) % p, (b[2] * b[2]) % p];
  const [u, v] = [(a[0] * bb) % p, (b[0] * aa) % p];
  const [s, t] = [(a[1] * bb * b[2]) % p, (b[1] * aa * a[2]) % p];
  const [h, r] = [reduce(v - u), reduce(t - s)];
  if (h === 0n) return r === 0n ? double(a) : [1n, 1n, 0n];
  const [hh, hhh] = [(h * h) % p, (h * h * h) % p];
  const x = reduce(r * r - hhh - 2n * u * hh);
  return [x, reduce(r * (u * hh - x) - s * hhh), (h * a[2] * b[2]) % p];
}

function multiply(scalar: bigint, point: Point): Point {
  let sum: Point = [1n, 1n, 0n];
  for (const bit of scalar.toString(2)) {
    sum = double(sum);
    if (bit === '1') sum = add(sum, point);
  }
  return sum;
}

/** A DER signature over a 32-byte digest by a P-256 private key. */
export function signDigest(digest: Uint8Array, privateKey: KeyObject): Buffer {
  const secret = big(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const once = createECDH('prime256v1');
  once.setPrivateKey(Buffer.concat([Buffer.from([0]), randomBytes(31)])); // below the order of the group
  const r = reduce(big(once.getPublicKey().subarray(1, 33)), n);
  const s = reduce(invert(big(once.getPrivateKey()), n) * (big(digest) + r * secret), n);
  return sequence(integer(r), integer(s));
}

/** Whether a DER signature over a 32-byte digest is by this P-256 public key. */
export function verifyDigest(digest: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean {
  const [r = 0n, s = 0n] = readPair(signature);
  if (r <= 0n || s <= 0n || r >= n || s >= n) return false;

  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const owner: Point = [big(Buffer.from(x, 'base64url')), big(Buffer.from(y, 'base64url')), 1n];
  const inverse = invert(s, n);
  const sum = add(multiply((big(digest) * inverse) % n, base), multiply((r * inverse) % n, owner));
  if (sum[2] === 0n) return false;
  const perZ = invert(sum[2], p);
  return reduce(sum[0] * perZ * perZ) % n === r;
}

function readPair(signature: Uint8Array): bigint[] {
  try {
    return readDer(Buffer.from(signature)).flatMap(({ inside }) => inside.map(({ content }) => big(content)));
  } catch {
    return [];
  }
}
