import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  openTrust
} from "./chunk-KAJKAAR3.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  openTrust
};
