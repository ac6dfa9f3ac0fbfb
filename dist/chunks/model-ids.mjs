const require = (name) => process.getBuiltinModule(name);
import {
  _enum,
  int,
  string
} from "./vendor-zod.mjs";

// src/model/ids.ts
import { posix } from "node:path";
var Sha256 = string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal characters").brand();
var Digest = string().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal characters").brand();
var Commit = string().regex(/^[0-9a-f]{40}$/, "expected a full 40 character commit id").brand();
var numericId = string().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id as GitHub gives it");
var RepositoryId = numericId.brand();
var UserId = numericId.brand();
var RunId = numericId.brand();
var RepositoryName = string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/, "expected owner/name").brand();
var EnvironmentName = string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"').brand();
var DeployId = string().regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, "expected <repository id>/<run id>").brand();
var ApprovalChain = string().max(2e3).regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, "expected numeric user ids with one blank between").brand();
var EntrySignature = string().max(64 * 1024).regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64").brand();
var EpochSeconds = int().min(0).max(253402300799);
var BucketName = string().regex(
  /^(?=.{3,63}$)(?!\d{1,3}(?:\.\d{1,3}){3}$)[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$/,
  "expected an S3 bucket name"
);
var ImageRepository = string().regex(/^[a-z0-9.-]+(?::\d{1,5})?\/[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, "expected host[:port]/path in lower case").brand();
var RepositoryPath = string().max(500).regex(
  /^(?:\.|(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*(?:\/(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*)*)$/,
  'expected a path inside the repository, relative to its root, without ".."'
).brand();
var WrittenPath = string().max(1e3).transform((text) => posix.normalize(text).replace(/(?<=[^/])\/$/, "")).pipe(RepositoryPath);
var Ticket = string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, "expected a ticket id or address without spaces").brand();
var GitAddress = string().trim().toLowerCase().min(1, 'expected an e-mail as git wrote it, or "Name <>" where there is none').max(400);
var Phase = _enum(["before-publish", "before-approval", "before-deploy"]);

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
  ApprovalChain,
  EntrySignature,
  EpochSeconds,
  BucketName,
  ImageRepository,
  RepositoryPath,
  WrittenPath,
  Ticket,
  GitAddress,
  Phase
};
