const require = (name) => process.getBuiltinModule(name);
import {
  auditDeploy,
  auditOutputs,
  auditSources
} from "./chunk-4YI3VHBY.mjs";
import "./chunk-WBGGJZ4W.mjs";
import "./chunk-YRS3RA6E.mjs";
import "./chunk-CKXTI7BL.mjs";
import "./chunk-PV777CTY.mjs";
import "./chunk-I5JDOON6.mjs";
import "./chunk-KZZGDNJT.mjs";
import "./chunk-47WINRE7.mjs";
import "./chunk-FJAEJIGK.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-BTUWVDHR.mjs";
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
