const require = (name) => process.getBuiltinModule(name);
import {
  publish2 as publish,
  publishOutputs
} from "./chunk-HNX4CDW2.mjs";
import "./chunk-27ZDDD5R.mjs";
import "./chunk-RFX6S4Q3.mjs";
import "./chunk-6NIVZ2XK.mjs";
import "./chunk-OH57KI2Q.mjs";
import "./chunk-VYI354QQ.mjs";
import "./chunk-XFVUCDG7.mjs";
import "./chunk-75JUS3J5.mjs";
import "./chunk-ANYF36ZG.mjs";
import "./chunk-V6C7JY7U.mjs";
import "./chunk-ZQ4534AL.mjs";
import "./chunk-5K522DT3.mjs";
import "./chunk-WDEX5FRV.mjs";
import "./chunk-CKXTI7BL.mjs";
import "./chunk-NNSN2DIK.mjs";
import "./chunk-RM3EQE5G.mjs";
import "./chunk-PV777CTY.mjs";
import "./chunk-WH36VMI5.mjs";
import "./chunk-I5JDOON6.mjs";
import "./chunk-KZZGDNJT.mjs";
import "./chunk-47WINRE7.mjs";
import "./chunk-FJAEJIGK.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-2WYDRYT3.mjs";
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
  publish,
  publishOutputs
};
