import { main } from './action.mjs';

await main('attest', new URL('..', import.meta.url));
