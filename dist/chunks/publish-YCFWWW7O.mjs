import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-5F4OUEKP.mjs";
import "./chunk-ZR5TOM3S.mjs";
import "./chunk-WUDKIGOP.mjs";
import "./chunk-DFW3AQNG.mjs";
import "./chunk-QECXAJ6G.mjs";
import "./chunk-PAYWHVCD.mjs";
import "./chunk-ABVNSCIC.mjs";
import "./chunk-MRHWBIDI.mjs";
import "./chunk-PZ5S5ZDA.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-V36BHB2O.mjs";
import "./chunk-WN5CMFAW.mjs";
import "./chunk-3JJ3VDHF.mjs";
import "./chunk-ZSONS767.mjs";
import "./chunk-NZA52Y54.mjs";
import "./chunk-LKGLHQYC.mjs";
import "./chunk-ABGWO2P4.mjs";
import "./chunk-YDLCLRW6.mjs";
import "./chunk-LH3KQCA6.mjs";
import "./chunk-3SWTRP22.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-2RJECTFS.mjs";
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
  publish,
  publishOutputs
};
