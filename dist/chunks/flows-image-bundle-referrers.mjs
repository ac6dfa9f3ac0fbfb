const require = (name) => process.getBuiltinModule(name);

// src/flows/image/bundle-referrers.ts
var bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
var predicateAnnotation = "dev.sigstore.bundle.predicateType";

export {
  bundleType,
  predicateAnnotation
};
