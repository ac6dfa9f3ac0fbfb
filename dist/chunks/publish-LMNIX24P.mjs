const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-LB7GS4WC.mjs";
import "./chunk-I5AMGQ5O.mjs";
import "./chunk-442XWKUK.mjs";
import "./chunk-TYK4YIZB.mjs";
import "./chunk-P7UO2N5H.mjs";
import "./chunk-5OHGBGK5.mjs";
import "./chunk-J2KCXUYC.mjs";
import "./chunk-CUETOE2S.mjs";
import "./chunk-OVH6Z7KR.mjs";
import "./chunk-BZM6IHKX.mjs";
import "./chunk-372NKSDK.mjs";
import "./chunk-T47WRACC.mjs";
import "./chunk-R5DM34IU.mjs";
import "./chunk-BGDQZI2N.mjs";
import "./chunk-YN6V7M6D.mjs";
import "./chunk-CDRNGHLV.mjs";
import "./chunk-JE6W7DYT.mjs";
import "./chunk-FJMPRDYL.mjs";
import "./chunk-3CJMZKDY.mjs";
import "./chunk-2Q2FBCII.mjs";
import "./chunk-E6V7LO6H.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-FVG74WRN.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-Z3SYJ2FO.mjs";
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
  publish,
  publishOutputs
};
