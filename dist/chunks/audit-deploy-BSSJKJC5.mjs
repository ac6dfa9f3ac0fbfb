const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-WWMJPSAW.mjs";
import "./chunk-YQS6SHNR.mjs";
import "./chunk-V2MD2ASB.mjs";
import "./chunk-YN6V7M6D.mjs";
import "./chunk-FJMPRDYL.mjs";
import "./chunk-2Q2FBCII.mjs";
import "./chunk-E6V7LO6H.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-FVG74WRN.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-EKWZ3GY6.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
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
  auditDeploy,
  auditOutputs,
  auditSources
};
