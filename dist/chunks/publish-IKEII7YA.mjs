import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-WORWUWHZ.mjs";
import "./chunk-JXJWO4LY.mjs";
import "./chunk-NERZ6VA5.mjs";
import "./chunk-YKBY6T6M.mjs";
import "./chunk-RYCEFGUV.mjs";
import "./chunk-KIPEE3ZW.mjs";
import "./chunk-O3HPQG3I.mjs";
import "./chunk-QV7HFRZB.mjs";
import "./chunk-AYBWL4BQ.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-V36BHB2O.mjs";
import "./chunk-WN5CMFAW.mjs";
import "./chunk-55I2XTSX.mjs";
import "./chunk-UWTLVO6Q.mjs";
import "./chunk-FVWJM6C5.mjs";
import "./chunk-LYVGASLB.mjs";
import "./chunk-HSEAQZL3.mjs";
import "./chunk-M3P7SG3O.mjs";
import "./chunk-PT5PAH3A.mjs";
import "./chunk-SVMA3QK4.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-MS5EAS6Q.mjs";
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
  publish,
  publishOutputs
};
