const require = (name) => process.getBuiltinModule(name);
import {
  openTrust
} from "./chunk-7CTHTMRA.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-BVBYETTJ.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import "./chunk-VOJQTMTM.mjs";
import "./chunk-NFRHUIVR.mjs";
import "./chunk-4CWB63TB.mjs";
import "./chunk-CZB6YB3Q.mjs";
export {
  openTrust
};
