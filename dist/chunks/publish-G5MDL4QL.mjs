import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-TWYU3JTF.mjs";
import "./chunk-4GCCOS2C.mjs";
import "./chunk-XI3DV4HX.mjs";
import "./chunk-4UXRRADL.mjs";
import "./chunk-AKUUN6TX.mjs";
import "./chunk-IJQKIOCO.mjs";
import "./chunk-PN5KRIYE.mjs";
import "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-RQ66APU2.mjs";
import "./chunk-CO773VFD.mjs";
import "./chunk-VM3OLNMB.mjs";
import "./chunk-7F4ARN7W.mjs";
import "./chunk-UQU64CGY.mjs";
import "./chunk-ATS6TUQB.mjs";
import "./chunk-LD2JOTRZ.mjs";
import "./chunk-K76TWDBT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-ZGW62TTW.mjs";
import "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import "./chunk-LRWELTOD.mjs";
import "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";
export {
  publish,
  publishOutputs
};
