const require = (name) => process.getBuiltinModule(name);
import {
  ratingOfWord,
  severityOfOldScore,
  severityOfScore,
  severityOfWord,
  worstKnown,
  worstSeverity
} from "./scan-severity.mjs";
import {
  Fault,
  Sha256,
  array,
  boolean,
  canonicalText,
  counted,
  fromIso,
  int,
  isFault,
  literal,
  looseObject,
  number,
  printable,
  record,
  sha256Hex,
  string,
  unknown
} from "./ground.mjs";
import {
  __commonJS,
  __toESM
} from "./empty.mjs";

// node_modules/ae-cvss-calculator/dist/ae-cvss-calculator.js
var require_ae_cvss_calculator = __commonJS({
  "node_modules/ae-cvss-calculator/dist/ae-cvss-calculator.js"(exports, module) {
    !(function(e, t) {
      "object" == typeof exports && "object" == typeof module ? module.exports = t() : "function" == typeof define && define.amd ? define([], t) : "object" == typeof exports ? exports.CvssCalculator = t() : e.CvssCalculator = t();
    })(exports, (() => (() => {
      "use strict";
      var e = { 154: (e2, t2) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.CvssVector = void 0;
        class o {
          constructor(e3, t3, o2) {
            this.vector = e3, this.normalize = t3, this.scores = o2;
          }
          isUpToDate(e3, t3) {
            return this.vector === e3 && this.normalize === t3;
          }
          getScores() {
            return this.scores;
          }
        }
        t2.CvssVector = class {
          constructor(e3) {
            this.vectorChangedListeners = [], this.components = /* @__PURE__ */ new Map(), this.clearComponents(), e3 && this.applyVector(e3);
          }
          calculateScores(e3 = false) {
            const t3 = this.toString(true);
            if (this.cachedScores && this.cachedScores.isUpToDate(t3, e3)) return this.cachedScores.getScores();
            const a = this.calculateScoresInternal(e3);
            return this.cachedScores = new o(t3, e3, a), a;
          }
          fillBaseMetrics() {
            for (const [e3, t3] of this.getRegisteredComponents()) if ("base" === e3.name) {
              for (const e4 of t3) {
                const t4 = e4.values[1];
                t4 && this.applyComponent(e4, t4);
              }
              return;
            }
            throw new Error("No base category found");
          }
          getComponents() {
            return this.components;
          }
          clearComponents() {
            this.getRegisteredComponents().forEach(((e3, t3) => {
              e3.forEach(((e4) => this.components.set(e4, e4.values[0])));
            }));
          }
          clearSpecifiedComponents(e3) {
            e3.forEach(((e4) => this.components.set(e4, e4.values[0])));
          }
          addVectorChangedListener(e3) {
            this.vectorChangedListeners.push(e3);
          }
          normalizeVector(e3) {
            return e3.replace(/\(/g, "").replace(/\)/g, "").replace(/CVSS:\d+\.?\d?/g, "").replace(/\s/g, "").replace(/\\/g, "").replace(/^\//g, "").replace(/\/$/g, "").trim();
          }
          findComponent(e3) {
            for (const t3 of this.getRegisteredComponents().values()) {
              const o2 = t3.find(((t4) => t4.name === e3 || t4.shortName === e3));
              if (o2) return o2;
            }
            return Array.from(this.components.keys()).find(((t3) => t3.name === e3 || t3.shortName === e3));
          }
          applyVector(e3) {
            this.applyVectorCount(e3);
          }
          applyVectorCount(e3) {
            const t3 = this.normalizeVector(e3).split("/");
            let o2 = 0;
            return t3.forEach(((e4) => {
              if (0 === e4.length) return;
              const [t4, a] = e4.split(":");
              0 !== t4.length && 0 !== a.length ? this.applyComponentString(t4, a, false) && o2++ : console.warn("Invalid component/value pair", e4);
            })), this.vectorChangedListeners.forEach(((e4) => e4(this))), o2;
          }
          applyComponentString(e3, t3, o2 = true) {
            const a = this.findComponent(e3);
            if (a) {
              const i = a.values.find(((e4) => e4.name === t3 || e4.shortName === t3));
              if (i) return this.components.get(a) !== i && (this.applyComponent(a, i), o2 && this.vectorChangedListeners.forEach(((e4) => e4(this))), true);
              throw new Error(`Unknown component value ${t3} for component ${e3}`);
            }
            throw new Error(`Unknown component ${e3} when setting value ${t3}`);
          }
          applyComponentStringSilent(e3, t3, o2 = true) {
            try {
              return this.applyComponentString(e3, t3, o2);
            } catch (e4) {
              return false;
            }
          }
          applyComponent(e3, t3, o2 = true) {
            this.components.set(e3, t3), o2 && this.vectorChangedListeners.forEach(((e4) => e4(this)));
          }
          applyVectorPartsIf(e3, t3, o2) {
            if (!e3) return 0;
            const a = this.normalizeVector(e3);
            if (0 === a.length) return 0;
            const i = a.split("/");
            let s = 0;
            for (const e4 of i) {
              if (!e4) continue;
              const a2 = e4.split(":", 2), i2 = this.clone(), n = t3(i2);
              if (2 === a2.length) {
                i2.applyComponentStringSilent(a2[0], a2[1]);
                const e5 = t3(i2);
                o2 ? e5 <= n && (s += this.applyComponentStringSilent(a2[0], a2[1]) ? 1 : 0) : e5 >= n && (s += this.applyComponentStringSilent(a2[0], a2[1]) ? 1 : 0);
              } else console.warn("Unknown vector argument:", e4);
            }
            return s;
          }
          applyVectorPartsIfLower(e3, t3) {
            return this.applyVectorPartsIf(e3, t3, true);
          }
          applyVectorPartsIfHigher(e3, t3) {
            return this.applyVectorPartsIf(e3, t3, false);
          }
          applyVectorPartsIfLowerVector(e3, t3) {
            return this.applyVectorPartsIf(e3.toStringDefinedParts(), t3, true);
          }
          applyVectorPartsIfHigherVector(e3, t3) {
            return this.applyVectorPartsIf(e3.toStringDefinedParts(), t3, false);
          }
          getComponent(e3) {
            const t3 = this.components.get(e3);
            if (!t3) throw new Error(`Unknown component: ${e3.name}`);
            return t3;
          }
          getComponentByString(e3) {
            const t3 = this.findComponent(e3);
            if (!t3) throw new Error(`Unknown component: ${e3}`);
            const o2 = this.components.get(t3);
            if (!o2) throw new Error(`Unknown component: ${e3}`);
            return o2;
          }
          getComponentByStringOpt(e3) {
            try {
              return this.getComponentByString(e3);
            } catch (e4) {
              return null;
            }
          }
          size() {
            return Array.from(this.components.values()).filter(this.isComponentValueDefined).length;
          }
          getFirstDefinedComponent(e3) {
            return e3.map(((e4) => this.components.get(e4))).find(this.isComponentValueDefined);
          }
          toString(e3 = false, t3 = this.getRegisteredComponents(), o2 = false) {
            let a = "";
            for (const [i, s] of t3) if (e3 || this.isCategoryPartiallyDefined(i)) for (const e4 of s) {
              const t4 = this.components.get(e4);
              if (t4) {
                if (o2 && !this.isComponentValueDefined(t4)) continue;
                a += `${e4.shortName}:${t4.shortName}/`;
              }
            }
            return this.getVectorPrefix() + a.slice(0, -1);
          }
          toStringDefinedParts() {
            return this.toString(false, this.getRegisteredComponents(), true);
          }
          isCategoryFullyDefined(e3) {
            const t3 = this.getRegisteredComponents().get(e3);
            return !!t3 && t3.every(((e4) => void 0 !== this.components.get(e4) && "ND" !== this.components.get(e4).shortName && "X" !== this.components.get(e4).shortName));
          }
          isCategoryPartiallyDefined(e3) {
            const t3 = this.getRegisteredComponents().get(e3);
            return !!t3 && t3.some(((e4) => void 0 !== this.components.get(e4) && "ND" !== this.components.get(e4).shortName && "X" !== this.components.get(e4).shortName));
          }
          round(e3, t3) {
            let o2 = Math.pow(10, t3);
            return Math.round(e3 * o2) / o2;
          }
          roundUp(e3) {
            let t3 = Math.round(1e5 * e3);
            return t3 % 1e4 == 0 ? t3 / 1e5 : (Math.floor(t3 / 1e4) + 1) / 10;
          }
          normalizeScore(e3, t3) {
            return 10 === t3 ? e3 : this.round(this.mapRange(e3, 0, t3, 0, 10), 1);
          }
          mapRange(e3, t3, o2, a, i) {
            return (e3 - t3) / (o2 - t3) * (i - a) + a;
          }
          pickRandomDefinedComponentValue(e3) {
            for (let t3 = 0; t3 < 999999; t3++) {
              const t4 = e3.values[Math.floor(Math.random() * e3.values.length)];
              if ("X" !== t4.shortName && "ND" !== t4.shortName && !t4.hide) return t4;
            }
          }
          clone() {
            const e3 = new this.constructor();
            return e3.components = new Map(this.components), e3;
          }
          diffVector(e3) {
            const t3 = new this.constructor();
            for (const [o2, a] of this.getRegisteredComponents()) for (const o3 of a) {
              const a2 = this.components.get(o3), i = e3.components.get(o3), s = this.isComponentValueDefined(a2), n = this.isComponentValueDefined(i);
              s && n && a2.shortName !== i.shortName || !s && n ? t3.applyComponent(o3, i) : s && !n && t3.applyComponent(o3, a2);
            }
            return t3;
          }
          applyEnvironmentalMetricsOntoBase() {
            for (const [e3, t3] of this.getRegisteredComponents()) for (const e4 of t3) {
              const t4 = this.components.get(e4);
              t4 && e4.baseMetricEquivalent && this.isComponentValueDefined(t4) && (e4.baseMetricEquivalentMapper ? this.applyComponentString(e4.baseMetricEquivalent.shortName, e4.baseMetricEquivalentMapper(t4).shortName, false) : this.applyComponentString(e4.baseMetricEquivalent.shortName, t4.shortName, false), this.applyComponent(e4, e4.values[0], false));
            }
            this.vectorChangedListeners.forEach(((e3) => e3(this)));
          }
          isComponentValueDefined(e3) {
            return void 0 !== e3 && "ND" !== e3.shortName && "X" !== e3.shortName;
          }
          static _reorderAttributeSeverityOrder(e3) {
            const t3 = [];
            return e3.forEach(((e4, o2) => {
              t3.push([e4]);
            })), t3;
          }
        };
      }, 156: function(e2, t2, o) {
        var a = this && this.__createBinding || (Object.create ? function(e3, t3, o2, a2) {
          void 0 === a2 && (a2 = o2);
          var i2 = Object.getOwnPropertyDescriptor(t3, o2);
          i2 && !("get" in i2 ? !t3.__esModule : i2.writable || i2.configurable) || (i2 = { enumerable: true, get: function() {
            return t3[o2];
          } }), Object.defineProperty(e3, a2, i2);
        } : function(e3, t3, o2, a2) {
          void 0 === a2 && (a2 = o2), e3[a2] = t3[o2];
        }), i = this && this.__exportStar || function(e3, t3) {
          for (var o2 in e3) "default" === o2 || Object.prototype.hasOwnProperty.call(t3, o2) || a(t3, e3, o2);
        };
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss4P0 = t2.Cvss3P0 = t2.Cvss3P1 = t2.Cvss2 = t2.CvssVector = void 0;
        var s = o(154);
        Object.defineProperty(t2, "CvssVector", { enumerable: true, get: function() {
          return s.CvssVector;
        } }), i(o(564), t2);
        var n = o(475);
        Object.defineProperty(t2, "Cvss2", { enumerable: true, get: function() {
          return n.Cvss2;
        } });
        var r = o(371);
        Object.defineProperty(t2, "Cvss3P1", { enumerable: true, get: function() {
          return r.Cvss3P1;
        } });
        var c = o(623);
        Object.defineProperty(t2, "Cvss3P0", { enumerable: true, get: function() {
          return c.Cvss3P0;
        } });
        var l = o(987);
        Object.defineProperty(t2, "Cvss4P0", { enumerable: true, get: function() {
          return l.Cvss4P0;
        } });
      }, 331: (e2, t2) => {
        var o;
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss3P0Components = void 0;
        class a {
        }
        t2.Cvss3P0Components = a, o = a, a.CONFIDENTIALITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no loss of confidentiality within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "There is some loss of confidentiality. Access to some restricted information is obtained, but the attacker does not have control over what information is obtained, or the amount or kind of loss is limited. The information disclosure does not cause a direct, serious loss to the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of confidentiality, resulting in all resources within the impacted component being divulged to the attacker. Alternatively, access to only some restricted information is obtained, but the disclosed information presents a direct, serious impact. For example, an attacker steals the administrator's password, or private encryption keys of a web server." } }, a.CONFIDENTIALITY_IMPACT = [o.CONFIDENTIALITY_IMPACT_VALUES.X, o.CONFIDENTIALITY_IMPACT_VALUES.N, o.CONFIDENTIALITY_IMPACT_VALUES.L, o.CONFIDENTIALITY_IMPACT_VALUES.H], a.INTEGRITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no loss of integrity within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "Modification of data is possible, but the attacker does not have control over the consequence of a modification, or the amount of modification is limited. The data modification does not have a direct, serious impact on the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of integrity, or a complete loss of protection. For example, the attacker is able to modify any/all files protected by the impacted component. Alternatively, only some files can be modified, but malicious modification would present a direct, serious consequence to the impacted component." } }, a.INTEGRITY_IMPACT = [o.INTEGRITY_IMPACT_VALUES.X, o.INTEGRITY_IMPACT_VALUES.N, o.INTEGRITY_IMPACT_VALUES.L, o.INTEGRITY_IMPACT_VALUES.H], a.AVAILABILITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no impact to availability within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "Performance is reduced or there are interruptions in resource availability. Even if repeated exploitation of the vulnerability is possible, the attacker does not have the ability to completely deny service to legitimate users. The resources in the impacted component are either partially available all of the time, or fully available only some of the time, but overall there is no direct, serious consequence to the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of availability, resulting in the attacker being able to fully deny access to resources in the impacted component; this loss is either sustained (while the attacker continues to deliver the attack) or persistent (the condition persists even after the attack has completed). Alternatively, the attacker has the ability to deny some availability, but the loss of availability presents a direct, serious consequence to the impacted component (e.g., the attacker cannot disrupt existing connections, but can prevent new connections; the attacker can repeatedly exploit a vulnerability that, in each instance of a successful attack, leaks a only small amount of memory, but after repeated exploitation causes a service to become completely unavailable)." } }, a.AVAILABILITY_IMPACT = [o.AVAILABILITY_IMPACT_VALUES.X, o.AVAILABILITY_IMPACT_VALUES.N, o.AVAILABILITY_IMPACT_VALUES.L, o.AVAILABILITY_IMPACT_VALUES.H], a.CONFIDENTIALITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Confidentiality is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Confidentiality is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Confidentiality is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.CONFIDENTIALITY_REQUIREMENT = [o.CONFIDENTIALITY_REQUIREMENT_VALUES.X, o.CONFIDENTIALITY_REQUIREMENT_VALUES.L, o.CONFIDENTIALITY_REQUIREMENT_VALUES.M, o.CONFIDENTIALITY_REQUIREMENT_VALUES.H], a.INTEGRITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Integrity is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Integrity is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Integrity is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.INTEGRITY_REQUIREMENT = [o.INTEGRITY_REQUIREMENT_VALUES.X, o.INTEGRITY_REQUIREMENT_VALUES.L, o.INTEGRITY_REQUIREMENT_VALUES.M, o.INTEGRITY_REQUIREMENT_VALUES.H], a.AVAILABILITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Availability is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Availability is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Availability is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.AVAILABILITY_REQUIREMENT = [o.AVAILABILITY_REQUIREMENT_VALUES.X, o.AVAILABILITY_REQUIREMENT_VALUES.L, o.AVAILABILITY_REQUIREMENT_VALUES.M, o.AVAILABILITY_REQUIREMENT_VALUES.H], a.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "There is no impact to the integrity of the system." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "There is a partial compromise of system integrity." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "There is a total compromise of system integrity." } }, a.TEMPLATE_CIA_REQUIREMENT_MODIFIED = [o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.X, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.L, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.M, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.H], a.BASE_CATEGORY = { name: "base", description: "This metric reflects the qualities of a vulnerability that are constant over time and across user environments." }, a.AV_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "Network", abbreviatedName: "Netw.", jsonSchemaName: "NETWORK", description: "The vulnerable component is bound to the network stack and the set of possible attackers extends beyond the other options listed below, up to and including the entire Internet." }, A: { shortName: "A", value: 0.62, name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT_NETWORK", description: "The vulnerable component is bound to the network stack, but the attack is limited at the protocol level to a logically adjacent topology." }, L: { shortName: "L", value: 0.55, name: "Local", jsonSchemaName: "LOCAL", description: "The vulnerable component is not bound to the network stack and the attacker's path is via read/write/execute capabilities." }, P: { shortName: "P", value: 0.2, name: "Physical", abbreviatedName: "Phys.", jsonSchemaName: "PHYSICAL", description: "The attack requires the attacker to physically touch or manipulate the vulnerable component." } }, a.AV = { name: "Attack Vector", shortName: "AV", subCategory: "Exploitability Metrics", description: "This metric reflects the context by which vulnerability exploitation is possible. The more remote an attacker can be to attack a host, the greater the vulnerability score.", values: [o.AV_VALUES.X, o.AV_VALUES.N, o.AV_VALUES.A, o.AV_VALUES.L, o.AV_VALUES.P] }, a.AC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.77, name: "Low", jsonSchemaName: "LOW", description: "Specialized access conditions or extenuating circumstances do not exist. An attacker can expect repeatable success when attacking the vulnerable component." }, H: { shortName: "H", value: 0.44, name: "High", jsonSchemaName: "HIGH", description: "A successful attack depends on conditions beyond the attacker's control. That is, a successful attack cannot be accomplished at will, but requires the attacker to invest in some measurable amount of effort in preparation or execution against the vulnerable component before a successful attack can be expected." } }, a.AC = { name: "Attack Complexity", shortName: "AC", subCategory: "Exploitability Metrics", description: "This metric describes the conditions beyond the attacker's control that must exist in order to exploit the vulnerability.", values: [o.AC_VALUES.X, o.AC_VALUES.L, o.AC_VALUES.H] }, a.PR_VALUES = { X: { shortName: "X", value: 1, changedValue: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, changedValue: 0.85, name: "None", jsonSchemaName: "NONE", description: "The attacker is unauthorized prior to attack, and therefore does not require any access to settings or files of the vulnerable system to carry out an attack." }, L: { shortName: "L", value: 0.62, changedValue: 0.68, name: "Low", jsonSchemaName: "LOW", description: "The attacker requires privileges that provide basic user capabilities that could normally affect only settings and files owned by a user. Alternatively, an attacker with Low privileges has the ability to access only non-sensitive resources." }, H: { shortName: "H", value: 0.27, changedValue: 0.5, name: "High", jsonSchemaName: "HIGH", description: "The attacker requires privileges that provide significant (e.g., administrative) control over the vulnerable component allowing access to component-wide settings and files." } }, a.PR = { name: "Privileges Required", shortName: "PR", subCategory: "Exploitability Metrics", description: "This metric describes the level of privileges an attacker must possess before successfully exploiting the vulnerability.", values: [o.PR_VALUES.X, o.PR_VALUES.N, o.PR_VALUES.L, o.PR_VALUES.H] }, a.UI_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "None", jsonSchemaName: "NONE", description: "The vulnerable system can be exploited without interaction from any user." }, R: { shortName: "R", value: 0.62, name: "Required", abbreviatedName: "Req.", jsonSchemaName: "REQUIRED", description: "Successful exploitation of this vulnerability requires a user to take some action before the vulnerability can be exploited. For example, a successful exploit may only be possible during the installation of an application by a system administrator." } }, a.UI = { name: "User Interaction", shortName: "UI", subCategory: "Exploitability Metrics", description: "This metric captures the requirement for a user, other than the attacker, to participate in the successful compromise of the vulnerable component.", values: [o.UI_VALUES.X, o.UI_VALUES.N, o.UI_VALUES.R] }, a.S_VALUES = { X: { shortName: "X", value: false, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: false, name: "Unchanged", abbreviatedName: "Unchang.", jsonSchemaName: "UNCHANGED", description: "An exploited vulnerability can only affect resources managed by the same authority." }, C: { shortName: "C", value: true, name: "Changed", jsonSchemaName: "CHANGED", description: "An exploited vulnerability can affect resources beyond the authorization privileges intended by the vulnerable system's design." } }, a.S = { name: "Scope", shortName: "S", subCategory: "Exploitability Metrics", description: "Can an exploit of the vulnerability be accomplished remotely?", values: [o.S_VALUES.X, o.S_VALUES.U, o.S_VALUES.C] }, a.C = { name: "Confidentiality Impact", shortName: "C", subCategory: "Impact Metrics", description: "This metric measures the impact to the confidentiality of the information resources managed by a software component due to a successfully exploited vulnerability.", values: o.CONFIDENTIALITY_IMPACT }, a.I = { name: "Integrity Impact", shortName: "I", subCategory: "Impact Metrics", description: "This metric measures the impact to integrity of a successfully exploited vulnerability.", values: o.INTEGRITY_IMPACT }, a.A = { name: "Availability Impact", shortName: "A", subCategory: "Impact Metrics", description: "This metric measures the impact to the availability of the impacted component resulting from a successfully exploited vulnerability.", values: o.AVAILABILITY_IMPACT }, a.BASE_CATEGORY_VALUES = [o.AV, o.AC, o.PR, o.UI, o.S, o.C, o.I, o.A], a.TEMPORAL_CATEGORY = { name: "temporal", description: "This metric reflects the current state of exploit techniques or code availability." }, a.E_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: 0.91, name: "Unproven", abbreviatedName: "Unproven", description: "No exploit code is available, or an exploit is theoretical." }, P: { shortName: "P", value: 0.94, name: "Proof-of-Concept", abbreviatedName: "Proof-of-conc.", jsonSchemaName: "PROOF_OF_CONCEPT", description: "Proof-of-concept exploit code is available, or an attack demonstration is not practical for most systems. The code or technique is not functional in all situations and may require substantial modification by a skilled attacker." }, F: { shortName: "F", value: 0.97, name: "Functional", jsonSchemaName: "FUNCTIONAL", description: "Functional exploit code is available. The code works in most situations where the vulnerability exists." }, H: { shortName: "H", value: 1, name: "High", jsonSchemaName: "HIGH", description: "Functional exploit code is available. The code is widespread and automated and works in all situations where the vulnerability exists." } }, a.E = { name: "Exploit Code Maturity", shortName: "E", description: "This metric measures the likelihood of the vulnerability being attacked, and is typically based on the current state of exploit techniques, exploit code availability, or active, successful exploitation of the vulnerability.", values: [o.E_VALUES.X, o.E_VALUES.U, o.E_VALUES.P, o.E_VALUES.F, o.E_VALUES.H] }, a.RL_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, O: { shortName: "O", value: 0.95, name: "Official Fix", abbreviatedName: "Off. Fix", jsonSchemaName: "OFFICIAL_FIX", description: "A complete vendor solution is available. Either the vendor has issued an official patch, or an upgrade is available." }, T: { shortName: "T", value: 0.96, name: "Temporary Fix", abbreviatedName: "Temp. Fix", jsonSchemaName: "TEMPORARY_FIX", description: "There is an official but temporary fix available. This includes instances where the vendor issues a temporary hotfix, tool, or workaround." }, W: { shortName: "W", value: 0.97, name: "Workaround", jsonSchemaName: "WORKAROUND", description: "There is an unofficial, non-vendor solution available. In some cases, users of the affected technology will create a patch of their own or provide steps to work around or otherwise mitigate the vulnerability." }, U: { shortName: "U", value: 1, name: "Unavailable", jsonSchemaName: "UNAVAILABLE", description: "There is either no solution available or it is impossible to apply." } }, a.RL = { name: "Remediation Level", shortName: "RL", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: [o.RL_VALUES.X, o.RL_VALUES.O, o.RL_VALUES.T, o.RL_VALUES.W, o.RL_VALUES.U] }, a.RC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: 0.92, name: "Unknown", description: "Report confidence is unknown." }, R: { shortName: "R", value: 0.96, name: "Reasonable", jsonSchemaName: "REASONABLE", description: "Reasonable confidence exists, or the reported vulnerability is in a component not typically used by a target or not having a large installed base." }, C: { shortName: "C", value: 1, name: "Confirmed", jsonSchemaName: "CONFIRMED", description: "Confirmed confidence exists, or the exploit is functional in the environment where the vulnerability exists." } }, a.RC = { name: "Report Confidence", shortName: "RC", description: "This metric describes the level of confidence in the existence of the vulnerability and the credibility of the known technical details.", values: [o.RC_VALUES.X, o.RC_VALUES.U, o.RC_VALUES.R, o.RC_VALUES.C] }, a.TEMPORAL_CATEGORY_VALUES = [o.E, o.RL, o.RC], a.ENVIRONMENTAL_CATEGORY = { name: "environmental", description: "This metric reflects the characteristics of a vulnerability that are relevant and unique to a particular user's environment. This metric can greatly improve the accuracy of a score." }, a.MAV_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "Network", abbreviatedName: "Netw.", jsonSchemaName: "NETWORK", description: "The vulnerable component is bound to the network stack and the set of possible attackers extends beyond the other options listed below, up to and including the entire Internet." }, A: { shortName: "A", value: 0.62, name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT_NETWORK", description: "The vulnerable component is bound to the network stack, but the attack is limited at the protocol level to a logically adjacent topology." }, L: { shortName: "L", value: 0.55, name: "Local", jsonSchemaName: "LOCAL", description: "The vulnerable component is not bound to the network stack and the attacker's path is via read/write/execute capabilities." }, P: { shortName: "P", value: 0.2, name: "Physical", abbreviatedName: "Phys.", jsonSchemaName: "PHYSICAL", description: "The attack requires the attacker to physically touch or manipulate the vulnerable component." } }, a.MAV = { name: "Modified Attack Vector", shortName: "MAV", subCategory: "Exploitability Metrics", description: "This metric reflects the context by which vulnerability exploitation is possible. The more remote an attacker can be to attack a host, the greater the vulnerability score.", baseMetricEquivalent: o.AV, values: [o.MAV_VALUES.X, o.MAV_VALUES.N, o.MAV_VALUES.A, o.MAV_VALUES.L, o.MAV_VALUES.P] }, a.MAC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.77, name: "Low", jsonSchemaName: "LOW", description: "Specialized access conditions or extenuating circumstances do not exist. An attacker can expect repeatable success when attacking the vulnerable component." }, H: { shortName: "H", value: 0.44, name: "High", jsonSchemaName: "HIGH", description: "A successful attack depends on conditions beyond the attacker's control. That is, a successful attack cannot be accomplished at will, but requires the attacker to invest in some measurable amount of effort in preparation or execution against the vulnerable component before a successful attack can be expected." } }, a.MAC = { name: "Modified Attack Complexity", shortName: "MAC", subCategory: "Exploitability Metrics", description: "This metric describes the conditions beyond the attacker's control that must exist in order to exploit the vulnerability.", baseMetricEquivalent: o.AC, values: [o.MAC_VALUES.X, o.MAC_VALUES.L, o.MAC_VALUES.H] }, a.MPR_VALUES = { X: { shortName: "X", value: 1, changedValue: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, changedValue: 0.85, name: "None", jsonSchemaName: "NONE", description: "The attacker is unauthorized prior to attack, and therefore does not require any access to settings or files of the vulnerable system to carry out an attack." }, L: { shortName: "L", value: 0.62, changedValue: 0.68, name: "Low", jsonSchemaName: "LOW", description: "The attacker requires privileges that provide basic user capabilities that could normally affect only settings and files owned by a user. Alternatively, an attacker with Low privileges has the ability to access only non-sensitive resources." }, H: { shortName: "H", value: 0.27, changedValue: 0.5, name: "High", jsonSchemaName: "HIGH", description: "The attacker requires privileges that provide significant (e.g., administrative) control over the vulnerable component allowing access to component-wide settings and files." } }, a.MPR = { name: "Modified Privileges Required", shortName: "MPR", subCategory: "Exploitability Metrics", description: "This metric describes the level of privileges an attacker must possess before successfully exploiting the vulnerability.", baseMetricEquivalent: o.PR, values: [o.MPR_VALUES.X, o.MPR_VALUES.N, o.MPR_VALUES.L, o.MPR_VALUES.H] }, a.MUI_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "None", jsonSchemaName: "NONE", description: "The vulnerable system can be exploited without interaction from any user." }, R: { shortName: "R", value: 0.62, name: "Required", jsonSchemaName: "REQUIRED", description: "Successful exploitation of this vulnerability requires a user to take some action before the vulnerability can be exploited. For example, a successful exploit may only be possible during the installation of an application by a system administrator." } }, a.MUI = { name: "Modified User Interaction", shortName: "MUI", subCategory: "Exploitability Metrics", description: "This metric captures the requirement for a user, other than the attacker, to participate in the successful compromise of the vulnerable component.", baseMetricEquivalent: o.UI, values: [o.MUI_VALUES.X, o.MUI_VALUES.N, o.MUI_VALUES.R] }, a.MS_VALUES = { X: { shortName: "X", value: false, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: false, name: "Unchanged", abbreviatedName: "Unchang.", jsonSchemaName: "UNCHANGED", description: "An exploited vulnerability can only affect resources managed by the same authority." }, C: { shortName: "C", value: true, name: "Changed", jsonSchemaName: "CHANGED", description: "An exploited vulnerability can affect resources beyond the authorization privileges intended by the vulnerable system's design." } }, a.MS = { name: "Modified Scope", shortName: "MS", subCategory: "Exploitability Metrics", description: "Can an exploit of the vulnerability be accomplished remotely?", baseMetricEquivalent: o.S, values: [o.MS_VALUES.X, o.MS_VALUES.U, o.MS_VALUES.C] }, a.MC = { name: "Confidentiality Impact", shortName: "MC", subCategory: "Modified Impact", description: "This metric measures the impact to the confidentiality of the information resources managed by a software component due to a successfully exploited vulnerability.", baseMetricEquivalent: o.C, values: o.CONFIDENTIALITY_IMPACT }, a.MI = { name: "Integrity Impact", shortName: "MI", subCategory: "Modified Impact", description: "This metric measures the impact to integrity of a successfully exploited vulnerability.", baseMetricEquivalent: o.I, values: o.INTEGRITY_IMPACT }, a.MA = { name: "Availability Impact", shortName: "MA", subCategory: "Modified Impact", description: "This metric measures the impact to the availability of the impacted component resulting from a successfully exploited vulnerability.", baseMetricEquivalent: o.A, values: o.AVAILABILITY_IMPACT }, a.CR = { name: "Confidentiality Requirement", shortName: "CR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.CONFIDENTIALITY_REQUIREMENT }, a.IR = { name: "Integrity Requirement", shortName: "IR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.INTEGRITY_REQUIREMENT }, a.AR = { name: "Availability Requirement", shortName: "AR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.AVAILABILITY_REQUIREMENT }, a.ENVIRONMENTAL_CATEGORY_VALUES = [o.CR, o.IR, o.AR, o.MAV, o.MAC, o.MPR, o.MUI, o.MS, o.MC, o.MI, o.MA], a.REGISTERED_COMPONENTS = /* @__PURE__ */ new Map(), o.REGISTERED_COMPONENTS.set(o.BASE_CATEGORY, o.BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS.set(o.TEMPORAL_CATEGORY, o.TEMPORAL_CATEGORY_VALUES), o.REGISTERED_COMPONENTS.set(o.ENVIRONMENTAL_CATEGORY, o.ENVIRONMENTAL_CATEGORY_VALUES), a.ATTRIBUTE_SEVERITY_ORDER = [[o.S_VALUES.U, o.MS_VALUES.U], [o.CONFIDENTIALITY_IMPACT_VALUES.N, o.INTEGRITY_IMPACT_VALUES.N, o.AVAILABILITY_IMPACT_VALUES.N], [o.AV_VALUES.P, o.MAV_VALUES.P], [o.CONFIDENTIALITY_IMPACT_VALUES.L, o.INTEGRITY_IMPACT_VALUES.L, o.AVAILABILITY_IMPACT_VALUES.L], [o.PR_VALUES.H, o.MPR_VALUES.H], [o.AC_VALUES.H, o.MAC_VALUES.H], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.L, o.INTEGRITY_REQUIREMENT_VALUES.L, o.AVAILABILITY_REQUIREMENT_VALUES.L], [o.AV_VALUES.L, o.MAV_VALUES.L], [o.CONFIDENTIALITY_IMPACT_VALUES.H, o.INTEGRITY_IMPACT_VALUES.H, o.AVAILABILITY_IMPACT_VALUES.H], [o.AV_VALUES.A, o.MAV_VALUES.A], [o.UI_VALUES.R, o.MUI_VALUES.R], [o.PR_VALUES.L, o.MPR_VALUES.L], [o.AC_VALUES.L, o.MAC_VALUES.L], [o.AV_VALUES.N, o.MAV_VALUES.N], [o.PR_VALUES.N, o.MPR_VALUES.N], [o.UI_VALUES.N, o.MUI_VALUES.N], [o.E_VALUES.U], [o.E_VALUES.P], [o.E_VALUES.F], [o.E_VALUES.H], [o.E_VALUES.X], [o.RC_VALUES.U], [o.RL_VALUES.O], [o.RL_VALUES.T], [o.RC_VALUES.R], [o.RL_VALUES.W], [o.AV_VALUES.X, o.MAV_VALUES.X], [o.AC_VALUES.X, o.MAC_VALUES.X], [o.PR_VALUES.X, o.MPR_VALUES.X], [o.UI_VALUES.X, o.MUI_VALUES.X], [o.S_VALUES.C, o.MS_VALUES.C], [o.S_VALUES.X, o.MS_VALUES.X], [o.CONFIDENTIALITY_IMPACT_VALUES.X], [o.INTEGRITY_IMPACT_VALUES.X], [o.AVAILABILITY_IMPACT_VALUES.X], [o.RL_VALUES.U], [o.RL_VALUES.X], [o.RC_VALUES.C], [o.RC_VALUES.X], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.M, o.INTEGRITY_REQUIREMENT_VALUES.M, o.AVAILABILITY_REQUIREMENT_VALUES.M], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.X, o.INTEGRITY_REQUIREMENT_VALUES.X, o.AVAILABILITY_REQUIREMENT_VALUES.X], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.H, o.INTEGRITY_REQUIREMENT_VALUES.H, o.AVAILABILITY_REQUIREMENT_VALUES.H]];
      }, 371: (e2, t2, o) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss3P1 = void 0;
        const a = o(154), i = o(951);
        class s extends a.CvssVector {
          constructor(e3) {
            super(e3);
          }
          getRegisteredComponents() {
            return i.Cvss3P1Components.REGISTERED_COMPONENTS;
          }
          getVectorPrefix() {
            return "CVSS:3.1/";
          }
          getVectorName() {
            return "CVSS:3.1";
          }
          fillAverageVector() {
            this.applyVector("AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L");
          }
          fillRandomBaseVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P1Components.BASE_CATEGORY);
          }
          fillRandomTemporalVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P1Components.TEMPORAL_CATEGORY);
          }
          fillRandomEnvironmentalVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P1Components.ENVIRONMENTAL_CATEGORY);
          }
          fillRandomComponentsForCategory(e3) {
            const t3 = i.Cvss3P1Components.REGISTERED_COMPONENTS.get(e3);
            if (t3) for (let e4 = 0; e4 < t3.length; e4++) {
              const o2 = t3[e4], a2 = super.pickRandomDefinedComponentValue(o2);
              if (!a2) return console.warn("Failed to pick random vector component for", o2), void this.fillAverageVector();
              this.applyComponent(o2, a2);
            }
            else console.warn("Failed to pick random vector components for", e3);
          }
          calculateScoresInternal(e3 = false) {
            const t3 = this.isBaseFullyDefined(), o2 = this.isAnyTemporalDefined(), a2 = this.isAnyEnvironmentalDefined();
            return { normalized: e3, base: t3 ? super.round(this.calculateExactBaseScore(), 1) : void 0, impact: t3 ? super.normalizeScore(super.round(this.calculateImpactScore(), 1), e3 ? 6 : 10) : void 0, exploitability: t3 ? super.normalizeScore(super.round(this.calculateExactExploitabilityScore(), 1), e3 ? 3.9 : 10) : void 0, temporal: t3 && o2 ? super.round(this.calculateExactTemporalScore(), 1) : void 0, environmental: t3 && a2 ? super.round(this.calculateExactEnvironmentalScore(), 1) : void 0, modifiedImpact: t3 && a2 ? super.normalizeScore(super.round(Math.max(0, this.calculateExactAdjustedImpactScore()), 1), e3 ? 6.1 : 10) : void 0, overall: super.round(this.calculateExactOverallScore(), 1), vector: this.toString() };
          }
          calculateExactBaseScore() {
            if (!this.isBaseFullyDefined()) return 0;
            let e3 = this.calculateExactImpactScore();
            if (e3 <= 0) return 0;
            let t3 = this.calculateExactExploitabilityScore();
            return this.getComponent(i.Cvss3P1Components.S).value ? super.roundUp(Math.min(s.SCOPE_COEFFICIENT * (e3 + t3), 10)) : super.roundUp(Math.min(e3 + t3, 10));
          }
          calculateImpactScore() {
            const e3 = this.calculateExactImpactScore();
            return e3 <= 0 ? 0 : e3;
          }
          calculateExactImpactScore() {
            let e3 = this.calculateExactISSScore();
            return this.getComponent(i.Cvss3P1Components.S).value ? s.SCOPE_CHANGED_FACTOR * (e3 - 0.029) - 3.25 * Math.pow(e3 - 0.02, 15) : s.SCOPE_UNCHANGED_FACTOR * e3;
          }
          calculateExactISSScore() {
            return 1 - (1 - this.getComponent(i.Cvss3P1Components.C).value) * (1 - this.getComponent(i.Cvss3P1Components.I).value) * (1 - this.getComponent(i.Cvss3P1Components.A).value);
          }
          calculateExactMISSScore() {
            let e3, t3, o2, a2, s2, n, r = this.getComponent(i.Cvss3P1Components.MC), c = this.getComponent(i.Cvss3P1Components.MI), l = this.getComponent(i.Cvss3P1Components.MA), m = this.getComponent(i.Cvss3P1Components.C), h = this.getComponent(i.Cvss3P1Components.I), E = this.getComponent(i.Cvss3P1Components.A), u = this.getComponent(i.Cvss3P1Components.CR), d = this.getComponent(i.Cvss3P1Components.IR), p = this.getComponent(i.Cvss3P1Components.AR);
            return e3 = r === i.Cvss3P1Components.MC.values[0] ? m.value : r.value, t3 = c === i.Cvss3P1Components.MI.values[0] ? h.value : c.value, o2 = l === i.Cvss3P1Components.MA.values[0] ? E.value : l.value, i.Cvss3P1Components.CR.values[0], a2 = u.value, i.Cvss3P1Components.IR.values[0], s2 = d.value, i.Cvss3P1Components.AR.values[0], n = p.value, Math.min(1 - (1 - a2 * e3) * (1 - s2 * t3) * (1 - n * o2), 0.915);
          }
          calculateExactExploitabilityScore() {
            const e3 = this.getComponent(i.Cvss3P1Components.AV).value, t3 = this.getComponent(i.Cvss3P1Components.AC).value, o2 = this.getComponent(i.Cvss3P1Components.UI).value;
            let a2;
            return a2 = this.getComponent(i.Cvss3P1Components.S).value ? this.getComponent(i.Cvss3P1Components.PR).changedValue : this.getComponent(i.Cvss3P1Components.PR).value, s.EXPLOITABILITY_COEFFICIENT * e3 * t3 * a2 * o2;
          }
          calculateExactTemporalScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyTemporalDefined()) return 0;
            let e3 = this.getComponent(i.Cvss3P1Components.E).value, t3 = this.getComponent(i.Cvss3P1Components.RL).value, o2 = this.getComponent(i.Cvss3P1Components.RC).value, a2 = this.calculateExactBaseScore();
            return super.roundUp(a2 * e3 * t3 * o2);
          }
          calculateExactEnvironmentalScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.calculateExactAdjustedImpactScore();
            if (e3 <= 0) return 0;
            let t3 = this.calculateAdjustedExploitability(), o2 = this.getComponent(i.Cvss3P1Components.E).value, a2 = this.getComponent(i.Cvss3P1Components.RL).value, n = this.getComponent(i.Cvss3P1Components.RC).value;
            if (this.isModifiedScope()) {
              let i2 = super.roundUp(Math.min(e3 + t3, 10));
              return super.roundUp(i2 * o2 * a2 * n);
            }
            {
              let i2 = super.roundUp(Math.min(s.SCOPE_COEFFICIENT * (e3 + t3), 10));
              return super.roundUp(i2 * o2 * a2 * n);
            }
          }
          calculateExactAdjustedImpactScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.calculateExactMISSScore();
            return this.isModifiedScope() ? s.SCOPE_UNCHANGED_FACTOR * e3 : s.SCOPE_CHANGED_FACTOR * (e3 - 0.029) - 3.25 * Math.pow(0.9731 * e3 - 0.02, 13);
          }
          calculateAdjustedExploitability() {
            let e3, t3 = this.getFirstDefinedComponent([i.Cvss3P1Components.MAV, i.Cvss3P1Components.AV]).value, o2 = this.getFirstDefinedComponent([i.Cvss3P1Components.MAC, i.Cvss3P1Components.AC]).value, a2 = this.getFirstDefinedComponent([i.Cvss3P1Components.MUI, i.Cvss3P1Components.UI]).value, n = this.getFirstDefinedComponent([i.Cvss3P1Components.MPR, i.Cvss3P1Components.PR]);
            return e3 = this.isModifiedScope() ? n.value : n.changedValue, s.EXPLOITABILITY_COEFFICIENT * t3 * o2 * e3 * a2;
          }
          isModifiedScope() {
            let e3 = this.getComponent(i.Cvss3P1Components.S), t3 = this.getComponent(i.Cvss3P1Components.MS);
            return t3 === i.Cvss3P1Components.MS.values[0] ? !e3.value : !t3.value;
          }
          calculateExactOverallScore() {
            return this.isAnyEnvironmentalDefined() ? this.calculateExactEnvironmentalScore() : this.isAnyTemporalDefined() ? this.calculateExactTemporalScore() : this.calculateExactBaseScore();
          }
          isBaseFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P1Components.BASE_CATEGORY);
          }
          isTemporalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P1Components.TEMPORAL_CATEGORY);
          }
          isEnvironmentalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P1Components.ENVIRONMENTAL_CATEGORY);
          }
          isAnyBaseDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P1Components.BASE_CATEGORY);
          }
          isAnyTemporalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P1Components.TEMPORAL_CATEGORY);
          }
          isAnyEnvironmentalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P1Components.ENVIRONMENTAL_CATEGORY);
          }
          getJsonSchemaSeverity(e3) {
            return 0 === e3 || isNaN(e3) ? "NONE" : e3 <= 3.9 ? "LOW" : e3 <= 6.9 ? "MEDIUM" : e3 <= 8.9 ? "HIGH" : "CRITICAL";
          }
          createJsonSchema() {
            const e3 = this.calculateScores();
            return { version: "3.1", vectorString: this.toString(), baseScore: e3.base, temporalScore: e3.temporal, environmentalScore: e3.environmental, baseSeverity: this.getJsonSchemaSeverity(e3.base), temporalSeverity: e3.temporal ? this.getJsonSchemaSeverity(e3.temporal) : void 0, environmentalSeverity: e3.environmental ? this.getJsonSchemaSeverity(e3.environmental) : void 0, attackVector: this.getComponent(i.Cvss3P1Components.AV).jsonSchemaName, attackComplexity: this.getComponent(i.Cvss3P1Components.AC).jsonSchemaName, privilegesRequired: this.getComponent(i.Cvss3P1Components.PR).jsonSchemaName, userInteraction: this.getComponent(i.Cvss3P1Components.UI).jsonSchemaName, scope: this.getComponent(i.Cvss3P1Components.S).jsonSchemaName, confidentialityImpact: this.getComponent(i.Cvss3P1Components.C).jsonSchemaName, integrityImpact: this.getComponent(i.Cvss3P1Components.I).jsonSchemaName, availabilityImpact: this.getComponent(i.Cvss3P1Components.A).jsonSchemaName, exploitCodeMaturity: this.getComponent(i.Cvss3P1Components.E).jsonSchemaName, remediationLevel: this.getComponent(i.Cvss3P1Components.RL).jsonSchemaName, reportConfidence: this.getComponent(i.Cvss3P1Components.RC).jsonSchemaName, confidentialityRequirement: this.getComponent(i.Cvss3P1Components.CR).jsonSchemaName, integrityRequirement: this.getComponent(i.Cvss3P1Components.IR).jsonSchemaName, availabilityRequirement: this.getComponent(i.Cvss3P1Components.AR).jsonSchemaName, modifiedAttackVector: this.getComponent(i.Cvss3P1Components.MAV).jsonSchemaName, modifiedAttackComplexity: this.getComponent(i.Cvss3P1Components.MAC).jsonSchemaName, modifiedPrivilegesRequired: this.getComponent(i.Cvss3P1Components.MPR).jsonSchemaName, modifiedUserInteraction: this.getComponent(i.Cvss3P1Components.MUI).jsonSchemaName, modifiedScope: this.getComponent(i.Cvss3P1Components.MS).jsonSchemaName, modifiedConfidentialityImpact: this.getComponent(i.Cvss3P1Components.MC).jsonSchemaName, modifiedIntegrityImpact: this.getComponent(i.Cvss3P1Components.MI).jsonSchemaName, modifiedAvailabilityImpact: this.getComponent(i.Cvss3P1Components.MA).jsonSchemaName };
          }
        }
        t2.Cvss3P1 = s, s.SCOPE_CHANGED_FACTOR = 7.52, s.SCOPE_UNCHANGED_FACTOR = 6.42, s.EXPLOITABILITY_COEFFICIENT = 8.22, s.SCOPE_COEFFICIENT = 1.08;
      }, 475: (e2, t2, o) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss2 = void 0;
        const a = o(154), i = o(479);
        class s extends a.CvssVector {
          constructor(e3) {
            super(e3);
          }
          getRegisteredComponents() {
            return i.Cvss2Components.REGISTERED_COMPONENTS;
          }
          getVectorPrefix() {
            return "";
          }
          getVectorName() {
            return "CVSS:2.0";
          }
          fillAverageVector() {
            this.applyVector("AV:A/AC:M/Au:N/C:P/I:P/A:P");
          }
          fillRandomBaseVector() {
            const e3 = i.Cvss2Components.BASE_CATEGORY_VALUES;
            for (let t3 = 0; t3 < e3.length; t3++) {
              const o2 = e3[t3], a2 = super.pickRandomDefinedComponentValue(o2);
              if (!a2) return console.warn("Failed to pick random vector component for", o2), void this.fillAverageVector();
              this.applyComponent(o2, a2);
            }
          }
          calculateScoresInternal(e3 = false) {
            const t3 = this.isBaseFullyDefined(), o2 = this.isAnyTemporalDefined(), a2 = this.isAnyEnvironmentalDefined();
            return { normalized: e3, base: t3 ? super.round(this.calculateExactBaseScore(), 1) : void 0, impact: t3 ? super.round(this.calculateExactImpactScore(), 1) : void 0, exploitability: t3 ? super.round(this.calculateExactExploitabilityScore(), 1) : void 0, temporal: t3 && o2 ? super.round(this.calculateExactTemporalScore(), 1) : void 0, environmental: t3 && a2 ? super.round(this.calculateExactEnvironmentalScore(), 1) : void 0, modifiedImpact: t3 && a2 ? super.round(this.calculateExactAdjustedImpactScore(), 1) : void 0, overall: super.round(this.calculateExactOverallScore(), 1), vector: this.toString() };
          }
          calculateExactBaseScore() {
            if (!this.isBaseFullyDefined()) return 0;
            let e3 = this.calculateExactImpactScore();
            return (0.6 * e3 + 0.4 * this.calculateExactExploitabilityScore() - 1.5) * this.f(e3);
          }
          calculateExactImpactScore() {
            return this.isBaseFullyDefined() ? 10.41 * (1 - (1 - this.getComponent(i.Cvss2Components.C).value) * (1 - this.getComponent(i.Cvss2Components.I).value) * (1 - this.getComponent(i.Cvss2Components.A).value)) : 0;
          }
          calculateExactExploitabilityScore() {
            return this.isBaseFullyDefined() ? 20 * this.getComponent(i.Cvss2Components.AC).value * this.getComponent(i.Cvss2Components.Au).value * this.getComponent(i.Cvss2Components.AV).value : 0;
          }
          calculateExactTemporalScore() {
            return this.isAnyTemporalDefined() ? super.round(this.calculateExactBaseScore(), 1) * this.getComponent(i.Cvss2Components.E).value * this.getComponent(i.Cvss2Components.RL).value * this.getComponent(i.Cvss2Components.RC).value : 0;
          }
          calculateExactAdjustedBaseScore() {
            let e3 = this.calculateExactAdjustedImpactScore(), t3 = this.calculateExactExploitabilityScore();
            return t3 = this.round(t3, 1), (0.6 * e3 + 0.4 * t3 - 1.5) * this.f(e3);
          }
          calculateExactAdjustedTemporalScore() {
            return this.calculateExactAdjustedBaseScore() * this.getComponent(i.Cvss2Components.E).value * this.getComponent(i.Cvss2Components.RL).value * this.getComponent(i.Cvss2Components.RC).value;
          }
          calculateExactEnvironmentalScore() {
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.calculateExactAdjustedTemporalScore();
            return (e3 + (10 - e3) * this.getComponent(i.Cvss2Components.CDP).value) * this.getComponent(i.Cvss2Components.TD).value;
          }
          calculateExactAdjustedImpactScore() {
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.getComponent(i.Cvss2Components.C).value, t3 = this.getComponent(i.Cvss2Components.I).value, o2 = this.getComponent(i.Cvss2Components.A).value, a2 = this.getComponent(i.Cvss2Components.CR).value, s2 = this.getComponent(i.Cvss2Components.IR).value, n = this.getComponent(i.Cvss2Components.AR).value;
            return Math.min(10, 10.41 * (1 - (1 - e3 * a2) * (1 - t3 * s2) * (1 - o2 * n)));
          }
          calculateExactOverallScore() {
            return this.isAnyEnvironmentalDefined() ? this.calculateExactEnvironmentalScore() : this.isAnyTemporalDefined() ? this.calculateExactTemporalScore() : this.calculateExactBaseScore();
          }
          isBaseFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss2Components.BASE_CATEGORY);
          }
          isTemporalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss2Components.TEMPORAL_CATEGORY);
          }
          isEnvironmentalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss2Components.ENVIRONMENTAL_CATEGORY);
          }
          isAnyBaseDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss2Components.BASE_CATEGORY);
          }
          isAnyTemporalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss2Components.TEMPORAL_CATEGORY);
          }
          isAnyEnvironmentalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss2Components.ENVIRONMENTAL_CATEGORY);
          }
          f(e3) {
            return 0 === e3 ? 0 : 1.176;
          }
          createJsonSchema() {
            const e3 = this.calculateScores();
            return { version: "2.0", vectorString: this.toString(), baseScore: e3.base, temporalScore: e3.temporal, environmentalScore: e3.environmental, accessVector: this.getComponent(i.Cvss2Components.AV).jsonSchemaName, accessComplexity: this.getComponent(i.Cvss2Components.AC).jsonSchemaName, authentication: this.getComponent(i.Cvss2Components.Au).jsonSchemaName, confidentialityImpact: this.getComponent(i.Cvss2Components.C).jsonSchemaName, integrityImpact: this.getComponent(i.Cvss2Components.I).jsonSchemaName, availabilityImpact: this.getComponent(i.Cvss2Components.A).jsonSchemaName, exploitability: this.getComponent(i.Cvss2Components.E).jsonSchemaName, remediationLevel: this.getComponent(i.Cvss2Components.RL).jsonSchemaName, reportConfidence: this.getComponent(i.Cvss2Components.RC).jsonSchemaName, collateralDamagePotential: this.getComponent(i.Cvss2Components.CDP).jsonSchemaName, targetDistribution: this.getComponent(i.Cvss2Components.TD).jsonSchemaName, confidentialityRequirement: this.getComponent(i.Cvss2Components.CR).jsonSchemaName, integrityRequirement: this.getComponent(i.Cvss2Components.IR).jsonSchemaName, availabilityRequirement: this.getComponent(i.Cvss2Components.AR).jsonSchemaName };
          }
        }
        t2.Cvss2 = s;
      }, 479: (e2, t2, o) => {
        var a;
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss2Components = void 0;
        const i = o(154);
        class s {
        }
        t2.Cvss2Components = s, a = s, s.BASE_CATEGORY = { name: "base", description: "Represents the intrinsic and fundamental characteristics of a vulnerability that are constant over time and user environments." }, s.AV_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, L: { shortName: "L", value: 0.395, name: "Local", jsonSchemaName: "LOCAL", description: "A vulnerability exploitable with only local access requires the attacker to have either physical access to the vulnerable system or a local (shell) account. Examples of locally exploitable vulnerabilities are peripheral attacks such as Firewire/USB DMA attacks, and local privilege escalations (e.g., sudo)." }, A: { shortName: "A", value: 0.646, name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT_NETWORK", description: "A vulnerability exploitable with adjacent network access requires the attacker to have access to either the broadcast or collision domain of the vulnerable software.  Examples of local networks include local IP subnet, Bluetooth, IEEE 802.11, and local Ethernet segment." }, N: { shortName: "N", value: 1, name: "Network", jsonSchemaName: "NETWORK", description: 'A vulnerability exploitable with network access means the vulnerable software is bound to the network stack and the attacker does not require local network access or local access. Such a vulnerability is often termed "remotely exploitable". An example of a network attack is an RPC buffer overflow.' } }, s.AV = { name: "Access Vector", shortName: "AV", subCategory: "Exploitability Metrics", description: "This metric reflects how the vulnerability is exploited. The more remote an attacker can be to attack a host, the greater the vulnerability score.", values: [a.AV_VALUES.ND, a.AV_VALUES.L, a.AV_VALUES.A, a.AV_VALUES.N] }, s.AC_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, H: { shortName: "H", value: 0.35, name: "High", jsonSchemaName: "HIGH", description: "Specialized access conditions exist. For example, an attacker can only exploit the vulnerability under very specialized conditions." }, M: { shortName: "M", value: 0.61, name: "Medium", jsonSchemaName: "MEDIUM", description: "The access conditions are somewhat specialized. For example, the attacker can only exploit the vulnerability under certain conditions." }, L: { shortName: "L", value: 0.71, name: "Low", jsonSchemaName: "LOW", description: "Specialized access conditions or extenuating circumstances do not exist. For example, an attacker can exploit the vulnerability under most conditions." } }, s.AC = { name: "Access Complexity", shortName: "AC", subCategory: "Exploitability Metrics", description: 'This metric measures the complexity of the attack required to exploit the vulnerability once an attacker has gained access to the target system. For example, consider a buffer overflow in an Internet service: If the vulnerability is exploitable only once a user has been authenticated by the service, the vulnerability is only "Medium" complexity. If, however, the vulnerability can be exploited anonymously, it is "Low" complexity.', values: [a.AC_VALUES.ND, a.AC_VALUES.H, a.AC_VALUES.M, a.AC_VALUES.L] }, s.Au_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, M: { shortName: "M", value: 0.45, name: "Multiple", jsonSchemaName: "MULTIPLE", description: "Exploiting the vulnerability requires that the attacker authenticate two or more times, even if the same credentials are used each time. An example is an attacker authenticating to an operating system in addition to providing credentials to access an application hosted on that system." }, S: { shortName: "S", value: 0.56, name: "Single", jsonSchemaName: "SINGLE", description: "The vulnerability requires an attacker to be logged into the system (such as at a command line or via a desktop session or web interface)." }, N: { shortName: "N", value: 0.704, name: "None", jsonSchemaName: "NONE", description: "Authentication is not required to exploit the vulnerability." } }, s.Au = { name: "Authentication", shortName: "Au", subCategory: "Exploitability Metrics", description: 'This metric measures the number of times an attacker must authenticate to a target in order to exploit a vulnerability. "Multiple" means that the attacker must authenticate two or more times, "Single" means that the attacker must authenticate once, and "None" means that the attacker need not authenticate at all to exploit the vulnerability.', values: [a.Au_VALUES.ND, a.Au_VALUES.M, a.Au_VALUES.S, a.Au_VALUES.N] }, s.C_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no impact to the confidentiality of the system." }, P: { shortName: "P", value: 0.275, name: "Partial", jsonSchemaName: "PARTIAL", description: "There is considerable informational disclosure. Access to some system files is possible, but the attacker does not have control over what is obtained, or the scope of the loss is constrained. An example is a vulnerability that divulges only certain tables in a database." }, C: { shortName: "C", value: 0.66, name: "Complete", jsonSchemaName: "COMPLETE", description: "There is total information disclosure, resulting in all system files being revealed. The attacker is able to read all of the system's data (memory, files, etc.)" } }, s.C = { name: "Confidentiality Impact", shortName: "C", subCategory: "Impact Metrics", description: "This metric measures the impact to the confidentiality of the information resources managed by a software component due to a successfully exploited vulnerability. Confidentiality refers to limiting information access and disclosure to only authorized users, as well as preventing access by, or disclosure to, unauthorized ones.", values: [a.C_VALUES.ND, a.C_VALUES.N, a.C_VALUES.P, a.C_VALUES.C] }, s.I_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no impact to the integrity of the system." }, P: { shortName: "P", value: 0.275, name: "Partial", jsonSchemaName: "PARTIAL", description: "Modification of some system files or information is possible, but the attacker does not have control over what can be modified, or the scope of what the attacker can affect is limited. For example, system or application files may be overwritten or modified, but either the attacker has no control over which files are affected or the attacker can modify files within only a limited context or scope." }, C: { shortName: "C", value: 0.66, name: "Complete", jsonSchemaName: "COMPLETE", description: "There is a total compromise of system integrity. There is a complete loss of system protection, resulting in the entire system being compromised. The attacker is able to modify any files on the target system." } }, s.I = { name: "Integrity Impact", shortName: "I", subCategory: "Impact Metrics", description: "This metric measures the impact to integrity of a successfully exploited vulnerability. Integrity refers to the trustworthiness and guaranteed veracity of information.", values: [a.I_VALUES.ND, a.I_VALUES.N, a.I_VALUES.P, a.I_VALUES.C] }, s.A_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will result in no score being calculated." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no impact to availability within the impacted component." }, P: { shortName: "P", value: 0.275, name: "Partial", jsonSchemaName: "PARTIAL", description: "There is reduced performance or interruptions in resource availability. An example is a network-based flood attack that permits a limited number of successful connections to an Internet service." }, C: { shortName: "C", value: 0.66, name: "Complete", jsonSchemaName: "COMPLETE", description: "There is a total shutdown of the affected resource. The attacker can render the resource completely unavailable." } }, s.A = { name: "Availability Impact", shortName: "A", subCategory: "Impact Metrics", description: "This metric measures the impact to the availability of the impacted component resulting from a successfully exploited vulnerability. While the Confidentiality and Integrity impact metrics apply to the loss of confidentiality or integrity of data (e.g., information, files) used by the impacted component, this metric refers to the loss of availability of the impacted component itself, such as a networked service (e.g., web, database, email). Since availability refers to the accessibility of information resources, attacks that consume network bandwidth, processor cycles, or disk space all impact the availability of an impacted component. This metric considers only the availability of the impacted component itself.", values: [a.A_VALUES.ND, a.A_VALUES.N, a.A_VALUES.P, a.A_VALUES.C] }, s.BASE_CATEGORY_VALUES = [a.AV, a.AC, a.Au, a.C, a.I, a.A], s.TEMPORAL_CATEGORY = { name: "temporal", description: "The threat posed by a vulnerability may change over time. Three such factors that CVSS captures are: confirmation of the technical details of a vulnerability, the remediation status of the vulnerability, and the availability of exploit code or techniques. Since temporal metrics are optional they each include a metric value that has no effect on the score." }, s.E_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, U: { shortName: "U", value: 0.85, name: "Unproven", jsonSchemaName: "UNPROVEN", description: "No exploit code is available, or an exploit is entirely theoretical." }, POC: { shortName: "POC", value: 0.9, name: "Proof-of-concept", abbreviatedName: "Proof-of-conc.", jsonSchemaName: "PROOF_OF_CONCEPT", description: "Proof-of-concept exploit code or an attack demonstration that is not practical for most systems is available. The code or technique is not functional in all situations and may require substantial modification by a skilled attacker." }, F: { shortName: "F", value: 0.95, name: "Functional", jsonSchemaName: "FUNCTIONAL", description: "Functional exploit code is available. The code works in most situations where the vulnerability exists." }, H: { shortName: "H", value: 1, name: "High", jsonSchemaName: "HIGH", description: "Either the vulnerability is exploitable by functional mobile autonomous code, or no exploit is required (manual trigger) and details are widely available. The code works in every situation, or is actively being delivered via a mobile autonomous agent (such as a worm or virus)." } }, s.E = { name: "Exploitability", shortName: "E", description: 'This metric measures the current state of exploit techniques or code availability. "Unproven that exploit exists" is the lowest impact and "Proof-of-concept code" is the highest impact.', values: [a.E_VALUES.ND, a.E_VALUES.U, a.E_VALUES.POC, a.E_VALUES.F, a.E_VALUES.H] }, s.RL_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, OF: { shortName: "OF", value: 0.87, name: "Official Fix", abbreviatedName: "Off. Fix", jsonSchemaName: "OFFICIAL_FIX", description: "A complete vendor solution is available. Either the vendor has issued an official patch, or an upgrade is available." }, TF: { shortName: "TF", value: 0.9, name: "Temporary Fix", abbreviatedName: "Temp. Fix", jsonSchemaName: "TEMPORARY_FIX", description: "There is an official but temporary fix available. This includes instances where the vendor issues a temporary hotfix, tool, or workaround." }, W: { shortName: "W", value: 0.95, name: "Workaround", jsonSchemaName: "WORKAROUND", description: "There is an unofficial, non-vendor solution available. In some cases, users of the affected technology will create a patch of their own or provide steps to work around or otherwise mitigate the vulnerability." }, U: { shortName: "U", value: 1, name: "Unavailable", jsonSchemaName: "UNAVAILABLE", description: "There is either no solution available or it is impossible to apply." } }, s.RL = { name: "Remediation Level", shortName: "RL", description: 'This metric measures the remediation level of a vulnerability. "Official fix" is the lowest impact and "Unavailable" is the highest impact.', values: [a.RL_VALUES.ND, a.RL_VALUES.OF, a.RL_VALUES.TF, a.RL_VALUES.W, a.RL_VALUES.U] }, s.RC_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, UC: { shortName: "UC", value: 0.9, name: "Unconfirmed", jsonSchemaName: "UNCONFIRMED", description: "There is little confidence in the existence of this vulnerability. The report is unconfirmed, or the source is not known." }, UR: { shortName: "UR", value: 0.95, name: "Uncorroborated", jsonSchemaName: "UNCORROBORATED", description: "There is reasonable confidence in the existence of this vulnerability, but the technical details are not known publicly. The report is unconfirmed." }, C: { shortName: "C", value: 1, name: "Confirmed", jsonSchemaName: "CONFIRMED", description: "The existence of this vulnerability is confirmed, but the details are not known publicly. An exploit has been observed, or proof-of-concept exploit code is available. The bugtraq ID or CVE ID has been made public." } }, s.RC = { name: "Report Confidence", shortName: "RC", description: 'This metric measures the degree of confidence in the existence of the vulnerability and the credibility of the known technical details. "Unconfirmed" is the lowest confidence and "Confirmed" is the highest.', values: [a.RC_VALUES.ND, a.RC_VALUES.UC, a.RC_VALUES.UR, a.RC_VALUES.C] }, s.TEMPORAL_CATEGORY_VALUES = [a.E, a.RL, a.RC], s.ENVIRONMENTAL_CATEGORY = { name: "environmental", description: "Different environments can have an immense bearing on the risk that a vulnerability poses to an organization and its stakeholders. The CVSS environmental metric group captures the characteristics of a vulnerability that are associated with a user's IT environment. Since environmental metrics are optional they each include a metric value that has no effect on the score." }, s.CDP_VALUES = { ND: { shortName: "ND", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no potential for loss of life, physical assets, productivity or revenue." }, L: { shortName: "L", value: 0.1, name: "Low", jsonSchemaName: "LOW", description: "A successful exploit of this vulnerability may result in slight physical or property damage. Or, there may be a slight loss of revenue or productivity to the organization." }, LM: { shortName: "LM", value: 0.3, name: "Low-Medium", abbreviatedName: "Low-Med.", jsonSchemaName: "LOW_MEDIUM", description: "A successful exploit of this vulnerability may result in moderate physical or property damage. Or, there may be a moderate loss of revenue or productivity to the organization." }, MH: { shortName: "MH", value: 0.4, name: "Medium-High", abbreviatedName: "Med.-High", jsonSchemaName: "MEDIUM_HIGH", description: "A successful exploit of this vulnerability may result in significant physical or property damage or loss. Or, there may be a significant loss of revenue or productivity." }, H: { shortName: "H", value: 0.5, name: "High", jsonSchemaName: "HIGH", description: "A successful exploit of this vulnerability may result in catastrophic physical or property damage and loss. Or, there may be a catastrophic loss of revenue or productivity." } }, s.CDP = { name: "Collateral Damage Potential", shortName: "CDP", subCategory: "General Modifiers", description: 'This metric measures the potential for loss of life or physical assets resulting from a vulnerability. "None" is the lowest impact and "High" is the highest impact.', values: [a.CDP_VALUES.ND, a.CDP_VALUES.N, a.CDP_VALUES.L, a.CDP_VALUES.LM, a.CDP_VALUES.MH, a.CDP_VALUES.H] }, s.TD_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no (0%) target distribution." }, L: { shortName: "L", value: 0.25, name: "Low", jsonSchemaName: "LOW", description: "There is a small (< 25%) target distribution." }, M: { shortName: "M", value: 0.75, name: "Medium", jsonSchemaName: "MEDIUM", description: "There is a medium (26-75%) target distribution." }, H: { shortName: "H", value: 1, name: "High", description: "There is a high (> 75%) target distribution." } }, s.TD = { name: "Target Distribution", shortName: "TD", subCategory: "General Modifiers", description: 'This metric measures the proportion of vulnerable systems that could be affected by an attack. It is meant to represent the proportion of vulnerable systems that an attacker can expect to target. "None" is the lowest impact and "High" is the highest impact.', values: [a.TD_VALUES.ND, a.TD_VALUES.N, a.TD_VALUES.L, a.TD_VALUES.M, a.TD_VALUES.H] }, s.CR_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of confidentiality is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of confidentiality is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.51, name: "High", jsonSchemaName: "HIGH", description: "Loss of confidentiality is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, s.CR = { name: "Confidentiality Requirement", shortName: "CR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: 'This metric measures the need for confidentiality of the vulnerable component to the user. For example, an attacker that exploits a vulnerability that exists on a network boundary and requires no privileges has a low need for the confidentiality of the vulnerable component. Conversely, an attacker that exploits a vulnerability that exists on the same system as the vulnerable component and requires Privileged access to the system in order to exploit it has a high need for confidentiality. "Not Defined" is the lowest impact and "High" is the highest impact.', values: [a.CR_VALUES.ND, a.CR_VALUES.L, a.CR_VALUES.M, a.CR_VALUES.H] }, s.IR_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of integrity is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of integrity is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.51, name: "High", jsonSchemaName: "HIGH", description: "Loss of integrity is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, s.IR = { name: "Integrity Requirement", shortName: "IR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: 'This metric measures the need for integrity of the vulnerable component to a user. For example, an attacker that exploits a vulnerability that exists on a network boundary and requires no privileges has a low need for the integrity of the vulnerable component. Conversely, an attacker that exploits a vulnerability that exists on the same system as the vulnerable component and requires Privileged access to the system in order to exploit it has a high need for integrity. "Not Defined" is the lowest impact and "High" is the highest impact.', values: [a.IR_VALUES.ND, a.IR_VALUES.L, a.IR_VALUES.M, a.IR_VALUES.H] }, s.AR_VALUES = { ND: { shortName: "ND", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value to the metric will not influence the score. It is a signal to the equation to skip this metric." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of availability is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of availability is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.51, name: "High", jsonSchemaName: "HIGH", description: "Loss of availability is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, s.AR = { name: "Availability Requirement", shortName: "AR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: 'This metric measures the need for availability of the vulnerable component to a user. For example, an attacker that exploits a vulnerability that exists on a network boundary and requires no privileges has a low need for the availability of the vulnerable component. Conversely, an attacker that exploits a vulnerability that exists on the same system as the vulnerable component and requires Privileged access to the system in order to exploit it has a high need for availability. "Not Defined" is the lowest impact and "High" is the highest impact.', values: [a.AR_VALUES.ND, a.AR_VALUES.L, a.AR_VALUES.M, a.AR_VALUES.H] }, s.ENVIRONMENTAL_CATEGORY_VALUES = [a.CDP, a.TD, a.CR, a.IR, a.AR], s.REGISTERED_COMPONENTS = /* @__PURE__ */ new Map(), a.REGISTERED_COMPONENTS.set(a.BASE_CATEGORY, a.BASE_CATEGORY_VALUES), a.REGISTERED_COMPONENTS.set(a.TEMPORAL_CATEGORY, a.TEMPORAL_CATEGORY_VALUES), a.REGISTERED_COMPONENTS.set(a.ENVIRONMENTAL_CATEGORY, a.ENVIRONMENTAL_CATEGORY_VALUES), s.ATTRIBUTE_SEVERITY_ORDER = i.CvssVector._reorderAttributeSeverityOrder([a.AC_VALUES.ND, a.AV_VALUES.ND, a.Au_VALUES.ND, a.C_VALUES.ND, a.I_VALUES.ND, a.A_VALUES.ND, a.C_VALUES.N, a.I_VALUES.N, a.A_VALUES.N, a.CDP_VALUES.N, a.CDP_VALUES.ND, a.TD_VALUES.N, a.CDP_VALUES.L, a.TD_VALUES.L, a.C_VALUES.P, a.I_VALUES.P, a.A_VALUES.P, a.CDP_VALUES.LM, a.AC_VALUES.H, a.AV_VALUES.L, a.CDP_VALUES.MH, a.Au_VALUES.M, a.CDP_VALUES.H, a.Au_VALUES.S, a.AC_VALUES.M, a.AV_VALUES.A, a.C_VALUES.C, a.I_VALUES.C, a.A_VALUES.C, a.Au_VALUES.N, a.AC_VALUES.L, a.TD_VALUES.M, a.E_VALUES.U, a.RL_VALUES.OF, a.E_VALUES.POC, a.RL_VALUES.TF, a.RL_VALUES.W, a.RC_VALUES.UC, a.AV_VALUES.N, a.E_VALUES.F, a.E_VALUES.H, a.E_VALUES.ND, a.RL_VALUES.U, a.RL_VALUES.ND, a.RC_VALUES.UR, a.RC_VALUES.C, a.RC_VALUES.ND, a.TD_VALUES.H, a.TD_VALUES.ND, a.CR_VALUES.L, a.CR_VALUES.M, a.IR_VALUES.L, a.IR_VALUES.M, a.AR_VALUES.L, a.AR_VALUES.M, a.CR_VALUES.ND, a.IR_VALUES.ND, a.AR_VALUES.ND, a.CR_VALUES.H, a.IR_VALUES.H, a.AR_VALUES.H]);
      }, 564: (e2, t2, o) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.applyVectorPartsIfMetricsHigher = t2.applyVectorPartsIfMetricsLower = t2.fromVector = void 0;
        const a = o(475), i = o(623), s = o(371), n = o(987), r = o(479), c = o(331), l = o(951), m = o(759), h = { "CVSS:2.0": a.Cvss2, "2.0": a.Cvss2, "CVSS:3.0": i.Cvss3P0, "3.0": i.Cvss3P0, "CVSS:3.1": s.Cvss3P1, 3.1: s.Cvss3P1, "CVSS:4.0": n.Cvss4P0, "4.0": n.Cvss4P0 };
        function E(e3, t3, o2) {
          if (!t3) return 0;
          const a2 = e3.normalizeVector(t3);
          if (0 === a2.length) return 0;
          const i2 = a2.split("/");
          let s2 = 0;
          for (const t4 of i2) {
            if (!t4) continue;
            const a3 = t4.split(":", 2);
            if (2 === a3.length) {
              const t5 = a3[0], i3 = a3[1], n2 = e3.getComponentByStringOpt(t5), r2 = t5.startsWith("M"), c2 = r2 ? t5.replace("M", "") : t5, l2 = e3.getComponentByStringOpt(c2), m2 = r2 ? t5 : `M${t5}`, h2 = e3.getComponentByStringOpt(m2), E2 = (null == n2 ? void 0 : n2.shortName) || "X", u2 = e3.applyComponentStringSilent(t5, i3), d2 = e3.getComponentByStringOpt(t5);
              u2 && o2(n2, l2, h2, d2, r2) ? s2++ : e3.applyComponentStringSilent(t5, E2);
            } else console.warn("Unknown vector argument:", t4);
          }
          return s2;
        }
        function u(e3, t3, o2, a2, i2) {
          const s2 = null != o2 && "NOT_DEFINED" !== o2.name && "NULL" !== o2.name && "X" !== o2.shortName;
          return { oldSeverity: d(e3, i2 && s2 ? o2 : t3), newSeverity: d(e3, a2) };
        }
        function d(e3, t3) {
          if (!t3) return -1;
          let o2 = [];
          if (e3 instanceof a.Cvss2 ? o2 = r.Cvss2Components.ATTRIBUTE_SEVERITY_ORDER : e3 instanceof i.Cvss3P0 ? o2 = c.Cvss3P0Components.ATTRIBUTE_SEVERITY_ORDER : e3 instanceof s.Cvss3P1 ? o2 = l.Cvss3P1Components.ATTRIBUTE_SEVERITY_ORDER : e3 instanceof n.Cvss4P0 && (o2 = m.Cvss4P0Components.ATTRIBUTE_SEVERITY_ORDER), 0 === o2.length) return console.warn("Unknown", e3.getVectorName(), "severity order list for attribute type:", t3), -1;
          for (let e4 = 0; e4 < o2.length; e4++) if (o2[e4].includes(t3)) return e4;
          return console.warn("Unknown", e3.getVectorName(), "attribute type:", t3), -1;
        }
        t2.fromVector = function(e3, t3 = void 0) {
          if (t3) {
            const o3 = h[t3];
            if (o3) return new o3(e3);
          }
          const o2 = h[e3];
          if (o2) return new o2();
          for (let t4 in h) {
            const o3 = h[t4];
            if (e3.startsWith(t4)) try {
              return new o3(e3);
            } catch (e4) {
            }
          }
          for (let t4 in h) {
            const o3 = h[t4];
            try {
              return new o3(e3);
            } catch (e4) {
            }
          }
          return null;
        }, t2.applyVectorPartsIfMetricsLower = function(e3, t3) {
          return t3 ? E(e3, t3, ((t4, o2, a2, i2, s2) => {
            const n2 = u(e3, o2, a2, i2, s2);
            return n2.newSeverity <= n2.oldSeverity;
          })) : 0;
        }, t2.applyVectorPartsIfMetricsHigher = function(e3, t3) {
          return t3 ? E(e3, t3, ((t4, o2, a2, i2, s2) => {
            const n2 = u(e3, o2, a2, i2, s2);
            return n2.newSeverity >= n2.oldSeverity;
          })) : 0;
        };
      }, 623: (e2, t2, o) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss3P0 = void 0;
        const a = o(154), i = o(331);
        class s extends a.CvssVector {
          constructor(e3) {
            super(e3);
          }
          getRegisteredComponents() {
            return i.Cvss3P0Components.REGISTERED_COMPONENTS;
          }
          getVectorPrefix() {
            return "CVSS:3.0/";
          }
          getVectorName() {
            return "CVSS:3.0";
          }
          fillAverageVector() {
            this.applyVector("AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L");
          }
          fillRandomBaseVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P0Components.BASE_CATEGORY);
          }
          fillRandomTemporalVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P0Components.TEMPORAL_CATEGORY);
          }
          fillRandomEnvironmentalVector() {
            this.fillRandomComponentsForCategory(i.Cvss3P0Components.ENVIRONMENTAL_CATEGORY);
          }
          fillRandomComponentsForCategory(e3) {
            const t3 = i.Cvss3P0Components.REGISTERED_COMPONENTS.get(e3);
            if (t3) for (let e4 = 0; e4 < t3.length; e4++) {
              const o2 = t3[e4], a2 = super.pickRandomDefinedComponentValue(o2);
              if (!a2) return console.warn("Failed to pick random vector component for", o2), void this.fillAverageVector();
              this.applyComponent(o2, a2);
            }
            else console.warn("Failed to pick random vector components for", e3);
          }
          calculateScoresInternal(e3 = false) {
            const t3 = this.isBaseFullyDefined(), o2 = this.isAnyTemporalDefined(), a2 = this.isAnyEnvironmentalDefined();
            return { normalized: e3, base: t3 ? super.round(this.calculateExactBaseScore(), 1) : void 0, impact: t3 ? super.normalizeScore(super.round(this.calculateImpactScore(), 1), e3 ? 6 : 10) : void 0, exploitability: t3 ? super.normalizeScore(super.round(this.calculateExactExploitabilityScore(), 1), e3 ? 3.9 : 10) : void 0, temporal: t3 && o2 ? super.round(this.calculateExactTemporalScore(), 1) : void 0, environmental: t3 && a2 ? super.round(this.calculateExactEnvironmentalScore(), 1) : void 0, modifiedImpact: t3 && a2 ? super.normalizeScore(super.round(Math.max(0, this.calculateExactAdjustedImpactScore()), 1), e3 ? 6.1 : 10) : void 0, overall: super.round(this.calculateExactOverallScore(), 1), vector: this.toString() };
          }
          calculateExactBaseScore() {
            if (!this.isBaseFullyDefined()) return 0;
            let e3 = this.calculateExactImpactScore();
            if (e3 <= 0) return 0;
            let t3 = this.calculateExactExploitabilityScore();
            return this.getComponent(i.Cvss3P0Components.S).value ? this.roundUp1(Math.min(s.SCOPE_COEFFICIENT * (e3 + t3), 10)) : this.roundUp1(Math.min(e3 + t3, 10));
          }
          calculateImpactScore() {
            const e3 = this.calculateExactImpactScore();
            return e3 <= 0 ? 0 : e3;
          }
          calculateExactImpactScore() {
            let e3 = this.calculateExactISSScore();
            return this.getComponent(i.Cvss3P0Components.S).value ? s.SCOPE_CHANGED_FACTOR * (e3 - 0.029) - 3.25 * Math.pow(e3 - 0.02, 15) : s.SCOPE_UNCHANGED_FACTOR * e3;
          }
          calculateExactISSScore() {
            return 1 - (1 - this.getComponent(i.Cvss3P0Components.C).value) * (1 - this.getComponent(i.Cvss3P0Components.I).value) * (1 - this.getComponent(i.Cvss3P0Components.A).value);
          }
          calculateExactMISSScore() {
            let e3, t3, o2, a2, s2, n, r = this.getComponent(i.Cvss3P0Components.MC), c = this.getComponent(i.Cvss3P0Components.MI), l = this.getComponent(i.Cvss3P0Components.MA), m = this.getComponent(i.Cvss3P0Components.C), h = this.getComponent(i.Cvss3P0Components.I), E = this.getComponent(i.Cvss3P0Components.A), u = this.getComponent(i.Cvss3P0Components.CR), d = this.getComponent(i.Cvss3P0Components.IR), p = this.getComponent(i.Cvss3P0Components.AR);
            return e3 = r === i.Cvss3P0Components.MC.values[0] ? m.value : r.value, t3 = c === i.Cvss3P0Components.MI.values[0] ? h.value : c.value, o2 = l === i.Cvss3P0Components.MA.values[0] ? E.value : l.value, i.Cvss3P0Components.CR.values[0], a2 = u.value, i.Cvss3P0Components.IR.values[0], s2 = d.value, i.Cvss3P0Components.AR.values[0], n = p.value, Math.min(1 - (1 - a2 * e3) * (1 - s2 * t3) * (1 - n * o2), 0.915);
          }
          calculateExactExploitabilityScore() {
            const e3 = this.getComponent(i.Cvss3P0Components.AV).value, t3 = this.getComponent(i.Cvss3P0Components.AC).value, o2 = this.getComponent(i.Cvss3P0Components.UI).value;
            let a2;
            return a2 = this.getComponent(i.Cvss3P0Components.S).value ? this.getComponent(i.Cvss3P0Components.PR).changedValue : this.getComponent(i.Cvss3P0Components.PR).value, s.EXPLOITABILITY_COEFFICIENT * e3 * t3 * a2 * o2;
          }
          calculateExactTemporalScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyTemporalDefined()) return 0;
            let e3 = this.getComponent(i.Cvss3P0Components.E).value, t3 = this.getComponent(i.Cvss3P0Components.RL).value, o2 = this.getComponent(i.Cvss3P0Components.RC).value, a2 = this.calculateExactBaseScore();
            return this.roundUp1(a2 * e3 * t3 * o2);
          }
          calculateExactEnvironmentalScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.calculateExactAdjustedImpactScore();
            if (e3 <= 0) return 0;
            let t3 = this.calculateAdjustedExploitability(), o2 = this.getComponent(i.Cvss3P0Components.E).value, a2 = this.getComponent(i.Cvss3P0Components.RL).value, n = this.getComponent(i.Cvss3P0Components.RC).value;
            if (this.isModifiedScope()) {
              let i2 = this.roundUp1(Math.min(e3 + t3, 10));
              return this.roundUp1(i2 * o2 * a2 * n);
            }
            {
              let i2 = this.roundUp1(Math.min(s.SCOPE_COEFFICIENT * (e3 + t3), 10));
              return this.roundUp1(i2 * o2 * a2 * n);
            }
          }
          calculateExactAdjustedImpactScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (!this.isAnyEnvironmentalDefined()) return 0;
            let e3 = this.calculateExactMISSScore();
            return this.isModifiedScope() ? s.SCOPE_UNCHANGED_FACTOR * e3 : s.SCOPE_CHANGED_FACTOR * (e3 - 0.029) - 3.25 * Math.pow(e3 - 0.02, 15);
          }
          calculateAdjustedExploitability() {
            let e3, t3 = this.getFirstDefinedComponent([i.Cvss3P0Components.MAV, i.Cvss3P0Components.AV]).value, o2 = this.getFirstDefinedComponent([i.Cvss3P0Components.MAC, i.Cvss3P0Components.AC]).value, a2 = this.getFirstDefinedComponent([i.Cvss3P0Components.MUI, i.Cvss3P0Components.UI]).value, n = this.getFirstDefinedComponent([i.Cvss3P0Components.MPR, i.Cvss3P0Components.PR]);
            return e3 = this.isModifiedScope() ? n.value : n.changedValue, s.EXPLOITABILITY_COEFFICIENT * t3 * o2 * e3 * a2;
          }
          isModifiedScope() {
            let e3 = this.getComponent(i.Cvss3P0Components.S), t3 = this.getComponent(i.Cvss3P0Components.MS);
            return t3 === i.Cvss3P0Components.MS.values[0] ? !e3.value : !t3.value;
          }
          calculateExactOverallScore() {
            return this.isAnyEnvironmentalDefined() ? this.calculateExactEnvironmentalScore() : this.isAnyTemporalDefined() ? this.calculateExactTemporalScore() : this.calculateExactBaseScore();
          }
          isBaseFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P0Components.BASE_CATEGORY);
          }
          isTemporalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P0Components.TEMPORAL_CATEGORY);
          }
          isEnvironmentalFullyDefined() {
            return super.isCategoryFullyDefined(i.Cvss3P0Components.ENVIRONMENTAL_CATEGORY);
          }
          isAnyBaseDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P0Components.BASE_CATEGORY);
          }
          isAnyTemporalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P0Components.TEMPORAL_CATEGORY);
          }
          isAnyEnvironmentalDefined() {
            return super.isCategoryPartiallyDefined(i.Cvss3P0Components.ENVIRONMENTAL_CATEGORY);
          }
          roundUp1(e3) {
            return Math.ceil(10 * e3) / 10;
          }
          getJsonSchemaSeverity(e3) {
            return 0 === e3 || isNaN(e3) ? "NONE" : e3 <= 3.9 ? "LOW" : e3 <= 6.9 ? "MEDIUM" : e3 <= 8.9 ? "HIGH" : "CRITICAL";
          }
          createJsonSchema() {
            const e3 = this.calculateScores();
            return { version: "3.0", vectorString: this.toString(), baseScore: e3.base, temporalScore: e3.temporal, environmentalScore: e3.environmental, baseSeverity: this.getJsonSchemaSeverity(e3.base), temporalSeverity: e3.temporal ? this.getJsonSchemaSeverity(e3.temporal) : void 0, environmentalSeverity: e3.environmental ? this.getJsonSchemaSeverity(e3.environmental) : void 0, attackVector: this.getComponent(i.Cvss3P0Components.AV).jsonSchemaName, attackComplexity: this.getComponent(i.Cvss3P0Components.AC).jsonSchemaName, privilegesRequired: this.getComponent(i.Cvss3P0Components.PR).jsonSchemaName, userInteraction: this.getComponent(i.Cvss3P0Components.UI).jsonSchemaName, scope: this.getComponent(i.Cvss3P0Components.S).jsonSchemaName, confidentialityImpact: this.getComponent(i.Cvss3P0Components.C).jsonSchemaName, integrityImpact: this.getComponent(i.Cvss3P0Components.I).jsonSchemaName, availabilityImpact: this.getComponent(i.Cvss3P0Components.A).jsonSchemaName, exploitCodeMaturity: this.getComponent(i.Cvss3P0Components.E).jsonSchemaName, remediationLevel: this.getComponent(i.Cvss3P0Components.RL).jsonSchemaName, reportConfidence: this.getComponent(i.Cvss3P0Components.RC).jsonSchemaName, confidentialityRequirement: this.getComponent(i.Cvss3P0Components.CR).jsonSchemaName, integrityRequirement: this.getComponent(i.Cvss3P0Components.IR).jsonSchemaName, availabilityRequirement: this.getComponent(i.Cvss3P0Components.AR).jsonSchemaName, modifiedAttackVector: this.getComponent(i.Cvss3P0Components.MAV).jsonSchemaName, modifiedAttackComplexity: this.getComponent(i.Cvss3P0Components.MAC).jsonSchemaName, modifiedPrivilegesRequired: this.getComponent(i.Cvss3P0Components.MPR).jsonSchemaName, modifiedUserInteraction: this.getComponent(i.Cvss3P0Components.MUI).jsonSchemaName, modifiedScope: this.getComponent(i.Cvss3P0Components.MS).jsonSchemaName, modifiedConfidentialityImpact: this.getComponent(i.Cvss3P0Components.MC).jsonSchemaName, modifiedIntegrityImpact: this.getComponent(i.Cvss3P0Components.MI).jsonSchemaName, modifiedAvailabilityImpact: this.getComponent(i.Cvss3P0Components.MA).jsonSchemaName };
          }
        }
        t2.Cvss3P0 = s, s.SCOPE_CHANGED_FACTOR = 7.52, s.SCOPE_UNCHANGED_FACTOR = 6.42, s.EXPLOITABILITY_COEFFICIENT = 8.22, s.SCOPE_COEFFICIENT = 1.08;
      }, 730: (e2, t2) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.EQ = void 0;
        class o {
          constructor(e3, t3, o2, a) {
            this.highestSeverityVectors = [], this.level = e3, this.vectorDepth = t3, this.highestSeverityVectorsUnparsed = o2, this.predicate = a;
          }
          getLevel() {
            return this.level;
          }
          getLevelAsInt() {
            return parseInt(this.level);
          }
          getVectorDepth() {
            return this.vectorDepth;
          }
          getHighestSeverityVectors() {
            return 0 === this.highestSeverityVectors.length && (this.highestSeverityVectors = this.highestSeverityVectorsUnparsed.map(((e3) => o.createCvssInstance(e3)))), this.highestSeverityVectors;
          }
          getHighestSeverityVectorsUnparsed() {
            return this.highestSeverityVectorsUnparsed;
          }
          matchesConstraints(e3) {
            return this.predicate(e3);
          }
        }
        t2.EQ = o;
      }, 759: (e2, t2) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss4P0Components = void 0;
        class o {
        }
        t2.Cvss4P0Components = o, o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of confidentiality, resulting in all information within the Vulnerable System being divulged to the attacker. Alternatively, access to only some restricted information is obtained, but the disclosed information presents a direct, serious impact." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "There is some loss of confidentiality. Access to some restricted information is obtained, but the attacker does not have control over what information is obtained, or the amount or kind of loss is limited. The information disclosure does not cause a direct, serious loss to the Vulnerable System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no loss of confidentiality within the Vulnerable System." } }, o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE = [o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.X, o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H, o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.L, o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.N], o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of integrity, or a complete loss of protection. For example, the attacker is able to modify any/all files protected by the Vulnerable System. Alternatively, only some files can be modified, but malicious modification would present a direct, serious consequence to the Vulnerable System." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Modification of data is possible, but the attacker does not have control over the consequence of a modification, or the amount of modification is limited. The data modification does not have a direct, serious impact to the Vulnerable System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no loss of integrity within the Vulnerable System." } }, o.VULNERABLE_SYSTEM_INTEGRITY_BASE = [o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.X, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.H, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.L, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.N], o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of availability, resulting in the attacker being able to fully deny access to resources in the Vulnerable System; this loss is either sustained (while the attacker continues to deliver the attack) or persistent (the condition persists even after the attack has completed). Alternatively, the attacker has the ability to deny some availability, but the loss of availability presents a direct, serious consequence to the Vulnerable System (e.g., the attacker cannot disrupt existing connections, but can prevent new connections; the attacker can repeatedly exploit a vulnerability that, in each instance of a successful attack, leaks a only small amount of memory, but after repeated exploitation causes a service to become completely unavailable)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Performance is reduced or there are interruptions in resource availability. Even if repeated exploitation of the vulnerability is possible, the attacker does not have the ability to completely deny service to legitimate users. The resources in the Vulnerable System are either partially available all of the time, or fully available only some of the time, but overall there is no direct, serious consequence to the Vulnerable System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no impact to availability within the Vulnerable System." } }, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE = [o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.X, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.H, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.L, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.N], o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, S: { shortName: "S", name: "Safety", jsonSchemaName: "SAFETY", description: "! NOT A VALID VALUE FOR Safety (S), REQUIRED FOR CALCULATION OF SCORE !", hide: true }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of confidentiality, resulting in all resources within the Subsequent System being divulged to the attacker. Alternatively, access to only some restricted information is obtained, but the disclosed information presents a direct, serious impact." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "There is some loss of confidentiality. Access to some restricted information is obtained, but the attacker does not have control over what information is obtained, or the amount or kind of loss is limited. The information disclosure does not cause a direct, serious loss to the Subsequent System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no loss of confidentiality within the Subsequent System or all confidentiality impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE = [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.X, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.S, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.L, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.N], o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, S: { shortName: "S", name: "Safety", jsonSchemaName: "SAFETY", description: "! NOT A VALID VALUE FOR Safety (S), REQUIRED FOR CALCULATION OF SCORE !", hide: true }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of integrity, or a complete loss of protection. For example, the attacker is able to modify any/all files protected by the Subsequent System. Alternatively, only some files can be modified, but malicious modification would present a direct, serious consequence to the Subsequent System." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Modification of data is possible, but the attacker does not have control over the consequence of a modification, or the amount of modification is limited. The data modification does not have a direct, serious impact to the Subsequent System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no loss of integrity within the Subsequent System or all integrity impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE = [o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.X, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.S, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.H, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.L, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.N], o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, S: { shortName: "S", name: "Safety", jsonSchemaName: "SAFETY", description: "! NOT A VALID VALUE FOR Safety (S), REQUIRED FOR CALCULATION OF SCORE !", hide: true }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of availability, resulting in the attacker being able to fully deny access to resources in the Subsequent System; this loss is either sustained (while the attacker continues to deliver the attack) or persistent (the condition persists even after the attack has completed). Alternatively, the attacker has the ability to deny some availability, but the loss of availability presents a direct, serious consequence to the Subsequent System (e.g., the attacker cannot disrupt existing connections, but can prevent new connections; the attacker can repeatedly exploit a vulnerability that, in each instance of a successful attack, leaks a only small amount of memory, but after repeated exploitation causes a service to become completely unavailable)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Performance is reduced or there are interruptions in resource availability. Even if repeated exploitation of the vulnerability is possible, the attacker does not have the ability to completely deny service to legitimate users. The resources in the Subsequent System are either partially available all of the time, or fully available only some of the time, but overall there is no direct, serious consequence to the Subsequent System." }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "There is no impact to availability within the Subsequent System or all availability impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE = [o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.X, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.S, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.H, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.L, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.N], o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of confidentiality, resulting in all resources within the Subsequent System being divulged to the attacker. Alternatively, access to only some restricted information is obtained, but the disclosed information presents a direct, serious impact." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "There is some loss of confidentiality. Access to some restricted information is obtained, but the attacker does not have control over what information is obtained, or the amount or kind of loss is limited. The information disclosure does not cause a direct, serious loss to the Subsequent System." }, N: { shortName: "N", name: "Negligible", abbreviatedName: "Negl.", jsonSchemaName: "NEGLIGIBLE", description: "There is no loss of confidentiality within the Subsequent System or all confidentiality impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED = [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.N], o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, S: { shortName: "S", name: "Safety", jsonSchemaName: "SAFETY", description: 'The exploited vulnerability will result in integrity impacts that could cause serious injury or worse (categories of "Marginal" or worse as described in IEC 61508) to a human actor or participant.' }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of integrity, or a complete loss of protection. For example, the attacker is able to modify any/all files protected by the Subsequent System. Alternatively, only some files can be modified, but malicious modification would present a direct, serious consequence to the Subsequent System." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Modification of data is possible, but the attacker does not have control over the consequence of a modification, or the amount of modification is limited. The data modification does not have a direct, serious impact to the Subsequent System." }, N: { shortName: "N", name: "Negligible", abbreviatedName: "Negl.", jsonSchemaName: "NEGLIGIBLE", description: "There is no loss of integrity within the Subsequent System or all integrity impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED = [o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.S, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.N], o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, S: { shortName: "S", name: "Safety", jsonSchemaName: "SAFETY", description: 'The exploited vulnerability will result in availability impacts that could cause serious injury or worse (categories of "Marginal" or worse as described in IEC 61508) to a human actor or participant.' }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of availability, resulting in the attacker being able to fully deny access to resources in the Subsequent System; this loss is either sustained (while the attacker continues to deliver the attack) or persistent (the condition persists even after the attack has completed). Alternatively, the attacker has the ability to deny some availability, but the loss of availability presents a direct, serious consequence to the Subsequent System (e.g., the attacker cannot disrupt existing connections, but can prevent new connections; the attacker can repeatedly exploit a vulnerability that, in each instance of a successful attack, leaks a only small amount of memory, but after repeated exploitation causes a service to become completely unavailable)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Performance is reduced or there are interruptions in resource availability. Even if repeated exploitation of the vulnerability is possible, the attacker does not have the ability to completely deny service to legitimate users. The resources in the Subsequent System are either partially available all of the time, or fully available only some of the time, but overall there is no direct, serious consequence to the Subsequent System." }, N: { shortName: "N", name: "Negligible", abbreviatedName: "Negl.", jsonSchemaName: "NEGLIGIBLE", description: "There is no impact to availability within the Subsequent System or all availability impact is constrained to the Vulnerable System." } }, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED = [o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.S, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.N], o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "Loss of Confidentiality is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Confidentiality is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Loss of Confidentiality is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, o.REQUIREMENT_CONFIDENTIALITY_MODIFIED = [o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.X, o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.H, o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.M, o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.L], o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "Loss of Integrity is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Integrity is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Loss of Integrity is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, o.REQUIREMENT_INTEGRITY_MODIFIED = [o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.X, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.H, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.M, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.L], o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "Loss of Availability is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Availability is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "Loss of Availability is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, o.REQUIREMENT_AVAILABILITY_MODIFIED = [o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.X, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.H, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.M, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.L], o.AV_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Not Defined" }, N: { shortName: "N", name: "Network", jsonSchemaName: "NETWORK", description: "The vulnerable system is bound to the network stack and the set of possible attackers extends beyond the other options listed below, up to and including the entire Internet. Such a vulnerability is often termed \u201Cremotely exploitable\u201D and can be thought of as an attack being exploitable at the protocol level one or more network hops away (e.g., across one or more routers). An example of a network attack is an attacker causing a denial of service (DoS) by sending a specially crafted TCP packet across a wide area network." }, A: { shortName: "A", name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT", description: "The vulnerable system is bound to a protocol stack, but the attack is limited at the protocol level to a logically adjacent topology. This can mean an attack must be launched from the same shared proximity (e.g., Bluetooth, NFC, or IEEE 802.11) or logical network (e.g., local IP subnet), or from within a secure or otherwise limited administrative domain (e.g., MPLS, secure VPN within an administrative network zone). One example of an Adjacent attack would be an ARP (IPv4) or neighbor discovery (IPv6) flood leading to a denial of service on the local LAN segment." }, L: { shortName: "L", name: "Local", jsonSchemaName: "LOCAL", description: "The vulnerable system is not bound to the network stack and the attacker\u2019s path is via read/write/execute capabilities. Either: the attacker exploits the vulnerability by accessing the target system locally (e.g., keyboard, console), or through terminal emulation (e.g., SSH); or the attacker relies on User Interaction by another person to perform actions required to exploit the vulnerability (e.g., using social engineering techniques to trick a legitimate user into opening a malicious document)." }, P: { shortName: "P", name: "Physical", abbreviatedName: "Phys.", jsonSchemaName: "PHYSICAL", description: "The attack requires the attacker to physically touch or manipulate the vulnerable system. Physical interaction may be brief (e.g., evil maid attack) or persistent. An example of such an attack is a cold boot attack in which an attacker gains access to disk encryption keys after physically accessing the target system. Other examples include peripheral attacks via FireWire/USB Direct Memory Access (DMA)." } }, o.AV = { name: "Attack Vector", shortName: "AV", subCategory: "Exploitability Metrics", description: "This metric reflects the context by which vulnerability exploitation is possible.", values: [o.AV_VALUES.X, o.AV_VALUES.N, o.AV_VALUES.A, o.AV_VALUES.L, o.AV_VALUES.P], worseCaseValue: o.AV_VALUES.N }, o.AC_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Not Defined" }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "The attacker must take no measurable action to exploit the vulnerability. The attack requires no target-specific circumvention to exploit the vulnerability. An attacker can expect repeatable success against the vulnerable system." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "successful attack depends on the evasion or circumvention of security-enhancing techniques in place that would otherwise hinder the attack. The attacker must have additional methods available to bypass security measures in place." } }, o.AC = { name: "Attack Complexity", shortName: "AC", subCategory: "Exploitability Metrics", description: "This metric captures measurable actions that the attacker must take to evade or circumvent built-in security-enhancing conditions in order to obtain a working exploit.", values: [o.AC_VALUES.X, o.AC_VALUES.L, o.AC_VALUES.H], worseCaseValue: o.AC_VALUES.L }, o.AT_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Not Defined" }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "The successful attack does not depend on the deployment and execution conditions of the vulnerable system. The attacker can expect to be able to reach the vulnerability and execute the exploit under all or most instances of the vulnerability." }, P: { shortName: "P", name: "Present", jsonSchemaName: "PRESENT", description: "The successful attack depends on the presence of specific deployment and execution conditions of the vulnerable system that enable the attack. The successfulness of the attack is conditioned on execution conditions that are not under full control of the attacker. The attack may need to be launched multiple times against a single target before being successful. Network injection. The attacker must inject themselves into the logical network path between the target and the resource requested by the victim (e.g. vulnerabilities requiring an on-path attacker)." } }, o.AT = { name: "Attack Requirements", shortName: "AT", subCategory: "Exploitability Metrics", description: "This metric captures the prerequisite deployment and execution conditions or variables of the vulnerable system that enable the attack.", values: [o.AT_VALUES.X, o.AT_VALUES.N, o.AT_VALUES.P], worseCaseValue: o.AT_VALUES.N }, o.PR_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Not Defined" }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "The attacker is unauthenticated prior to attack, and therefore does not require any access to settings or files of the vulnerable system to carry out an attack." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "The attacker requires privileges that provide basic capabilities that are typically limited to settings and resources owned by a single low-privileged user. Alternatively, an attacker with Low privileges has the ability to access only non-sensitive resources." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "The attacker requires privileges that provide significant (e.g., administrative) control over the vulnerable system allowing full access to the vulnerable system\u2019s settings and files." } }, o.PR = { name: "Privileges Required", shortName: "PR", subCategory: "Exploitability Metrics", description: "This metric describes the level of privileges an attacker must possess prior to successfully exploiting the vulnerability.", values: [o.PR_VALUES.X, o.PR_VALUES.N, o.PR_VALUES.L, o.PR_VALUES.H], worseCaseValue: o.PR_VALUES.N }, o.UI_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Not Defined" }, N: { shortName: "N", name: "None", jsonSchemaName: "NONE", description: "The vulnerable system can be exploited without interaction from any human user, other than the attacker. Examples include: a remote attacker is able to send packets to a target system a locally authenticated attacker executes code to elevate privileges" }, P: { shortName: "P", name: "Passive", jsonSchemaName: "PASSIVE", description: "Successful exploitation of this vulnerability requires limited interaction by the targeted user with the vulnerable system and the attacker\u2019s payload. These interactions would be considered involuntary and do not require that the user actively subvert protections built into the vulnerable system." }, A: { shortName: "A", name: "Active", jsonSchemaName: "ACTIVE", description: "Successful exploitation of this vulnerability requires a targeted user to perform specific, conscious interactions with the vulnerable system and the attacker\u2019s payload, or the user\u2019s interactions would actively subvert protection mechanisms which would lead to exploitation of the vulnerability." } }, o.UI = { name: "User Interaction", shortName: "UI", subCategory: "Exploitability Metrics", description: "This metric captures the requirement for a human user, other than the attacker, to participate in the successful compromise of the vulnerable system.", values: [o.UI_VALUES.X, o.UI_VALUES.N, o.UI_VALUES.P, o.UI_VALUES.A], worseCaseValue: o.UI_VALUES.N }, o.VC = { name: "Confidentiality", shortName: "VC", subCategory: "Vulnerable System Impact", description: "This metric measures the impact to the confidentiality of the information managed by the Vulnerable System due to a successfully exploited vulnerability.", values: o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H }, o.VI = { name: "Integrity", shortName: "VI", subCategory: "Vulnerable System Impact", description: "This metric measures the impact to the integrity of the Vulnerable System due to a successfully exploited vulnerability.", values: o.VULNERABLE_SYSTEM_INTEGRITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.H }, o.VA = { name: "Availability", shortName: "VA", subCategory: "Vulnerable System Impact", description: "This metric measures the impact to the availability of the Vulnerable System due to a successfully exploited vulnerability.", values: o.VULNERABLE_SYSTEM_AVAILABILITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.H }, o.SC = { name: "Confidentiality", shortName: "SC", subCategory: "Subsequent System Impact", description: "This metric measures the impact to the confidentiality of information managed by a system other than the Vulnerable System as a consequence of a successfully exploited vulnerability.", values: o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE, worseCaseValue: o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H }, o.SI = { name: "Integrity", shortName: "SI", subCategory: "Subsequent System Impact", description: "This metric measures the impact to the integrity of a system other than the Vulnerable System as a consequence of a successfully exploited vulnerability.", values: o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE, worseCaseValue: o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.H }, o.SA = { name: "Availability", shortName: "SA", subCategory: "Subsequent System Impact", description: "This metric measures the impact to the availability of a system other than the Vulnerable System as a consequence of a successfully exploited vulnerability.", values: o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE, worseCaseValue: o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.H }, o.S_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, N: { shortName: "N", name: "Negligible", abbreviatedName: "Negl.", jsonSchemaName: "NEGLIGIBLE", description: 'Consequences of the vulnerability meet definition of IEC 61508 consequence categories of "marginal," "critical," or "catastrophic."' }, P: { shortName: "P", name: "Present", jsonSchemaName: "PRESENT", description: 'Consequences of the vulnerability meet definition of IEC 61508 consequence category "negligible."' } }, o.S = { name: "Safety", shortName: "S", description: "This supplemental metric captures Safety impacts of a vulnerability when the affected system has an intended use or fitness of purpose aligned to safety.", values: [o.S_VALUES.X, o.S_VALUES.N, o.S_VALUES.P], worseCaseValue: o.S_VALUES.P }, o.AU_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, N: { shortName: "N", name: "No", jsonSchemaName: "NO", description: "Attackers cannot reliably automate all 4 steps of the kill chain for this vulnerability for some reason. These steps are reconnaissance, weaponization, delivery, and exploitation." }, Y: { shortName: "Y", name: "Yes", jsonSchemaName: "YES", description: "Attackers can reliably automate all 4 steps of the kill chain. These steps are reconnaissance, weaponization, delivery, and exploitation (e.g., the vulnerability is \u201Cwormable\u201D)." } }, o.AU = { name: "Automatable", shortName: "AU", description: "This supplemental metric captures whether an attacker can reliably automate exploitation of this vulnerability across multiple targets, based on the first four steps of the kill chain (reconnaissance, weaponization, delivery, and exploitation).", values: [o.AU_VALUES.X, o.AU_VALUES.N, o.AU_VALUES.Y], worseCaseValue: o.AU_VALUES.Y }, o.R_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, A: { shortName: "A", name: "Automatic", abbreviatedName: "Automat.", jsonSchemaName: "AUTOMATIC", description: "The system recovers services automatically after an attack has been performed." }, U: { shortName: "U", name: "User", jsonSchemaName: "USER", description: "The system requires manual intervention by the user to recover services, after an attack has been performed." }, I: { shortName: "I", name: "Irrecoverable", abbreviatedName: "Irrecov.", jsonSchemaName: "IRRECOVERABLE", description: "The system services are irrecoverable by the user, after an attack has been performed." } }, o.R = { name: "Recovery", shortName: "R", description: "This supplemental metric describes the resilience of a system to recover services, in terms of performance and availability, after an attack has been performed.", values: [o.R_VALUES.X, o.R_VALUES.A, o.R_VALUES.U, o.R_VALUES.I], worseCaseValue: o.R_VALUES.I }, o.V_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, D: { shortName: "D", name: "Diffuse", jsonSchemaName: "DIFFUSE", description: "The vulnerable system has limited resources. That is, the resources that the attacker will gain control over with a single exploitation event are relatively small. An example of Diffuse (think: limited) Value Density would be an attack on a single email client vulnerability." }, C: { shortName: "C", name: "Concentrated", abbreviatedName: "Concentr.", jsonSchemaName: "CONCENTRATED", description: "The vulnerable system is rich in resources. Heuristically, such systems are often the direct responsibility of \u201Csystem operators\u201D rather than users. An example of Concentrated (think: broad) Value Density would be an attack on a central email server." } }, o.V = { name: "Value Density", shortName: "V", description: "This supplemental metric describes the resources that the attacker will gain control over with a single exploitation event.", values: [o.V_VALUES.X, o.V_VALUES.D, o.V_VALUES.C], worseCaseValue: o.V_VALUES.C }, o.RE_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, L: { shortName: "L", name: "Low", jsonSchemaName: "LOW", description: "The effort required to respond to a vulnerability is low/trivial. Examples include: communication on better documentation, configuration workarounds, or guidance from the vendor that does not require an immediate update, upgrade, or replacement by the consuming entity, such as firewall filter configuration." }, M: { shortName: "M", name: "Moderate", abbreviatedName: "Moder.", jsonSchemaName: "MODERATE", description: "The actions required to respond to a vulnerability require some effort on behalf of the consumer and could cause minimal service impact to implement. Examples include: simple remote update, disabling of a subsystem, or a low-touch software upgrade such as a driver update." }, H: { shortName: "H", name: "High", jsonSchemaName: "HIGH", description: "The actions required to respond to a vulnerability are significant and/or difficult, and may possibly lead to an extended, scheduled service impact. This would need to be considered for scheduling purposes including honoring any embargo on deployment of the selected response. Alternatively, response to the vulnerability in the field is not possible remotely. The only resolution to the vulnerability involves physical replacement (e.g. units deployed would have to be recalled for a depot level repair or replacement)." } }, o.RE = { name: "Vulnerability Response Effort", shortName: "RE", description: "This supplemental metric provides supplemental information on how difficult it is for consumers to provide an initial response to the impact of a vulnerability for deployed products and services in their infrastructure.", values: [o.RE_VALUES.X, o.RE_VALUES.L, o.RE_VALUES.M, o.RE_VALUES.H], worseCaseValue: o.RE_VALUES.H }, o.U_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "The metric has not been evaluated." }, Clear: { shortName: "Clear", name: "Clear", jsonSchemaName: "CLEAR", description: "Provider has assessed the impact of this vulnerability as having the highest urgency." }, Green: { shortName: "Green", name: "Green", jsonSchemaName: "GREEN", description: "Provider has assessed the impact of this vulnerability as having a moderate urgency." }, Amber: { shortName: "Amber", name: "Amber", jsonSchemaName: "AMBER", description: "Provider has assessed the impact of this vulnerability as having a reduced urgency." }, Red: { shortName: "Red", name: "Red", jsonSchemaName: "RED", description: "Provider has assessed the impact of this vulnerability as having no urgency (Informational)." } }, o.U = { name: "Provider Urgency", shortName: "U", description: "This supplemental metric provides a standardized way for the system provider to convey a qualitative urgency rating (Clear, Green, Amber, Red) for the vulnerability.", values: [o.U_VALUES.X, o.U_VALUES.Clear, o.U_VALUES.Green, o.U_VALUES.Amber, o.U_VALUES.Red], worseCaseValue: o.U_VALUES.Red }, o.MAV = { name: "Modified Attack Vector", shortName: "MAV", subCategory: "Exploitability Metrics", description: "Overrides the Base Attack Vector metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.AV, values: o.AV.values, worseCaseValue: o.AV_VALUES.N }, o.MAC = { name: "Modified Attack Complexity", shortName: "MAC", subCategory: "Exploitability Metrics", description: "Overrides the Base Attack Complexity metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.AC, values: o.AC.values, worseCaseValue: o.AC_VALUES.L }, o.MAT = { name: "Modified Attack Requirements", shortName: "MAT", subCategory: "Exploitability Metrics", description: "Overrides the Base Attack Requirements metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.AT, values: o.AT.values, worseCaseValue: o.AT_VALUES.P }, o.MPR = { name: "Modified Privileges Required", shortName: "MPR", subCategory: "Exploitability Metrics", description: "Overrides the Base Privileges Required metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.PR, values: o.PR.values, worseCaseValue: o.PR_VALUES.N }, o.MUI = { name: "Modified User Interaction", shortName: "MUI", subCategory: "Exploitability Metrics", description: "Overrides the Base User Interaction metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.UI, values: o.UI.values, worseCaseValue: o.UI_VALUES.N }, o.MVC = { name: "Modified Confidentiality", shortName: "MVC", subCategory: "Vulnerable System Impact", description: "Overrides the Base Vulnerable System Confidentiality metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.VC, values: o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H }, o.MVI = { name: "Modified Integrity", shortName: "MVI", subCategory: "Vulnerable System Impact", description: "Overrides the Base Vulnerable System Integrity metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.VI, values: o.VULNERABLE_SYSTEM_INTEGRITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.H }, o.MVA = { name: "Modified Availability", shortName: "MVA", subCategory: "Vulnerable System Impact", description: "Overrides the Base Vulnerable System Availability metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.VA, values: o.VULNERABLE_SYSTEM_AVAILABILITY_BASE, worseCaseValue: o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.H }, o.MSC = { name: "Modified Confidentiality", shortName: "MSC", subCategory: "Subsequent System Impact", description: "Overrides the Base Subsequent System Confidentiality metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.SC, values: o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED, worseCaseValue: o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.H }, o.MSI = { name: "Modified Integrity", shortName: "MSI", subCategory: "Subsequent System Impact", description: "Overrides the Base Subsequent System Integrity metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.SI, baseMetricEquivalentMapper: (e3) => e3 === o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.S ? o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.H : e3, values: o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED, worseCaseValue: o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.H }, o.MSA = { name: "Modified Availability", shortName: "MSA", subCategory: "Subsequent System Impact", description: "Overrides the Base Subsequent System Availability metric to reflect specific characteristics of the analyst's environment.", baseMetricEquivalent: o.SA, baseMetricEquivalentMapper: (e3) => e3 === o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.S ? o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.H : e3, values: o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED, worseCaseValue: o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.H }, o.CR = { name: "Confidentiality Requirement", shortName: "CR", description: "This metric enables the consumer to customize the assessment depending on the importance of Confidentiality to the affected IT asset within the analyst's organization.", values: o.REQUIREMENT_CONFIDENTIALITY_MODIFIED, worseCaseValue: o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.H }, o.IR = { name: "Integrity Requirement", shortName: "IR", description: "This metric enables the consumer to customize the assessment depending on the importance of Integrity to the affected IT asset within the analyst's organization.", values: o.REQUIREMENT_INTEGRITY_MODIFIED, worseCaseValue: o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.H }, o.AR = { name: "Availability Requirement", shortName: "AR", description: "This metric enables the consumer to customize the assessment depending on the importance of Availability to the affected IT asset within the analyst's organization.", values: o.REQUIREMENT_AVAILABILITY_MODIFIED, worseCaseValue: o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.H }, o.E_VALUES = { X: { shortName: "X", name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Reliable threat intelligence is not available to determine Exploit Maturity characteristics. This is the default value and is equivalent to Attacked (A) for the purposes of the calculation of the score by assuming the worst case." }, A: { shortName: "A", name: "Attacked", jsonSchemaName: "ATTACKED", description: "Based on available threat intelligence either of the following must apply: Attacks targeting this vulnerability (attempted or successful) have been reported Solutions to simplify attempts to exploit the vulnerability are publicly or privately available (such as exploit toolkits)" }, P: { shortName: "P", name: "POC", jsonSchemaName: "PROOF_OF_CONCEPT", description: "Based on available threat intelligence each of the following must apply: Proof-of-concept exploit code is publicly available No knowledge of reported attempts to exploit this vulnerability No knowledge of publicly available solutions used to simplify attempts to exploit the vulnerability (i.e., the \u201CAttacked\u201D value does not apply)" }, U: { shortName: "U", name: "Unreported", jsonSchemaName: "UNREPORTED", description: "Based on available threat intelligence each of the following must apply: No knowledge of publicly available proof-of-concept exploit code No knowledge of reported attempts to exploit this vulnerability No knowledge of publicly available solutions used to simplify attempts to exploit the vulnerability (i.e., neither the \u201CPOC\u201D nor \u201CAttacked\u201D values apply)" } }, o.E = { name: "Exploit Maturity", shortName: "E", description: "This metric measures the likelihood of the vulnerability being attacked, and is based on the current state of exploit techniques, exploit code availability, or active in-the-wild exploitation.", values: [o.E_VALUES.X, o.E_VALUES.A, o.E_VALUES.P, o.E_VALUES.U], worseCaseValue: o.E_VALUES.A }, o.BASE_CATEGORY = { name: "base", description: "Base Metrics" }, o.SUPPLEMENTAL_CATEGORY = { name: "supplemental", description: "Supplemental Metrics" }, o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY = { name: "environmental-base", description: "Environmental Metrics (Modified Base)" }, o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY = { name: "environmental-security-requirement", description: "Environmental Metrics (Security Requirements)" }, o.THREAT_CATEGORY = { name: "threat", description: "Threat Metrics" }, o.BASE_CATEGORY_VALUES = [o.AV, o.AC, o.AT, o.PR, o.UI, o.VC, o.VI, o.VA, o.SC, o.SI, o.SA], o.SUPPLEMENTAL_CATEGORY_VALUES = [o.S, o.AU, o.R, o.V, o.RE, o.U], o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY_VALUES = [o.MAV, o.MAC, o.MAT, o.MPR, o.MUI, o.MVC, o.MVI, o.MVA, o.MSC, o.MSI, o.MSA], o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY_VALUES = [o.CR, o.IR, o.AR], o.THREAT_CATEGORY_VALUES = [o.E], o.REGISTERED_COMPONENTS_EDITOR_ORDER = /* @__PURE__ */ new Map(), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER = /* @__PURE__ */ new Map(), o.REGISTERED_COMPONENTS_EDITOR_ORDER.set(o.BASE_CATEGORY, o.BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_EDITOR_ORDER.set(o.SUPPLEMENTAL_CATEGORY, o.SUPPLEMENTAL_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_EDITOR_ORDER.set(o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY, o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_EDITOR_ORDER.set(o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY, o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_EDITOR_ORDER.set(o.THREAT_CATEGORY, o.THREAT_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER.set(o.BASE_CATEGORY, o.BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER.set(o.THREAT_CATEGORY, o.THREAT_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER.set(o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY, o.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER.set(o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY, o.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER.set(o.SUPPLEMENTAL_CATEGORY, o.SUPPLEMENTAL_CATEGORY_VALUES), o.MV_LOOKUP = { "000000": 10, "000001": 9.9, "000010": 9.8, "000011": 9.5, "000020": 9.5, "000021": 9.2, "000100": 10, "000101": 9.6, "000110": 9.3, "000111": 8.7, "000120": 9.1, "000121": 8.1, "000200": 9.3, "000201": 9, "000210": 8.9, "000211": 8, "000220": 8.1, "000221": 6.8, "001000": 9.8, "001001": 9.5, "001010": 9.5, "001011": 9.2, "001020": 9, "001021": 8.4, "001100": 9.3, "001101": 9.2, "001110": 8.9, "001111": 8.1, "001120": 8.1, "001121": 6.5, "001200": 8.8, "001201": 8, "001210": 7.8, "001211": 7, "001220": 6.9, "001221": 4.8, "002001": 9.2, "002011": 8.2, "002021": 7.2, "002101": 7.9, "002111": 6.9, "002121": 5, "002201": 6.9, "002211": 5.5, "002221": 2.7, "010000": 9.9, "010001": 9.7, "010010": 9.5, "010011": 9.2, "010020": 9.2, "010021": 8.5, "010100": 9.5, "010101": 9.1, "010110": 9, "010111": 8.3, "010120": 8.4, "010121": 7.1, "010200": 9.2, "010201": 8.1, "010210": 8.2, "010211": 7.1, "010220": 7.2, "010221": 5.3, "011000": 9.5, "011001": 9.3, "011010": 9.2, "011011": 8.5, "011020": 8.5, "011021": 7.3, "011100": 9.2, "011101": 8.2, "011110": 8, "011111": 7.2, "011120": 7, "011121": 5.9, "011200": 8.4, "011201": 7, "011210": 7.1, "011211": 5.2, "011220": 5, "011221": 3, "012001": 8.6, "012011": 7.5, "012021": 5.2, "012101": 7.1, "012111": 5.2, "012121": 2.9, "012201": 6.3, "012211": 2.9, "012221": 1.7, 1e5: 9.8, 100001: 9.5, 100010: 9.4, 100011: 8.7, 100020: 9.1, 100021: 8.1, 100100: 9.4, 100101: 8.9, 100110: 8.6, 100111: 7.4, 100120: 7.7, 100121: 6.4, 100200: 8.7, 100201: 7.5, 100210: 7.4, 100211: 6.3, 100220: 6.3, 100221: 4.9, 101e3: 9.4, 101001: 8.9, 101010: 8.8, 101011: 7.7, 101020: 7.6, 101021: 6.7, 101100: 8.6, 101101: 7.6, 101110: 7.4, 101111: 5.8, 101120: 5.9, 101121: 5, 101200: 7.2, 101201: 5.7, 101210: 5.7, 101211: 5.2, 101220: 5.2, 101221: 2.5, 102001: 8.3, 102011: 7, 102021: 5.4, 102101: 6.5, 102111: 5.8, 102121: 2.6, 102201: 5.3, 102211: 2.1, 102221: 1.3, 11e4: 9.5, 110001: 9, 110010: 8.8, 110011: 7.6, 110020: 7.6, 110021: 7, 110100: 9, 110101: 7.7, 110110: 7.5, 110111: 6.2, 110120: 6.1, 110121: 5.3, 110200: 7.7, 110201: 6.6, 110210: 6.8, 110211: 5.9, 110220: 5.2, 110221: 3, 111e3: 8.9, 111001: 7.8, 111010: 7.6, 111011: 6.7, 111020: 6.2, 111021: 5.8, 111100: 7.4, 111101: 5.9, 111110: 5.7, 111111: 5.7, 111120: 4.7, 111121: 2.3, 111200: 6.1, 111201: 5.2, 111210: 5.7, 111211: 2.9, 111220: 2.4, 111221: 1.6, 112001: 7.1, 112011: 5.9, 112021: 3, 112101: 5.8, 112111: 2.6, 112121: 1.5, 112201: 2.3, 112211: 1.3, 112221: 0.6, 2e5: 9.3, 200001: 8.7, 200010: 8.6, 200011: 7.2, 200020: 7.5, 200021: 5.8, 200100: 8.6, 200101: 7.4, 200110: 7.4, 200111: 6.1, 200120: 5.6, 200121: 3.4, 200200: 7, 200201: 5.4, 200210: 5.2, 200211: 4, 200220: 4, 200221: 2.2, 201e3: 8.5, 201001: 7.5, 201010: 7.4, 201011: 5.5, 201020: 6.2, 201021: 5.1, 201100: 7.2, 201101: 5.7, 201110: 5.5, 201111: 4.1, 201120: 4.6, 201121: 1.9, 201200: 5.3, 201201: 3.6, 201210: 3.4, 201211: 1.9, 201220: 1.9, 201221: 0.8, 202001: 6.4, 202011: 5.1, 202021: 2, 202101: 4.7, 202111: 2.1, 202121: 1.1, 202201: 2.4, 202211: 0.9, 202221: 0.4, 21e4: 8.8, 210001: 7.5, 210010: 7.3, 210011: 5.3, 210020: 6, 210021: 5, 210100: 7.3, 210101: 5.5, 210110: 5.9, 210111: 4, 210120: 4.1, 210121: 2, 210200: 5.4, 210201: 4.3, 210210: 4.5, 210211: 2.2, 210220: 2, 210221: 1.1, 211e3: 7.5, 211001: 5.5, 211010: 5.8, 211011: 4.5, 211020: 4, 211021: 2.1, 211100: 6.1, 211101: 5.1, 211110: 4.8, 211111: 1.8, 211120: 2, 211121: 0.9, 211200: 4.6, 211201: 1.8, 211210: 1.7, 211211: 0.7, 211220: 0.8, 211221: 0.2, 212001: 5.3, 212011: 2.4, 212021: 1.4, 212101: 2.4, 212111: 1.2, 212121: 0.5, 212201: 1, 212211: 0.3, 212221: 0.1 }, o.ATTRIBUTE_SEVERITY_ORDER = [[o.AT_VALUES.P, o.AT_VALUES.P], [o.AT_VALUES.N, o.AT_VALUES.N], [o.AT_VALUES.X, o.AT_VALUES.X], [o.S_VALUES.X], [o.S_VALUES.N], [o.S_VALUES.P], [o.AU_VALUES.X], [o.AU_VALUES.N], [o.AU_VALUES.Y], [o.V_VALUES.X], [o.V_VALUES.D], [o.V_VALUES.C], [o.AC_VALUES.H, o.AC_VALUES.H], [o.AC_VALUES.L, o.AC_VALUES.L], [o.AC_VALUES.X, o.AC_VALUES.X], [o.PR_VALUES.H, o.PR_VALUES.H], [o.PR_VALUES.L, o.PR_VALUES.L], [o.PR_VALUES.N, o.PR_VALUES.N], [o.PR_VALUES.X, o.PR_VALUES.X], [o.UI_VALUES.A, o.UI_VALUES.A], [o.UI_VALUES.P, o.UI_VALUES.P], [o.UI_VALUES.N, o.UI_VALUES.N], [o.UI_VALUES.X, o.UI_VALUES.X], [o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.X, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.X, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.X], [o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.N, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.N, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.N], [o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.L, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.L, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.L], [o.VULNERABLE_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H, o.VULNERABLE_SYSTEM_INTEGRITY_BASE_VALUES.H, o.VULNERABLE_SYSTEM_AVAILABILITY_BASE_VALUES.H], [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.X, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.X, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.X, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.X], [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.N, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.N, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.N, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.N, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.N, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.N], [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.L, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.L, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.L, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.L], [o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.H, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.H, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.H, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.H], [o.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.S, o.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.S, o.SUBSEQUENT_SYSTEM_CONFIDENTIALITY_BASE_VALUES.S, o.SUBSEQUENT_SYSTEM_INTEGRITY_BASE_VALUES.S, o.SUBSEQUENT_SYSTEM_AVAILABILITY_BASE_VALUES.S], [o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.L, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.L, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.L], [o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.M, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.M, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.M], [o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.H, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.H, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.H], [o.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.X, o.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.X, o.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.X], [o.E_VALUES.U], [o.E_VALUES.P], [o.E_VALUES.A], [o.E_VALUES.X], [o.R_VALUES.X], [o.R_VALUES.A], [o.R_VALUES.U], [o.R_VALUES.I], [o.RE_VALUES.X], [o.RE_VALUES.L], [o.RE_VALUES.M], [o.RE_VALUES.H], [o.U_VALUES.X], [o.U_VALUES.Clear], [o.U_VALUES.Green], [o.U_VALUES.Amber], [o.U_VALUES.Red], [o.AV_VALUES.X, o.AV_VALUES.X], [o.AV_VALUES.P, o.AV_VALUES.P], [o.AV_VALUES.L, o.AV_VALUES.L], [o.AV_VALUES.A, o.AV_VALUES.A], [o.AV_VALUES.N, o.AV_VALUES.N]];
      }, 904: (e2, t2) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.EqOperations36 = t2.EqOperations5 = t2.EqOperations4 = t2.EqOperations2 = t2.EqOperations1 = t2.EqOperations1245 = t2.getEqImplementations = void 0, t2.getEqImplementations = () => [a.getInstance(), i.getInstance(), s.getInstance(), n.getInstance(), r.getInstance()];
        class o {
          deriveNextLowerMacro(e3) {
            return [e3.deriveNextLower(this.getEqNumber())];
          }
          lookupScoresForNextLowerMacro(e3) {
            return e3[0].getLookupTableScore();
          }
          getHighestSeverityVectors(e3) {
            return this.getEq(e3).getHighestSeverityVectorsUnparsed();
          }
          lookupMacroVectorDepth(e3) {
            return this.getEq(e3).getVectorDepth();
          }
        }
        t2.EqOperations1245 = o;
        class a extends o {
          getEq(e3) {
            return e3.getEq1();
          }
          getRelevantAttributes() {
            return ["AV", "PR", "UI"];
          }
          getEqNumber() {
            return 1;
          }
          static getInstance() {
            return a.instance;
          }
        }
        t2.EqOperations1 = a, a.instance = new a();
        class i extends o {
          getEq(e3) {
            return e3.getEq2();
          }
          getRelevantAttributes() {
            return ["AC", "AT"];
          }
          getEqNumber() {
            return 2;
          }
          static getInstance() {
            return i.instance;
          }
        }
        t2.EqOperations2 = i, i.instance = new i();
        class s extends o {
          getEq(e3) {
            return e3.getEq4();
          }
          getRelevantAttributes() {
            return ["SC", "SI", "SA"];
          }
          getEqNumber() {
            return 4;
          }
          static getInstance() {
            return s.instance;
          }
        }
        t2.EqOperations4 = s, s.instance = new s();
        class n extends o {
          getEq(e3) {
            return e3.getEq5();
          }
          getRelevantAttributes() {
            return [];
          }
          getEqNumber() {
            return 5;
          }
          static getInstance() {
            return n.instance;
          }
        }
        t2.EqOperations5 = n, n.instance = new n();
        class r {
          static getInstance() {
            return r.instance;
          }
          getHighestSeverityVectors(e3) {
            return e3.getJointEq3AndEq6().getHighestSeverityVectorsUnparsed();
          }
          getRelevantAttributes() {
            return ["VC", "VI", "VA", "CR", "IR", "AR"];
          }
          deriveNextLowerMacro(e3) {
            const t3 = e3.getEq3().getLevelAsInt(), o2 = e3.getEq6().getLevelAsInt();
            return 1 === t3 && 1 === o2 || 0 === t3 && 1 === o2 ? [e3.deriveNextLower(3)] : 1 === t3 && 0 === o2 ? [e3.deriveNextLower(6)] : 0 === t3 && 0 === o2 ? [e3.deriveNextLower(3), e3.deriveNextLower(6)] : [e3.deriveNextLower(3).deriveNextLower(6)];
          }
          lookupScoresForNextLowerMacro(e3) {
            let t3 = NaN, o2 = NaN;
            return e3.length > 0 && null != e3[0] && (t3 = e3[0].getLookupTableScore()), e3.length > 1 && null != e3[1] && (o2 = e3[1].getLookupTableScore()), isNaN(t3) || isNaN(o2) ? isNaN(t3) ? o2 : t3 : Math.max(t3, o2);
          }
          lookupMacroVectorDepth(e3) {
            return e3.getJointEq3AndEq6().getVectorDepth();
          }
        }
        t2.EqOperations36 = r, r.instance = new r();
      }, 951: (e2, t2) => {
        var o;
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss3P1Components = void 0;
        class a {
        }
        t2.Cvss3P1Components = a, o = a, a.CONFIDENTIALITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no loss of confidentiality within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "There is some loss of confidentiality. Access to some restricted information is obtained, but the attacker does not have control over what information is obtained, or the amount or kind of loss is limited. The information disclosure does not cause a direct, serious loss to the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of confidentiality, resulting in all resources within the impacted component being divulged to the attacker. Alternatively, access to only some restricted information is obtained, but the disclosed information presents a direct, serious impact. For example, an attacker steals the administrator's password, or private encryption keys of a web server." } }, a.CONFIDENTIALITY_IMPACT = [o.CONFIDENTIALITY_IMPACT_VALUES.X, o.CONFIDENTIALITY_IMPACT_VALUES.N, o.CONFIDENTIALITY_IMPACT_VALUES.L, o.CONFIDENTIALITY_IMPACT_VALUES.H], a.INTEGRITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no loss of integrity within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "Modification of data is possible, but the attacker does not have control over the consequence of a modification, or the amount of modification is limited. The data modification does not have a direct, serious impact on the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of integrity, or a complete loss of protection. For example, the attacker is able to modify any/all files protected by the impacted component. Alternatively, only some files can be modified, but malicious modification would present a direct, serious consequence to the impacted component." } }, a.INTEGRITY_IMPACT = [o.INTEGRITY_IMPACT_VALUES.X, o.INTEGRITY_IMPACT_VALUES.N, o.INTEGRITY_IMPACT_VALUES.L, o.INTEGRITY_IMPACT_VALUES.H], a.AVAILABILITY_IMPACT_VALUES = { X: { shortName: "X", value: 0, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0, name: "None", jsonSchemaName: "NONE", description: "There is no impact to availability within the impacted component." }, L: { shortName: "L", value: 0.22, name: "Low", jsonSchemaName: "LOW", description: "Performance is reduced or there are interruptions in resource availability. Even if repeated exploitation of the vulnerability is possible, the attacker does not have the ability to completely deny service to legitimate users. The resources in the impacted component are either partially available all of the time, or fully available only some of the time, but overall there is no direct, serious consequence to the impacted component." }, H: { shortName: "H", value: 0.56, name: "High", jsonSchemaName: "HIGH", description: "There is a total loss of availability, resulting in the attacker being able to fully deny access to resources in the impacted component; this loss is either sustained (while the attacker continues to deliver the attack) or persistent (the condition persists even after the attack has completed). Alternatively, the attacker has the ability to deny some availability, but the loss of availability presents a direct, serious consequence to the impacted component (e.g., the attacker cannot disrupt existing connections, but can prevent new connections; the attacker can repeatedly exploit a vulnerability that, in each instance of a successful attack, leaks a only small amount of memory, but after repeated exploitation causes a service to become completely unavailable)." } }, a.AVAILABILITY_IMPACT = [o.AVAILABILITY_IMPACT_VALUES.X, o.AVAILABILITY_IMPACT_VALUES.N, o.AVAILABILITY_IMPACT_VALUES.L, o.AVAILABILITY_IMPACT_VALUES.H], a.CONFIDENTIALITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Confidentiality is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Confidentiality is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Confidentiality is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.CONFIDENTIALITY_REQUIREMENT = [o.CONFIDENTIALITY_REQUIREMENT_VALUES.X, o.CONFIDENTIALITY_REQUIREMENT_VALUES.L, o.CONFIDENTIALITY_REQUIREMENT_VALUES.M, o.CONFIDENTIALITY_REQUIREMENT_VALUES.H], a.INTEGRITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Integrity is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Integrity is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Integrity is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.INTEGRITY_REQUIREMENT = [o.INTEGRITY_REQUIREMENT_VALUES.X, o.INTEGRITY_REQUIREMENT_VALUES.L, o.INTEGRITY_REQUIREMENT_VALUES.M, o.INTEGRITY_REQUIREMENT_VALUES.H], a.AVAILABILITY_REQUIREMENT_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Assigning this value indicates there is insufficient information to choose one of the other values, and has no impact on the overall Environmental Score, i.e., it has the same effect on scoring as assigning Medium." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "Loss of Availability is likely to have only a limited adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "Loss of Availability is likely to have a serious adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "Loss of Availability is likely to have a catastrophic adverse effect on the organization or individuals associated with the organization (e.g., employees, customers)." } }, a.AVAILABILITY_REQUIREMENT = [o.AVAILABILITY_REQUIREMENT_VALUES.X, o.AVAILABILITY_REQUIREMENT_VALUES.L, o.AVAILABILITY_REQUIREMENT_VALUES.M, o.AVAILABILITY_REQUIREMENT_VALUES.H], a.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.5, name: "Low", jsonSchemaName: "LOW", description: "There is no impact to the integrity of the system." }, M: { shortName: "M", value: 1, name: "Medium", jsonSchemaName: "MEDIUM", description: "There is a partial compromise of system integrity." }, H: { shortName: "H", value: 1.5, name: "High", jsonSchemaName: "HIGH", description: "There is a total compromise of system integrity." } }, a.TEMPLATE_CIA_REQUIREMENT_MODIFIED = [o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.X, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.L, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.M, o.TEMPLATE_CIA_REQUIREMENT_MODIFIED_VALUES.H], a.BASE_CATEGORY = { name: "base", description: "This metric reflects the qualities of a vulnerability that are constant over time and across user environments." }, a.AV_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "Network", abbreviatedName: "Netw.", jsonSchemaName: "NETWORK", description: "The vulnerable component is bound to the network stack and the set of possible attackers extends beyond the other options listed below, up to and including the entire Internet." }, A: { shortName: "A", value: 0.62, name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT_NETWORK", description: "The vulnerable component is bound to the network stack, but the attack is limited at the protocol level to a logically adjacent topology." }, L: { shortName: "L", value: 0.55, name: "Local", jsonSchemaName: "LOCAL", description: "The vulnerable component is not bound to the network stack and the attacker's path is via read/write/execute capabilities." }, P: { shortName: "P", value: 0.2, name: "Physical", abbreviatedName: "Phys.", jsonSchemaName: "PHYSICAL", description: "The attack requires the attacker to physically touch or manipulate the vulnerable component." } }, a.AV = { name: "Attack Vector", shortName: "AV", subCategory: "Exploitability Metrics", description: "This metric reflects the context by which vulnerability exploitation is possible. The more remote an attacker can be to attack a host, the greater the vulnerability score.", values: [o.AV_VALUES.X, o.AV_VALUES.N, o.AV_VALUES.A, o.AV_VALUES.L, o.AV_VALUES.P] }, a.AC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.77, name: "Low", jsonSchemaName: "LOW", description: "Specialized access conditions or extenuating circumstances do not exist. An attacker can expect repeatable success when attacking the vulnerable component." }, H: { shortName: "H", value: 0.44, name: "High", jsonSchemaName: "HIGH", description: "A successful attack depends on conditions beyond the attacker's control. That is, a successful attack cannot be accomplished at will, but requires the attacker to invest in some measurable amount of effort in preparation or execution against the vulnerable component before a successful attack can be expected." } }, a.AC = { name: "Attack Complexity", shortName: "AC", subCategory: "Exploitability Metrics", description: "This metric describes the conditions beyond the attacker's control that must exist in order to exploit the vulnerability.", values: [o.AC_VALUES.X, o.AC_VALUES.L, o.AC_VALUES.H] }, a.PR_VALUES = { X: { shortName: "X", value: 1, changedValue: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, changedValue: 0.85, name: "None", jsonSchemaName: "NONE", description: "The attacker is unauthorized prior to attack, and therefore does not require any access to settings or files of the vulnerable system to carry out an attack." }, L: { shortName: "L", value: 0.62, changedValue: 0.68, name: "Low", jsonSchemaName: "LOW", description: "The attacker requires privileges that provide basic user capabilities that could normally affect only settings and files owned by a user. Alternatively, an attacker with Low privileges has the ability to access only non-sensitive resources." }, H: { shortName: "H", value: 0.27, changedValue: 0.5, name: "High", jsonSchemaName: "HIGH", description: "The attacker requires privileges that provide significant (e.g., administrative) control over the vulnerable component allowing access to component-wide settings and files." } }, a.PR = { name: "Privileges Required", shortName: "PR", subCategory: "Exploitability Metrics", description: "This metric describes the level of privileges an attacker must possess before successfully exploiting the vulnerability.", values: [o.PR_VALUES.X, o.PR_VALUES.N, o.PR_VALUES.L, o.PR_VALUES.H] }, a.UI_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "None", jsonSchemaName: "NONE", description: "The vulnerable system can be exploited without interaction from any user." }, R: { shortName: "R", value: 0.62, name: "Required", abbreviatedName: "Req.", jsonSchemaName: "REQUIRED", description: "Successful exploitation of this vulnerability requires a user to take some action before the vulnerability can be exploited. For example, a successful exploit may only be possible during the installation of an application by a system administrator." } }, a.UI = { name: "User Interaction", shortName: "UI", subCategory: "Exploitability Metrics", description: "This metric captures the requirement for a user, other than the attacker, to participate in the successful compromise of the vulnerable component.", values: [o.UI_VALUES.X, o.UI_VALUES.N, o.UI_VALUES.R] }, a.S_VALUES = { X: { shortName: "X", value: false, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: false, name: "Unchanged", abbreviatedName: "Unchang.", jsonSchemaName: "UNCHANGED", description: "An exploited vulnerability can only affect resources managed by the same authority." }, C: { shortName: "C", value: true, name: "Changed", jsonSchemaName: "CHANGED", description: "An exploited vulnerability can affect resources beyond the authorization privileges intended by the vulnerable system's design." } }, a.S = { name: "Scope", shortName: "S", subCategory: "Exploitability Metrics", description: "Can an exploit of the vulnerability be accomplished remotely?", values: [o.S_VALUES.X, o.S_VALUES.U, o.S_VALUES.C] }, a.C = { name: "Confidentiality Impact", shortName: "C", subCategory: "Impact Metrics", description: "This metric measures the impact to the confidentiality of the information resources managed by a software component due to a successfully exploited vulnerability.", values: o.CONFIDENTIALITY_IMPACT }, a.I = { name: "Integrity Impact", shortName: "I", subCategory: "Impact Metrics", description: "This metric measures the impact to integrity of a successfully exploited vulnerability.", values: o.INTEGRITY_IMPACT }, a.A = { name: "Availability Impact", shortName: "A", subCategory: "Impact Metrics", description: "This metric measures the impact to the availability of the impacted component resulting from a successfully exploited vulnerability.", values: o.AVAILABILITY_IMPACT }, a.BASE_CATEGORY_VALUES = [o.AV, o.AC, o.PR, o.UI, o.S, o.C, o.I, o.A], a.TEMPORAL_CATEGORY = { name: "temporal", description: "This metric reflects the current state of exploit techniques or code availability." }, a.E_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: 0.91, name: "Unproven", abbreviatedName: "Unproven", description: "No exploit code is available, or an exploit is theoretical." }, P: { shortName: "P", value: 0.94, name: "Proof-of-Concept", abbreviatedName: "Proof-of-conc.", jsonSchemaName: "PROOF_OF_CONCEPT", description: "Proof-of-concept exploit code is available, or an attack demonstration is not practical for most systems. The code or technique is not functional in all situations and may require substantial modification by a skilled attacker." }, F: { shortName: "F", value: 0.97, name: "Functional", jsonSchemaName: "FUNCTIONAL", description: "Functional exploit code is available. The code works in most situations where the vulnerability exists." }, H: { shortName: "H", value: 1, name: "High", jsonSchemaName: "HIGH", description: "Functional exploit code is available. The code is widespread and automated and works in all situations where the vulnerability exists." } }, a.E = { name: "Exploit Code Maturity", shortName: "E", description: "This metric measures the likelihood of the vulnerability being attacked, and is typically based on the current state of exploit techniques, exploit code availability, or active, successful exploitation of the vulnerability.", values: [o.E_VALUES.X, o.E_VALUES.U, o.E_VALUES.P, o.E_VALUES.F, o.E_VALUES.H] }, a.RL_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, O: { shortName: "O", value: 0.95, name: "Official Fix", abbreviatedName: "Off. Fix", jsonSchemaName: "OFFICIAL_FIX", description: "A complete vendor solution is available. Either the vendor has issued an official patch, or an upgrade is available." }, T: { shortName: "T", value: 0.96, name: "Temporary Fix", abbreviatedName: "Temp. Fix", jsonSchemaName: "TEMPORARY_FIX", description: "There is an official but temporary fix available. This includes instances where the vendor issues a temporary hotfix, tool, or workaround." }, W: { shortName: "W", value: 0.97, name: "Workaround", jsonSchemaName: "WORKAROUND", description: "There is an unofficial, non-vendor solution available. In some cases, users of the affected technology will create a patch of their own or provide steps to work around or otherwise mitigate the vulnerability." }, U: { shortName: "U", value: 1, name: "Unavailable", jsonSchemaName: "UNAVAILABLE", description: "There is either no solution available or it is impossible to apply." } }, a.RL = { name: "Remediation Level", shortName: "RL", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: [o.RL_VALUES.X, o.RL_VALUES.O, o.RL_VALUES.T, o.RL_VALUES.W, o.RL_VALUES.U] }, a.RC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: 0.92, name: "Unknown", description: "Report confidence is unknown." }, R: { shortName: "R", value: 0.96, name: "Reasonable", jsonSchemaName: "REASONABLE", description: "Reasonable confidence exists, or the reported vulnerability is in a component not typically used by a target or not having a large installed base." }, C: { shortName: "C", value: 1, name: "Confirmed", jsonSchemaName: "CONFIRMED", description: "Confirmed confidence exists, or the exploit is functional in the environment where the vulnerability exists." } }, a.RC = { name: "Report Confidence", shortName: "RC", description: "This metric describes the level of confidence in the existence of the vulnerability and the credibility of the known technical details.", values: [o.RC_VALUES.X, o.RC_VALUES.U, o.RC_VALUES.R, o.RC_VALUES.C] }, a.TEMPORAL_CATEGORY_VALUES = [o.E, o.RL, o.RC], a.ENVIRONMENTAL_CATEGORY = { name: "environmental", description: "This metric reflects the characteristics of a vulnerability that are relevant and unique to a particular user's environment. This metric can greatly improve the accuracy of a score." }, a.MAV_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "Network", abbreviatedName: "Netw.", jsonSchemaName: "NETWORK", description: "The vulnerable component is bound to the network stack and the set of possible attackers extends beyond the other options listed below, up to and including the entire Internet." }, A: { shortName: "A", value: 0.62, name: "Adjacent Network", abbreviatedName: "Adj. Network", jsonSchemaName: "ADJACENT_NETWORK", description: "The vulnerable component is bound to the network stack, but the attack is limited at the protocol level to a logically adjacent topology." }, L: { shortName: "L", value: 0.55, name: "Local", jsonSchemaName: "LOCAL", description: "The vulnerable component is not bound to the network stack and the attacker's path is via read/write/execute capabilities." }, P: { shortName: "P", value: 0.2, name: "Physical", abbreviatedName: "Phys.", jsonSchemaName: "PHYSICAL", description: "The attack requires the attacker to physically touch or manipulate the vulnerable component." } }, a.MAV = { name: "Modified Attack Vector", shortName: "MAV", subCategory: "Exploitability Metrics", description: "This metric reflects the context by which vulnerability exploitation is possible. The more remote an attacker can be to attack a host, the greater the vulnerability score.", baseMetricEquivalent: o.AV, values: [o.MAV_VALUES.X, o.MAV_VALUES.N, o.MAV_VALUES.A, o.MAV_VALUES.L, o.MAV_VALUES.P] }, a.MAC_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, L: { shortName: "L", value: 0.77, name: "Low", jsonSchemaName: "LOW", description: "Specialized access conditions or extenuating circumstances do not exist. An attacker can expect repeatable success when attacking the vulnerable component." }, H: { shortName: "H", value: 0.44, name: "High", jsonSchemaName: "HIGH", description: "A successful attack depends on conditions beyond the attacker's control. That is, a successful attack cannot be accomplished at will, but requires the attacker to invest in some measurable amount of effort in preparation or execution against the vulnerable component before a successful attack can be expected." } }, a.MAC = { name: "Modified Attack Complexity", shortName: "MAC", subCategory: "Exploitability Metrics", description: "This metric describes the conditions beyond the attacker's control that must exist in order to exploit the vulnerability.", baseMetricEquivalent: o.AC, values: [o.MAC_VALUES.X, o.MAC_VALUES.L, o.MAC_VALUES.H] }, a.MPR_VALUES = { X: { shortName: "X", value: 1, changedValue: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, changedValue: 0.85, name: "None", jsonSchemaName: "NONE", description: "The attacker is unauthorized prior to attack, and therefore does not require any access to settings or files of the vulnerable system to carry out an attack." }, L: { shortName: "L", value: 0.62, changedValue: 0.68, name: "Low", jsonSchemaName: "LOW", description: "The attacker requires privileges that provide basic user capabilities that could normally affect only settings and files owned by a user. Alternatively, an attacker with Low privileges has the ability to access only non-sensitive resources." }, H: { shortName: "H", value: 0.27, changedValue: 0.5, name: "High", jsonSchemaName: "HIGH", description: "The attacker requires privileges that provide significant (e.g., administrative) control over the vulnerable component allowing access to component-wide settings and files." } }, a.MPR = { name: "Modified Privileges Required", shortName: "MPR", subCategory: "Exploitability Metrics", description: "This metric describes the level of privileges an attacker must possess before successfully exploiting the vulnerability.", baseMetricEquivalent: o.PR, values: [o.MPR_VALUES.X, o.MPR_VALUES.N, o.MPR_VALUES.L, o.MPR_VALUES.H] }, a.MUI_VALUES = { X: { shortName: "X", value: 1, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, N: { shortName: "N", value: 0.85, name: "None", jsonSchemaName: "NONE", description: "The vulnerable system can be exploited without interaction from any user." }, R: { shortName: "R", value: 0.62, name: "Required", jsonSchemaName: "REQUIRED", description: "Successful exploitation of this vulnerability requires a user to take some action before the vulnerability can be exploited. For example, a successful exploit may only be possible during the installation of an application by a system administrator." } }, a.MUI = { name: "Modified User Interaction", shortName: "MUI", subCategory: "Exploitability Metrics", description: "This metric captures the requirement for a user, other than the attacker, to participate in the successful compromise of the vulnerable component.", baseMetricEquivalent: o.UI, values: [o.MUI_VALUES.X, o.MUI_VALUES.N, o.MUI_VALUES.R] }, a.MS_VALUES = { X: { shortName: "X", value: false, name: "Not Defined", abbreviatedName: "Not Def.", jsonSchemaName: "NOT_DEFINED", description: "Component is not defined." }, U: { shortName: "U", value: false, name: "Unchanged", abbreviatedName: "Unchang.", jsonSchemaName: "UNCHANGED", description: "An exploited vulnerability can only affect resources managed by the same authority." }, C: { shortName: "C", value: true, name: "Changed", jsonSchemaName: "CHANGED", description: "An exploited vulnerability can affect resources beyond the authorization privileges intended by the vulnerable system's design." } }, a.MS = { name: "Modified Scope", shortName: "MS", subCategory: "Exploitability Metrics", description: "Can an exploit of the vulnerability be accomplished remotely?", baseMetricEquivalent: o.S, values: [o.MS_VALUES.X, o.MS_VALUES.U, o.MS_VALUES.C] }, a.MC = { name: "Confidentiality Impact", shortName: "MC", subCategory: "Modified Impact", description: "This metric measures the impact to the confidentiality of the information resources managed by a software component due to a successfully exploited vulnerability.", baseMetricEquivalent: o.C, values: o.CONFIDENTIALITY_IMPACT }, a.MI = { name: "Integrity Impact", shortName: "MI", subCategory: "Modified Impact", description: "This metric measures the impact to integrity of a successfully exploited vulnerability.", baseMetricEquivalent: o.I, values: o.INTEGRITY_IMPACT }, a.MA = { name: "Availability Impact", shortName: "MA", subCategory: "Modified Impact", description: "This metric measures the impact to the availability of the impacted component resulting from a successfully exploited vulnerability.", baseMetricEquivalent: o.A, values: o.AVAILABILITY_IMPACT }, a.CR = { name: "Confidentiality Requirement", shortName: "CR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.CONFIDENTIALITY_REQUIREMENT }, a.IR = { name: "Integrity Requirement", shortName: "IR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.INTEGRITY_REQUIREMENT }, a.AR = { name: "Availability Requirement", shortName: "AR", subCategory: "Modified Requirement (Impact Subscore) Modifiers", description: "This metric describes the remediation level for a vulnerability in an affected resource.", values: o.AVAILABILITY_REQUIREMENT }, a.ENVIRONMENTAL_CATEGORY_VALUES = [o.CR, o.IR, o.AR, o.MAV, o.MAC, o.MPR, o.MUI, o.MS, o.MC, o.MI, o.MA], a.REGISTERED_COMPONENTS = /* @__PURE__ */ new Map(), o.REGISTERED_COMPONENTS.set(o.BASE_CATEGORY, o.BASE_CATEGORY_VALUES), o.REGISTERED_COMPONENTS.set(o.TEMPORAL_CATEGORY, o.TEMPORAL_CATEGORY_VALUES), o.REGISTERED_COMPONENTS.set(o.ENVIRONMENTAL_CATEGORY, o.ENVIRONMENTAL_CATEGORY_VALUES), a.ATTRIBUTE_SEVERITY_ORDER = [[o.S_VALUES.U, o.MS_VALUES.U], [o.CONFIDENTIALITY_IMPACT_VALUES.N, o.INTEGRITY_IMPACT_VALUES.N, o.AVAILABILITY_IMPACT_VALUES.N], [o.AV_VALUES.P, o.MAV_VALUES.P], [o.CONFIDENTIALITY_IMPACT_VALUES.L, o.INTEGRITY_IMPACT_VALUES.L, o.AVAILABILITY_IMPACT_VALUES.L], [o.PR_VALUES.H, o.MPR_VALUES.H], [o.AC_VALUES.H, o.MAC_VALUES.H], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.L, o.INTEGRITY_REQUIREMENT_VALUES.L, o.AVAILABILITY_REQUIREMENT_VALUES.L], [o.AV_VALUES.L, o.MAV_VALUES.L], [o.CONFIDENTIALITY_IMPACT_VALUES.H, o.INTEGRITY_IMPACT_VALUES.H, o.AVAILABILITY_IMPACT_VALUES.H], [o.AV_VALUES.A, o.MAV_VALUES.A], [o.UI_VALUES.R, o.MUI_VALUES.R], [o.PR_VALUES.L, o.MPR_VALUES.L], [o.AC_VALUES.L, o.MAC_VALUES.L], [o.AV_VALUES.N, o.MAV_VALUES.N], [o.PR_VALUES.N, o.MPR_VALUES.N], [o.UI_VALUES.N, o.MUI_VALUES.N], [o.E_VALUES.U], [o.E_VALUES.P], [o.E_VALUES.F], [o.E_VALUES.H], [o.E_VALUES.X], [o.RC_VALUES.U], [o.RL_VALUES.O], [o.RL_VALUES.T], [o.RC_VALUES.R], [o.RL_VALUES.W], [o.AV_VALUES.X, o.MAV_VALUES.X], [o.AC_VALUES.X, o.MAC_VALUES.X], [o.PR_VALUES.X, o.MPR_VALUES.X], [o.UI_VALUES.X, o.MUI_VALUES.X], [o.S_VALUES.C, o.MS_VALUES.C], [o.S_VALUES.X, o.MS_VALUES.X], [o.CONFIDENTIALITY_IMPACT_VALUES.X], [o.INTEGRITY_IMPACT_VALUES.X], [o.AVAILABILITY_IMPACT_VALUES.X], [o.RL_VALUES.U], [o.RL_VALUES.X], [o.RC_VALUES.C], [o.RC_VALUES.X], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.M, o.INTEGRITY_REQUIREMENT_VALUES.M, o.AVAILABILITY_REQUIREMENT_VALUES.M], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.X, o.INTEGRITY_REQUIREMENT_VALUES.X, o.AVAILABILITY_REQUIREMENT_VALUES.X], [o.CONFIDENTIALITY_REQUIREMENT_VALUES.H, o.INTEGRITY_REQUIREMENT_VALUES.H, o.AVAILABILITY_REQUIREMENT_VALUES.H]];
      }, 972: (e2, t2, o) => {
        var a;
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss4P0MacroVector = void 0;
        const i = o(730), s = o(759);
        class n {
          constructor(e3, t3, o2, a2, i2, s2, n2) {
            this.eq1 = e3, this.eq2 = t3, this.eq3 = o2, this.eq4 = a2, this.eq5 = i2, this.eq6 = s2, this.jointEq3AndEq6 = n2;
          }
          static fromVector(e3) {
            const t3 = a.findMatchingEQ("1", a.EQ1_DEFINITIONS, e3), o2 = a.findMatchingEQ("2", a.EQ2_DEFINITIONS, e3), i2 = a.findMatchingEQ("3", a.EQ3_DEFINITIONS, e3), s2 = a.findMatchingEQ("4", a.EQ4_DEFINITIONS, e3), n2 = a.findMatchingEQ("5", a.EQ5_DEFINITIONS, e3), r = a.findMatchingEQ("6", a.EQ6_DEFINITIONS, e3), c = a.findMatchingEQ("3,6", a.JOINT_EQ3_EQ6_DEFINITIONS, e3);
            return new a(t3, o2, i2, s2, n2, r, c);
          }
          static findMatchingEQ(e3, t3, o2) {
            for (let e4 of t3) if (e4.matchesConstraints(o2)) return e4;
            throw new Error("No matching EQ found for " + e3 + " and vector " + o2);
          }
          getEq1() {
            return this.eq1;
          }
          getEq2() {
            return this.eq2;
          }
          getEq3() {
            return this.eq3;
          }
          getEq4() {
            return this.eq4;
          }
          getEq5() {
            return this.eq5;
          }
          getEq6() {
            return this.eq6;
          }
          getJointEq3AndEq6() {
            return this.jointEq3AndEq6;
          }
          getEQ(e3) {
            switch (e3) {
              case 1:
                return this.eq1;
              case 2:
                return this.eq2;
              case 3:
                return this.eq3;
              case 4:
                return this.eq4;
              case 5:
                return this.eq5;
              case 6:
                return this.eq6;
              case 7:
                return this.jointEq3AndEq6;
              default:
                throw new Error("Invalid EQ index: " + e3);
            }
          }
          getLookupTableScore() {
            return a.getMacroVectorScore(this);
          }
          static getMacroVectorScore(e3) {
            const t3 = e3.toString(), o2 = s.Cvss4P0Components.MV_LOOKUP[t3];
            return void 0 === o2 ? NaN : o2;
          }
          toString() {
            return this.eq1.getLevel() + this.eq2.getLevel() + this.eq3.getLevel() + this.eq4.getLevel() + this.eq5.getLevel() + this.eq6.getLevel();
          }
          deriveNextLower(e3) {
            const t3 = 1 !== e3 ? this.eq1 : this.getNextLower(a.EQ1_DEFINITIONS, this.eq1), o2 = 2 !== e3 ? this.eq2 : this.getNextLower(a.EQ2_DEFINITIONS, this.eq2), i2 = 3 !== e3 ? this.eq3 : this.getNextLower(a.EQ3_DEFINITIONS, this.eq3), s2 = 4 !== e3 ? this.eq4 : this.getNextLower(a.EQ4_DEFINITIONS, this.eq4), n2 = 5 !== e3 ? this.eq5 : this.getNextLower(a.EQ5_DEFINITIONS, this.eq5), r = 6 !== e3 ? this.eq6 : this.getNextLower(a.EQ6_DEFINITIONS, this.eq6), c = 7 !== e3 ? this.jointEq3AndEq6 : this.getNextLower(a.JOINT_EQ3_EQ6_DEFINITIONS, this.jointEq3AndEq6);
            return new a(t3, o2, i2, s2, n2, r, c);
          }
          static getIndexInDefinitions(e3, t3) {
            for (let o2 = 0; o2 < e3.length; o2++) if (e3[o2] === t3) return o2;
            throw new Error("EQ not found in definitions: " + t3);
          }
          getNextLower(e3, t3) {
            const o2 = a.getIndexInDefinitions(e3, t3);
            return e3.length > o2 + 1 ? e3[o2 + 1] : a.EQ_ERROR_DEFINITION;
          }
          static is(e3, t3, o2) {
            return o2 === a.getComparisonMetric(e3, t3).shortName;
          }
          static getComparisonMetricComponent(e3, t3) {
            return a.getComparisonMetric(e3, t3.shortName);
          }
          static getComparisonMetric(e3, t3) {
            const o2 = e3.getComponentByString(t3);
            if ("E" === t3 && s.Cvss4P0Components.E_VALUES.X === o2) return s.Cvss4P0Components.E_VALUES.A;
            if ("CR" === t3 && s.Cvss4P0Components.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.X === o2) return s.Cvss4P0Components.REQUIREMENT_CONFIDENTIALITY_MODIFIED_VALUES.H;
            if ("IR" === t3 && s.Cvss4P0Components.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.X === o2) return s.Cvss4P0Components.REQUIREMENT_INTEGRITY_MODIFIED_VALUES.H;
            if ("AR" === t3 && s.Cvss4P0Components.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.X === o2) return s.Cvss4P0Components.REQUIREMENT_AVAILABILITY_MODIFIED_VALUES.H;
            if ("MSI" === t3 && s.Cvss4P0Components.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.X === o2 && "S" === e3.getComponentByString("SI").shortName) return s.Cvss4P0Components.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.H;
            if ("MSA" === t3 && s.Cvss4P0Components.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.X === o2 && "S" === e3.getComponentByString("SA").shortName) return s.Cvss4P0Components.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.H;
            try {
              const o3 = e3.getComponentByString((t3.startsWith("M") ? "" : "M") + t3), a2 = o3.shortName;
              if (null != a2 && "X" !== a2) return o3;
            } catch (e4) {
            }
            return o2;
          }
        }
        t2.Cvss4P0MacroVector = n, a = n, n.EQ_ERROR_DEFINITION = new i.EQ("9", -1, [], (() => true)), n.EQ1_DEFINITIONS = [new i.EQ("0", 1, ["AV:N/PR:N/UI:N"], ((e3) => a.is(e3, "AV", "N") && a.is(e3, "PR", "N") && a.is(e3, "UI", "N"))), new i.EQ("1", 4, ["AV:A/PR:N/UI:N", "AV:N/PR:L/UI:N", "AV:N/PR:N/UI:P"], ((e3) => (a.is(e3, "AV", "N") || a.is(e3, "PR", "N") || a.is(e3, "UI", "N")) && !(a.is(e3, "AV", "N") && a.is(e3, "PR", "N") && a.is(e3, "UI", "N")) && !a.is(e3, "AV", "P"))), new i.EQ("2", 5, ["AV:P/PR:N/UI:N", "AV:A/PR:L/UI:P"], ((e3) => a.is(e3, "AV", "P") || !(a.is(e3, "AV", "N") || a.is(e3, "PR", "N") || a.is(e3, "UI", "N"))))], n.EQ2_DEFINITIONS = [new i.EQ("0", 1, ["AC:L/AT:N"], ((e3) => a.is(e3, "AC", "L") && a.is(e3, "AT", "N"))), new i.EQ("1", 2, ["AC:H/AT:N", "AC:L/AT:P"], ((e3) => !(a.is(e3, "AC", "L") && a.is(e3, "AT", "N"))))], n.EQ3_DEFINITIONS = [new i.EQ("0", -1, ["VC:H/VI:H/VA:H"], ((e3) => a.is(e3, "VC", "H") && a.is(e3, "VI", "H"))), new i.EQ("1", -1, ["VC:L/VI:H/VA:H", "VC:H/VI:L/VA:H"], ((e3) => !(a.is(e3, "VC", "H") && a.is(e3, "VI", "H")) && (a.is(e3, "VC", "H") || a.is(e3, "VI", "H") || a.is(e3, "VA", "H")))), new i.EQ("2", -1, ["VC:L/VI:L/VA:L"], ((e3) => !(a.is(e3, "VC", "H") || a.is(e3, "VI", "H") || a.is(e3, "VA", "H"))))], n.EQ4_DEFINITIONS = [new i.EQ("0", 6, ["SC:H/SI:S/SA:S"], ((e3) => a.is(e3, "MSI", "S") || a.is(e3, "MSA", "S"))), new i.EQ("1", 5, ["SC:H/SI:H/SA:H"], ((e3) => !(a.is(e3, "MSI", "S") && a.is(e3, "MSA", "S")) && (a.is(e3, "SC", "H") || a.is(e3, "SI", "H") || a.is(e3, "SA", "H")))), new i.EQ("2", 4, ["SC:L/SI:L/SA:L"], ((e3) => !(a.is(e3, "MSI", "S") && a.is(e3, "MSA", "S") || a.is(e3, "SC", "H") || a.is(e3, "SI", "H") || a.is(e3, "SA", "H"))))], n.EQ5_DEFINITIONS = [new i.EQ("0", 1, ["E:A"], ((e3) => a.is(e3, "E", "A"))), new i.EQ("1", 1, ["E:P"], ((e3) => a.is(e3, "E", "P"))), new i.EQ("2", 1, ["E:U"], ((e3) => a.is(e3, "E", "U")))], n.EQ6_DEFINITIONS = [new i.EQ("0", -1, ["AV:N/PR:N/UI:N"], ((e3) => a.is(e3, "CR", "H") && a.is(e3, "VC", "H") || a.is(e3, "IR", "H") && a.is(e3, "VI", "H") || a.is(e3, "AR", "H") && a.is(e3, "VA", "H"))), new i.EQ("1", -1, ["VC:H/VI:H/VA:H/CR:M/IR:M/AR:M", "VC:H/VI:H/VA:L/CR:M/IR:M/AR:H", "VC:H/VI:L/VA:H/CR:M/IR:H/AR:M", "VC:H/VI:L/VA:L/CR:M/IR:H/AR:H", "VC:L/VI:H/VA:H/CR:H/IR:M/AR:M", "VC:L/VI:H/VA:L/CR:H/IR:M/AR:H", "VC:L/VI:L/VA:H/CR:H/IR:H/AR:M", "VC:L/VI:L/VA:L/CR:H/IR:H/AR:H"], ((e3) => !(a.is(e3, "CR", "H") && a.is(e3, "VC", "H") || a.is(e3, "IR", "H") && a.is(e3, "VI", "H") || a.is(e3, "AR", "H") && a.is(e3, "VA", "H"))))], n.JOINT_EQ3_EQ6_DEFINITIONS = [new i.EQ("00", 7, ["VC:H/VI:H/VA:H/CR:H/IR:H/AR:H"], ((e3) => a.is(e3, "VC", "H") && a.is(e3, "VI", "H") && (a.is(e3, "CR", "H") || a.is(e3, "IR", "H") || a.is(e3, "AR", "H") && a.is(e3, "VA", "H")))), new i.EQ("01", 6, ["VC:H/VI:H/VA:L/CR:M/IR:M/AR:H", "VC:H/VI:H/VA:H/CR:M/IR:M/AR:M"], ((e3) => a.is(e3, "VC", "H") && a.is(e3, "VI", "H") && !(a.is(e3, "CR", "H") || a.is(e3, "IR", "H")) && !(a.is(e3, "AR", "H") && a.is(e3, "VA", "H")))), new i.EQ("10", 8, ["VC:L/VI:H/VA:H/CR:H/IR:H/AR:H", "VC:H/VI:L/VA:H/CR:H/IR:H/AR:H"], ((e3) => !(a.is(e3, "VC", "H") && a.is(e3, "VI", "H")) && (a.is(e3, "VC", "H") || a.is(e3, "VI", "H") || a.is(e3, "VA", "H")) && (a.is(e3, "CR", "H") && a.is(e3, "VC", "H") || a.is(e3, "IR", "H") && a.is(e3, "VI", "H") || a.is(e3, "AR", "H") && a.is(e3, "VA", "H")))), new i.EQ("11", 8, ["VC:L/VI:H/VA:L/CR:H/IR:M/AR:H", "VC:L/VI:H/VA:H/CR:H/IR:M/AR:M", "VC:H/VI:L/VA:H/CR:M/IR:H/AR:M", "VC:H/VI:L/VA:L/CR:M/IR:H/AR:H", "VC:L/VI:L/VA:H/CR:H/IR:H/AR:M"], ((e3) => !(a.is(e3, "VC", "H") && a.is(e3, "VI", "H")) && (a.is(e3, "VC", "H") || a.is(e3, "VI", "H") || a.is(e3, "VA", "H")) && !(a.is(e3, "CR", "H") && a.is(e3, "VC", "H")) && !(a.is(e3, "IR", "H") && a.is(e3, "VI", "H")) && !(a.is(e3, "AR", "H") && a.is(e3, "VA", "H")))), new i.EQ("20", 0, [], ((e3) => false)), new i.EQ("21", 10, ["VC:L/VI:L/VA:L/CR:H/IR:H/AR:H"], ((e3) => !(a.is(e3, "VC", "H") || a.is(e3, "VI", "H") || a.is(e3, "VA", "H") || a.is(e3, "CR", "H") && a.is(e3, "VC", "H") || a.is(e3, "IR", "H") && a.is(e3, "VI", "H") || a.is(e3, "AR", "H") && a.is(e3, "VA", "H"))))];
      }, 987: (e2, t2, o) => {
        Object.defineProperty(t2, "__esModule", { value: true }), t2.Cvss4P0 = void 0;
        const a = o(154), i = o(972), s = o(904), n = o(759), r = o(730), c = o(951);
        class l extends a.CvssVector {
          constructor(e3) {
            super(e3), this.ROUNDING_EPSILON = Math.pow(10, -6);
          }
          getRegisteredComponents() {
            return n.Cvss4P0Components.REGISTERED_COMPONENTS_EDITOR_ORDER;
          }
          getVectorStringOrderProperties() {
            return n.Cvss4P0Components.REGISTERED_COMPONENTS_VECTOR_STRING_ORDER;
          }
          getVectorPrefix() {
            return "CVSS:4.0/";
          }
          getVectorName() {
            return "CVSS:4.0";
          }
          fillAverageVector() {
            this.applyVector("AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:L/SI:L/SA:L");
          }
          fillRandomBaseVector() {
            const e3 = n.Cvss4P0Components.BASE_CATEGORY_VALUES;
            for (let t3 = 0; t3 < e3.length; t3++) {
              const o2 = e3[t3], a2 = super.pickRandomDefinedComponentValue(o2);
              if (!a2) return console.warn("Failed to pick random vector component for", o2, ", filling average vector instead"), void this.fillAverageVector();
              this.applyComponent(o2, a2);
            }
          }
          calculateScoresInternal(e3 = false) {
            const t3 = this.isAnyEnvironmentalDefined(), o2 = this.isAnyThreatDefined(), a2 = this.calculateOverallScore();
            let i2, s2, r2;
            if (t3 || o2) {
              const e4 = this.clone();
              e4.clearSpecifiedComponents(n.Cvss4P0Components.THREAT_CATEGORY_VALUES), e4.clearSpecifiedComponents(n.Cvss4P0Components.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY_VALUES), e4.clearSpecifiedComponents(n.Cvss4P0Components.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY_VALUES), i2 = e4.calculateOverallScore();
            } else i2 = a2;
            if (t3) if (o2) {
              const e4 = this.clone();
              e4.clearSpecifiedComponents(n.Cvss4P0Components.THREAT_CATEGORY_VALUES), s2 = e4.calculateOverallScore();
            } else s2 = a2;
            if (o2) if (t3) {
              const e4 = this.clone();
              e4.clearSpecifiedComponents(n.Cvss4P0Components.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY_VALUES), e4.clearSpecifiedComponents(n.Cvss4P0Components.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY_VALUES), r2 = e4.calculateOverallScore();
            } else r2 = a2;
            return { normalized: e3, overall: a2, base: a2, baseMetricsOnly: i2, environmental: s2, threat: r2, vector: this.toString() };
          }
          toString(e3 = false, t3 = this.getVectorStringOrderProperties(), o2 = false) {
            return super.toString(e3, t3, o2);
          }
          calculateOverallScore() {
            if (!this.isBaseFullyDefined()) return 0;
            if (["VC", "VI", "VA", "SC", "SI", "SA"].map(((e4) => i.Cvss4P0MacroVector.getComparisonMetric(this, e4))).every(((e4) => "N" === e4.shortName))) return 0;
            const e3 = this.getMacroVector(), t3 = e3.getLookupTableScore(), o2 = (0, s.getEqImplementations)();
            (e3.getEq3().getLevel() + e3.getEq6().getLevel()).toLowerCase() !== e3.getJointEq3AndEq6().getLevel().toLowerCase() && console.warn(`CVSS 4.0: Joint Eq3 and Eq6 level [${e3.getJointEq3AndEq6().getLevel()}] does not match Eq3 [${e3.getEq3().getLevel()}] and Eq6 [${e3.getEq6().getLevel()}]`);
            const a2 = o2.map(((t4) => t4.getHighestSeverityVectors(e3))), n2 = this.generateCvssPermutations(a2[0], a2[1], a2[2], a2[3], a2[4]);
            if (0 === n2.length) return console.warn(`No max vectors found for ${e3}`), 0;
            const r2 = this.calculateSeverityDistancesByComparingToHighestSeverityVectors(n2), c2 = new m();
            for (const a3 of o2) {
              const o3 = a3.deriveNextLowerMacro(e3), i2 = t3 - a3.lookupScoresForNextLowerMacro(o3), s2 = a3.lookupMacroVectorDepth(e3), n3 = a3.getRelevantAttributes().map(((e4) => r2.get(e4) || 0)).reduce(((e4, t4) => e4 + t4), 0);
              if (!isNaN(i2) && 0 !== s2) {
                const e4 = n3 / s2 * i2;
                c2.add(e4);
              }
            }
            const l2 = t3 - c2.get(0);
            return l2 < 0 ? 0 : l2 > 10 ? 10 : this.roundToDecimalPlaces(l2);
          }
          roundToDecimalPlaces(e3) {
            return Math.round(10 * (e3 + this.ROUNDING_EPSILON)) / 10;
          }
          generateCvssPermutations(e3, t3, o2, a2, i2) {
            const s2 = [];
            return e3.forEach(((e4) => {
              t3.forEach(((t4) => {
                o2.forEach(((o3) => {
                  a2.forEach(((a3) => {
                    i2.forEach(((i3) => {
                      const n2 = `${e4}/${t4}/${o3}/${a3}/${i3}`;
                      s2.push(new l(n2));
                    }));
                  }));
                }));
              }));
            })), s2;
          }
          severityDistance(e3, t3, o2, a2) {
            const i2 = "X" === t3.shortName ? void 0 === e3.worseCaseValue ? t3 : e3.worseCaseValue : t3, s2 = "X" === a2.shortName ? void 0 === o2.worseCaseValue ? a2 : o2.worseCaseValue : a2;
            let n2, r2, c2, l2;
            if (e3 !== o2) {
              const t4 = e3.name.startsWith("Modified"), a3 = o2.name.startsWith("Modified");
              if (t4 && !a3) {
                const t5 = e3.values.find(((e4) => e4.shortName === s2.shortName));
                if (!t5) throw new Error("Cannot find modified value for " + s2);
                r2 = i2, l2 = t5, n2 = e3, c2 = e3;
              } else {
                if (t4 || !a3) return console.warn(`Cannot compute severity distance for [${i2}] and [${s2}], assuming distance is 0`), 0;
                {
                  const e4 = o2.values.find(((e5) => e5.shortName === i2.shortName));
                  if (!e4) throw new Error("Cannot find modified value for " + i2);
                  r2 = e4, l2 = s2, n2 = o2, c2 = o2;
                }
              }
            } else r2 = i2, l2 = s2, n2 = e3, c2 = o2;
            return n2.values.indexOf(r2) - c2.values.indexOf(l2);
          }
          severityDistanceBetweenComponents(e3, t3, o2, a2) {
            const i2 = e3.values.find(((e4) => e4.shortName === t3.shortName)), s2 = o2.values.find(((e4) => e4.shortName === a2.shortName));
            if (!i2) throw new Error(`Cannot find component values for ${e3.name} with short name ${t3.shortName} in ${e3.values.map(((e4) => e4.shortName)).join(", ")}`);
            if (!s2) throw new Error(`Cannot find component values for ${o2.name} with short name ${a2.shortName} in ${o2.values.map(((e4) => e4.shortName)).join(", ")}`);
            return e3.values.indexOf(i2) - o2.values.indexOf(s2);
          }
          severityDistanceToVector(e3) {
            let t3 = 0;
            return n.Cvss4P0Components.REGISTERED_COMPONENTS_EDITOR_ORDER.forEach(((o2) => {
              o2.forEach(((o3) => {
                const a2 = this.getComponent(o3), i2 = e3.getComponent(o3);
                t3 += this.severityDistanceBetweenComponents(o3, a2, o3, i2);
              }));
            })), t3;
          }
          calculateSeverityDistancesByComparingToHighestSeverityVectors(e3) {
            const t3 = /* @__PURE__ */ new Map();
            for (const o2 of e3) {
              t3.set("AV", this.severityDistanceBetweenComponents(n.Cvss4P0Components.AV, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.AV), n.Cvss4P0Components.AV, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.AV))), t3.set("PR", this.severityDistanceBetweenComponents(n.Cvss4P0Components.PR, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.PR), n.Cvss4P0Components.PR, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.PR))), t3.set("UI", this.severityDistanceBetweenComponents(n.Cvss4P0Components.UI, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.UI), n.Cvss4P0Components.UI, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.UI))), t3.set("AC", this.severityDistanceBetweenComponents(n.Cvss4P0Components.AC, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.AC), n.Cvss4P0Components.AC, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.AC))), t3.set("AT", this.severityDistanceBetweenComponents(n.Cvss4P0Components.AT, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.AT), n.Cvss4P0Components.AT, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.AT))), t3.set("VC", this.severityDistanceBetweenComponents(n.Cvss4P0Components.VC, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.VC), n.Cvss4P0Components.VC, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.VC))), t3.set("VI", this.severityDistanceBetweenComponents(n.Cvss4P0Components.VI, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.VI), n.Cvss4P0Components.VI, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.VI))), t3.set("VA", this.severityDistanceBetweenComponents(n.Cvss4P0Components.VA, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.VA), n.Cvss4P0Components.VA, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.VA))), t3.set("SC", this.severityDistanceBetweenComponents(n.Cvss4P0Components.SC, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.SC), n.Cvss4P0Components.SC, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.SC))), t3.set("CR", this.severityDistanceBetweenComponents(n.Cvss4P0Components.CR, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.CR), n.Cvss4P0Components.CR, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.CR))), t3.set("IR", this.severityDistanceBetweenComponents(n.Cvss4P0Components.IR, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.IR), n.Cvss4P0Components.IR, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.IR))), t3.set("AR", this.severityDistanceBetweenComponents(n.Cvss4P0Components.AR, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.AR), n.Cvss4P0Components.AR, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.AR)));
              const e4 = this.getComponent(n.Cvss4P0Components.SI) === n.Cvss4P0Components.SUBSEQUENT_SYSTEM_INTEGRITY_MODIFIED_VALUES.S ? "MSI" : "SI", a2 = this.getComponent(n.Cvss4P0Components.SA) === n.Cvss4P0Components.SUBSEQUENT_SYSTEM_AVAILABILITY_MODIFIED_VALUES.S ? "MSA" : "SA";
              if (t3.set(e4, this.severityDistanceBetweenComponents(n.Cvss4P0Components.SI, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.SI), n.Cvss4P0Components.SI, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.SI))), t3.set(a2, this.severityDistanceBetweenComponents(n.Cvss4P0Components.SA, i.Cvss4P0MacroVector.getComparisonMetricComponent(this, n.Cvss4P0Components.SA), n.Cvss4P0Components.SA, i.Cvss4P0MacroVector.getComparisonMetricComponent(o2, n.Cvss4P0Components.SA))), !Array.from(t3.values()).some(((e5) => e5 < 0))) break;
              t3.clear();
            }
            return 0 === t3.size && console.warn(`No severity distances found for [${this.toString()}]`), t3;
          }
          getNomenclature() {
            let e3 = "CVSS-B";
            return this.isCategoryPartiallyDefined(n.Cvss4P0Components.THREAT_CATEGORY) && (e3 += "T"), (this.isCategoryPartiallyDefined(n.Cvss4P0Components.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY) || this.isCategoryPartiallyDefined(n.Cvss4P0Components.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY)) && (e3 += "E"), e3;
          }
          getMacroVector() {
            return i.Cvss4P0MacroVector.fromVector(this);
          }
          isBaseFullyDefined() {
            return super.isCategoryFullyDefined(n.Cvss4P0Components.BASE_CATEGORY);
          }
          isAnyBaseDefined() {
            return super.isCategoryPartiallyDefined(c.Cvss3P1Components.BASE_CATEGORY);
          }
          isThreatFullyDefined() {
            return super.isCategoryFullyDefined(n.Cvss4P0Components.THREAT_CATEGORY);
          }
          isAnyThreatDefined() {
            return super.isCategoryPartiallyDefined(n.Cvss4P0Components.THREAT_CATEGORY);
          }
          isAnyEnvironmentalDefined() {
            return super.isCategoryPartiallyDefined(n.Cvss4P0Components.ENVIRONMENTAL_MODIFIED_BASE_CATEGORY) || super.isCategoryPartiallyDefined(n.Cvss4P0Components.ENVIRONMENTAL_SECURITY_REQUIREMENT_CATEGORY);
          }
          getJsonSchemaSeverity(e3) {
            return 0 === e3 || isNaN(e3) ? "NONE" : e3 <= 3.9 ? "LOW" : e3 <= 6.9 ? "MEDIUM" : e3 <= 8.9 ? "HIGH" : "CRITICAL";
          }
          createJsonSchema() {
            const e3 = this.calculateScores();
            return { version: "4.0", vectorString: this.toString(), baseScore: e3.overall, baseSeverity: this.getJsonSchemaSeverity(e3.overall), attackVector: this.getComponent(n.Cvss4P0Components.AV).jsonSchemaName, attackComplexity: this.getComponent(n.Cvss4P0Components.AC).jsonSchemaName, attackRequirements: this.getComponent(n.Cvss4P0Components.AT).jsonSchemaName, privilegesRequired: this.getComponent(n.Cvss4P0Components.PR).jsonSchemaName, userInteraction: this.getComponent(n.Cvss4P0Components.UI).jsonSchemaName, vulnConfidentialityImpact: this.getComponent(n.Cvss4P0Components.VC).jsonSchemaName, vulnIntegrityImpact: this.getComponent(n.Cvss4P0Components.VI).jsonSchemaName, vulnAvailabilityImpact: this.getComponent(n.Cvss4P0Components.VA).jsonSchemaName, subConfidentialityImpact: this.getComponent(n.Cvss4P0Components.SC).jsonSchemaName, subIntegrityImpact: this.getComponent(n.Cvss4P0Components.SI).jsonSchemaName, subAvailabilityImpact: this.getComponent(n.Cvss4P0Components.SA).jsonSchemaName, exploitMaturity: this.getComponent(n.Cvss4P0Components.E).jsonSchemaName, confidentialityRequirement: this.getComponent(n.Cvss4P0Components.CR).jsonSchemaName, integrityRequirement: this.getComponent(n.Cvss4P0Components.IR).jsonSchemaName, availabilityRequirement: this.getComponent(n.Cvss4P0Components.AR).jsonSchemaName, modifiedAttackVector: this.getComponent(n.Cvss4P0Components.MAV).jsonSchemaName, modifiedAttackComplexity: this.getComponent(n.Cvss4P0Components.MAC).jsonSchemaName, modifiedAttackRequirements: this.getComponent(n.Cvss4P0Components.MAT).jsonSchemaName, modifiedPrivilegesRequired: this.getComponent(n.Cvss4P0Components.MPR).jsonSchemaName, modifiedUserInteraction: this.getComponent(n.Cvss4P0Components.MUI).jsonSchemaName, modifiedVulnConfidentialityImpact: this.getComponent(n.Cvss4P0Components.MVC).jsonSchemaName, modifiedVulnIntegrityImpact: this.getComponent(n.Cvss4P0Components.MVI).jsonSchemaName, modifiedVulnAvailabilityImpact: this.getComponent(n.Cvss4P0Components.MVA).jsonSchemaName, modifiedSubConfidentialityImpact: this.getComponent(n.Cvss4P0Components.MSC).jsonSchemaName, modifiedSubIntegrityImpact: this.getComponent(n.Cvss4P0Components.MSI).jsonSchemaName, modifiedSubAvailabilityImpact: this.getComponent(n.Cvss4P0Components.MSA).jsonSchemaName, Safety: this.getComponent(n.Cvss4P0Components.S).jsonSchemaName, Automatable: this.getComponent(n.Cvss4P0Components.AU).jsonSchemaName, Recovery: this.getComponent(n.Cvss4P0Components.R).jsonSchemaName, valueDensity: this.getComponent(n.Cvss4P0Components.V).jsonSchemaName, vulnerabilityResponseEffort: this.getComponent(n.Cvss4P0Components.RE).jsonSchemaName, providerUrgency: this.getComponent(n.Cvss4P0Components.U).jsonSchemaName };
          }
        }
        t2.Cvss4P0 = l, r.EQ.createCvssInstance = (e3) => new l(e3);
        class m {
          constructor() {
            this.sum = 0, this.count = 0;
          }
          add(e3) {
            this.sum += e3, this.count++;
          }
          get(e3) {
            return 0 == this.count ? e3 : this.sum / this.count;
          }
        }
      } }, t = {};
      return (function o(a) {
        var i = t[a];
        if (void 0 !== i) return i.exports;
        var s = t[a] = { exports: {} };
        return e[a].call(s.exports, s, s.exports, o), s.exports;
      })(156);
    })()));
  }
});

