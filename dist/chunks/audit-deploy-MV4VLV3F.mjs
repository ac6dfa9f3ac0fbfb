import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-XOX2KHV5.mjs";
import "./chunk-W4VZKKMR.mjs";
import "./chunk-VIJ5KYSE.mjs";
import "./chunk-YJTHJ42V.mjs";
import "./chunk-W4S2HIXI.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-4EL5XTSS.mjs";
import "./chunk-Z3Q5VJXH.mjs";
import "./chunk-A665WPDW.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-KXVCEBPX.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-S34H5KRF.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-A5ZVU7TV.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
