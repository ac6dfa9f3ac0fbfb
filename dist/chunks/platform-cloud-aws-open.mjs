const require = (name) => process.getBuiltinModule(name);
import {
  AwsSession
} from "./platform-cloud-aws-session.mjs";
import "./ground.mjs";
import "./empty.mjs";

// src/platform/cloud/aws/open.ts
async function openBucket(spec, session) {
  const { openS3Store } = await import("./platform-cloud-aws-s3.mjs");
  return openS3Store(spec, { credentials: AwsSession.read(session), local: true });
}
async function openKey(signing, { session, ...key }) {
  const { openKmsSigner } = await import("./platform-cloud-aws-kms.mjs");
  return openKmsSigner(signing, { ...key, credentials: AwsSession.read(session) });
}
function openLogin(place, session) {
  const credentials = AwsSession.read(session);
  let login;
  return async () => {
    login ??= (await import("./platform-cloud-aws-ecr.mjs")).ecrLogin({ ...place, ...credentials ? { credentials } : {} });
    return login();
  };
}
export {
  openBucket,
  openKey,
  openLogin
};
