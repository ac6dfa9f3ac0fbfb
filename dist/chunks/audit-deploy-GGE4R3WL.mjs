import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-JY3ETGEZ.mjs";
import "./chunk-W4VZKKMR.mjs";
import "./chunk-ABVNSCIC.mjs";
import "./chunk-MRHWBIDI.mjs";
import "./chunk-PZ5S5ZDA.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-EFAX5W3U.mjs";
import "./chunk-LH3KQCA6.mjs";
import "./chunk-3SWTRP22.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-PETXGKEW.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-3CNROM7S.mjs";
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
