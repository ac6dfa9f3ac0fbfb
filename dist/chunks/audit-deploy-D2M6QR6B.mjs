import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-C66YVDX2.mjs";
import "./chunk-ELIAF3UX.mjs";
import "./chunk-4XCWPQL5.mjs";
import "./chunk-2XFP67BN.mjs";
import "./chunk-PZ5S5ZDA.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-EFAX5W3U.mjs";
import "./chunk-LH3KQCA6.mjs";
import "./chunk-3SWTRP22.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-7SGRWJCC.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-3CNROM7S.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-NFOVQ7A4.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
