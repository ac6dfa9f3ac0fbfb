const require = (name) => process.getBuiltinModule(name);
import {
  assumeRole
} from "./trust-policy-document.mjs";
import {
  lockOf
} from "./ground.mjs";

// src/flows/session/reach.ts
function openServiceRegistry({ ports, loaded, service }, held) {
  const { repository, auth, region, endpoint } = service.registry;
  return ports.registry(
    repository,
    { kind: auth, region: region ?? service.roles?.pusher.region, endpoint, local: loaded.config.local },
    held
  );
}
function openSigner({ ports, loaded, service }, part, held) {
  const key = service.keys?.[part];
  return ports.signer(loaded.config, key && held ? { ...key, session: held } : void 0);
}
async function openEvidence(session, role, environment) {
  const { ports, loaded, service } = session;
  const held = await assumeRole(session, role, environment);
  const store = await ports.store(loaded.config.store, held);
  const signer = await openManifestSigner(session, role, held);
  const lock = lockOf(service, environment);
  const { clock, log } = ports;
  const { retention } = loaded.config;
  return { deps: { store, signer, clock, log, retention, lock, signed: /* @__PURE__ */ new Map() }, held, role, environment };
}
var reserve = 600;
async function renewEvidence(session, opened) {
  const ends = opened.held?.expiresAt ?? 0;
  if (ends === 0 || ends - session.ports.clock.now() > reserve) return opened;
  return openEvidence(session, opened.role, opened.environment);
}
async function openManifestSigner(session, role, held) {
  if (role === "writer") return openSigner(session, "deploy", held);
  const keyed = session.loaded.config.signing.mode === "kms";
  if (keyed && session.job.part === "deploy") return null;
  const holder = keyed ? await assumeRole(session, "pusher", null) : void 0;
  return openSigner(session, "build", holder);
}

export {
  openServiceRegistry,
  openSigner,
  openEvidence,
  renewEvidence
};
