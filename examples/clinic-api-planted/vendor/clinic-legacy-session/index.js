// Compares the signature of a session token with itself: the invented flaw of the invented advisory.
exports.isSession = (token) => token.split('.')[2] === token.split('.')[2];
