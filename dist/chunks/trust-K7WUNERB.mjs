const require = (name) => process.getBuiltinModule(name);
import {
  openTrust
} from "./chunk-V2MD2ASB.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-I7GRNXO4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import "./chunk-VOJQTMTM.mjs";
import "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";
export {
  openTrust
};
