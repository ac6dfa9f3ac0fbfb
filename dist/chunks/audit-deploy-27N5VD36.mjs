const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-2XO5AAF2.mjs";
import "./chunk-P4IE27U6.mjs";
import "./chunk-YRS3RA6E.mjs";
import "./chunk-V2J4JH5Q.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-XNJSR4KI.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-EYNEVNAZ.mjs";
import "./chunk-VOJQTMTM.mjs";
import "./chunk-NFRHUIVR.mjs";
import "./chunk-GAGB4O4C.mjs";
import "./chunk-CZB6YB3Q.mjs";
export {
  auditDeploy,
  auditOutputs,
  auditSources
};
