import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  childrenOf,
  collectForDeploy,
  readApprovals
} from "./chunk-ZHN2GTYM.mjs";
import "./chunk-DEIUD5BX.mjs";
import "./chunk-ENKK4YKC.mjs";
import "./chunk-OYTREQ4L.mjs";
import "./chunk-X6LNP5B2.mjs";
import "./chunk-RTVCKYEB.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-HQ72YNOP.mjs";
import "./chunk-YP72T2BZ.mjs";
import "./chunk-BYE7Z36V.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-MZEFU2NL.mjs";
import "./chunk-WGCUDI7F.mjs";
import "./chunk-L2PCK3UO.mjs";
import "./chunk-AIYBAEJB.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-MRGBLNMR.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  childrenOf,
  collectForDeploy,
  readApprovals
};
