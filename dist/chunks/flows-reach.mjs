const require = (name) => process.getBuiltinModule(name);
import {
  assumeRole
} from "./trust-session-policy.mjs";
import {
  environmentOf
} from "./config-effective.mjs";

// src/flows/reach.ts
function openServiceRegistry(ports, loaded, service, credentials) {
  const { repository, auth, region, endpoint } = service.registry;
  return ports.registry(
    repository,
    { kind: auth, region: region ?? loaded.config.sts?.region, endpoint, local: loaded.config.local },
    credentials
  );
}
function openSigner(ports, loaded, service, part, credentials) {
  const key = service.keys?.[part];
  return ports.signer(loaded.config, key && credentials ? { ...key, credentials } : void 0);
}
async function openEvidence(ports, loaded, job, role, environment) {
  const credentials = await assumeRole(ports, loaded, job, role, environment);
  const store = await ports.store(loaded.config.store, credentials);
  const signer = await openManifestSigner(ports, loaded, job, role, credentials);
  const lock = environment === null ? buildLock(job.service) : environmentOf(job.service, environment).lock;
  return {
    deps: {
      store,
      signer,
      clock: ports.clock,
      log: ports.log,
      retention: loaded.config.retention,
      lock,
      signed: /* @__PURE__ */ new Map()
    },
    credentials
  };
}
var reserve = 600;
async function renewEvidence(opened, ports, loaded, job, role, environment) {
  const ends = opened.credentials?.expiresAt ?? 0;
  if (ends === 0 || ends - ports.clock.now() > reserve) return opened;
  return openEvidence(ports, loaded, job, role, environment);
}
async function openManifestSigner(ports, loaded, job, role, credentials) {
  if (role === "writer") return openSigner(ports, loaded, job.service, "deploy", credentials);
  const keyed = loaded.config.signing.mode === "kms";
  if (keyed && job.part === "deploy") return null;
  const holder = keyed ? await assumeRole(ports, loaded, job, "pusher", null) : void 0;
  return openSigner(ports, loaded, job.service, "build", holder);
}
function buildLock(service) {
  return Object.values(service.environments).every((environment) => environment.lock === "none") ? "none" : "compliance";
}

export {
  openServiceRegistry,
  openSigner,
  openEvidence,
  renewEvidence
};