// src/scan/cvss.ts
var import_ae_cvss_calculator = __toESM(require_ae_cvss_calculator(), 1);
var baseMetrics = {
  "2.0": [/^AV:[LAN]$/, /^AC:[HML]$/, /^Au:[MSN]$/, /^C:[NPC]$/, /^I:[NPC]$/, /^A:[NPC]$/],
  "3.0": versionThree(),
  "3.1": versionThree(),
  "4.0": [
    ...[/^AV:[NALP]$/, /^AC:[LH]$/, /^AT:[NP]$/, /^PR:[NLH]$/, /^UI:[NPA]$/],
    ...[/^VC:[HLN]$/, /^VI:[HLN]$/, /^VA:[HLN]$/, /^SC:[HLN]$/, /^SI:[HLN]$/, /^SA:[HLN]$/]
  ]
};
function versionThree() {
  return [
    ...[/^AV:[NALP]$/, /^AC:[LH]$/, /^PR:[NLH]$/, /^UI:[NR]$/, /^S:[UC]$/],
    ...[/^C:[HLN]$/, /^I:[HLN]$/, /^A:[HLN]$/]
  ];
}
var longest = 400;
function scoreOfVector(vector) {
  if (typeof vector !== "string" || vector.length > longest) return void 0;
  const parts2 = vector.trim().replace(/^\((.*)\)$/, "$1").split("/");
  const version = versionOf(parts2[0] ?? "");
  if (version === void 0) return void 0;
  const found = baseMetrics[version].map((form) => parts2.filter((part) => form.test(part)));
  const names = parts2.map((part) => part.split(":")[0]);
  if (new Set(names).size !== names.length || found.some((values) => values.length !== 1)) return void 0;
  const base = found.flat().join("/");
  const score = remembered(version, version === "2.0" ? base : `CVSS:${version}/${base}`);
  return score === void 0 ? void 0 : { version, score };
}
function severityOfVector(vector) {
  const rated = scoreOfVector(vector);
  if (rated === void 0) return void 0;
  return rated.version === "2.0" ? severityOfOldScore(rated.score) : severityOfScore(rated.score);
}
function severityOfAny(value) {
  return severityOfScore(value) ?? severityOfWord(value) ?? severityOfVector(value);
}
function worstVector(vectors) {
  const rated = vectors.flatMap((vector) => {
    const severity2 = severityOfVector(vector);
    return severity2 === void 0 || typeof vector !== "string" ? [] : [{ vector, severity: severity2 }];
  });
  const worst = worstSeverity(rated.map(({ severity: severity2 }) => severity2));
  return rated.find(({ severity: severity2 }) => severity2 === worst)?.vector;
}
function versionOf(prefix) {
  if (!prefix.startsWith("CVSS:")) return "2.0";
  const named = prefix.slice("CVSS:".length);
  return named === "2.0" || named === "3.0" || named === "3.1" || named === "4.0" ? named : void 0;
}
var memory = /* @__PURE__ */ new Map();
var mostRemembered = 2e3;
function remembered(version, base) {
  const known = memory.get(base);
  if (known !== void 0) return known;
  const score = baseScore(version, base);
  if (memory.size < mostRemembered) memory.set(base, score);
  return score;
}
function baseScore(version, base) {
  if (version === "2.0") return new import_ae_cvss_calculator.default.Cvss2(base).calculateScores().base;
  if (version === "3.0") return new import_ae_cvss_calculator.default.Cvss3P0(base).calculateScores().base;
  if (version === "3.1") return new import_ae_cvss_calculator.default.Cvss3P1(base).calculateScores().base;
  return new import_ae_cvss_calculator.default.Cvss4P0(base).calculateScores().baseMetricsOnly;
}

