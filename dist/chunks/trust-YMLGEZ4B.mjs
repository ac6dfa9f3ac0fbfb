import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  openTrust
} from "./chunk-7KO6TQKM.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-AIYBAEJB.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-MRGBLNMR.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  openTrust
};
