import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  childrenOf,
  collectForDeploy,
  readApprovals
} from "./chunk-4UXRRADL.mjs";
import "./chunk-AKUUN6TX.mjs";
import "./chunk-IJQKIOCO.mjs";
import "./chunk-PN5KRIYE.mjs";
import "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-K76TWDBT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  childrenOf,
  collectForDeploy,
  readApprovals
};