// src/scan/version-order.ts
var before = ["dev", "nightly", "snapshot", "canary", "alpha", "a", "beta", "b", "milestone", "m", "preview", "pre"];
var almost = ["next", "c", "cr", "rc"];
var early = [...before, ...almost];
var plain = ["final", "ga", "release"];
function compareVersions(a, b, semver = false) {
  const [one, two] = [partsOf(a, semver), partsOf(b, semver)];
  return compareParts([one.epoch], [two.epoch]) || compareParts(one.parts, two.parts);
}
var mostFixes = 500;
function nearestFix(installed, fixes, semver = false) {
  if (installed === "") return "";
  const above = fixes.slice(0, mostFixes).filter((fix) => fix !== "" && compareVersions(fix, installed, semver) > 0);
  return above.sort((a, b) => compareVersions(a, b, semver))[0] ?? "";
}
function partsOf(version, semver) {
  const text4 = version.slice(0, 200).trim().toLowerCase();
  const [, epoch = "0", rest = ""] = /^(?:(\d{1,9})[:!])?v?(.*)$/s.exec(text4) ?? [];
  if (!semver) return { epoch, parts: wordsOf(rest) };
  const [release = ""] = rest.split("+");
  const dash = release.indexOf("-");
  const parts2 = dash < 0 ? wordsOf(release) : [...wordsOf(release.slice(0, dash)), "~", ...wordsOf(release.slice(dash))];
  return { epoch, parts: parts2 };
}
function wordsOf(text4) {
  const words = text4.match(/\d+|[a-z]+|~/g) ?? [];
  while (/^0+$/.test(words.at(-1) ?? "")) words.pop();
  return words.filter((word) => !plain.includes(word));
}
function compareParts(a, b) {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = rankOf(a, at) - rankOf(b, at) || compareWords(a[at] ?? "", b[at] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}
function rankOf(parts2, at) {
  const word = parts2[at];
  if (word === void 0) return 2;
  if (word === "~") return 0;
  if (/^\d/.test(word)) return /^0+$/.test(word) ? 2 : 4;
  const counts = word.length > 1 || /^\d/.test(parts2[at + 1] ?? "");
  return early.includes(word) && counts ? 1 : 3;
}
function compareWords(a, b) {
  if (/^\d/.test(a) || /^\d/.test(b)) return compareNumbers(a.replace(/^0+/, ""), b.replace(/^0+/, ""));
  const [one, two] = [early.indexOf(a), early.indexOf(b)];
  if (one >= 0 && two >= 0) return one - two;
  return compareTexts(a, b);
}
function compareNumbers(a, b) {
  return a.length - b.length || compareTexts(a, b);
}
function compareTexts(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/scan/issues.ts
function distinguish(findings) {
  return withOwnFingerprints(mergeIssues(findings));
}
function mergeIssues(findings) {
  const slots = /* @__PURE__ */ new Map();
  const slotOfId = /* @__PURE__ */ new Map();
  findings.forEach((finding, slot) => {
    const place = canonicalText([finding.package, finding.path, finding.purl ?? "", finding.resource ?? ""]);
    const ids = finding.package === "" ? [] : idsOf(finding).map((id) => `${place} ${id}`);
    const same = new Set(ids.flatMap((id) => slotOfId.get(id) ?? []));
    const issues = [...same].flatMap((other) => slots.get(other) ?? []);
    const home = Math.min(slot, ...same);
    for (const other of same) slots.delete(other);
    const issue = issues.reduce(mergeTwo, finding);
    slots.set(home, issue);
    const known = finding.package === "" ? [] : idsOf(issue).map((id) => `${place} ${id}`);
    for (const id of [...ids, ...known]) slotOfId.set(id, home);
  });
  return [...slots].sort(([a], [b]) => a - b).map(([, issue]) => issue);
}
function idsOf({ rule, aliases = [] }) {
  return [rule, ...aliases];
}
function mergeTwo(one, two) {
  const [first, second] = one.rule <= two.rule ? [one, two] : [two, one];
  const others = /* @__PURE__ */ new Set([second.rule, ...first.aliases ?? [], ...second.aliases ?? []]);
  others.delete(first.rule);
  const aliases = [...others].slice(0, 16).sort();
  const cvss2 = worseVector(first.cvss, second.cvss);
  return {
    ...second,
    ...first,
    title: first.title || second.title,
    ...aliases.length > 0 && { aliases },
    severity: worstSeverity([first.severity, second.severity]),
    fixed: laterFix(first.fixed, second.fixed),
    ...cvss2 !== void 0 && { cvss: cvss2 },
    suppressed: first.suppressed && second.suppressed
  };
}
function worseVector(one, two) {
  return (scoreOfVector(two)?.score ?? -1) > (scoreOfVector(one)?.score ?? -1) ? two : one ?? two;
}
function laterFix(one, two) {
  if (one === "" || two === "") return one || two;
  return compareVersions(one, two) >= 0 ? one : two;
}
function withOwnFingerprints(findings) {
  const own = /* @__PURE__ */ new Map();
  for (const [fingerprint, group] of Map.groupBy(findings, (finding) => finding.fingerprint)) {
    const others = group.length < 2 ? [] : inOrder(group).slice(1);
    others.forEach((finding, turn) => {
      own.set(finding, Sha256.parse(sha256Hex(canonicalText([fingerprint, turn + 1]))));
    });
  }
  return findings.map((finding) => ({ ...finding, fingerprint: own.get(finding) ?? finding.fingerprint }));
}
function inOrder(findings) {
  const keyed = findings.map((finding) => ({ finding, text: canonicalText(finding) }));
  keyed.sort((a, b) => comparePlaces(a.finding, b.finding) || (a.text < b.text ? -1 : Number(a.text > b.text)));
  return keyed.map(({ finding }) => finding);
}
function comparePlaces(a, b) {
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}

// src/scan/finding.ts
function makeFinding(raw, draft) {
  const rule = exact(draft.rule, 300) || "unnamed-rule";
  const name = exact(draft.package ?? "", 300);
  const path = pathOf(raw, draft);
  const line2 = wholeNumber(draft.line);
  const column = wholeNumber(draft.column);
  const place = {
    ...column > 0 && { column },
    ...given("resource", draft.resource, 300),
    ...given("purl", whole(draft.purl, 300), 300),
    ...given("commit", whole(draft.commit, 64), 64)
  };
  const aliases = cleanAliases(draft.aliases ?? [], rule);
  return {
    tool: raw.run.tool,
    kind: raw.run.kind,
    rule,
    // What neither the tool nor a map rates counts as the worst (threat A11).
    severity: draft.severity ?? raw.severities.get(draft.rule) ?? "critical",
    title: clean(draft.title, 300),
    ...aliases.length > 0 && { aliases },
    package: name,
    fixed: clean(draft.fixed ?? "", 200),
    path,
    line: line2,
    ...place,
    ...given("cvss", whole(draft.cvss, 200), 200),
    ...given("url", httpUrl(draft.url), 300),
    ...given("status", draft.status, 60),
    fingerprint: fingerprintOf([rule, name, path, line2], place, draft.identity),
    suppressed: draft.suppressed ?? false
  };
}
function pathOf(raw, { path = "", root = "" }) {
  if (raw.run.target.type === "image") return relativePath(path.replace(/^\/+/, ""), "");
  if (root === "" || path.startsWith("/")) return relativePath(path, targetFolder(raw.run.argv));
  return exact(`${encodeURIComponent(root.slice(0, longestName).toWellFormed())}//${partsOf2(path).join("/")}`, 1e3);
}
function fingerprintOf(parts2, place, identity) {
  const [rule, name, path, line2] = parts2;
  const { column: _, ...lasting } = place;
  const kept = identity === void 0 ? place : { ...lasting, identity: sha256Hex(identity) };
  const known = [rule, name, path, identity === void 0 ? line2 : 0];
  return Sha256.parse(sha256Hex(canonicalText(Object.keys(kept).length === 0 ? known : [...known, kept])));
}
function given(key, text4, limit) {
  const kept = clean(text4 ?? "", limit);
  const known = {};
  if (kept !== "") known[key] = kept;
  return known;
}
function whole(text4, limit) {
  return text4 === void 0 || text4.length > limit ? "" : text4;
}
function cleanAliases(aliases, rule) {
  const ids = aliases.filter((alias) => alias !== rule && isVulnerabilityId(alias));
  return [...new Set(ids)].sort().slice(0, 16);
}
function isVulnerabilityId(text4) {
  return text4.length <= 64 && /^[A-Za-z][A-Za-z0-9]{0,20}-[A-Za-z0-9.:_-]+$/.test(text4);
}
function httpUrl(url) {
  const kept = whole(url, 300);
  return /^https?:\/\/[^\s"'<>`]+$/.test(kept) ? kept : "";
}
function wholeNumber(value) {
  return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(value ?? 0)));
}
function proven(findings, lookedAt) {
  const distinct = distinguish(findings);
  const suppressed = distinct.filter((finding) => finding.suppressed).length;
  return { proven: true, findings: distinct, lookedAt, suppressed };
}
function unproven(code, message) {
  return { proven: false, code, message: clean(message, 1e3) };
}
function relativePath(path, folder) {
  if (path === folder) return "";
  const inside = folder !== "" && path.startsWith(`${folder}/`);
  const parts2 = partsOf2(inside ? path.slice(folder.length) : path);
  return exact(`${!inside && path.startsWith("/") ? "/" : ""}${parts2.join("/")}`, 1e3);
}
var longestName = 16384;
function partsOf2(path) {
  return path.slice(0, longestName).split("/").filter((part) => part !== "" && part !== ".");
}
function targetFolder(argv) {
  const named = argv.findIndex((word2) => /^(?:--directory|--source|-s)(?:=|$)/.test(word2));
  const option = argv[named] ?? "";
  const word = option.includes("=") ? option.slice(option.indexOf("=") + 1) : argv[named < 0 ? argv.length - 1 : named + 1];
  return word?.startsWith("/") ? word.replace(/(?<!\/)\/+$/, "") : "";
}
function exact(text4, limit) {
  const shown = text4.length > limit ? "" : escapeName(text4);
  if (text4.length <= limit && shown.length <= limit) return shown;
  const rest = `\\u{2026}${sha256Hex(JSON.stringify(text4.slice(0, longestName)))}`;
  return `${clean(escapeName(text4.slice(0, limit)), limit - rest.length)}${rest}`;
}
function escapeName(text4) {
  const escaped = text4.replace(/[\\\t\r\n]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  return printable(escaped, Number.POSITIVE_INFINITY);
}
function clean(text4, limit) {
  return printable(text4.slice(0, 2 * limit + 2).toWellFormed(), limit).toWellFormed();
}

// src/scan/adapter.ts
function conform(schema, document) {
  const parsed = schema.safeParse(document);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.map(String).join(".") || "the top"}: ${issue.message}`);
  const text4 = printable(issues.join("; "), 300);
  return { misfit: unproven("SCAN_MALFORMED", `the report is not what this tool writes: ${text4}`) };
}
function exitMismatch(raw, findings) {
  const open = findings.filter((finding) => !finding.suppressed).length;
  if (raw.run.exit_code === 1 === open > 0) return void 0;
  const text4 = `${raw.run.tool} ended with exit code ${raw.run.exit_code}, but its report holds ${open} open findings`;
  return unproven("SCAN_EXIT_CODE", text4);
}
function hasKeys(document, ...keys) {
  return typeof document === "object" && document !== null && keys.every((key) => Object.hasOwn(document, key));
}

// src/scan/tools/checkov/adapter.ts
var Check = looseObject({
  check_id: string().min(1),
  check_name: string().nullish(),
  file_path: string(),
  file_line_range: array(number()).nullish(),
  severity: unknown().optional(),
  resource: string().nullish(),
  guideline: unknown().optional()
});
var count = int().min(0);
var Framework = looseObject({
  check_type: string().min(1),
  results: looseObject({
    passed_checks: array(Check).optional(),
    failed_checks: array(Check),
    skipped_checks: array(Check).optional(),
    parsing_errors: array(unknown()).optional()
  }),
  summary: looseObject({
    passed: count,
    failed: count,
    skipped: count,
    parsing_errors: count.optional(),
    parsingerrors: count.optional()
  })
});
var Report = array(Framework);
var adapter = {
  recognizes: (document) => [document].flat().every((part) => hasKeys(part, "check_type", "summary") || hasKeys(part, "checkov_version", "passed")),
  read(raw, document, log) {
    const parts2 = [document].flat();
    if (parts2.every((part) => !hasKeys(part, "results"))) {
      return unproven("SCAN_NOTHING_SCANNED", "checkov found nothing it can check");
    }
    const conformed = conform(Report, parts2);
    if ("misfit" in conformed) return conformed.misfit;
    const frameworks = conformed.value;
    const unread2 = frameworks.reduce((sum, framework) => sum + parsingErrors(framework), 0);
    if (unread2 > 0) return unproven("SCAN_FAILED", `checkov could not parse ${counted(unread2, "file")}`);
    const complaint2 = logProblem(log);
    if (complaint2) return complaint2;
    const odd = frameworks.find((framework) => !listsFitSummary(framework));
    if (odd) return unproven("SCAN_NO_PROOF", `the lists and the summary of framework ${odd.check_type} disagree`);
    const checked = frameworks.reduce((sum, { summary }) => sum + summary.passed + summary.failed + summary.skipped, 0);
    if (checked === 0) return unproven("SCAN_NOTHING_SCANNED", "checkov made no check");
    const findings = frameworks.flatMap((framework) => findingsOf(raw, framework));
    return exitMismatch(raw, findings) ?? proven(findings, { files: countFiles(frameworks), packages: 0 });
  }
};
function parsingErrors({ results, summary }) {
  return Math.max(summary.parsing_errors ?? 0, summary.parsingerrors ?? 0, (results.parsing_errors ?? []).length);
}
var complaint = /^\S+ \S+ \[[^\]\n]*\] \[(WARNI|ERROR|CRITI)[^\]\n]*\] *(.*)$/gm;
var harmless = ["No defaultValue for parameter id = ", "Failed to parse tags for entity "];
function logProblem(log) {
  const complaints = [...log.matchAll(complaint)].map(([, level, text4 = ""]) => ({ level, text: text4 }));
  const bad = complaints.find(
    ({ level, text: text4 }) => level !== "WARNI" || !harmless.some((start) => text4.startsWith(start))
  );
  const found = bad?.text ?? /^Traceback \(most recent call last\):.*$/m.exec(log)?.[0];
  if (found === void 0) return void 0;
  return unproven("SCAN_FAILED", `checkov says that something was not checked: ${printable(found, 300)}`);
}
function listsFitSummary({ results, summary }) {
  return results.failed_checks.length === summary.failed && (results.skipped_checks ?? []).length === summary.skipped;
}
function countFiles(frameworks) {
  const checks = frameworks.flatMap(({ results }) => [
    ...results.passed_checks ?? [],
    ...results.failed_checks,
    ...results.skipped_checks ?? []
  ]);
  return new Set(checks.map((check) => check.file_path)).size;
}
function findingsOf(raw, { results }) {
  const failed = results.failed_checks.map((check) => findingOf(raw, check, false));
  return [...failed, ...(results.skipped_checks ?? []).map((check) => findingOf(raw, check, true))];
}
function findingOf(raw, check, suppressed) {
  const resource = check.resource ?? "";
  return makeFinding(raw, {
    rule: check.check_id,
    severity: ratingOfWord(check.severity),
    title: check.check_name ?? "",
    // Checkov writes a slash for the folder it scanned.
    path: check.file_path.replace(/^\//, ""),
    line: check.file_line_range?.[0] ?? 0,
    resource,
    url: typeof check.guideline === "string" ? check.guideline : "",
    suppressed,
    // A resource keeps its name when lines above it come and go.
    identity: resource === "" ? void 0 : resource
  });
}

// src/scan/tool.ts
var any = /^/;
var nothing = /^\/dev\/null$/;
var ownRules = /^(?:<rules>(?:\/[\w-]+\.ya?ml)?|\/.*)$/s;
function needed(path, reason) {
  if (path === void 0) throw new Fault("TOOL_MISSING", reason);
  return path;
}

// src/scan/tools/checkov/invocation.ts
var invokeCheckov = (places, environment) => {
  const target = `--directory=${places.target}`;
  const offline2 = ["--skip-download", "--download-external-modules", "false"];
  return { args: [target, ...offline2, "--compact", "-o", "json"], environment, reportFrom: "stdout" };
};
var options = {
  commands: [],
  flags: ["--skip-download", "--compact"],
  values: {
    "--download-external-modules": any,
    "--output": any,
    "-o": any,
    "--framework": /^all$/
  },
  // Given as two words, Checkov would read the folder's own .checkov.yml (measured).
  joined: { "--directory": any },
  targets: 0
};

// src/scan/tools/checkov/severities/aws-access.ts
var awsAccess = [
  {
    severity: "critical",
    reason: "anyone on the internet can read or write the data",
    rules: [
      ...["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_70", "CKV_AWS_167", "CKV_AWS_168", "CKV_AWS_169"],
      ...["CKV_AWS_375", "CKV_AWS_387", "CKV2_AWS_43"]
    ]
  },
  {
    severity: "critical",
    reason: "a snapshot or an image of disks is open to every AWS account",
    rules: ["CKV_AWS_205", "CKV_AWS_302"]
  },
  {
    severity: "critical",
    reason: "the store answers the whole internet",
    rules: [
      ...["CKV_AWS_17", "CKV_AWS_69", "CKV_AWS_87", "CKV_AWS_89", "CKV_AWS_102", "CKV_AWS_164"],
      ...["CKV_AWS_391", "CKV2_AWS_66"]
    ]
  },
  {
    severity: "critical",
    reason: "images can be pulled or replaced by any AWS account",
    rules: ["CKV_AWS_32"]
  },
  {
    severity: "critical",
    reason: "any principal may use the key, and with it all that it protects",
    rules: ["CKV_AWS_33"]
  },
  {
    severity: "critical",
    reason: "whoever holds it can do everything in the account (CIS AWS 1.16)",
    rules: ["CKV_AWS_1", "CKV_AWS_62", "CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_40", "CKV2_AWS_56"]
  },
  {
    severity: "critical",
    reason: "a key or password stands in clear in the code",
    rules: ["CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46", "CKV_AWS_295", "CKV_AWS_384"]
  },
  {
    severity: "critical",
    reason: "the root user has an access key, which no policy limits (CIS AWS 1.4)",
    rules: ["CKV_AWS_348"]
  },
  {
    severity: "critical",
    reason: "any repository could take the role by a token of GitHub",
    rules: ["CKV_AWS_358", "CKV_AWS_393"]
  },
  {
    severity: "critical",
    reason: "any principal may take the role, or use the resource",
    rules: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_283"]
  },
  {
    severity: "critical",
    reason: "the function answers anyone, without a signature",
    rules: ["CKV_AWS_258", "CKV_AWS_301"]
  },
  {
    severity: "high",
    reason: "every action is allowed, also those that come later (CIS AWS 1.16)",
    rules: ["CKV_AWS_49", "CKV_AWS_63", "CKV_AWS_72"]
  },
  {
    severity: "high",
    reason: "the policy lets its holder gain rights, credentials or data beyond its task",
    rules: [
      ...["CKV_AWS_107", "CKV_AWS_108", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287"],
      ...["CKV_AWS_288", "CKV_AWS_289"]
    ]
  },
  {
    severity: "medium",
    reason: "a wildcard names resources that nobody listed",
    rules: ["CKV_AWS_111", "CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356", "CKV_AWS_364", "CKV2_AWS_68"]
  },
  {
    severity: "high",
    reason: "another account may publish to or read from the topic",
    rules: ["CKV_AWS_385"]
  },
  {
    severity: "high",
    reason: "a bucket is not shut against public policies and ACLs (CIS AWS 2.1.4)",
    rules: [
      ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_390", "CKV_AWS_392"],
      ...["CKV2_AWS_6"]
    ]
  },
  {
    severity: "high",
    reason: "the port of an administrator is open to the internet (CIS AWS 5.1 to 5.3)",
    rules: [
      ...["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_100", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_277"],
      ...["CKV_AWS_352", "CKV2_AWS_7"]
    ]
  },
  {
    severity: "medium",
    reason: "an old protocol, or plain HTTP, is open to the internet",
    rules: ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_260"]
  },
  {
    severity: "high",
    reason: "the API server of the cluster can be reached from the internet",
    rules: ["CKV_AWS_38"]
  },
  {
    severity: "medium",
    reason: "the API server has a public address; who may reach it is limited by CKV_AWS_38",
    rules: ["CKV_AWS_39"]
  },
  {
    severity: "high",
    reason: "credentials of the machine can be had by one forged request (CIS AWS 5.6)",
    rules: ["CKV_AWS_79", "CKV_AWS_371"]
  },
  {
    severity: "medium",
    reason: "a container may reach the credentials of its machine",
    rules: ["CKV_AWS_341"]
  },
  {
    severity: "medium",
    reason: "the machine has a public address; what can be reached is for the security group to say",
    rules: ["CKV_AWS_88", "CKV_AWS_130", "CKV_AWS_333", "CKV_AWS_389"]
  },
  {
    severity: "high",
    reason: "an API can be called without proving who calls",
    rules: ["CKV_AWS_59", "CKV_AWS_309", "CKV_AWS_366", "CKV2_AWS_70"]
  },
  {
    severity: "high",
    reason: "the document, notebook or job is open to others, or runs without limits",
    rules: ["CKV_AWS_122", "CKV_AWS_303", "CKV_AWS_307"]
  },
  {
    severity: "high",
    reason: "a privileged container is root on its machine",
    rules: ["CKV_AWS_210", "CKV_AWS_316", "CKV_AWS_334", "CKV_AWS_335"]
  },
  {
    severity: "medium",
    reason: "the file system can be written to, or is not kept to one folder and user",
    rules: ["CKV_AWS_329", "CKV_AWS_330", "CKV_AWS_336"]
  },
  {
    severity: "medium",
    reason: "one role for starting and for running gives the program more than it needs",
    rules: ["CKV_AWS_249"]
  },
  {
    severity: "medium",
    reason: "people have lasting keys or passwords instead of single sign-on (CIS AWS 1.15)",
    rules: ["CKV_AWS_40", "CKV_AWS_273", "CKV2_AWS_22"]
  },
  {
    severity: "medium",
    reason: "rules for passwords of IAM users; of no effect where people sign in elsewhere (CIS AWS 1.8, 1.9)",
    rules: [...["CKV_AWS_9", "CKV_AWS_10", "CKV_AWS_11", "CKV_AWS_12", "CKV_AWS_13", "CKV_AWS_14"], ...["CKV_AWS_15"]]
  },
  {
    severity: "medium",
    reason: "the default network or group lets everything pass that is not told otherwise (CIS AWS 5.4)",
    rules: ["CKV_AWS_148", "CKV_AWS_196", "CKV_AWS_198", "CKV_AWS_248", "CKV_AWS_323", "CKV2_AWS_12"]
  },
  {
    severity: "medium",
    reason: "traffic takes a way that is wider than needed",
    rules: [
      ...["CKV_AWS_123", "CKV_AWS_137", "CKV_AWS_154", "CKV_AWS_291", "CKV_AWS_306", "CKV_AWS_321"],
      ...["CKV_AWS_331", "CKV2_AWS_35", "CKV2_AWS_44"]
    ]
  },
  {
    severity: "low",
    reason: "traffic to the outside is not limited; many services need that",
    rules: ["CKV_AWS_382"]
  },
  {
    severity: "low",
    reason: "the function has no network of its own, which one without private targets does not need",
    rules: ["CKV_AWS_117"]
  },
  {
    severity: "medium",
    reason: "no web application firewall stands before a public entry",
    rules: ["CKV_AWS_68", "CKV_AWS_175", "CKV_AWS_342", "CKV2_AWS_28", "CKV2_AWS_29", "CKV2_AWS_33"]
  },
  {
    severity: "medium",
    reason: "the firewall does not know the Log4j attack, which dependency scans find at its root",
    rules: ["CKV_AWS_192", "CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77", "CKV2_AWS_78"]
  },
  {
    severity: "medium",
    reason: "any site may call it from a browser",
    rules: ["CKV2_AWS_75"]
  },
  {
    severity: "high",
    reason: "the bucket behind the distribution can be reached past it",
    rules: ["CKV2_AWS_46"]
  },
  {
    severity: "medium",
    reason: "a name that looks like the wanted image may be taken instead of it",
    rules: ["CKV_AWS_386"]
  },
  {
    severity: "high",
    reason: "the database may read files of its server (log_fdw)",
    rules: ["CKV_AWS_250", "CKV_AWS_388"]
  },
  {
    severity: "medium",
    reason: "the database is reached by passwords alone, or its users share all rights",
    rules: ["CKV_AWS_161", "CKV_AWS_162", "CKV_AWS_170", "CKV_AWS_359", "CKV2_AWS_52"]
  },
  {
    severity: "medium",
    reason: "no client certificate or code signature is asked for, which other proofs may make up for",
    rules: ["CKV_AWS_272", "CKV2_AWS_51"]
  },
  {
    severity: "low",
    reason: "a wildcard certificate covers more names than are used",
    rules: ["CKV2_AWS_71"]
  },
  {
    severity: "low",
    reason: "no role is attached, or a group is empty; nothing is opened by that",
    rules: ["CKV2_AWS_14", "CKV2_AWS_21", "CKV2_AWS_41"]
  },
  {
    severity: "medium",
    reason: "a change needs no second person",
    rules: ["CKV_AWS_257", "CKV2_AWS_37"]
  },
  {
    severity: "low",
    reason: "a policy may lock out everyone but the root user",
    rules: ["CKV_AWS_93"]
  },
  {
    severity: "medium",
    reason: "the key has the policy that AWS gives, which leaves all to IAM",
    rules: ["CKV2_AWS_64"]
  },
  {
    severity: "medium",
    reason: "requests that are read in two ways may slip past a check",
    rules: ["CKV_AWS_131", "CKV_AWS_328", "CKV2_AWS_53"]
  },
  {
    severity: "medium",
    reason: "a domain can be moved away, or its answers forged",
    rules: ["CKV_AWS_377", "CKV2_AWS_23", "CKV2_AWS_38"]
  },
  {
    severity: "low",
    reason: "where visitors come from, and what they get without a path, is not limited",
    rules: ["CKV_AWS_305", "CKV_AWS_374"]
  },
  {
    severity: "low",
    reason: "answers lack headers that guard browsers",
    rules: ["CKV_AWS_259", "CKV2_AWS_32"]
  }
];

// src/scan/tools/checkov/severities/aws-data.ts
var awsData = [
  {
    severity: "high",
    reason: "data at rest is not encrypted (45 CFR 164.312(a)(2)(iv))",
    rules: [
      ...["CKV_AWS_3", "CKV_AWS_5", "CKV_AWS_8", "CKV_AWS_16", "CKV_AWS_19", "CKV_AWS_22"],
      ...["CKV_AWS_26", "CKV_AWS_27", "CKV_AWS_29", "CKV_AWS_42", "CKV_AWS_43", "CKV_AWS_44"],
      ...["CKV_AWS_47", "CKV_AWS_58", "CKV_AWS_64", "CKV_AWS_74", "CKV_AWS_77", "CKV_AWS_78"],
      ...["CKV_AWS_94", "CKV_AWS_96", "CKV_AWS_98", "CKV_AWS_99", "CKV_AWS_106", "CKV_AWS_140"],
      ...["CKV_AWS_146", "CKV_AWS_155", "CKV_AWS_156", "CKV_AWS_159", "CKV_AWS_171", "CKV_AWS_186"],
      ...["CKV_AWS_195", "CKV_AWS_201", "CKV_AWS_214", "CKV_AWS_235", "CKV_AWS_240", "CKV_AWS_253"],
      ...["CKV_AWS_255", "CKV_AWS_279", "CKV_AWS_292", "CKV_AWS_308", "CKV_AWS_311", "CKV_AWS_349"],
      ...["CKV_AWS_350", "CKV2_AWS_2", "CKV2_AWS_34"]
    ]
  },
  {
    severity: "high",
    reason: "data in transit is not encrypted (45 CFR 164.312(e)(1))",
    rules: [
      ...["CKV_AWS_2", "CKV_AWS_6", "CKV_AWS_30", "CKV_AWS_31", "CKV_AWS_34", "CKV_AWS_81"],
      ...["CKV_AWS_83", "CKV_AWS_90", "CKV_AWS_97", "CKV_AWS_105", "CKV_AWS_112", "CKV_AWS_202"],
      ...["CKV_AWS_215", "CKV_AWS_220", "CKV_AWS_239", "CKV_AWS_351", "CKV_AWS_357", "CKV_AWS_365"],
      ...["CKV_AWS_369", "CKV_AWS_376", "CKV_AWS_378", "CKV_AWS_379", "CKV2_AWS_20", "CKV2_AWS_36"],
      ...["CKV2_AWS_49", "CKV2_AWS_69", "CKV2_AWS_72"]
    ]
  },
  {
    severity: "high",
    reason: "old versions of TLS or weak ciphers are taken",
    rules: [
      ...["CKV_AWS_103", "CKV_AWS_174", "CKV_AWS_206", "CKV_AWS_213", "CKV_AWS_218", "CKV_AWS_228"],
      ...["CKV_AWS_380", "CKV2_AWS_54", "CKV2_AWS_74"]
    ]
  },
  {
    severity: "low",
    reason: "the certificate is not the newest kind, or not of AWS; it is still checked",
    rules: ["CKV_AWS_127", "CKV_AWS_211", "CKV2_AWS_42"]
  },
  {
    severity: "medium",
    reason: "a client may write results without encryption",
    rules: ["CKV_AWS_82"]
  },
  {
    severity: "medium",
    reason: "AWS encrypts with a key of its own: who may use it cannot be limited, nor its use seen key by key",
    rules: [
      ...["CKV_AWS_35", "CKV_AWS_119", "CKV_AWS_136", "CKV_AWS_142", "CKV_AWS_145", "CKV_AWS_147"],
      ...["CKV_AWS_149", "CKV_AWS_158", "CKV_AWS_160", "CKV_AWS_166", "CKV_AWS_173", "CKV_AWS_177"],
      ...["CKV_AWS_178", "CKV_AWS_179", "CKV_AWS_180", "CKV_AWS_181", "CKV_AWS_182", "CKV_AWS_183"],
      ...["CKV_AWS_184", "CKV_AWS_185", "CKV_AWS_187", "CKV_AWS_189", "CKV_AWS_190", "CKV_AWS_191"],
      ...["CKV_AWS_199", "CKV_AWS_200", "CKV_AWS_203", "CKV_AWS_204", "CKV_AWS_209", "CKV_AWS_212"],
      ...["CKV_AWS_219", "CKV_AWS_221", "CKV_AWS_224", "CKV_AWS_236", "CKV_AWS_241", "CKV_AWS_245"],
      ...["CKV_AWS_246", "CKV_AWS_247", "CKV_AWS_254", "CKV_AWS_256", "CKV_AWS_262", "CKV_AWS_263"],
      ...["CKV_AWS_264", "CKV_AWS_265", "CKV_AWS_266", "CKV_AWS_267", "CKV_AWS_268", "CKV_AWS_269"],
      ...["CKV_AWS_270", "CKV_AWS_271", "CKV_AWS_278", "CKV_AWS_280", "CKV_AWS_281", "CKV_AWS_282"],
      ...["CKV_AWS_294", "CKV_AWS_296", "CKV_AWS_297", "CKV_AWS_298", "CKV_AWS_327", "CKV_AWS_337"],
      ...["CKV_AWS_345", "CKV_AWS_346", "CKV_AWS_347", "CKV_AWS_354", "CKV_AWS_367", "CKV_AWS_368"],
      ...["CKV_AWS_372", "CKV_AWS_373", "CKV_AWS_381", "CKV2_AWS_73"]
    ]
  },
  {
    severity: "medium",
    reason: "a key or secret stays the same for years (CIS AWS 3.6)",
    rules: ["CKV_AWS_7", "CKV_AWS_304", "CKV2_AWS_57"]
  },
  {
    severity: "low",
    reason: "a key that is switched off protects nothing new, and opens nothing",
    rules: ["CKV_AWS_227"]
  },
  {
    severity: "medium",
    reason: "a record can be changed or removed without a trace (45 CFR 164.312(c)(1))",
    rules: ["CKV_AWS_21", "CKV_AWS_51"]
  },
  {
    severity: "medium",
    reason: "no backup, or one that is kept too short (45 CFR 164.308(a)(7)(ii)(A))",
    rules: [
      ...["CKV_AWS_28", "CKV_AWS_133", "CKV_AWS_134", "CKV_AWS_165", "CKV_AWS_343", "CKV_AWS_360"],
      ...["CKV_AWS_361", "CKV2_AWS_8", "CKV2_AWS_9", "CKV2_AWS_18"]
    ]
  },
  {
    severity: "low",
    reason: "a copy in another region, or a lock against removal, which not every bucket needs",
    rules: ["CKV_AWS_143", "CKV_AWS_144"]
  },
  {
    severity: "low",
    reason: "one mistaken command can remove it",
    rules: [
      ...["CKV_AWS_139", "CKV_AWS_150", "CKV_AWS_172", "CKV_AWS_293", "CKV_AWS_326", "CKV_AWS_344"],
      ...["CKV2_AWS_58"]
    ]
  },
  {
    severity: "low",
    reason: "how long objects and failed uploads are kept is not said",
    rules: ["CKV_AWS_300", "CKV2_AWS_61"]
  },
  {
    severity: "low",
    reason: "ACLs still work beside policies; whether they open anything is said by other checks",
    rules: ["CKV2_AWS_65"]
  },
  {
    severity: "medium",
    reason: "images are not scanned by the registry; here a scan is required before they get there",
    rules: ["CKV_AWS_163"]
  },
  {
    severity: "medium",
    reason: "a version or runtime no longer gets fixes",
    rules: ["CKV_AWS_208", "CKV_AWS_332", "CKV_AWS_339", "CKV_AWS_363"]
  },
  {
    severity: "low",
    reason: "small updates wait for a person",
    rules: ["CKV_AWS_141", "CKV_AWS_207", "CKV_AWS_222", "CKV_AWS_226", "CKV_AWS_322", "CKV_AWS_340"]
  },
  {
    severity: "medium",
    reason: "answers of a model are not filtered, or it can reach the network",
    rules: ["CKV_AWS_370", "CKV_AWS_383"]
  },
  {
    severity: "medium",
    reason: "a cluster of machines lacks its security settings",
    rules: ["CKV_AWS_114", "CKV2_AWS_55"]
  }
];

// src/scan/tools/checkov/severities/aws-watching.ts
var awsWatching = [
  {
    severity: "high",
    reason: "nobody could say who did what in the account (45 CFR 164.312(b), CIS AWS 3.1)",
    rules: ["CKV_AWS_67", "CKV_AWS_251"]
  },
  {
    severity: "medium",
    reason: "a changed log would not be noticed (CIS AWS 3.2)",
    rules: ["CKV_AWS_36"]
  },
  {
    severity: "medium",
    reason: "who read or changed what is not logged (45 CFR 164.312(b))",
    rules: [
      ...["CKV_AWS_18", "CKV_AWS_37", "CKV_AWS_48", "CKV_AWS_71", "CKV_AWS_75", "CKV_AWS_76"],
      ...["CKV_AWS_80", "CKV_AWS_84", "CKV_AWS_85", "CKV_AWS_86", "CKV_AWS_91", "CKV_AWS_92"],
      ...["CKV_AWS_95", "CKV_AWS_101", "CKV_AWS_104", "CKV_AWS_113", "CKV_AWS_129", "CKV_AWS_176"],
      ...["CKV_AWS_193", "CKV_AWS_194", "CKV_AWS_197", "CKV_AWS_223", "CKV_AWS_242", "CKV_AWS_243"],
      ...["CKV_AWS_244", "CKV_AWS_285", "CKV_AWS_314", "CKV_AWS_317", "CKV_AWS_324", "CKV_AWS_325"],
      ...["CKV2_AWS_4", "CKV2_AWS_10", "CKV2_AWS_11", "CKV2_AWS_27", "CKV2_AWS_30", "CKV2_AWS_31"],
      ...["CKV2_AWS_39", "CKV2_AWS_63"]
    ]
  },
  {
    severity: "high",
    reason: "whole requests and answers, patient data among them, are written to a log",
    rules: ["CKV_AWS_276"]
  },
  {
    severity: "medium",
    reason: "attacks and changes of settings are not watched for (CIS AWS 3.3)",
    rules: ["CKV_AWS_121", "CKV_AWS_238", "CKV2_AWS_3", "CKV2_AWS_45", "CKV2_AWS_48"]
  },
  {
    severity: "medium",
    reason: "logs are gone sooner than needed, or kept without an end",
    rules: ["CKV_AWS_66", "CKV_AWS_338"]
  },
  {
    severity: "low",
    reason: "how it runs is measured less closely; who did what is logged elsewhere",
    rules: [
      ...["CKV_AWS_50", "CKV_AWS_65", "CKV_AWS_73", "CKV_AWS_118", "CKV_AWS_124", "CKV_AWS_126"],
      ...["CKV_AWS_234", "CKV_AWS_252", "CKV_AWS_284", "CKV_AWS_312", "CKV_AWS_319", "CKV_AWS_353"],
      ...["CKV2_AWS_62"]
    ]
  },
  {
    severity: "low",
    reason: "availability, load and cost, not confidentiality",
    rules: [
      ...["CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_120", "CKV_AWS_135", "CKV_AWS_138", "CKV_AWS_152"],
      ...["CKV_AWS_157", "CKV_AWS_216", "CKV_AWS_217", "CKV_AWS_225", "CKV_AWS_233", "CKV_AWS_237"],
      ...["CKV_AWS_261", "CKV_AWS_310", "CKV_AWS_315", "CKV_AWS_318", "CKV2_AWS_15", "CKV2_AWS_16"],
      ...["CKV2_AWS_50", "CKV2_AWS_59"]
    ]
  },
  {
    severity: "info",
    reason: "order and names: descriptions, tags, and things that nothing uses",
    rules: [
      ...["CKV_AWS_23", "CKV_AWS_153", "CKV_AWS_313", "CKV_AWS_320", "CKV_AWS_362", "CKV2_AWS_1"],
      ...["CKV2_AWS_5", "CKV2_AWS_19", "CKV2_AWS_60"]
    ]
  }
];

// src/scan/tools/checkov/severities/control-plane.ts
var controlPlane = [
  {
    severity: "critical",
    reason: "requests are let in without asking who sends them or what he may do (CIS 1.2.1, 1.2.6, 4.2.1, 4.2.2)",
    rules: ["CKV_K8S_68", "CKV_K8S_74", "CKV_K8S_79", "CKV_K8S_86", "CKV_K8S_88", "CKV_K8S_138", "CKV_K8S_139"]
  },
  {
    severity: "critical",
    reason: "etcd, which holds every secret, asks for no certificate (CIS 2.2, 2.3, 2.5)",
    rules: ["CKV_K8S_117", "CKV_K8S_118", "CKV_K8S_121"]
  },
  {
    severity: "high",
    reason: "passwords or tokens in a file stay valid until a restart (CIS 1.2.2)",
    rules: ["CKV_K8S_69", "CKV_K8S_70"]
  },
  {
    severity: "high",
    reason: "traffic between the parts is not encrypted, or its end is not proven (CIS 1.2.4, 1.2.24 to 1.2.28, 2.1, 2.4, 4.2.3)",
    rules: [
      ...["CKV_K8S_71", "CKV_K8S_72", "CKV_K8S_73", "CKV_K8S_89", "CKV_K8S_99", "CKV_K8S_100", "CKV_K8S_102"],
      ...["CKV_K8S_116", "CKV_K8S_119", "CKV_K8S_140", "CKV_K8S_148"]
    ]
  },
  {
    severity: "high",
    reason: "rights are not checked by role, or not kept to the node (CIS 1.2.7, 1.2.8, 1.2.15)",
    rules: ["CKV_K8S_75", "CKV_K8S_77", "CKV_K8S_85"]
  },
  { severity: "high", reason: "secrets lie in etcd in clear (CIS 1.2.30)", rules: ["CKV_K8S_104"] },
  { severity: "high", reason: "anyone on the network reads what runs on the node (CIS 4.2.4)", rules: ["CKV_K8S_141"] },
  {
    severity: "high",
    reason: "a token of a deleted account, or signed by a foreign key, is taken (CIS 1.2.21, 1.2.22, 1.3.3 to 1.3.5)",
    rules: ["CKV_K8S_96", "CKV_K8S_97", "CKV_K8S_108", "CKV_K8S_110", "CKV_K8S_111"]
  },
  {
    severity: "medium",
    reason: "no audit log, or one that is gone too soon (CIS 1.2.17 to 1.2.20)",
    rules: ["CKV_K8S_91", "CKV_K8S_92", "CKV_K8S_93", "CKV_K8S_94"]
  },
  {
    severity: "medium",
    reason: "an admission plugin that guards pods is off (CIS 1.2.11 to 1.2.14)",
    rules: ["CKV_K8S_80", "CKV_K8S_81", "CKV_K8S_82", "CKV_K8S_83", "CKV_K8S_84"]
  },
  {
    severity: "medium",
    reason: "old ciphers are taken, or certificates never change (CIS 1.2.31, 1.3.6, 4.2.10, 4.2.12)",
    rules: ["CKV_K8S_105", "CKV_K8S_112", "CKV_K8S_149", "CKV_K8S_151"]
  },
  {
    severity: "medium",
    reason: "a port that only the node needs is open to its network (CIS 1.3.7, 1.4.2)",
    rules: ["CKV_K8S_113", "CKV_K8S_115"]
  },
  {
    severity: "medium",
    reason: "settings of the kernel or the packet filter are left to chance (CIS 4.2.6, 4.2.7)",
    rules: ["CKV_K8S_144", "CKV_K8S_145"]
  },
  {
    severity: "low",
    reason: "load, timing and names; nothing is opened by them (CIS 1.2.9, 1.2.16, 1.3.1, 1.3.2, 4.2.5, 4.2.8, 4.2.9)",
    rules: [
      ...["CKV_K8S_78", "CKV_K8S_90", "CKV_K8S_95", "CKV_K8S_106", "CKV_K8S_107", "CKV_K8S_114", "CKV_K8S_143"],
      ...["CKV_K8S_146", "CKV_K8S_147"]
    ]
  }
];

// src/scan/tools/checkov/severities/docker.ts
var docker = [
  {
    severity: "high",
    reason: "the process runs as root, so a break-out starts with every right (CIS 4.1)",
    rules: ["CKV_DOCKER_8"]
  },
  {
    severity: "medium",
    reason: "no user is named, so that of the base image runs; where that is root, CKV_DOCKER_8 says so as well",
    rules: ["CKV_DOCKER_3"]
  },
  {
    severity: "high",
    reason: "certificates are not checked while the image is built, so that anyone on the way can put code into it",
    rules: [
      ...["CKV2_DOCKER_2", "CKV2_DOCKER_3", "CKV2_DOCKER_4", "CKV2_DOCKER_12", "CKV2_DOCKER_13"],
      ...["CKV2_DOCKER_14", "CKV2_DOCKER_15", "CKV2_DOCKER_16"]
    ]
  },
  {
    severity: "critical",
    reason: "the variable stays in the image, so that the running program checks no certificate either",
    rules: ["CKV2_DOCKER_5", "CKV2_DOCKER_6"]
  },
  {
    severity: "high",
    reason: "packages are installed though their signature is missing or wrong",
    rules: ["CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"]
  },
  { severity: "high", reason: "a password becomes part of a layer", rules: ["CKV2_DOCKER_17"] },
  {
    severity: "medium",
    reason: "a remote shell in a container is a way in that nothing records",
    rules: ["CKV_DOCKER_1"]
  },
  { severity: "medium", reason: "sudo gives back the rights that USER took away", rules: ["CKV2_DOCKER_1"] },
  {
    severity: "medium",
    reason: "a moving tag lets the base change unseen; the image itself is scanned and known by its digest",
    rules: ["CKV_DOCKER_7"]
  },
  {
    severity: "low",
    reason: "ADD also fetches and unpacks; what it took in is scanned (CIS 4.9)",
    rules: ["CKV_DOCKER_4"]
  },
  {
    severity: "low",
    reason: "a cached list may bring old packages; those are found by the image scan",
    rules: ["CKV_DOCKER_5"]
  },
  {
    severity: "low",
    reason: "availability only, and orchestrators probe by their own definition (CIS 4.6)",
    rules: ["CKV_DOCKER_2"]
  },
  {
    severity: "low",
    reason: "a mistake of the build, which stays without effect on what runs",
    rules: ["CKV_DOCKER_11"]
  },
  { severity: "info", reason: "style: apt warns that its command line may change", rules: ["CKV_DOCKER_9"] },
  {
    severity: "info",
    reason: "style: a deprecated instruction, or a path that depends on the one before",
    rules: ["CKV_DOCKER_6", "CKV_DOCKER_10"]
  }
];

// src/scan/tools/checkov/severities/github-actions.ts
var githubActions = [
  { severity: "critical", reason: "text from outside is run by the shell of a job", rules: ["CKV_GHA_2"] },
  {
    severity: "high",
    reason: "output of a step may set variables of later ones (CVE-2020-15228); runners refuse it unless asked",
    rules: ["CKV_GHA_1"]
  },
  { severity: "high", reason: "a secret may leave the job", rules: ["CKV_GHA_3"] },
  { severity: "critical", reason: "the form of a reverse shell", rules: ["CKV_GHA_4"] },
  {
    severity: "low",
    reason: "images are signed and described by the contract, which this check cannot see; the gate holds the signatures",
    rules: ["CKV_GHA_5", "CKV_GHA_6"]
  },
  {
    severity: "medium",
    reason: "inputs of a start by hand are recorded with the run, and a caller that only deploys builds nothing",
    rules: ["CKV_GHA_7"]
  },
  {
    severity: "high",
    reason: "every job of the workflow may write to the repository and its packages",
    rules: ["CKV2_GHA_1"]
  }
];

// src/scan/tools/checkov/severities/kubernetes.ts
var kubernetes = [
  {
    severity: "critical",
    reason: "a privileged container is root on its node (Baseline)",
    rules: ["CKV_K8S_2", "CKV_K8S_16"]
  },
  { severity: "critical", reason: "who reaches the Docker socket owns the node", rules: ["CKV_K8S_27"] },
  { severity: "critical", reason: "CAP_SYS_ADMIN is close to root on the node (Baseline)", rules: ["CKV_K8S_39"] },
  {
    severity: "critical",
    reason: "Tiller rules the cluster and asks nobody who he is; Helm 2 ended in 2020",
    rules: ["CKV_K8S_34", "CKV_K8S_44", "CKV_K8S_45"]
  },
  {
    severity: "high",
    reason: "processes, memory or network of the node are shared (Baseline)",
    rules: ["CKV_K8S_1", "CKV_K8S_3", "CKV_K8S_4", "CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19"]
  },
  {
    severity: "high",
    reason: "the container may run as root, or gain rights while it runs (Restricted, CIS 5.2)",
    rules: ["CKV_K8S_5", "CKV_K8S_6", "CKV_K8S_20", "CKV_K8S_23"]
  },
  {
    severity: "high",
    reason: "capabilities are added to those that the runtime gives (Baseline)",
    rules: ["CKV_K8S_24", "CKV_K8S_25"]
  },
  {
    severity: "medium",
    reason: "capabilities that few programs need are not dropped (Restricted)",
    rules: ["CKV_K8S_7", "CKV_K8S_28", "CKV_K8S_36", "CKV_K8S_37"]
  },
  {
    severity: "medium",
    reason: "the default seccomp profile or security context is not asked for (Restricted)",
    rules: ["CKV_K8S_29", "CKV_K8S_30", "CKV_K8S_31", "CKV_K8S_32"]
  },
  { severity: "medium", reason: "a port of the node goes past network policies (Baseline)", rules: ["CKV_K8S_26"] },
  { severity: "high", reason: "the dashboard is a known way into clusters", rules: ["CKV_K8S_33"] },
  {
    severity: "medium",
    reason: "an intruder can write to the file system, which only makes the next step easier",
    rules: ["CKV_K8S_22"]
  },
  {
    severity: "medium",
    reason: "the pod holds a token of the API that it may not need",
    rules: ["CKV_K8S_38", "CKV_K8S_41", "CKV_K8S_42"]
  },
  {
    severity: "low",
    reason: "a user number may be one of the node as well, which matters after a break-out",
    rules: ["CKV_K8S_40"]
  },
  {
    severity: "medium",
    reason: "variables end up in crash dumps and child processes (CIS 5.4.1, level 2)",
    rules: ["CKV_K8S_35"]
  },
  {
    severity: "medium",
    reason: "a tag may come to mean another image than the one that was decided on",
    rules: ["CKV_K8S_14", "CKV_K8S_43"]
  },
  { severity: "low", reason: "an image by digest is the same whether pulled again or not", rules: ["CKV_K8S_15"] },
  {
    severity: "low",
    reason: "namespaces order things; no right follows from the default one (CIS 5.7.4, level 2)",
    rules: ["CKV_K8S_21"]
  },
  {
    severity: "low",
    reason: "availability and planning, not confidentiality",
    rules: ["CKV_K8S_8", "CKV_K8S_9", "CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13"]
  },
  { severity: "high", reason: "a wildcard gives rights that nobody listed (CIS 5.1.3)", rules: ["CKV_K8S_49"] },
  {
    severity: "high",
    reason: "the role can raise itself or others to every right (CIS 5.1.8 to 5.1.13)",
    rules: ["CKV_K8S_155", "CKV_K8S_156", "CKV_K8S_157", "CKV_K8S_158", "CKV2_K8S_1", "CKV2_K8S_2", "CKV2_K8S_3"]
  },
  {
    severity: "high",
    reason: "traffic of others can be drawn to an address of choice (CVE-2020-8554)",
    rules: ["CKV2_K8S_4"]
  },
  { severity: "high", reason: "every secret of the cluster can be read (CIS 5.1.2)", rules: ["CKV2_K8S_5"] },
  { severity: "medium", reason: "every pod may talk to this one (CIS 5.3.2, level 2)", rules: ["CKV2_K8S_6"] },
  {
    severity: "high",
    reason: "whoever may write an ingress can run code in the controller (CVE-2021-25742)",
    rules: ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154"]
  },
  {
    severity: "high",
    reason: "a repository that somebody else can write to becomes code in the pod",
    rules: ["CKV_K8S_159"]
  }
];

// src/scan/tools/checkov/severities/terraform.ts
var terraform = [
  { severity: "medium", reason: "a module may change under the same name", rules: ["CKV_TF_1", "CKV_TF_2"] }
];

// src/scan/tools/checkov/severities/index.ts
var severities = [
  ...docker,
  ...githubActions,
  ...kubernetes,
  ...controlPlane,
  ...terraform,
  ...awsAccess,
  ...awsData,
  ...awsWatching
];

// src/scan/tools/checkov/descriptor.ts
var checkov = {
  adapter,
  versions: ["2", "3"],
  severities,
  exitCodes: [0, 1],
  version: { args: ["--version"] },
  invocations: { infrastructure: invokeCheckov },
  options: () => options
};

// src/scan/log-fields.ts
var bare = '[^\\s"=]+';
var quoted = '"(?:[^"\\\\]|\\\\.)*"';
var field = new RegExp(`(?:^|[ \\t])(${bare})=(?:(${quoted})|([^\\s"]*))(?=[ \\t]|$)`, "y");
function readFields(text4) {
  const fields = /* @__PURE__ */ new Map();
  const plain2 = text4.trim();
  for (let at = 0; at < plain2.length; at = field.lastIndex) {
    field.lastIndex = at;
    const [, key = "", inQuotes, value = ""] = field.exec(plain2) ?? [];
    if (key === "" || fields.has(key)) return void 0;
    fields.set(key, inQuotes === void 0 ? value : unquote(inQuotes));
  }
  return fields;
}
var escapes = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v"
};
function unquote(text4) {
  return text4.slice(1, -1).replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
    (_, ...[x, u, U, c = ""]) => {
      const code = Number.parseInt(x ?? u ?? U ?? "", 16);
      if (Number.isNaN(code)) return escapes[c] ?? c;
      return code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD";
    }
  );
}

// src/scan/tools/gitleaks/adapter.ts
var Leak = looseObject({
  RuleID: string().min(1),
  Description: string(),
  StartLine: number(),
  StartColumn: number().optional(),
  Commit: string().nullish(),
  File: string()
});
var Report2 = array(Leak);
var adapter2 = {
  recognizes: (document) => Array.isArray(document) && document.every((leak) => hasKeys(leak, "RuleID", "File")),
  read(raw, document, log) {
    const conformed = conform(Report2, document);
    if ("misfit" in conformed) return conformed.misfit;
    const leaks = conformed.value;
    const lines = logLines(log);
    const problem = logProblem2(lines, leaks.length);
    if (problem) return problem;
    const found = leaks.map(
      (leak) => makeFinding(raw, {
        rule: leak.RuleID,
        severity: void 0,
        title: leak.Description,
        path: leak.File,
        line: leak.StartLine,
        column: leak.StartColumn,
        commit: leak.Commit ?? ""
      })
    );
    const opened = lines.filter((line2) => line2.level === "TRC" && line2.text.startsWith("scanning path ")).length;
    const files = Math.max(opened, new Set(leaks.map((leak) => leak.File)).size);
    const hidden = hiddenFindings(raw, lines);
    const readable = hidden.filter((finding) => finding !== void 0);
    if (readable.length < hidden.length)
      return unproven("SCAN_NO_PROOF", "gitleaks says that it skipped a finding, and it cannot be read which");
    return exitMismatch(raw, found) ?? proven([...found, ...readable], { files, packages: 0 });
  }
};
function logLines(log) {
  const plain2 = log.replace(/\u001b\[[0-9;]*m/g, "");
  const form = /^\S+ (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*?)\r?$/gm;
  return [...plain2.matchAll(form)].map((match) => ({ level: match[1] ?? "", text: match[2] ?? "" }));
}
function logProblem2(lines, leaks) {
  const spoken = lines.filter((line2) => line2.level !== "DBG" && line2.level !== "TRC");
  const trouble2 = spoken.find((line2) => line2.level !== "INF" && !/^leaks found: \d+$/.test(line2.text));
  if (trouble2)
    return unproven("SCAN_FAILED", "the log of gitleaks holds a warning or error, so part of the target was left out");
  const bytes = numbersIn(spoken, /^scanned ~(\d+) bytes \(/);
  const commits = numbersIn(spoken, /^(\d+) commits scanned\.$/);
  const clean2 = spoken.filter((line2) => line2.text === "no leaks found").map(() => 0);
  const counts = [...numbersIn(spoken, /^leaks found: (\d+)$/), ...clean2];
  if (bytes.length !== 1 || commits.length > 1 || counts.length !== 1) {
    return unproven(
      "SCAN_NO_PROOF",
      "the log of gitleaks does not say once how much was scanned and how many leaks were found"
    );
  }
  if (bytes[0] === 0 || commits[0] === 0) return unproven("SCAN_NOTHING_SCANNED", "gitleaks scanned nothing");
  if (counts[0] === leaks) return void 0;
  return unproven("SCAN_NO_PROOF", `the log of gitleaks counts ${counts[0]} leaks, its report ${leaks}`);
}
function numbersIn(lines, form) {
  return lines.flatMap((line2) => form.exec(line2.text)?.slice(1, 2) ?? []).map(Number);
}
function hiddenFindings(raw, lines) {
  const skipped = lines.filter(({ level, text: text4 }) => level === "DBG" && text4.startsWith("skipping finding: "));
  return skipped.map(({ text: text4 }) => hiddenFinding(raw, text4.slice(text4.lastIndexOf(" ", text4.indexOf("=")) + 1)));
}
function hiddenFinding(raw, fields) {
  const fingerprint = readFields(fields)?.get("fingerprint") ?? "";
  const [, path, rule, line2] = /^(.*):([^:]+):(\d+)$/s.exec(fingerprint) ?? [];
  if (path === void 0 || rule === void 0) return void 0;
  const title = "Hidden by an ignore file of the repository";
  return makeFinding(raw, { rule, severity: void 0, title, path, line: Number(line2), suppressed: true });
}

// src/scan/tools/gitleaks/invocation.ts
var gitleaksLine = (
  // biome-ignore lint/suspicious/noControlCharactersInRegex: before --no-color is read, levels are colored by escape sequences
  /^\S+ (?:\u001b\[[0-9;]*m)*(?:(?:INF|WRN|ERR|FTL|PNC)\b|TRC scanning path |DBG skipping finding: )/
);
var invokeGitleaks = (places, environment) => {
  const config = places.rules === void 0 ? [] : ["--config", places.rules];
  const ours = ["--ignore-gitleaks-allow", "--gitleaks-ignore-path", places.work, "--log-level", "trace"];
  const report = ["--redact=100", "--report-format", "json", "--report-path", places.report, "--exit-code", "1"];
  return {
    args: ["dir", ...config, ...ours, ...report, "--no-banner", "--no-color", places.target],
    // Without rules of the lock, this text replaces the folder's own .gitleaks.toml.
    environment: config.length > 0 ? environment : { ...environment, GITLEAKS_CONFIG_TOML: "[extend]\nuseDefault = true\n" },
    reportFrom: "file",
    logLine: gitleaksLine
  };
};
var options2 = {
  commands: ["dir", "directory", "file", "git", "detect"],
  flags: [
    ...["--ignore-gitleaks-allow", "--no-banner", "--no-color", "--no-git", "--follow-symlinks", "--verbose", "-v"],
    "--redact"
  ],
  values: {
    "--config": ownRules,
    "-c": ownRules,
    "--gitleaks-ignore-path": any,
    "-i": any,
    "--log-level": /^(?:trace|debug|info)$/,
    "-l": /^(?:trace|debug|info)$/,
    "--report-format": any,
    "-f": any,
    "--report-path": any,
    "-r": any,
    "--exit-code": /^1$/,
    "--max-archive-depth": any,
    "--source": any,
    "-s": any
  },
  joined: { "--redact": any },
  targets: 1
};

// src/scan/tools/gitleaks/descriptor.ts
var gitleaks = {
  adapter: adapter2,
  versions: ["8", "v8"],
  exitCodes: [0, 1],
  version: { args: ["version"] },
  invocations: { secrets: invokeGitleaks },
  options: () => options2
};

// src/scan/tools/grype/finding.ts
function grypeFinding(raw, match, suppressed) {
  const { vulnerability: vulnerability2, artifact } = match;
  const related = match.relatedVulnerabilities ?? [];
  const records = [vulnerability2, ...related];
  return makeFinding(raw, {
    rule: vulnerability2.id,
    severity: worstKnown(records.flatMap(severitiesOf)) ?? ratingOfWord(vulnerability2.severity),
    title: records.find(({ description = "" }) => description !== "")?.description ?? "",
    aliases: aliasesOf(match),
    package: `${artifact.name}@${artifact.version}`,
    fixed: nearestFix(artifact.version, vulnerability2.fix?.versions ?? [], semverTypes.includes(artifact.type ?? "")),
    // Grype puts a slash before every path below the scanned folder.
    path: (artifact.locations?.[0]?.path ?? "").replace(/^\//, ""),
    purl: artifact.purl ?? "",
    cvss: worstVector(records.flatMap(({ cvss: cvss2 }) => (cvss2 ?? []).map(({ vector }) => vector))),
    url: vulnerability2.dataSource ?? "",
    status: vulnerability2.fix?.state ?? "",
    suppressed
  });
}
function aliasesOf({ vulnerability: vulnerability2, relatedVulnerabilities }) {
  const others = new Set((relatedVulnerabilities ?? []).map(({ id }) => id).filter((id) => id !== vulnerability2.id));
  return others.size === 1 ? [...others] : [];
}
var semverTypes = ["npm", "go-module", "rust-crate"];
function severitiesOf({ severity: severity2, cvss: cvss2 }) {
  return [severityOfWord(severity2), ...(cvss2 ?? []).flatMap(severitiesOfScore)];
}
function severitiesOfScore(rating) {
  const score = rating.metrics?.baseScore;
  const rated = String(rating.version).startsWith("2") ? severityOfOldScore(score) : severityOfScore(score);
  return [score === 0 ? void 0 : rated, severityOfVector(rating.vector)];
}

// src/scan/tools/grype/log.ts
var line = /^\[\d+\] +([A-Z]+) +(?! )(.*)$/;
var harmless2 = [
  "no explicit name and version provided for directory source, deriving artifact ID from the given path"
];
function readGrypeLog(log) {
  const lines = linesOf(log);
  const trouble2 = lines.find((text4) => {
    const [, level = "", message = ""] = line.exec(text4) ?? [];
    if (level === "WARN" && harmless2.some((start) => message.startsWith(start))) return false;
    return level === "" ? /\b(?:panic|fatal|error)\b/i.test(text4) : !["INFO", "DEBUG", "TRACE"].includes(level);
  });
  if (trouble2 !== void 0)
    return {
      problem: unproven(
        "SCAN_FAILED",
        `grype says that part of the target was not read or not matched: ${printable(trouble2, 300)}`
      )
    };
  const counts = lines.flatMap((text4) => {
    const [, level, message = ""] = line.exec(text4) ?? [];
    const count3 = /^gathered packages packages=(\d+)(?: |$)/.exec(message)?.[1];
    return level === "INFO" && count3 !== void 0 ? [Number(count3)] : [];
  });
  const [packages] = counts;
  if (packages !== void 0 && counts.length === 1) return { packages };
  return {
    problem: unproven(
      "SCAN_NO_PROOF",
      "the log of grype does not say once how many packages were gathered; run it with -v"
    )
  };
}
function linesOf(log) {
  return log.replace(/\u001b\[[0-9;]*m/g, "").split(/\r?\n/);
}

// src/scan/tools/grype/report.ts
var text = string().optional();
var Rated = looseObject({
  id: string().min(1),
  dataSource: text,
  severity: unknown().optional(),
  description: text,
  cvss: array(
    looseObject({
      version: unknown().optional(),
      vector: unknown().optional(),
      metrics: looseObject({ baseScore: unknown().optional() }).nullish()
    })
  ).nullish()
});
var Match = looseObject({
  vulnerability: looseObject({
    ...Rated.shape,
    fix: looseObject({ versions: array(string()).nullish(), state: text }).nullish()
  }),
  relatedVulnerabilities: array(Rated).nullish(),
  artifact: looseObject({
    id: text,
    name: string(),
    version: string(),
    type: text,
    purl: text,
    locations: array(looseObject({ path: text })).nullish()
  })
});
var Configuration = looseObject({
  distro: string(),
  exclude: array(string()).nullable(),
  "only-fixed": boolean(),
  "only-notfixed": boolean(),
  "ignore-wontfix": string(),
  "vex-documents": array(string()).nullable(),
  search: looseObject({ "indexed-archives": boolean() }),
  alerts: looseObject({ "enable-eol-distro-warnings": boolean() })
});
var Report3 = looseObject({
  matches: array(Match),
  ignoredMatches: array(Match).nullish(),
  alertsByPackage: array(looseObject({ alerts: array(looseObject({ message: text })).nullish() })).nullish(),
  source: looseObject({ type: string(), target: unknown() }),
  descriptor: looseObject({
    name: literal("grype"),
    version: string(),
    configuration: Configuration,
    db: looseObject({ status: looseObject({ built: text, valid: boolean().optional(), error: text }) })
  })
});
var ImageTarget = looseObject({ manifestDigest: string() });

// src/scan/tools/grype/proof.ts
function grypeProblem(raw, report) {
  return targetProblem(raw, report) ?? databaseProblem(raw, report) ?? omissionProblem(report) ?? alertProblem(report);
}
function targetProblem({ run }, { source }) {
  const expected = run.target.type === "image" ? "image" : "directory";
  if (source.type !== expected)
    return unproven("SCAN_WRONG_TARGET", `grype scanned a ${printable(source.type, 40)}, not a ${expected}`);
  if (run.target.type === "source") return void 0;
  const { data } = ImageTarget.safeParse(source.target);
  if (data === void 0) return unproven("SCAN_NO_PROOF", "the report names no digest of the image");
  if (data.manifestDigest === run.target.digest) return void 0;
  return unproven(
    "SCAN_WRONG_TARGET",
    `the report is about ${printable(data.manifestDigest, 80)}, not about ${run.target.digest}`
  );
}
var leeway = 3600;
function databaseProblem({ run }, { descriptor }) {
  const { built, valid, error = "" } = descriptor.db.status;
  if (valid !== true || error !== "")
    return unproven("SCAN_FAILED", `grype says that its database is not valid: ${printable(error, 200)}`);
  const builtAt = secondsOf(built ?? "");
  if (builtAt === void 0) return unproven("SCAN_NO_PROOF", "the report does not say when its database was built");
  if (run.database_at === null || builtAt >= run.database_at - leeway) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `the report names a database built at ${built}, which is older than the one that the run names`
  );
}
function secondsOf(text4) {
  try {
    return fromIso(text4);
  } catch (error) {
    if (isFault(error)) return void 0;
    throw error;
  }
}
function omissionProblem({ descriptor: { configuration: set } }) {
  const omissions = [
    ["distro", set.distro !== ""],
    ["exclude", (set.exclude ?? []).length > 0],
    ["only-fixed", set["only-fixed"]],
    ["only-notfixed", set["only-notfixed"]],
    ["ignore-wontfix", set["ignore-wontfix"] !== ""],
    ["vex-documents", (set["vex-documents"] ?? []).length > 0],
    ["archives not searched", !set.search["indexed-archives"]],
    ["alerts switched off", !set.alerts["enable-eol-distro-warnings"]]
  ];
  const found = omissions.find(([, isSet]) => isSet);
  if (found === void 0) return void 0;
  return unproven("SCAN_NO_PROOF", `grype ran with ${found[0]} in its configuration, which leaves findings out`);
}
function alertProblem({ alertsByPackage }) {
  const alerts = (alertsByPackage ?? []).flatMap(({ alerts: alerts2 }) => alerts2 ?? []);
  const [first] = alerts;
  if (first === void 0) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `grype cannot match some packages, and says why: ${printable(first.message ?? "nothing", 200)}`
  );
}

// src/scan/tools/grype/adapter.ts
var adapter3 = {
  recognizes: (document) => hasKeys(document, "matches", "source", "descriptor"),
  read(raw, document, log) {
    const conformed = conform(Report3, document);
    if ("misfit" in conformed) return conformed.misfit;
    const report = conformed.value;
    const problem = grypeProblem(raw, report);
    if (problem) return problem;
    const logReading = readGrypeLog(log);
    if ("problem" in logReading) return logReading.problem;
    const ignored = report.ignoredMatches ?? [];
    const contradiction = countProblem(logReading.packages, [...report.matches, ...ignored]);
    if (contradiction) return contradiction;
    const findings = [
      ...report.matches.map((match) => grypeFinding(raw, match, false)),
      ...ignored.map((match) => grypeFinding(raw, match, true))
    ];
    return proven(findings, { files: 0, packages: logReading.packages });
  }
};
function countProblem(packages, matches) {
  if (packages === 0) return unproven("SCAN_NOTHING_SCANNED", "grype found no packages");
  const named = new Set(matches.flatMap(({ artifact }) => artifact.id ?? [])).size;
  if (named <= packages) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `the log of grype counts ${packages} packages, its report names ${named} with problems`
  );
}

// src/scan/tools/grype/invocation.ts
var offline = {
  GRYPE_CHECK_FOR_APP_UPDATE: "false",
  GRYPE_DB_AUTO_UPDATE: "false",
  GRYPE_DB_VALIDATE_AGE: "false",
  GRYPE_EXTERNAL_SOURCES_ENABLE: "false"
};
var invokeDependencies = (places, environment) => invoke(`dir:${places.target}`, places, environment);
var invokeImage = (places, environment) => {
  if (places.digest === void 0) throw new Fault("INPUT_INVALID", "an image scan needs the digest of the image");
  const target = `oci-dir:${places.target}`;
  return { ...invoke(target, places, environment), sbom: ["-o", "cyclonedx-json", target] };
};
function invoke(target, places, environment) {
  const database = needed(places.database, "grype needs a cache folder with its vulnerability database");
  return {
    // Only from information upwards does the log say how many packages were looked at.
    args: ["-v", "-o", "json", "--file", places.report, target],
    environment: { ...environment, ...offline, GRYPE_DB_CACHE_DIR: database },
    reportFrom: "file"
  };
}
var options3 = {
  commands: [],
  flags: ["-v", "-vv", "--verbose", "--show-suppressed", "--by-cve", "--add-cpes-if-none"],
  values: { "-o": any, "--output": any, "--file": any, "--name": any, "--sort-by": any },
  targets: 1
};

// src/scan/tools/grype/descriptor.ts
var vulnerabilities = {
  title: "Grype's database",
  fetch: (cache, [listing = ""]) => ({
    args: ["db", "update"],
    variables: { GRYPE_DB_CACHE_DIR: cache, GRYPE_DB_UPDATE_URL: listing }
  }),
  built: {
    key: "built",
    print: (cache) => ({
      args: ["db", "status", "-o", "json"],
      variables: { ...offline, GRYPE_DB_CACHE_DIR: cache }
    })
  },
  file: "6/vulnerability.db"
};
var grype = {
  adapter: adapter3,
  versions: ["0"],
  exitCodes: [0],
  version: { args: ["--version"], label: /^grype +/ },
  invocations: { image: invokeImage, dependencies: invokeDependencies },
  options: () => options3,
  database: { kinds: ["image", "dependencies"], fetch: vulnerabilities }
};

// src/scan/tools/osv-scanner/filtered.ts
function filteredFindings(raw, sources, log) {
  const unmatched = sources.flatMap(
    ({ source, packages }) => (packages ?? []).filter(isUnmatched).map((entry) => ({ path: source.path, entry }))
  );
  const hidden = hiddenFindings2(raw, log);
  const problem = countProblem2("packages without a version", filteredCount(log, "unscannable"), unmatched.length) ?? countProblem2("entries", filteredCount(log, "hidden"), hidden.length);
  if (problem) return { problem };
  const open = unmatched.filter(({ path, entry }) => !isLocal(path, entry));
  return { findings: [...open.map(({ path, entry }) => unmatchedFinding(raw, path, entry)), ...hidden] };
}
function countProblem2(noun, counted2, named) {
  if (named >= counted2) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `the log of osv-scanner says that ${counted2} ${noun} were filtered, and only ${named} are named; run it with --all-packages`
  );
}
function isUnmatched({ package: about, vulnerabilities: vulnerabilities3, groups }) {
  const { name, version, ecosystem = "", commit = "" } = about;
  if ((vulnerabilities3 ?? []).length + (groups ?? []).length > 0) return false;
  if (ecosystem === "Maven" && name === "unknown") return true;
  if (commit !== "") return commit.length < 40;
  return name === "" || version === "" || ecosystem === "";
}
var lockFiles = {
  npm: ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"],
  PyPI: ["uv.lock"],
  NuGet: ["packages.lock.json"]
};
function isLocal(path, { package: { name, version, ecosystem = "", commit = "" } }) {
  if (version !== "" || commit !== "" || name === "") return false;
  const file = path.split(/[/\\]/).at(-1) ?? "";
  if (ecosystem === "Go") return file === "go.mod" && /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(name);
  return Object.hasOwn(lockFiles, ecosystem) && (lockFiles[ecosystem] ?? []).includes(file);
}
function unmatchedFinding(raw, path, entry) {
  const { name, version, commit } = entry.package;
  const pinned = version !== "" || commit !== void 0;
  return makeFinding(raw, {
    rule: pinned ? "unknown-package" : "unpinned-requirement",
    severity: "high",
    title: pinned ? "No vulnerabilities were looked up: name, ecosystem or whole commit is missing" : "No vulnerabilities were looked up: the requirement names no exact version",
    package: version || commit ? `${name}@${version || commit}` : name,
    path,
    commit
  });
}
function hiddenFindings2(raw, log) {
  return [...log.matchAll(/^(?:Package )?(\S+)(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because:/gm)].map(
    (match) => makeFinding(raw, {
      rule: match[1] ?? "",
      severity: "critical",
      title: "1 entry hidden by a configuration file of the repository",
      suppressed: true
    })
  );
}
var harmless3 = /^non container relevant package/;
var unscannable = /^local\/unscannable package/;
function filteredCount(log, which) {
  const counts = [...log.matchAll(/^Filtered (\d+) (.*)$/gm)];
  const ours = counts.filter(([, , what = ""]) => {
    if (harmless3.test(what)) return false;
    return unscannable.test(what) === (which === "unscannable");
  });
  return ours.reduce((sum, match) => sum + Number(match[1]), 0);
}

// src/scan/tools/osv-scanner/finding.ts
function osvFindings(raw, { source, packages }) {
  return (packages ?? []).flatMap((entry) => {
    const groups = openGroups(entry);
    const records = [...entry.vulnerabilities ?? [], ...missingRecords(entry)];
    return records.map((record2) => findingOf2(raw, { path: source.path, entry, groups }, record2));
  });
}
function missingRecords({ groups, vulnerabilities: vulnerabilities3 }) {
  const known = new Set((vulnerabilities3 ?? []).map(({ id }) => id));
  const missing = (groups ?? []).filter((group) => !group.ids.some((id) => known.has(id)));
  return missing.map(({ ids, aliases }) => ({ id: ids[0] ?? aliases?.[0] ?? "unnamed-vulnerability" }));
}
function findingOf2(raw, { path, entry, groups }, vulnerability2) {
  const { name, version, commit } = entry.package;
  const ours = (vulnerability2.affected ?? []).filter((affected) => isAbout(affected, entry));
  const group = groups.get(vulnerability2.id);
  return makeFinding(raw, {
    rule: vulnerability2.id,
    severity: worstKnown([
      severityOfWord(vulnerability2.database_specific?.severity),
      ...ours.flatMap((affected) => [affected.database_specific, affected.ecosystem_specific]).map(severityOfWords),
      ...ratingsOf(vulnerability2, ours).map(severityOfRating),
      group?.severity
    ]),
    title: vulnerability2.summary ?? "",
    aliases: aliasesOf2(vulnerability2, group),
    package: `${name}@${version || commit || ""}`,
    fixed: fixFor(version, ours),
    path,
    cvss: worstVector(ratingsOf(vulnerability2, ours).map(({ score }) => score)),
    url: `https://osv.dev/${encodeURIComponent(vulnerability2.id.toWellFormed())}`,
    commit
  });
}
function openGroups({ groups, vulnerabilities: vulnerabilities3 }) {
  const records = new Map((vulnerabilities3 ?? []).map((record2) => [record2.id, record2]));
  const known = /* @__PURE__ */ new Map();
  for (const group of groups ?? []) {
    const ids = [...group.ids, ...group.aliases ?? []].slice(0, 100);
    const severity2 = severityOfGroup(group, records);
    for (const id of group.ids) {
      const other = known.get(id);
      known.set(id, { ids: [...other?.ids ?? [], ...ids], severity: worstKnown([other?.severity, severity2]) });
    }
  }
  return known;
}
function isAbout({ package: about }, { package: ours }) {
  if (!about || nameOf(about.name, ours.ecosystem) !== nameOf(ours.name, ours.ecosystem)) return false;
  return !about.ecosystem || !ours.ecosystem || about.ecosystem === ours.ecosystem;
}
function nameOf(name, ecosystem) {
  return ecosystem === "PyPI" ? name.toLowerCase().replace(/[-_.]+/g, "-") : name;
}
function ratingsOf(vulnerability2, affected) {
  return [...vulnerability2.severity ?? [], ...affected.flatMap((one) => one.severity ?? [])];
}
function severityOfGroup(group, records) {
  const ours = group.ids.flatMap((id) => records.get(id) ?? []);
  const ratings = ours.flatMap((record2) => ratingsOf(record2, record2.affected ?? []));
  const isOld = ratings.length > 0 && ratings.every(({ type }) => type === "CVSS_V2");
  return isOld ? severityOfOldScore(group.max_severity) : severityOfAny(group.max_severity);
}
function severityOfWords(words) {
  return severityOfWord(words?.severity);
}
function severityOfRating({ type, score }) {
  const known = severityOfVector(score) ?? severityOfWord(score);
  if (known !== void 0 || !type?.startsWith("CVSS_")) return known;
  return type === "CVSS_V2" ? severityOfOldScore(score) : severityOfScore(score);
}
function aliasesOf2({ id, aliases, upstream }, group) {
  const same = (upstream ?? []).filter((other) => id.endsWith(`-${other}`));
  return [...aliases ?? [], ...same, ...group?.ids ?? []];
}
function fixFor(installed, ours) {
  const ranges = ours.flatMap((affected) => affected.ranges ?? []).filter((range) => range.type !== "GIT");
  const fixes = ranges.map((range) => {
    const semver = range.type === "SEMVER";
    const events = range.events ?? [];
    const begins = events.flatMap((event) => event.introduced ?? []);
    const nearest = nearestFix(
      installed,
      events.flatMap((event) => event.fixed ?? []),
      semver
    );
    if (nearest === "" || !begins.some((begin) => isReached(begin, installed, semver))) return "";
    const next = begins.filter((begin) => !isReached(begin, installed, semver));
    return next.some((begin) => compareVersions(begin, nearest, semver) < 0) ? "" : nearest;
  });
  return nearestFix(installed, fixes);
}
function isReached(begin, installed, semver) {
  return begin === "0" || compareVersions(begin, installed, semver) <= 0;
}

// src/scan/tools/osv-scanner/log.ts
var harmless4 = [
  /^$/,
  /^Scanning dir /,
  /^Starting filesystem walk for root: /,
  /^Scanned .* file and found \d+ packages?$/,
  /^Status: new inodes: \d+, /,
  /^End status: \d+ dirs visited, /,
  /^Loaded \S+(?: \S+)* local db from /,
  // What configuration files and the scanner itself filtered is judged by the reader of the report.
  /^Loaded filter from: /,
  /^Package .* has been filtered out because: /,
  /^\S+(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because: /,
  /^Filtered \d+ /,
  // Counted among the packages without a version, and judged with them.
  /^Skipping .*: short commit hash "[^"]{0,100}" cannot be queried; OSV API requires a full 40-character SHA\.$/,
  /^\S*\.toml has unused ignores:$/,
  /^ - \S+$/,
  /^warning: .* has multiple ignores for \S+ - only the first will be used!$/,
  /^Skipping call analysis on Go code since Go is not installed\.$/,
  /^(?:ignoring|overriding) license for package /
];
function osvLogProblem(log) {
  const line2 = log.split(/\r?\n/).find((text4) => !harmless4.some((form) => form.test(text4)));
  if (line2 === void 0) return void 0;
  return unproven("SCAN_FAILED", `osv-scanner did not read or match everything: ${printable(line2, 300)}`);
}
function missingDatabases(log) {
  const names = [...log.matchAll(/^could not load db for ([A-Za-z][\w. -]{0,40}) ecosystem: /gm)].map(
    ([, name = ""]) => name
  );
  return [...new Set(names)].slice(0, 10);
}

// src/scan/tools/osv-scanner/record.ts
var text2 = string().nullish();
var Event = looseObject({ introduced: text2, fixed: text2, last_affected: text2 });
var Range = looseObject({ type: text2, events: array(Event).nullish() });
var Rating = looseObject({ type: text2, score: unknown().optional() });
var Words = looseObject({ severity: unknown().optional() });
var Affected = looseObject({
  package: looseObject({ name: string(), ecosystem: text2, purl: text2 }).nullish(),
  ranges: array(Range).nullish(),
  versions: array(string()).nullish(),
  severity: array(Rating).nullish(),
  database_specific: Words.nullish(),
  ecosystem_specific: Words.nullish()
});
var Vulnerability = looseObject({
  id: string().min(1),
  summary: text2,
  aliases: array(string()).nullish(),
  upstream: array(string()).nullish(),
  affected: array(Affected).nullish(),
  severity: array(Rating).nullish(),
  database_specific: Words.nullish()
});
var Group = looseObject({
  ids: array(string()),
  aliases: array(string()).nullish(),
  max_severity: unknown().optional()
});
var Package = looseObject({
  package: looseObject({
    name: string(),
    version: string(),
    ecosystem: string().optional(),
    commit: string().optional()
  }),
  groups: array(Group).nullish(),
  vulnerabilities: array(Vulnerability).nullish()
});
var Source = looseObject({
  source: looseObject({ path: string() }),
  packages: array(Package).nullable()
});
var Report4 = looseObject({ results: array(Source) });

// src/scan/tools/osv-scanner/adapter.ts
var nothingFound = 128;
var adapter4 = {
  explain({ run }, log) {
    if (run.exit_code === nothingFound)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner found no packages (exit code 128)");
    const missing = missingDatabases(log);
    if (missing.length === 0) return void 0;
    return unproven(
      "SCAN_EXIT_CODE",
      `osv-scanner ended with exit code ${run.exit_code}: it has no database of ${missing.join(", ")}; name it in scanners/lock.json under osv-scanner.database.ecosystems`
    );
  },
  recognizes: (document) => hasKeys(document, "results") && !["errors", "check_type", "summary", "runs"].some((key) => hasKeys(document, key)),
  read(raw, document, log) {
    const conformed = conform(Report4, document);
    if ("misfit" in conformed) return conformed.misfit;
    const sources = conformed.value.results;
    const entries = sources.flatMap((source) => source.packages ?? []);
    if (entries.length === 0)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner lists no package; it needs --all-packages");
    const complaint2 = osvLogProblem(log);
    if (complaint2) return complaint2;
    const filtered = filteredFindings(raw, sources, log);
    if ("problem" in filtered) return filtered.problem;
    const found = sources.flatMap((source) => osvFindings(raw, source));
    const findings = [...found, ...filtered.findings];
    const packages = entries.filter((entry) => !isUnmatched(entry)).length;
    if (packages + findings.length === 0)
      return unproven("SCAN_NOTHING_SCANNED", "osv-scanner lists only packages of the repository itself");
    return exitMismatch(raw, found) ?? proven(findings, { files: sources.length, packages });
  }
};

// src/scan/tools/osv-scanner/invocation.ts
var invokeOsvScanner = (places, environment) => {
  const database = needed(places.database, "osv-scanner needs a local database; without one it ends with 127");
  const ours = [
    "--config",
    "/dev/null",
    "--no-ignore",
    "--no-resolve",
    "--no-call-analysis=go",
    "--all-packages",
    "--all-vulns"
  ];
  return {
    args: [
      "scan",
      "source",
      "--recursive",
      "--offline",
      ...ours,
      "--format",
      "json",
      "--output-file",
      places.report,
      places.target
    ],
    environment: { ...environment, OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY: database },
    reportFrom: "file"
  };
};
var options4 = {
  commands: ["scan", "source"],
  flags: [
    ...["--recursive", "-r", "--offline", "--offline-vulnerabilities", "--no-ignore", "--no-resolve", "--all-packages"],
    ...["--all-vulns"]
  ],
  values: {
    "--config": nothing,
    "--no-call-analysis": any,
    "--format": any,
    "-f": any,
    "--output-file": any,
    "--output": any,
    "--verbosity": /^info$/
  },
  targets: 100
};

// src/scan/tools/osv-scanner/descriptor.ts
var osvScanner = {
  adapter: adapter4,
  versions: ["2"],
  exitCodes: [0, 1],
  version: { args: ["--version"], label: /^osv-scanner version: */i },
  invocations: { dependencies: invokeOsvScanner },
  options: () => options4,
  database: { kinds: ["dependencies"] }
};

// src/scan/tools/sarif/rules.ts
function openRuleBook(run) {
  const rules = /* @__PURE__ */ new Map();
  const components = /* @__PURE__ */ new Map();
  for (const component of [run.tool.driver, ...run.tool.extensions ?? []]) {
    for (const name of [nameKey(component.name), guidKey(component.guid)])
      if (!components.has(name)) components.set(name, component);
    for (const rule of component.rules ?? [])
      for (const key of rule.guid ? [rule.id, guidKey(rule.guid)] : [rule.id])
        rules.set(key, worseOf(describe(rule), rules.get(key)));
  }
  const book = { run, rules, components };
  return { ...book, levels: levelsSet({ ...book, levels: /* @__PURE__ */ new Map() }) };
}
function levelsSet(book) {
  const levels = /* @__PURE__ */ new Map();
  const overrides = (book.run.invocations ?? []).flatMap((invocation) => invocation.ruleConfigurationOverrides ?? []);
  for (const { descriptor, configuration } of overrides) {
    if (configuration?.level === void 0) continue;
    const level = severityOfLevel(configuration.level);
    for (const id of /* @__PURE__ */ new Set([descriptor.id ?? "", ...lookUp(book, descriptor).map((rule) => rule.id)]))
      levels.set(id, worstSeverity([level, levels.get(id)]));
  }
  levels.delete("");
  return levels;
}
function rulesOf(book, result) {
  const id = result.ruleId || result.rule?.id || "";
  const found = lookUp(book, { ...result.rule, id, index: result.rule?.index ?? result.ruleIndex ?? -1 });
  const levels = [id, ...found.map((rule) => rule.id)].flatMap((name) => book.levels.get(name) ?? []);
  return [...found, ...levels.map((level) => ({ ...nothing2, level }))];
}
var nothing2 = { id: "", title: "", aliases: [], url: "", level: void 0, score: void 0 };
function lookUp(book, reference) {
  const indexed = ownerOf(book, reference)?.rules?.[reference.index ?? -1];
  const names = [guidKey(reference.guid), ...idAndParents(reference.id ?? "")];
  const found = names.flatMap((name) => book.rules.get(name) ?? []).slice(0, 1);
  return [...indexed ? [describe(indexed)] : [], ...found];
}
function idAndParents(id) {
  const parts2 = id.split("/").slice(0, 20);
  return parts2.map((_, at) => at === 0 ? id : parts2.slice(0, -at).join("/")).filter((name) => name !== "");
}
function guidKey(guid) {
  return `guid
${(guid ?? "").toLowerCase()}`;
}
function nameKey(name) {
  return `name
${name}`;
}
function ownerOf({ run, components }, { toolComponent }) {
  const { index = -1, guid, name } = toolComponent ?? {};
  if (index >= 0) return run.tool.extensions?.[index];
  if (guid) return components.get(guidKey(guid));
  return name ? components.get(nameKey(name)) : run.tool.driver;
}
function describe(rule) {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? "",
    aliases: (rule.deprecatedIds ?? []).slice(0, 50).filter((id) => typeof id === "string"),
    url: typeof rule.helpUri === "string" ? rule.helpUri : "",
    level: level === void 0 ? void 0 : severityOfLevel(level),
    score: severityOfAny(rule.properties?.["security-severity"])
  };
}
function worseOf(rule, other) {
  if (other === void 0) return rule;
  return { ...other, level: worstKnown([rule.level, other.level]), score: worstKnown([rule.score, other.score]) };
}
function severityOfLevel(level) {
  return severityOfWord(level) ?? "critical";
}
function severityOf(result, rules) {
  const scores = [severityOfAny(result.properties?.["security-severity"]), ...rules.map((rule) => rule.score)];
  const isUndecided = (result.kind ?? "fail") !== "fail" && result.level === "none";
  if (result.level !== void 0 && !isUndecided) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const level = worstKnown(rules.map((rule) => rule.level)) ?? "medium";
  return worstSeverity([level, ...scores]);
}

// src/scan/tools/sarif/finding.ts
function sarifFindings(raw, run) {
  const book = openRuleBook(run);
  const bases = new Map(Object.entries(run.originalUriBaseIds ?? {}));
  return (run.results ?? []).filter(isProblem).map((result) => findingOf3(raw, book, bases, result));
}
var noProblem = ["pass", "informational", "notApplicable"];
function isProblem({ kind, baselineState }) {
  return !noProblem.includes(kind) && baselineState !== "absent";
}
var sourceRoot = "%SRCROOT%";
function findingOf3(raw, book, bases, result) {
  const rules = rulesOf(book, result);
  const rule = result.ruleId || result.rule?.id || rules[0]?.id || "";
  const [location] = result.locations ?? [];
  const region = location?.physicalLocation?.region;
  const { path, base } = placeOf(book.run, bases, location?.physicalLocation?.artifactLocation);
  const logical = location?.logicalLocations?.[0];
  return makeFinding(raw, {
    rule,
    severity: severityOf(result, rules),
    title: rules.find((one) => one.title !== "")?.title ?? "",
    aliases: aliasesOf3(
      rule,
      rules.flatMap((one) => one.aliases)
    ),
    path,
    root: base === sourceRoot ? "" : base,
    line: region?.startLine ?? 0,
    column: region?.startColumn ?? 0,
    resource: logical?.fullyQualifiedName ?? logical?.name ?? "",
    url: rules.find((one) => one.url !== "")?.url ?? "",
    status: statusOf(result),
    suppressed: isSuppressed(result),
    identity: identityOf(result, base)
  });
}
function aliasesOf3(rule, former) {
  return vulnerability.test(rule) ? former.filter((id) => vulnerability.test(id)) : [];
}
var vulnerability = /^(?:CVE-\d{4}-|GHSA-|(?:GO|PYSEC|RUSTSEC|OSV)-\d{4}-|MAL-\d{4}-)/;
function statusOf({ kind, baselineState }) {
  const words = [kind === "fail" ? void 0 : kind, baselineState];
  return words.filter((word) => typeof word === "string").join(" ");
}
function isSuppressed({ suppressions }) {
  const list = suppressions ?? [];
  return list.length > 0 && list.every(({ status }) => status === void 0 || status === null || status === "accepted");
}
function identityOf({ fingerprints, partialFingerprints }, base) {
  const [own, partial] = [marksOf(fingerprints), marksOf(partialFingerprints)];
  const marks = own.length > 0 ? own : partial;
  return marks.length === 0 ? void 0 : JSON.stringify([base, ...marks]);
}
function marksOf(marks) {
  const texts = Object.entries(marks ?? {}).flatMap(
    ([key, mark]) => typeof mark === "string" && mark !== "requires login" ? [[key, mark]] : []
  );
  return texts.sort(([a], [b]) => a < b ? -1 : 1);
}
var [mostBases, longestBase] = [10, 1e3];
function placeOf(run, bases, location) {
  const known = location?.uri === void 0 ? run.artifacts?.[location?.index ?? -1]?.location : location;
  let path = known?.uri ?? "";
  let base = known?.uriBaseId ?? "";
  for (let depth = 0; depth < mostBases && !isAbsolute(path); depth += 1) {
    const { uri = "", uriBaseId = "" } = bases.get(base) ?? {};
    if (uri === "" || uri.length > longestBase || isAbsolute(uri)) break;
    path = `${uri.replace(/\/?$/, "/")}${path}`;
    base = uriBaseId;
  }
  return { path: path.replace(/^file:\/\/(?=\/)/, ""), base };
}
function isAbsolute(uri) {
  return /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(uri);
}

// src/scan/tools/sarif/log.ts
var Properties = looseObject({ "security-severity": unknown().optional() }).nullish();
var Configuration2 = looseObject({ level: unknown().optional() });
var Rule = looseObject({
  id: string(),
  guid: string().nullish(),
  deprecatedIds: array(unknown()).nullish(),
  helpUri: unknown().optional(),
  name: string().optional(),
  shortDescription: looseObject({ text: string().optional() }).optional(),
  defaultConfiguration: Configuration2.optional(),
  properties: Properties
});
var ToolComponent = looseObject({ name: string(), guid: string().nullish(), rules: array(Rule).nullish() });
var RuleReference = looseObject({
  id: string().optional(),
  index: int().optional(),
  guid: string().nullish(),
  toolComponent: looseObject({ index: int().optional(), guid: string().nullish(), name: string().nullish() }).nullish()
});
var Message = looseObject({
  id: string().optional(),
  text: string().optional(),
  markdown: string().optional()
});
var Notification = looseObject({
  level: unknown().optional(),
  descriptor: looseObject({ id: string().optional() }).nullish(),
  message: Message.nullish(),
  exception: unknown().optional()
});
var Invocation = looseObject({
  executionSuccessful: boolean(),
  exitCode: number().nullish(),
  exitSignalName: string().nullish(),
  exitSignalNumber: number().nullish(),
  processStartFailureMessage: string().nullish(),
  toolExecutionNotifications: array(Notification).nullish(),
  toolConfigurationNotifications: array(Notification).nullish(),
  ruleConfigurationOverrides: array(looseObject({ descriptor: RuleReference, configuration: Configuration2.optional() })).nullish()
});
var Parts = record(string(), unknown());
var ArtifactLocation = looseObject({
  uri: string().optional(),
  uriBaseId: string().optional(),
  index: int().optional()
});
var Location = looseObject({
  physicalLocation: looseObject({
    artifactLocation: ArtifactLocation.optional(),
    region: looseObject({ startLine: number().optional(), startColumn: number().optional() }).optional()
  }).optional(),
  logicalLocations: array(looseObject({ fullyQualifiedName: string().nullish(), name: string().nullish() })).nullish()
});
var Result = looseObject({
  ruleId: string().optional(),
  ruleIndex: int().optional(),
  rule: RuleReference.optional(),
  level: unknown().optional(),
  kind: unknown().optional(),
  locations: array(Location).nullish(),
  suppressions: array(looseObject({ status: unknown().optional() })).nullish(),
  baselineState: unknown().optional(),
  partialFingerprints: record(string(), unknown()).nullish(),
  fingerprints: record(string(), unknown()).nullish(),
  properties: Properties
});
var Run = looseObject({
  tool: looseObject({ driver: ToolComponent, extensions: array(ToolComponent).nullish() }),
  invocations: array(Invocation).nullish(),
  conversion: looseObject({ invocation: Invocation.nullish() }).nullish(),
  externalPropertyFileReferences: Parts.nullish(),
  results: array(Result).nullish(),
  artifacts: array(looseObject({ location: ArtifactLocation.optional() })).nullish(),
  originalUriBaseIds: record(string(), ArtifactLocation).nullish(),
  versionControlProvenance: array(looseObject({ revisionId: string().optional() })).nullish()
});
var Report5 = looseObject({
  version: literal("2.1.0"),
  runs: array(Run).nullable(),
  inlineExternalProperties: array(Parts).nullish()
});

// src/scan/tools/sarif/run.ts
function sarifProblem(raw, log) {
  const runs = log.runs ?? [];
  if (runs.length === 0) return unproven("SCAN_NOTHING_SCANNED", "the SARIF log has no run");
  const inlined = (log.inlineExternalProperties ?? []).map(elsewhere).find((part) => part !== void 0);
  if (inlined !== void 0)
    return unproven(
      "SCAN_NO_PROOF",
      `the SARIF log keeps ${inlined} outside of its runs (inlineExternalProperties), where they are not read`
    );
  return runs.map((run) => runProblem(raw, run)).find((found) => found !== void 0);
}
var sideParts = ["guid", "runGuid", "schema", "version", "properties", "externalizedProperties", "taxonomies"];
var moreSideParts = ["translations", "policies", "addresses", "graphs", "logicalLocations", "threadFlowLocations"];
var harmlessParts = [...sideParts, ...moreSideParts, "webRequests", "webResponses", "artifacts"];
function elsewhere(parts2) {
  return Object.entries(parts2).find(([name, part]) => !harmlessParts.includes(name) && !isEmpty(part))?.[0];
}
function isEmpty(part) {
  return part === null || part === void 0 || Array.isArray(part) && part.length === 0;
}
function runProblem(raw, run) {
  const tool = run.tool.driver.name;
  const external = elsewhere(run.externalPropertyFileReferences ?? {});
  if (external !== void 0)
    return unproven(
      "SCAN_NO_PROOF",
      `${tool} keeps ${printable(external, 100)} in other files (externalPropertyFileReferences); hand in one whole log`
    );
  const invocations = [...run.invocations ?? [], ...run.conversion?.invocation ? [run.conversion.invocation] : []];
  const failed = invocations.map((invocation) => invocationProblem(tool, invocation)).find((found) => found !== void 0);
  if (failed) return failed;
  if (!run.results) return unproven("SCAN_FAILED", `${tool} has no results array: it did not begin its analysis`);
  return revisionProblem(raw, run);
}
function invocationProblem(tool, invocation) {
  const { executionSuccessful, exitCode, exitSignalName, exitSignalNumber, processStartFailureMessage } = invocation;
  if (!executionSuccessful) return unproven("SCAN_FAILED", `${tool} says that its run did not succeed`);
  if ((exitCode ?? 0) !== 0) return unproven("SCAN_FAILED", `${tool} ended with exit code ${exitCode}`);
  if (exitSignalName || (exitSignalNumber ?? 0) !== 0)
    return unproven("SCAN_FAILED", `${tool} was ended by the signal ${exitSignalName || exitSignalNumber}`);
  if (processStartFailureMessage) return unproven("SCAN_FAILED", `${tool} could not be started`);
  const notices = [
    ...invocation.toolExecutionNotifications ?? [],
    ...invocation.toolConfigurationNotifications ?? []
  ];
  const bad = notices.filter(isTrouble);
  const [first] = bad;
  if (!first) return void 0;
  return unproven(
    "SCAN_FAILED",
    `${tool} reports ${counted(bad.length, "problem")} of its own, the first: ${printable(wordsOf2(first), 200) || "it does not say which"}`
  );
}
var trouble = /pars|syntax|lex(?:er|ical)|tim(?:e|ed)[ _-]?out|time limit|deadline|memory|exceed|too (?:large|big|many|long|deep)|fail|error|exception|crash|abort|kill|unable|could ?n[o']t|cannot|can't|unsupported|not supported|skip|ignor|exclud|miss|incomplete|partial|truncat|unresolved|not found|unread|denied|corrupt|invalid|malformed/i;
var harmlessWarning = /deprecat|newer version|update (?:is )?available|telemetry|metrics|experimental/i;
function isTrouble(notice) {
  const level = typeof notice.level === "string" ? notice.level.toLowerCase() : notice.level;
  const words = wordsOf2(notice);
  if (notice.exception !== void 0 && notice.exception !== null) return true;
  if (level === "note" || level === "none") return trouble.test(words);
  return !((level === "warning" || level === void 0) && harmlessWarning.test(words) && !trouble.test(words));
}
function wordsOf2({ descriptor, message }) {
  return [descriptor?.id, message?.id, message?.text ?? message?.markdown].filter(Boolean).join(": ");
}
function revisionProblem(raw, run) {
  const { target } = raw.run;
  if (target.type !== "source") return void 0;
  const other = (run.versionControlProvenance ?? []).find(
    (place) => place.revisionId && place.revisionId !== target.commit
  );
  if (!other) return void 0;
  return unproven(
    "SCAN_WRONG_TARGET",
    `${run.tool.driver.name} scanned revision ${other.revisionId}, not ${target.commit}`
  );
}

// src/scan/tools/sarif/adapter.ts
var adapter5 = {
  recognizes: (document) => hasKeys(document, "runs", "version"),
  read(raw, document) {
    const conformed = conform(Report5, document);
    if ("misfit" in conformed) return conformed.misfit;
    const runs = conformed.value.runs ?? [];
    const problem = sarifProblem(raw, conformed.value);
    if (problem) return problem;
    const findings = runs.flatMap((run) => sarifFindings(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : void 0;
    return contradiction ?? proven(findings, { files, packages: 0 });
  }
};

// src/scan/tools/sarif/descriptor.ts
var sarif = { adapter: adapter5, versions: [], exitCodes: [0, 1], invocations: {} };

// src/scan/tools/semgrep/adapter.ts
var Result2 = looseObject({
  check_id: string().min(1),
  path: string().min(1),
  start: looseObject({ line: number(), col: number().optional() }),
  extra: looseObject({
    severity: unknown().optional(),
    is_ignored: boolean().nullish(),
    fingerprint: unknown().optional(),
    metadata: looseObject({ source: unknown().optional() }).nullish().catch(void 0)
  })
});
var Report6 = looseObject({
  version: string().min(1).optional(),
  results: array(Result2),
  errors: array(looseObject({ type: unknown().optional(), level: unknown().optional() })),
  paths: looseObject({
    scanned: array(string().min(1)).optional(),
    skipped: array(looseObject({ path: unknown().optional(), reason: unknown().optional() })).nullish()
  }).optional(),
  skipped_rules: array(unknown()).optional()
});
var adapter6 = {
  recognizes: (document) => hasKeys(document, "results", "errors") && !hasKeys(document, "experimental_config"),
  read(raw, document, log) {
    const conformed = conform(Report6, document);
    if ("misfit" in conformed) return conformed.misfit;
    const { version, results, errors, paths, skipped_rules: skipped = [] } = conformed.value;
    if (errors.length > 0)
      return unproven("SCAN_FAILED", `semgrep reports ${counted(errors.length, "error")} of its own`);
    if (skipped.length > 0) return unproven("SCAN_FAILED", `semgrep skipped ${counted(skipped.length, "rule")}`);
    const left = skippedProblem(paths?.skipped ?? []) ?? logProblem3(log);
    if (left) return left;
    if (version === void 0 || paths?.scanned === void 0) {
      return unproven("SCAN_NO_PROOF", "the report names no version or no scanned paths; semgrep 1.x writes both");
    }
    if (paths.scanned.length === 0) return unproven("SCAN_NOTHING_SCANNED", nothingScanned);
    const findings = results.map((result) => findingOf4(raw, result));
    return exitProblem(raw, findings) ?? proven(findings, { files: paths.scanned.length, packages: 0 });
  }
};
var languages = "JavaScript, TypeScript, Python, Java, Go, C#, Ruby, PHP and Terraform";
var nothingScanned = `semgrep scanned no file. Its rules are our own, in scanners/rules/semgrep, and are for ${languages}; where there is no file of these, say so in safeguard.yml, under policy.scans of the service: "source: { none: REASON }", with a reason of ten characters or more that an auditor will read`;
var harmlessReasons = ["always_skipped", "wrong_language", "irrelevant_rule", "binary"];
function skippedProblem(skipped) {
  const left = skipped.filter(({ reason }) => !harmlessReasons.includes(reason));
  const [first] = left;
  if (!first) return void 0;
  const text4 = `semgrep passed over ${counted(left.length, "file")}, the first because of ${JSON.stringify(first.reason)}`;
  return unproven("SCAN_FAILED", `${text4}: ${JSON.stringify(first.path)}`);
}
var leftOut = /^[ \t\u2022]*(?:Scan skipped:|Partially scanned:|Scan was limited to|Some files were skipped)/m;
function logProblem3(log) {
  if (!leftOut.test(log)) return void 0;
  return unproven(
    "SCAN_FAILED",
    "the summary in the log of semgrep says that files were skipped or only partly scanned"
  );
}
function exitProblem(raw, findings) {
  if (raw.run.argv.includes("--error")) return exitMismatch(raw, findings);
  if (raw.run.exit_code === 0) return void 0;
  return unproven("SCAN_EXIT_CODE", "semgrep ended with exit code 1, which without --error does not mean findings");
}
function severityOf2(word) {
  const severity2 = ratingOfWord(word);
  return severity2 === "info" ? "low" : severity2;
}
function findingOf4(raw, { check_id: rule, path, start, extra }) {
  const { fingerprint, metadata } = extra;
  return makeFinding(raw, {
    rule,
    severity: severityOf2(extra.severity),
    title: rule.split(".").at(-1) ?? "",
    path,
    line: start.line,
    column: start.col,
    url: typeof metadata?.source === "string" ? metadata.source : "",
    suppressed: extra.is_ignored ?? false,
    // Without a login Semgrep writes `requires login` instead of its fingerprint.
    identity: typeof fingerprint === "string" && /^[0-9a-f]{32,}(?:_\d+)?$/.test(fingerprint) ? fingerprint : void 0
  });
}

// src/scan/tools/semgrep/invocation.ts
var quiet = { SEMGREP_SEND_METRICS: "off", SEMGREP_ENABLE_VERSION_CHECK: "0" };
var invokeSemgrep = (places, environment) => {
  const rules = needed(places.rules, "semgrep needs a rule set of our own; registry rules are never fetched");
  const configs = (places.ruleFiles?.map((name) => `${rules}/${name}`) ?? [rules]).flatMap((file) => [
    "--config",
    file
  ]);
  const strict = ["--oss-only", "--error", "--strict", "--no-rewrite-rule-ids", "--max-target-bytes", "0"];
  const ours = [
    "--disable-nosem",
    "--no-git-ignore",
    "--x-ignore-semgrepignore-files",
    "--metrics=off",
    "--disable-version-check"
  ];
  return {
    args: ["scan", ...configs, ...strict, ...ours, "--json", "--output", places.report, places.target],
    environment: { ...environment, ...quiet },
    reportFrom: "file"
  };
};
var options5 = {
  commands: ["scan"],
  flags: [
    ...["--oss-only", "--error", "--strict", "--no-rewrite-rule-ids", "--disable-nosem", "--no-git-ignore"],
    ...["--x-ignore-semgrepignore-files", "--disable-version-check", "--json", "--verbose", "-v", "--time"]
  ],
  values: {
    "--config": ownRules,
    "-c": ownRules,
    "-f": ownRules,
    "--max-target-bytes": /^0$/,
    "--metrics": any,
    "--output": any,
    "-o": any,
    "--jobs": any,
    "-j": any,
    // What runs out of time or memory is an error in the report.
    "--timeout": any,
    "--timeout-threshold": any,
    "--max-memory": any
  },
  targets: 100
};

// src/scan/tools/semgrep/descriptor.ts
var semgrep = {
  adapter: adapter6,
  versions: ["1"],
  exitCodes: [0, 1],
  version: { args: ["--version", "--disable-version-check"], environment: quiet },
  invocations: { source: invokeSemgrep },
  options: () => options5
};

// src/scan/tools/trivy/report.ts
var severity = unknown().optional();
var text3 = string().optional();
var Vulnerability2 = looseObject({
  VulnerabilityID: string().min(1),
  PkgName: string(),
  InstalledVersion: text3,
  FixedVersion: text3,
  PkgPath: text3,
  Title: text3,
  Severity: severity,
  Status: text3,
  PrimaryURL: text3,
  VendorIDs: array(string()).nullish(),
  PkgIdentifier: looseObject({ PURL: text3 }).nullish(),
  VendorSeverity: record(string(), int()).nullish(),
  CVSS: record(
    string(),
    looseObject({
      V2Score: unknown().optional(),
      V3Score: unknown().optional(),
      V40Score: unknown().optional(),
      V2Vector: unknown().optional(),
      V3Vector: unknown().optional(),
      V40Vector: unknown().optional()
    })
  ).nullish()
});
var Misconfiguration = looseObject({
  ID: string().min(1),
  Title: text3,
  Severity: severity,
  Status: text3,
  PrimaryURL: text3,
  CauseMetadata: looseObject({ Resource: text3, StartLine: number().optional() }).optional()
});
var Secret = looseObject({
  RuleID: string().min(1),
  Title: text3,
  Severity: severity,
  StartLine: number().optional()
});
var License = looseObject({ Name: string(), PkgName: text3, FilePath: text3, Severity: severity });
var Hidden = looseObject({
  VulnerabilityID: text3,
  RuleID: text3,
  ID: text3,
  Name: text3,
  PkgName: text3,
  InstalledVersion: text3,
  PkgPath: text3,
  Title: text3,
  Severity: severity
});
var Modified = looseObject({ Status: text3, Finding: Hidden });
var count2 = int().min(0).optional();
var Result3 = looseObject({
  Target: string(),
  Class: text3,
  Type: text3,
  Packages: array(looseObject({ Name: unknown().optional(), Version: unknown().optional() })).nullish(),
  Vulnerabilities: array(Vulnerability2).nullish(),
  Misconfigurations: array(Misconfiguration).nullish(),
  Secrets: array(Secret).nullish(),
  Licenses: array(License).nullish(),
  MisconfSummary: looseObject({ Successes: count2, Failures: count2, Exceptions: count2 }).nullish(),
  ExperimentalModifiedFindings: array(Modified).nullish()
});
var Report7 = looseObject({
  SchemaVersion: literal(2),
  ArtifactType: string(),
  ArtifactName: text3,
  Metadata: looseObject({
    RepoDigests: array(string()).nullish(),
    OS: looseObject({ Family: text3, Name: text3, EOSL: boolean().optional() }).nullish()
  }).nullish(),
  Results: array(Result3).nullish()
});
var parts = {
  result: Result3,
  vulnerability: Vulnerability2,
  misconfiguration: Misconfiguration,
  secret: Secret,
  license: License,
  modified: Modified
};

// src/scan/tools/trivy/finding.ts
function trivyFindings(raw, result) {
  const { Target: target } = result;
  const drafts = [
    ...(result.Vulnerabilities ?? []).map((item) => vulnerabilityDraft(item, target)),
    ...(result.Misconfigurations ?? []).filter((item) => item.Status !== "PASS").map((item) => checkDraft(item, target)),
    ...(result.Secrets ?? []).map((item) => secretDraft(item, target)),
    ...(result.Licenses ?? []).map((item) => licenseDraft(item)),
    ...(result.ExperimentalModifiedFindings ?? []).map((item) => hiddenDraft(item, target))
  ];
  return drafts.map((draft) => makeFinding(raw, draft));
}
function vulnerabilityDraft(item, target) {
  const { VulnerabilityID: rule, InstalledVersion: installed = "" } = item;
  const scores = Object.values(item.CVSS ?? {});
  return {
    rule,
    severity: worstKnown([
      severityOfWord(item.Severity),
      ...Object.values(item.VendorSeverity ?? {}).map((level) => vendorLevels[level]),
      ...scores.flatMap(severitiesOf2)
    ]) ?? ratingOfWord(item.Severity),
    title: item.Title ?? "",
    // Other vendors' ids name advisories about several vulnerabilities, of which one exception must not cover the rest.
    aliases: (item.VendorIDs ?? []).filter((id) => /^(?:GHSA|CVE|GO|PYSEC|RUSTSEC)-/.test(id)),
    package: `${item.PkgName}@${installed}`,
    fixed: nearestFix(
      installed,
      (item.FixedVersion ?? "").split(",").map((version) => version.trim())
    ),
    path: item.PkgPath || target,
    purl: item.PkgIdentifier?.PURL ?? "",
    cvss: worstVector(scores.flatMap(({ V40Vector, V3Vector, V2Vector }) => [V40Vector, V3Vector, V2Vector])),
    url: item.PrimaryURL ?? "",
    status: item.Status ?? ""
  };
}
var vendorLevels = [void 0, "low", "medium", "high", "critical"];
function severitiesOf2(scores) {
  return [
    severityOfOldScore(scores.V2Score) ?? severityOfVector(scores.V2Vector),
    severityOfScore(scores.V3Score) ?? severityOfVector(scores.V3Vector),
    severityOfScore(scores.V40Score) ?? severityOfVector(scores.V40Vector)
  ];
}
function checkDraft(item, target) {
  const { Resource: resource = "", StartLine: line2 = 0 } = item.CauseMetadata ?? {};
  return {
    rule: item.ID,
    severity: ratingOfWord(item.Severity),
    title: item.Title ?? "",
    path: target,
    line: line2,
    resource,
    url: item.PrimaryURL ?? "",
    suppressed: item.Status === "EXCEPTION",
    // A resource keeps its name when lines above it come and go.
    identity: resource === "" ? void 0 : resource
  };
}
function secretDraft(item, target) {
  const severity2 = ratingOfWord(item.Severity);
  return { rule: item.RuleID, severity: severity2, title: item.Title ?? "", path: target, line: item.StartLine ?? 0 };
}
function licenseDraft(item) {
  const severity2 = ratingOfWord(item.Severity);
  return { rule: `license:${item.Name}`, severity: severity2, title: "", package: item.PkgName ?? "", path: item.FilePath ?? "" };
}
function hiddenDraft({ Status: status, Finding: hidden }, target) {
  const { VulnerabilityID, RuleID, ID, Name, PkgName, InstalledVersion = "" } = hidden;
  const plain2 = {
    rule: VulnerabilityID ?? RuleID ?? ID ?? (Name === void 0 ? "" : `license:${Name}`),
    severity: ratingOfWord(hidden.Severity),
    title: hidden.Title ?? "",
    package: PkgName === void 0 ? "" : `${PkgName}@${InstalledVersion}`,
    path: hidden.PkgPath || target
  };
  return { ...plain2, ...ownDraft(hidden, target), status, suppressed: true };
}
function ownDraft(hidden, target) {
  if (hidden.VulnerabilityID !== void 0) {
    const { data } = parts.vulnerability.safeParse(hidden);
    return data && vulnerabilityDraft(data, target);
  }
  const { data: check } = parts.misconfiguration.safeParse(hidden);
  if (check) return checkDraft(check, target);
  const { data: secret } = parts.secret.safeParse(hidden);
  if (secret) return secretDraft(secret, target);
  const { data: license } = parts.license.safeParse(hidden);
  return license && licenseDraft(license);
}

// src/scan/tools/trivy/log.ts
var harmless5 = [
  // How severe a finding is, or the text about it; the finding itself is there.
  "Using severities from other vendors for some vulnerabilities.",
  "No severity found in specified sources",
  "Unable to get vulnerability details (CVE may be rejected)",
  "Unsupported severity",
  // Licenses, checksums and which dependencies are direct ones; the packages themselves come from the lock file.
  "Unable to collect licenses",
  "Unable to collect additional info",
  "Unable to get licenses and dependencies",
  "Unable to get checksum",
  "Unable to parse METADATA file",
  "Unable to find python `site-packages` directory. License detection is skipped.",
  "Unable to parse composer.json to identify direct dependencies",
  "Unable to parse pyproject.toml to identify direct dependencies",
  "Unable to parse Cargo.toml to identify direct dependencies",
  "Unable to parse package.json to remove dev dependencies",
  "Could not parse -ldflags found in build info",
  // What only a deploy decides is unknown to every scanner; each Terraform module with a required variable says so.
  "Variable values were not found in the environment or variable files.",
  "Missing parameter values",
  // The form of a check, which is still used.
  "Module has legacy input format",
  "Module has legacy metadata format",
  "Module has no input selectors",
  // Without downloaded checks the built-in ones are used.
  "Falling back to embedded checks",
  "Failed to clean the artifact"
];
var deprecated = /^(?:'--[a-z-]+'|"--[a-z-]+") is deprecated\b/;
var telling = [
  "Vulnerability detection of CoreOS packages is currently not supported",
  "Skipped detection of the packages",
  "Filtered out the detected vulnerability",
  "Some vulnerabilities have been ignored/suppressed.",
  "Overriding detected OS",
  "Loaded"
];
var unread = ["Walk error", "Analysis error", "Permission error"];
function trivyLogProblem(log) {
  for (const raw of linesOf2(log)) {
    const line2 = parseLine(raw);
    const trouble2 = line2 ? isTrouble2(line2) : /\b(?:WARN|ERROR|FATAL|PANIC|panic:)/.test(raw);
    if (trouble2)
      return unproven(
        "SCAN_FAILED",
        `trivy says that part of the target was not read or not matched: ${printable(line2 ? `${line2.text} ${line2.fields}` : raw, 300)}`
      );
    if (line2?.text === ignoreText && !ignoredRange(line2))
      return unproven("SCAN_NO_PROOF", "trivy says that a comment hid a finding, and it cannot be read which");
  }
  return void 0;
}
function isTrouble2({ level, text: text4 }) {
  if (level === "DEBUG") return unread.some((start) => text4.startsWith(start));
  if (level === "INFO") return telling.some((start) => text4.startsWith(start));
  return level === "FATAL" || !(harmless5.some((start) => text4.startsWith(start)) || deprecated.test(text4));
}
var ignoreText = "Ignore finding";
function ignoredInSource(log) {
  return linesOf2(log).flatMap((raw) => {
    const line2 = parseLine(raw);
    const found = line2?.text === ignoreText ? ignoredRange(line2) : void 0;
    return found ? [found] : [];
  });
}
function ignoredRange({ fields }) {
  const found = readFields(fields);
  const rule = found?.get("rule");
  const range = found?.get("range");
  if (rule === void 0 || range === void 0) return void 0;
  const [, path = range, line2 = "0"] = /^(.*):(\d+)(?:-\d+)?$/s.exec(range) ?? [];
  return { rule, path, line: Number(line2) };
}
function linesOf2(log) {
  return log.replace(/\u001b\[[0-9;]*m/g, "").split(/\r?\n/);
}
function parseLine(raw) {
  const [time = "", level = "", message, ...fields] = raw.split("	");
  if (message === void 0 || !/^\S+$/.test(time) || !/^(?:DEBUG|INFO|WARN|ERROR|FATAL)$/.test(level))
    return void 0;
  const prefix = /^\[[^\]]*\] /.exec(message)?.[0] ?? "";
  return { level, prefix, text: message.slice(prefix.length), fields: fields.join("	") };
}

// src/scan/tools/trivy/proof.ts
function trivyProblem(raw, report, log) {
  const results = report.Results ?? [];
  return targetProblem2(raw, report) ?? exitProblem2(raw) ?? trivyLogProblem(log) ?? (raw.run.kind === "infrastructure" ? checksProblem(results) : packagesProblem(raw, report, results)) ?? results.map(summaryProblem).find((problem) => problem !== void 0);
}
function countPackages(results) {
  const packages = results.flatMap((result) => result.Packages ?? []);
  return packages.filter(({ Name: name, Version: version }) => Boolean(name) && Boolean(version)).length;
}
function exitProblem2(raw) {
  if (!raw.run.argv.some((word) => word.startsWith("--exit-code"))) return void 0;
  return unproven("SCAN_EXIT_CODE", "trivy ran with --exit-code, so its exit code cannot be told from a failure");
}
var artifactTypes = { image: ["container_image"], source: ["filesystem", "repository"] };
function targetProblem2(raw, report) {
  const { target } = raw.run;
  const expected = artifactTypes[target.type];
  if (!expected.includes(report.ArtifactType)) {
    return unproven(
      "SCAN_WRONG_TARGET",
      `trivy scanned a ${report.ArtifactType}, not the ${target.type} that was to be scanned`
    );
  }
  if (target.type === "source") return void 0;
  const names = [report.ArtifactName ?? "", ...report.Metadata?.RepoDigests ?? []];
  const digests = names.flatMap((name) => /@(sha256:[0-9a-f]{64})$/.exec(name)?.slice(1) ?? []);
  if (digests.length === 0) {
    return unproven("SCAN_NO_PROOF", "the report names no image digest; scan the layout as LAYOUT@sha256:DIGEST");
  }
  if (digests.every((digest) => digest === target.digest)) return void 0;
  return unproven("SCAN_WRONG_TARGET", `the report is about ${digests.join(" and ")}, not about ${target.digest}`);
}
function checksProblem(results) {
  if (results.some((result) => checksOf(result) > 0)) return void 0;
  return unproven("SCAN_NOTHING_SCANNED", "trivy lists no checks");
}
function checksOf({ MisconfSummary: summary, Misconfigurations: list }) {
  return Math.max(
    (summary?.Successes ?? 0) + (summary?.Failures ?? 0) + (summary?.Exceptions ?? 0),
    (list ?? []).length
  );
}
function summaryProblem({
  Target: target,
  MisconfSummary: summary,
  Misconfigurations: list
}) {
  if (!summary) return void 0;
  const listed = { FAIL: 0, PASS: 0, EXCEPTION: 0 };
  for (const { Status: status } of list ?? [])
    listed[status === "PASS" || status === "EXCEPTION" ? status : "FAIL"] += 1;
  const { Successes: passed = 0, Failures: failed = 0, Exceptions: excepted = 0 } = summary;
  if (listed.FAIL === failed && listed.EXCEPTION === excepted && listed.PASS <= passed) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `${target}: the summary counts ${failed} failures, ${excepted} exceptions and ${passed} passes, the list holds ${listed.FAIL}, ${listed.EXCEPTION} and ${listed.PASS}`
  );
}
var withoutPackages = ["", "none", "activestate"];
function packagesProblem(raw, report, results) {
  if (countPackages(results) === 0)
    return unproven("SCAN_NOTHING_SCANNED", "trivy lists no packages with a version; it needs --list-all-pkgs");
  const bare2 = results.find((result) => (result.Vulnerabilities ?? []).length > 0 && countPackages([result]) === 0);
  if (bare2) return unproven("SCAN_NO_PROOF", `trivy lists vulnerabilities of ${bare2.Target}, but not its packages`);
  const os = report.Metadata?.OS;
  if (os?.EOSL)
    return unproven(
      "SCAN_NO_PROOF",
      `${os.Family} ${os.Name} has reached its end of life: nobody publishes its vulnerabilities, so none can be found; build on a supported version`
    );
  const unmatched = !withoutPackages.includes(os?.Family ?? "") && countPackages(results.filter(({ Class }) => Class === "os-pkgs")) === 0;
  if (unmatched)
    return unproven(
      "SCAN_NO_PROOF",
      `trivy names the operating system ${os?.Family} ${os?.Name}, but lists none of its packages`
    );
  return javaProblem(raw, results);
}
var noJava = "the target holds JAR files, and trivy had no Java database to know them by; name one in scanners/lock.json as trivy.database.java";
function javaProblem(raw, results) {
  const jars = results.some(({ Type }) => Type === "jar");
  return jars && raw.run.java_database_at === void 0 ? unproven("SCAN_NO_PROOF", noJava) : void 0;
}
function lacksJavaDatabase(log) {
  return /\tERROR\t(?:\[[^\]\t]*\] )?The first run cannot skip downloading Java DB$/m.test(log);
}
function lackingJava(log) {
  return lacksJavaDatabase(log) ? unproven("SCAN_NO_PROOF", noJava) : void 0;
}

// src/scan/tools/trivy/adapter.ts
var adapter7 = {
  explain: (_, log) => lackingJava(log),
  recognizes: (document) => hasKeys(document, "SchemaVersion"),
  read(raw, document, log) {
    const conformed = conform(Report7, document);
    if ("misfit" in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = trivyProblem(raw, report, log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => trivyFindings(raw, result)), ...ignoredFindings(raw, log)];
    return proven(findings, { files: results.length, packages: countPackages(results) });
  }
};
function ignoredFindings(raw, log) {
  return ignoredInSource(log).map(
    ({ rule, path, line: line2 }) => makeFinding(raw, {
      rule,
      severity: "critical",
      title: "Hidden by a comment in the source",
      path,
      line: line2,
      suppressed: true
    })
  );
}

// src/scan/tools/trivy/invocation.ts
var always = [
  "--cache-backend",
  "memory",
  "--skip-version-check",
  "--disable-telemetry",
  "--ignorefile",
  "/dev/null"
];
var logLine = /^(?!\S+\tDEBUG\t).|^\S+\tDEBUG\t(?:\[[^\]\t]*\] )?(?:Walk|Analysis|Permission) error(?:\t|$)/;
function databaseArgs(places) {
  const database = needed(places.database, "trivy needs a cache folder with its vulnerability database");
  return ["--cache-dir", database, "--skip-db-update", "--skip-java-db-update", "--offline-scan", "--no-progress"];
}
var invokeImage2 = (places, environment) => {
  if (places.digest === void 0) throw new Fault("INPUT_INVALID", "an image scan needs the digest of the image");
  const layout = ["--input", `${places.target}@${places.digest}`];
  const args = ["image", ...layout, ...databaseArgs(places), "--scanners", "vuln", ...always];
  const scan = [...args, "--list-all-pkgs", "--format", "json", "--output", places.report];
  return { args: scan, environment, reportFrom: "file", sbom: [...args, "--format", "cyclonedx"] };
};
var invokeDependencies2 = (places, environment) => {
  const args = ["filesystem", "--debug", ...databaseArgs(places), "--scanners", "vuln", "--list-all-pkgs"];
  return { ...reportOf([...args, ...always], places, environment), logLine };
};
var invokeInfrastructure = (places, environment) => reportOf(["config", "--cache-dir", places.work, "--skip-check-update", ...always], places, environment);
function reportOf(args, places, environment) {
  const words = [...args, "--format", "json", "--output", places.report, places.target];
  return { args: words, environment, reportFrom: "file" };
}
function naming(...wanted) {
  return {
    test: (value) => /^[a-z]+(?:,[a-z]+)*$/.test(value) && value.split(",").some((word) => wanted.includes(word))
  };
}
function optionsFor(kind) {
  const scanners = kind === "infrastructure" ? naming("misconfig", "config") : naming("vuln");
  const folders = ["filesystem", "fs", "repository", "repo"];
  const commands = {
    image: ["image", "i"],
    dependencies: folders,
    infrastructure: ["config", "conf", ...folders],
    source: [],
    secrets: []
  };
  return {
    commands: commands[kind],
    flags: [
      ...["--skip-db-update", "--skip-java-db-update", "--skip-check-update", "--skip-policy-update", "--offline-scan"],
      ...["--no-progress", "--skip-version-check", "--disable-telemetry", "--list-all-pkgs", "--include-dev-deps"],
      ...["--include-non-failures", "--show-suppressed", "--dependency-tree", "--debug", "-d"]
    ],
    values: {
      "--input": any,
      "--cache-dir": any,
      "--cache-backend": any,
      "--scanners": scanners,
      "--ignorefile": nothing,
      "--format": any,
      "-f": any,
      "--output": any,
      "-o": any,
      "--timeout": any,
      "--parallel": any,
      "--pkg-types": /^(?:os,library|library,os)$/,
      // Any use of it is refused by Trivy's own reader, for another reason.
      "--exit-code": any
    },
    targets: 1
  };
}

// src/scan/tools/trivy/descriptor.ts
var fetching = ["--no-progress", "--skip-version-check", "--disable-telemetry"];
var vulnerabilities2 = {
  title: "Trivy's database",
  fetch: (cache, from) => ({
    args: ["image", "--download-db-only", "--cache-dir", cache, "--db-repository", from.join(","), ...fetching]
  }),
  built: { key: "UpdatedAt", file: "db/metadata.json" },
  file: "db/trivy.db"
};
var jarFiles = {
  title: "Trivy's Java database",
  fetch: (cache, from) => ({
    args: [
      ...["image", "--download-java-db-only", "--cache-dir", cache, "--java-db-repository", from.join(",")],
      ...fetching
    ]
  }),
  built: { key: "UpdatedAt", file: "java-db/metadata.json" },
  file: "java-db/trivy-java.db"
};
var trivy = {
  adapter: adapter7,
  versions: ["0"],
  exitCodes: [0],
  version: { args: ["--version"], label: /^version: */i },
  invocations: { image: invokeImage2, dependencies: invokeDependencies2, infrastructure: invokeInfrastructure },
  options: optionsFor,
  database: { kinds: ["image", "dependencies"], fetch: vulnerabilities2, fetchSecond: jarFiles },
  lacksSecondDatabase: lacksJavaDatabase
};

// src/scan/tools/index.ts
var tools = {
  semgrep,
  "osv-scanner": osvScanner,
  checkov,
  trivy,
  gitleaks,
  grype,
  sarif
};

export {
  unproven,
  ownRules,
  tools
};
