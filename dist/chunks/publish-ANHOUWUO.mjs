import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-5C6XXGIR.mjs";
import "./chunk-VVOBX4SB.mjs";
import "./chunk-SMFOIV4I.mjs";
import "./chunk-V6JACOFE.mjs";
import "./chunk-BJLEYW5L.mjs";
import "./chunk-XG2NFRVY.mjs";
import "./chunk-4XCWPQL5.mjs";
import "./chunk-2XFP67BN.mjs";
import "./chunk-PZ5S5ZDA.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-V36BHB2O.mjs";
import "./chunk-WN5CMFAW.mjs";
import "./chunk-JWNXARFR.mjs";
import "./chunk-DFSZJYEY.mjs";
import "./chunk-6JE3AZSN.mjs";
import "./chunk-TXTUQFCQ.mjs";
import "./chunk-B6IMKN2M.mjs";
import "./chunk-GP64JA34.mjs";
import "./chunk-LH3KQCA6.mjs";
import "./chunk-3SWTRP22.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-OIPHM7LL.mjs";
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
  publish,
  publishOutputs
};
