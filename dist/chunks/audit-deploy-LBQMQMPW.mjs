import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-L6Q74HCQ.mjs";
import "./chunk-VF2ZI3AY.mjs";
import "./chunk-O3HPQG3I.mjs";
import "./chunk-QV7HFRZB.mjs";
import "./chunk-AYBWL4BQ.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-EFAX5W3U.mjs";
import "./chunk-PT5PAH3A.mjs";
import "./chunk-SVMA3QK4.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-RDWKUPSW.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-3CNROM7S.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
