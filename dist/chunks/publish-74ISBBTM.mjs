const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-CFKRMPIN.mjs";
import "./chunk-27ZDDD5R.mjs";
import "./chunk-HP2FE6JK.mjs";
import "./chunk-UMT25TK7.mjs";
import "./chunk-RIBGKYPF.mjs";
import "./chunk-RML6Y2B3.mjs";
import "./chunk-XFVUCDG7.mjs";
import "./chunk-A6M6XSQZ.mjs";
import "./chunk-ANYF36ZG.mjs";
import "./chunk-V6C7JY7U.mjs";
import "./chunk-FRG3GRG7.mjs";
import "./chunk-HZD5UVIK.mjs";
import "./chunk-TRSBL6Z7.mjs";
import "./chunk-V2J4JH5Q.mjs";
import "./chunk-KV2KK6YF.mjs";
import "./chunk-WLUN27IF.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-WH36VMI5.mjs";
import "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-2WYDRYT3.mjs";
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
  publish,
  publishOutputs
};
