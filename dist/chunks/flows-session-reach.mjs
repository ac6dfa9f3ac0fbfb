const require = (name) => process.getBuiltinModule(name);
import {
  assumeRole
} from "./trust-session-policy.mjs";
import {
  environmentOf
} from "./config-effective.mjs";

// src/flows/session/reach.ts
function openServiceRegistry({ ports, loaded, service }, credentials) {
  const { repository, auth, region, endpoint } = service.registry;
  return ports.registry(
    repository,
    { kind: auth, region: region ?? loaded.config.sts?.region, endpoint, local: loaded.config.local },
    credentials
  );
}
function openSigner({ ports, loaded, service }, part, credentials) {
  const key = service.keys?.[part];
  return ports.signer(loaded.config, key && credentials ? { ...key, credentials } : void 0);
}
async function openEvidence(session, role, environment) {
  const { ports, loaded, service } = session;
  const credentials = await assumeRole(session, role, environment);
  const store = await ports.store(loaded.config.store, credentials);
  const signer = await openManifestSigner(session, role, credentials);
  const lock = environment === null ? buildLock(service) : environmentOf(service, environment).lock;
  const { clock, log } = ports;
  const { retention } = loaded.config;
  return { deps: { store, signer, clock, log, retention, lock, signed: /* @__PURE__ */ new Map() }, credentials, role, environment };
}
var reserve = 600;
async function renewEvidence(session, opened) {
  const ends = opened.credentials?.expiresAt ?? 0;
  if (ends === 0 || ends - session.ports.clock.now() > reserve) return opened;
  return openEvidence(session, opened.role, opened.environment);
}
async function openManifestSigner(session, role, credentials) {
  if (role === "writer") return openSigner(session, "deploy", credentials);
  const keyed = session.loaded.config.signing.mode === "kms";
  if (keyed && session.job.part === "deploy") return null;
  const holder = keyed ? await assumeRole(session, "pusher", null) : void 0;
  return openSigner(session, "build", holder);
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
