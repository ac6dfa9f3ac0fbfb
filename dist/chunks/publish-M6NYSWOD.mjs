import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-DDE57ZGQ.mjs";
import "./chunk-LYWJOL23.mjs";
import "./chunk-W2IQV2U5.mjs";
import "./chunk-Y6VML4L7.mjs";
import "./chunk-ZS7M2OGB.mjs";
import "./chunk-6OTHVC4L.mjs";
import "./chunk-VIJ5KYSE.mjs";
import "./chunk-YJTHJ42V.mjs";
import "./chunk-W4S2HIXI.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-V36BHB2O.mjs";
import "./chunk-WN5CMFAW.mjs";
import "./chunk-OTJU35E7.mjs";
import "./chunk-2JBTXZCI.mjs";
import "./chunk-NZA52Y54.mjs";
import "./chunk-KXQZKQAG.mjs";
import "./chunk-O3LFKUXS.mjs";
import "./chunk-5OJO3BBM.mjs";
import "./chunk-Z3Q5VJXH.mjs";
import "./chunk-A665WPDW.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-7FPVR6XS.mjs";
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
  publish,
  publishOutputs
};
