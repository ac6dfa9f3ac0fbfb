import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  childrenOf,
  collectForDeploy,
  readApprovals
} from "./chunk-J4D3SR6J.mjs";
import "./chunk-2BZKRJEL.mjs";
import "./chunk-XG2NFRVY.mjs";
import "./chunk-XGSB2RQW.mjs";
import "./chunk-KUTN6S52.mjs";
import "./chunk-AYBWL4BQ.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-GP64JA34.mjs";
import "./chunk-PT5PAH3A.mjs";
import "./chunk-SVMA3QK4.mjs";
import "./chunk-OYO6Y75B.mjs";
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
  childrenOf,
  collectForDeploy,
  readApprovals
};
