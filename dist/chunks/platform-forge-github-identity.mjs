const require = (name) => process.getBuiltinModule(name);
import {
  persist,
  send
} from "./platform-http-exchange.mjs";
import "./platform-http-retry.mjs";
import "./platform-http-failure.mjs";
import {
  Claims,
  Fault,
  object,
  string
} from "./ground.mjs";
import "./empty.mjs";

// node_modules/jose/dist/webapi/lib/buffer_utils.js
var encoder = new TextEncoder();
var decoder = new TextDecoder();
var strictDecoder = new TextDecoder("utf-8", { fatal: true });
var UINT32_RANGE = 2 ** 32;
function decodeBase64(encoded, url = false) {
  if (Uint8Array.fromBase64)
    return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
  if (url) {
    if (encoded.includes("+") || encoded.includes("/"))
      throw new TypeError("Invalid base64url");
    encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
  }
  const binary = atob(encoded), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++)
    bytes[i] = binary.charCodeAt(i);
  return bytes;
}

// node_modules/jose/dist/webapi/util/errors.js
var JOSEError = class extends Error {
  static code = "ERR_JOSE_GENERIC";
  code = "ERR_JOSE_GENERIC";
  constructor(message, options) {
    super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
  }
};
var JWTInvalid = class extends JOSEError {
  static code = "ERR_JWT_INVALID";
  code = "ERR_JWT_INVALID";
};

// node_modules/jose/dist/webapi/util/base64url.js
var invalid = "The input to be decoded is not correctly encoded.";
function decode(input) {
  try {
    return decodeBase64(typeof input == "string" ? input : decoder.decode(input), true);
  } catch (cause) {
    throw new TypeError(invalid, { cause });
  }
}

// node_modules/jose/dist/webapi/lib/validate.js
function isObject(input) {
  if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]")
    return false;
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

// node_modules/jose/dist/webapi/util/decode_jwt.js
function decodeJwt(jwt) {
  if (typeof jwt != "string")
    throw new JWTInvalid("JWTs must use Compact JWS serialization, JWT must be a string");
  const { 1: encodedPayload, length } = jwt.split(".");
  if (length === 5)
    throw new JWTInvalid("Only JWTs using Compact JWS serialization can be decoded");
  if (length !== 3)
    throw new JWTInvalid("Invalid JWT");
  if (!encodedPayload)
    throw new JWTInvalid("JWTs must contain a payload");
  let claimsSetBytes;
  try {
    claimsSetBytes = decode(encodedPayload);
  } catch (cause) {
    throw new JWTInvalid("Failed to base64url decode the payload", { cause });
  }
  let claimsSet;
  try {
    claimsSet = JSON.parse(strictDecoder.decode(claimsSetBytes));
  } catch (cause) {
    throw new JWTInvalid("Failed to parse the decoded payload as JSON", { cause });
  }
  if (!isObject(claimsSet))
    throw new JWTInvalid("Invalid JWT Claims Set");
  return claimsSet;
}

// src/platform/forge/github/identity.ts
var Reply = object({ value: string().min(1) });
var loopback = ["127.0.0.1", "[::1]", "localhost"];
function openIdentity(variables, local = false, patience = { totalMs: 3e4, requestMs: 1e4 }) {
  const address = variables["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!address || !bearer) return { token: async () => void 0 };
  const token = async (audience) => {
    const url = readAddress(address, local);
    url.searchParams.set("audience", audience);
    const limit = AbortSignal.timeout(patience.totalMs);
    const headers = { authorization: `Bearer ${bearer}`, accept: "application/json" };
    const request = { server: "the OIDC token service", url: url.href, method: "GET", headers };
    const reply = await persist("REMOTE_UNREACHABLE", limit, () => send(request, limit, patience.requestMs));
    return readToken(reply, audience);
  };
  return { token };
}
function readAddress(address, local) {
  const url = URL.parse(address);
  const allowed = url?.protocol === "https:" || local && url?.protocol === "http:" && loopback.includes(url.hostname);
  if (url && allowed) return url;
  throw new Fault(
    "OIDC_INVALID",
    "ACTIONS_ID_TOKEN_REQUEST_URL is not an https URL; a token is asked for nowhere else"
  );
}
function readToken(reply, audience) {
  const decoded = decode2(reply);
  if (!decoded) throw new Fault("OIDC_INVALID", "the OIDC token service answered without a readable token");
  const claims = Claims.safeParse(decoded.payload);
  if (!claims.success) {
    const list = claims.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`).join(", ");
    throw new Fault("OIDC_INVALID", `the OIDC token has missing or wrong claims: ${list}`);
  }
  if (claims.data.aud !== audience) {
    throw new Fault("OIDC_INVALID", `the OIDC token is for another audience than ${audience}`);
  }
  return { jwt: decoded.jwt, claims: claims.data };
}
function decode2(reply) {
  try {
    const { value } = Reply.parse(JSON.parse(reply.toString()));
    return { jwt: value, payload: decodeJwt(value) };
  } catch {
    return void 0;
  }
}
export {
  openIdentity
};
