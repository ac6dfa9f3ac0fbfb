const require = (name) => process.getBuiltinModule(name);
import {
  Fault
} from "./ground.mjs";

// src/platform/cloud/aws/session.ts
var AwsSession = class _AwsSession {
  expiresAt;
  identity;
  account;
  #credentials;
  constructor(credentials) {
    this.expiresAt = credentials.expiresAt;
    this.identity = credentials.assumedRoleId;
    this.account = credentials.account;
    this.#credentials = credentials;
  }
  environment() {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#credentials;
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken
    };
  }
  static read(session) {
    if (session === void 0) return void 0;
    if (session instanceof _AwsSession) return session.#credentials;
    throw new Fault("BUG", "a session of another cloud was given to AWS");
  }
};

export {
  AwsSession
};
