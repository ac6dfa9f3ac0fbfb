const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-YEPC36FR.mjs";
import "./chunk-4TANJMTK.mjs";
import "./chunk-7CTHTMRA.mjs";
import "./chunk-Q7OJDDQ5.mjs";
import "./chunk-267XUSJN.mjs";
import "./chunk-UN7VNAJT.mjs";
import "./chunk-6ONWL5PW.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-VLKZB7ZU.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-SFEFWKGY.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-AOP622IV.mjs";
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
  auditDeploy,
  auditOutputs,
  auditSources
};
