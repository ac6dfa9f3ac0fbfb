import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";

// src/model/ids.ts
var Sha256 = external_exports.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal characters").brand();
var Digest = external_exports.string().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal characters").brand();
var Commit = external_exports.string().regex(/^[0-9a-f]{40}$/, "expected a full 40 character commit id").brand();
var numericId = external_exports.string().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id as GitHub gives it");
var RepositoryId = numericId.brand();
var UserId = numericId.brand();
var RunId = numericId.brand();
var RepositoryName = external_exports.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/, "expected owner/name").brand();
var EnvironmentName = external_exports.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"').brand();
var DeployId = external_exports.string().regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, "expected <repository id>/<run id>").brand();
var EpochSeconds = external_exports.int().min(0).max(253402300799);
var ImageRepository = external_exports.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?\/[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, "expected host[:port]/path in lower case").brand();
var Phase = external_exports.enum(["before-publish", "before-approval", "before-deploy"]);

export {
  Sha256,
  Digest,
  Commit,
  RepositoryId,
  UserId,
  RunId,
  RepositoryName,
  EnvironmentName,
  DeployId,
  EpochSeconds,
  ImageRepository,
  Phase
};
